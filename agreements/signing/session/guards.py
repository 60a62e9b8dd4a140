"""When somebody may be reminded, and who may help a signatory at the desk."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.record.access import roles_of
from agreements.record.models import Agreement
from agreements.record.stages import Role
from agreements.signing.models import Signer
from agreements.signing.session.models import Reminder
from agreements.signing.session.queries import Waiting
from villages.organizations.models import OrganizationKind
from villages.people.access import YES, Answer, Mandate, any_mandate, mandates
from villages.people.models import User

PAUSE = dt.timedelta(hours=24)
"""How long a person is left in peace after having been reminded of one place on one way."""


def may_be_reminded(waiting: Waiting | None, channel: str) -> Answer:
    """It is the place's turn, somebody with an account signs there, and nobody reminded them within a day."""
    if waiting is None:
        return Answer(False, _("Tempat ini tidak sedang menunggu tanda tangan."))
    if waiting.signer.person_id is None:
        return Answer(False, _("Penanda tangan ini tidak mempunyai akun; hubungi langsung."))
    lately = Reminder.objects.filter(
        signer=waiting.signer,
        channel=channel,
        asked_by__isnull=False,
        asked_at__gt=timezone.now() - PAUSE,
    )
    if lately.exists():
        words = _("%(name)s sudah diingatkan dalam 24 jam terakhir.")
        return Answer(False, words % {"name": waiting.signer.name})
    return YES


def helping_mandate(user: User, agreement: Agreement, signer: Signer) -> Mandate | None:
    """The office in which the user may help at this place: one of the signatory's own organization, or the district's.

    Nobody helps the other side to sign: people of a party help only those who sign for that party.
    """
    if signer.organization and (own := any_mandate(user, signer.organization)):
        return own
    held = [m for m in mandates(user) if m.organization.kind == OrganizationKind.OFFICE]
    outside = {Role.REVIEWER, Role.OBSERVER}
    return next((m for m in held if roles_of(user, agreement, [m]) & outside), None)


def may_help(user: User, agreement: Agreement, waiting: Waiting | None) -> Answer:
    """The place waits, names somebody else who has an account, and nobody helps there yet."""
    if waiting is None:
        return Answer(False, _("Tempat ini tidak sedang menunggu tanda tangan."))
    signer = waiting.signer
    if signer.person_id == user.pk:
        return Answer(False, _("Anda sendiri yang menandatangani di sini."))
    if helping_mandate(user, agreement, signer) is None:
        words = _("Hanya perangkat %(name)s atau petugas kabupaten yang dapat mendampingi di sini.")
        return Answer(False, words % {"name": signer.organization or signer.name}, because_of_who=True)
    if signer.person_id is None:
        return Answer(False, _("Penanda tangan ini tidak mempunyai akun; ia menandatangani di atas kertas."))
    if waiting.assistance:
        words = _("%(name)s sudah tercatat mendampingi di sini.")
        return Answer(False, words % {"name": waiting.assistance.official})
    return YES
