"""Help begins, is noted act by act, and ends; the person who is helped is told by mail."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.people.access import Answer, Refused, ask
from villages.people.actions import note
from villages.people.models import User
from villages.people.support.guards import may_end, may_help
from villages.people.support.models import SupportAct, SupportSession
from villages.people.support.notices import tell_begun

LONGEST = dt.timedelta(minutes=60)


@transaction.atomic
def begin(person: User, *, by: User, reason: str, minutes: int) -> SupportSession:
    """Let an administrator see and do what this person can, for a reason, one hour at the longest. Raises `Refused`.

    An earlier session of the same helper ends with it: nobody is two people at once.
    """
    helper = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    ask(may_help(helper, person))
    if not reason.strip():
        raise Refused(Answer(False, _("Tulis alasannya: orang yang dibantu akan membacanya.")))
    span = dt.timedelta(minutes=minutes)
    if not dt.timedelta() < span <= LONGEST:
        raise Refused(Answer(False, _("Bantuan berlangsung paling lama 60 menit.")))
    now = timezone.now()
    for earlier in SupportSession.objects.filter(helper=helper, ended_at=None, until__gt=now).order_by("pk"):
        end(earlier, by=helper)
    session = SupportSession.objects.create(
        helper=helper, person=person, reason=reason.strip(), began_at=now, until=now + span
    )
    note(person, _("Bantuan atas nama dimulai: %(reason)s") % {"reason": session.reason}, by=helper)
    tell_begun(session)
    return session


@transaction.atomic
def end(session: SupportSession, *, by: User) -> SupportSession:
    """End the help before its time; ending what is over changes nothing. Raises `Refused`."""
    current = SupportSession.objects.select_for_update().get(pk=session.pk)
    ask(may_end(by, current))
    now = timezone.now()
    if current.ended_at is None and current.until > now:
        current.ended_at = now
        current.save(update_fields=["ended_at"])
        note(current.person, _("Bantuan atas nama diakhiri."), by=by)
    return current


def record(session: SupportSession, *, method: str, path: str, status: int) -> SupportAct:
    """Keep that something was sent in the session, and what became of it; never what was typed."""
    return SupportAct.objects.create(session=session, method=method, path=path[:300], status=status)
