"""Whether somebody may claim a village, register a partner, decide on a registration or use an invitation."""

from django.utils.translation import gettext as _

from villages.joining.models import Invitation, Registration
from villages.organizations.guards import why_no_party
from villages.organizations.models import Partner, Standing, Village
from villages.people.access import YES, Answer
from villages.people.guards import may_invite, regencies_looked_after
from villages.people.models import User
from villages.regions.models import VillageArea


def claimable(area: VillageArea) -> Answer:
    """Whether anybody may still claim the area as a village.

    Not a *kelurahan* nor a village off the register; a confirmed one has its people already.
    """
    if reason := why_no_party(area):
        return Answer(False, reason)
    if Village.objects.filter(area=area, standing=Standing.CONFIRMED).exists():
        return Answer(
            False,
            _("Desa ini sudah terdaftar. Mintalah undangan kepada kepala desa, sekretaris desa, atau DPMD."),
        )
    return YES


def may_claim(user: User, area: VillageArea) -> Answer:
    """Whether this person may claim the village now; one open claim per person and village."""
    answer = claimable(area)
    if not answer:
        return answer
    pending = Registration.objects.filter(
        applicant=user, organization__village__area=area, standing=Standing.PENDING
    )
    if pending.exists():
        return Answer(False, _("Pendaftaran Anda untuk desa ini sedang diperiksa kabupaten."))
    return YES


def legal_number_free(number: str) -> Answer:
    """Whether a partner with that legal number may be registered: nobody has it, or the district refused it before."""
    partner = Partner.objects.filter(legal_number=number).first()
    if partner is None or partner.standing == Standing.REFUSED:
        return YES
    if partner.standing == Standing.CONFIRMED:
        return Answer(
            False, _("Nomor ini sudah terdaftar. Mintalah undangan kepada wakil berwenang lembaga Anda.")
        )
    return Answer(False, _("Pendaftaran dengan nomor ini sedang diperiksa kabupaten."))


def may_decide(user: User, registration: Registration) -> Answer:
    """Whether the user may confirm or refuse: a DPMD officer of that regency, not the applicant, still undecided."""
    if registration.regency_id not in regencies_looked_after(user):
        return Answer(False, _("Hanya petugas DPMD kabupaten itu yang memutuskan."), because_of_who=True)
    if registration.applicant_id == user.pk:
        return Answer(False, _("Ini pendaftaran Anda sendiri; petugas lain harus memutuskan."), True)
    if registration.standing != Standing.PENDING:
        return Answer(False, _("Pendaftaran ini sudah diputuskan."))
    return YES


def usable(invitation: Invitation) -> Answer:
    """Whether the link still opens the door, and if not, why."""
    if invitation.accepted_at:
        return Answer(False, _("Tautan ini sudah dipakai. Bila itu Anda, silakan masuk."))
    if invitation.withdrawn_at:
        return Answer(False, _("Undangan ini sudah ditarik oleh pengundang."))
    if not invitation.is_open:
        return Answer(
            False, _("Undangan ini sudah lewat waktunya. Mintalah undangan baru kepada pengundang.")
        )
    if not invitation.organization.is_confirmed:
        return Answer(False, _("Organisasi ini belum dikonfirmasi kabupaten."))
    inviter = invitation.invited_by
    if inviter and not may_invite(inviter, invitation.organization, invitation.position):
        return Answer(False, _("Pengundang tidak lagi berwenang mengundang. Mintalah undangan baru."))
    return YES


def may_accept(user: User, invitation: Invitation) -> Answer:
    """Whether this signed-in person is the one invited: the e-mail addresses are the same."""
    if user.email.lower() == invitation.email.lower():
        return YES
    return Answer(
        False,
        _("Undangan ini untuk alamat surel lain. Keluarlah dahulu, lalu buka lagi tautan ini."),
        because_of_who=True,
    )
