"""Who may write, sign, read and pass on one report: the finer answers behind the verbs of the table."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.monitoring.bodies.queries import serving
from agreements.monitoring.reports.models import Receipt, Report
from agreements.monitoring.reports.owing import Owed
from agreements.record.access import may, parties_of
from agreements.record.models import Agreement
from villages.organizations.models import OfficeKind, Organization, OrganizationKind
from villages.people.access import YES, Answer, Mandate, mandates, signing_mandate, why_no_mandate
from villages.people.models import DRAFTING_POSITIONS, Position, User

_FOR_THE_REGENCY = (OfficeKind.REGENT, OfficeKind.VILLAGE_AGENCY)


def may_begin(user: User, owed: Owed) -> Answer:
    """The staff of the village that reports, or who writes the reports of its body, may begin what is owed."""
    return _writes(user, owed.agreement, owed.organization, body=bool(owed.body))


def may_write(user: User, report: Report) -> Answer:
    """The same people, until the head has signed it off."""
    answer = _writes(user, report.agreement, report.organization, body=report.body_id is not None)
    if answer and report.state == Report.State.SENT:
        return Answer(False, _("Laporan ini sudah disahkan; isinya tidak berubah lagi."))
    return answer


def _writes(user: User, agreement: Agreement, organization: Organization, *, body: bool) -> Answer:
    answer = may(user, "report", agreement)
    if not answer:
        return answer
    held = [m for m in mandates(user) if m.position in DRAFTING_POSITIONS]
    if any(m.organization.pk == organization.pk for m in held) or (body and _reports_for(user, agreement)):
        return YES
    words = _("Laporan ini disusun oleh %(name)s.") % {"name": organization.name}
    return Answer(False, words, because_of_who=True)


def _reports_for(user: User, agreement: Agreement) -> bool:
    """Whether this person writes the reports of the agreement's body today."""
    bodies = agreement.bodies.filter(dissolved_on__isnull=True)
    return any(serving(body).filter(person=user, reports=True).exists() for body in bodies)


def may_sign(user: User, report: Report) -> Answer:
    """The head of the reporting village (or who acts for them) signs it off, once the span is over."""
    answer = may(user, "sign_report", report.agreement)
    if not answer:
        return answer
    if signing_mandate(user, report.organization) is None:
        return Answer(False, why_no_mandate(user, report.organization), because_of_who=True)
    if report.state == Report.State.SENT:
        return Answer(False, _("Laporan ini sudah disahkan; isinya tidak berubah lagi."))
    if report.kind == Report.Kind.YEARLY and report.ends_on >= timezone.localdate():
        return Answer(False, _("Laporan tahunan disahkan setelah tahunnya berakhir."))
    if not report.done.strip():
        return Answer(False, _("Tulis dahulu pelaksanaannya; laporan tanpa uraian tidak dapat disahkan."))
    return YES


def to_be_read_by(user: User, report: Report) -> list[Receipt]:
    """The receipts that this person can give: of the council, office or village for which they act."""
    held = mandates(user)
    rows = report.receipts.filter(sent_at__isnull=False, read_at__isnull=True)
    found = rows.select_related("organization__office", "organization__village").order_by("pk")
    return [row for row in found if any(_receives(mandate, row) for mandate in held)]


def _receives(mandate: Mandate, receipt: Receipt) -> bool:
    organization, reader = mandate.organization, receipt.reader
    if reader == Receipt.Reader.COUNCIL:
        return mandate.position == Position.COUNCIL and organization.pk == receipt.organization_id
    if reader == Receipt.Reader.PARTY:
        return mandate.position in DRAFTING_POSITIONS and organization.pk == receipt.organization_id
    if organization.pk == receipt.organization_id:
        return True
    return (
        reader == Receipt.Reader.REGENCY
        and organization.kind == OrganizationKind.OFFICE
        and organization.office.office_kind in _FOR_THE_REGENCY
        and organization.office.regency_id == receipt.organization.office.regency_id
    )


def to_be_passed_on_by(user: User, report: Report) -> list[Receipt]:
    """What waits for this person's kecamatan to be passed on to the regency."""
    places = [
        mandate.organization.office.regency_id
        for mandate in mandates(user)
        if _of_a_subdistrict(mandate, report.agreement)
    ]
    if report.state != Report.State.SENT or not places:
        return []
    waiting = Q(reader=Receipt.Reader.REGENCY, sent_at__isnull=True)
    rows = report.receipts.filter(waiting, organization__office__regency__in=places)
    return list(rows.select_related("organization__office").order_by("pk"))


def _of_a_subdistrict(mandate: Mandate, agreement: Agreement) -> bool:
    """Whether it is a mandate of the kecamatan in which a village of the agreement lies."""
    if mandate.organization.kind != OrganizationKind.OFFICE:
        return False
    office = mandate.organization.office
    if office.office_kind != OfficeKind.SUBDISTRICT:
        return False
    villages = [
        p.organization for p in parties_of(agreement) if p.organization.kind == OrganizationKind.VILLAGE
    ]
    return any(one.village.area.subdistrict_id == office.subdistrict_id for one in villages)


def may_read(user: User, report: Report) -> Answer:
    """Whoever has a receipt to give: of what was sent to them and not yet said to be read."""
    answer = may(user, "read_report", report.agreement)
    if answer and not to_be_read_by(user, report):
        return Answer(False, _("Tidak ada tanda baca yang menunggu Anda."))
    return answer


def may_pass_on(user: User, report: Report) -> Answer:
    """The kecamatan of one of the villages passes the report on to the regency (tembusan melalui camat)."""
    answer = may(user, "read_report", report.agreement)
    if not answer:
        return answer
    if not any(_of_a_subdistrict(mandate, report.agreement) for mandate in mandates(user)):
        return Answer(False, _("Hanya kecamatan yang meneruskan laporan kepada bupati."), because_of_who=True)
    if not to_be_passed_on_by(user, report):
        return Answer(False, _("Laporan ini tidak menunggu diteruskan."))
    return YES
