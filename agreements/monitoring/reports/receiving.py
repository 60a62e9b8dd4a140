"""A signed report -> its readers: the councils, the other heads, the kecamatan, and through it the regency."""

from django.utils import timezone

from agreements.monitoring.reports.models import Receipt, Report
from agreements.record.access import parties_of
from agreements.record.vocabulary import Kind
from villages.organizations.models import Office, OfficeKind, Organization, OrganizationKind, Village

_Reader = Receipt.Reader


def address(report: Report) -> list[Receipt]:
    """Write down to whom the report goes (Permendagri 96/2017).

    Of a contract: the council (BPD) of the village that reports, with a copy to the regent through the camat. Of a
    joint regulation: the heads of the other villages, with copies to all councils and to the regent through the camat.
    Where a kecamatan has no office in the portal, the copy for the regent goes at once.
    """
    villages = _villages(report)
    rows = [(_Reader.COUNCIL, village.organization, True) for village in villages]
    if report.agreement.kind == Kind.INTER_VILLAGE:
        others = [village for village in villages if village.pk != report.organization_id]
        rows = [(_Reader.PARTY, village.organization, True) for village in others] + rows
    camats = _camats(villages)
    rows += [(_Reader.SUBDISTRICT, office, True) for office in camats.values()]
    for regency, office in _regents(villages).items():
        direct = not any(key[0] == regency for key in camats)
        rows.append((_Reader.REGENCY, office, direct))
    now = timezone.now()
    return Receipt.objects.bulk_create(
        Receipt(report=report, reader=reader, organization=one, sent_at=now if sent else None)
        for reader, one, sent in rows
    )


def _villages(report: Report) -> list[Village]:
    """The villages that the report is about: all parties of a joint regulation, of a contract the one that reports."""
    organizations = [p.organization for p in parties_of(report.agreement)]
    found = [one.village for one in organizations if one.kind == OrganizationKind.VILLAGE]
    if report.agreement.kind == Kind.INTER_VILLAGE:
        return found
    return [village for village in found if village.pk == report.organization_id]


def _camats(villages: list[Village]) -> dict[tuple[str, str], Organization]:
    """The offices of their kecamatan, by the codes of regency and kecamatan."""
    codes = {village.area.subdistrict_id for village in villages}
    rows = Office.objects.filter(office_kind=OfficeKind.SUBDISTRICT, subdistrict__in=codes)
    found = rows.select_related("organization").order_by("subdistrict_id")
    return {(office.regency_id, str(office.subdistrict_id)): office.organization for office in found}


def _regents(villages: list[Village]) -> dict[str, Organization]:
    """The regent's office of each regency, by its code; where it has none in the portal, its village agency."""
    codes = {village.area.subdistrict.regency_id for village in villages}
    kinds = (OfficeKind.REGENT, OfficeKind.VILLAGE_AGENCY)
    rows = Office.objects.filter(regency__in=codes, office_kind__in=kinds).select_related("organization")
    found: dict[str, Organization] = {}
    for office in sorted(rows.order_by("pk"), key=lambda one: kinds.index(OfficeKind(one.office_kind))):
        found.setdefault(office.regency_id, office.organization)
    return found
