"""When a draft may be laid open to citizens, and who looks after what they say."""

from django.utils.translation import gettext as _

from agreements.record.access import guard, parties_of
from agreements.record.helping import open_with_help
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.review.consultation.models import Consultation
from villages.organizations.models import Organization, OrganizationKind
from villages.people.access import YES, Answer, mandates
from villages.people.models import DRAFTING_POSITIONS, SIGNING_POSITIONS, User


@guard("may_consult")
def may_consult(agreement: Agreement, user: User | None) -> Answer:
    """A village asks its citizens, one consultation at a time; the next one only after the last has been reported."""
    if user is not None and village_of(user, agreement) is None:
        return Answer(False, _("Konsultasi publik dibuka oleh desa, bukan oleh mitranya."), True)
    if agreement.consultations.filter(reported_at__isnull=True).exists():
        return Answer(False, _("Konsultasi publik sedang berjalan; tutup dengan laporan lebih dahulu."))
    return YES


def village_of(user: User, agreement: Agreement) -> Organization | None:
    """The village among the parties for which the person writes or signs, the first by ordinal; None for others."""
    able = {*DRAFTING_POSITIONS, *SIGNING_POSITIONS}
    mine = {mandate.organization.pk for mandate in mandates(user) if mandate.position in able}
    return next(
        (
            party.organization
            for party in parties_of(agreement)
            if party.organization.kind == OrganizationKind.VILLAGE and party.organization_id in mine
        ),
        None,
    )


def may_lead(user: User, consultation: Consultation) -> Answer:
    """Whether the person may check what citizens wrote, answer it and report: for a village among the parties.

    Until the report, and only while the text is drafted: what has been reported stays as it is. It is a judgement, so
    no administrator does it for somebody.
    """
    if not (answer := open_with_help("lead_consultation")):
        return answer
    if village_of(user, consultation.agreement) is None:
        return Answer(False, _("Pendapat warga diperiksa dan dijawab oleh desa para pihak."), True)
    if consultation.reported_at:
        return Answer(False, _("Konsultasi ini sudah dilaporkan; isinya tidak diubah lagi."))
    if consultation.agreement.stage != Stage.DRAFTING:
        return Answer(False, _("Naskah tidak lagi disusun; konsultasinya berhenti."))
    return YES
