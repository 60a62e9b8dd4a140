"""Who administers the portal, and whom an administrator may act for."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.people.access import YES, Answer
from villages.people.models import User
from villages.people.support.models import SupportSession


def has_second_step(user: User) -> bool:
    """Whether the person signs in with a second step; the demo, where every door is open, asks nobody for one."""
    return settings.DEMO_MODE or is_mfa_enabled(user)


def may_administer(user: User) -> Answer:
    """Whether the person runs the whole portal today: an active superuser who signs in with a second step."""
    if not (user.is_active and user.is_staff and user.is_superuser):
        return Answer(False, _("Hanya pengelola portal yang dapat membantu atas nama orang lain."), True)
    if not has_second_step(user):
        return Answer(False, _("Pasang dahulu langkah kedua untuk masuk (Akun, Keamanan masuk)."), True)
    return YES


def may_help(helper: User, person: User) -> Answer:
    """Whether the helper may act for this person: an active account of somebody who does not run the portal."""
    answer = may_administer(helper)
    if not answer:
        return answer
    if person.pk == helper.pk:
        return Answer(False, _("Anda tidak perlu membantu diri sendiri."))
    if not person.is_active:
        return Answer(False, _("Akun ini tidak aktif."))
    if person.is_staff or person.is_superuser:
        return Answer(False, _("Sesama pengelola portal tidak dibantu dengan cara ini."))
    return YES


def in_force(session: SupportSession) -> bool:
    """Whether the session still lasts: not ended, not run out, and both people are still who they were."""
    lasts = session.ended_at is None and session.until > timezone.now()
    return lasts and bool(may_help(session.helper, session.person))


def may_end(user: User, session: SupportSession) -> Answer:
    """Whether the person may end the session: the helper, and whoever is helped."""
    if user.pk in (session.helper_id, session.person_id):
        return YES
    return Answer(False, _("Hanya yang membantu dan yang dibantu dapat mengakhirinya."), because_of_who=True)
