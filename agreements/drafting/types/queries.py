"""Which agreement types can be begun where, and which a district's officer may edit."""

from django.db.models import Count, F, Q, QuerySet

from agreements.drafting.types.models import AgreementType
from villages.organizations.models import OfficeKind, OrganizationKind
from villages.people.access import mandates
from villages.people.models import Position
from villages.regions.models import Regency


def types_to_begin(kind: str | None = None, regency: str | None = None) -> list[AgreementType]:
    """The types that can be begun now: the newest published version of each code, in the order of their names.

    Where the regency (by code) has a text of its own it stands in the place of the portal's; one that the regency
    closed hides the portal's as well.
    """
    known = AgreementType.objects.filter(published_at__isnull=False).filter(
        Q(regency=regency) | Q(regency__isnull=True) if regency else Q(regency__isnull=True)
    )
    newest: dict[str, AgreementType] = {}
    for agreement_type in known.order_by("code", F("regency").asc(nulls_last=True), "-version"):
        newest.setdefault(agreement_type.code, agreement_type)
    found = [t for t in newest.values() if t.active and kind in (None, t.kind)]
    return sorted(found, key=lambda t: (t.kind, t.name))


def types_offered_to(user) -> list[AgreementType]:
    """The types that the user may be shown to begin with: those of the regency of the village or partner they serve."""
    for mandate in mandates(user):
        organization = mandate.organization
        if organization.kind == OrganizationKind.VILLAGE:
            return types_to_begin(regency=organization.village.area_id[:5])
        if organization.kind == OrganizationKind.PARTNER:
            return types_to_begin(regency=organization.partner.regency_id)
    return types_to_begin()


def regency_edited_by(user) -> Regency | None:
    """The regency whose types the user edits: that of the village agency (DPMD) or legal office they work for."""
    for mandate in mandates(user):
        office = mandate.organization.office if mandate.organization.kind == OrganizationKind.OFFICE else None
        known = {
            OfficeKind.VILLAGE_AGENCY: Position.AGENCY_OFFICER,
            OfficeKind.LEGAL: Position.LEGAL_OFFICER,
        }
        if office and known.get(OfficeKind(office.office_kind)) == mandate.position:
            return office.regency
    return None


def types_seen_by(regency: Regency) -> QuerySet[AgreementType]:
    """Every version of the portal's and the regency's own types, newest first."""
    known = AgreementType.objects.filter(Q(regency=regency) | Q(regency__isnull=True))
    own_first = F("regency").asc(nulls_last=True)
    return known.select_related("regency", "edited_by").order_by(
        "kind", "name", "code", own_first, "-version"
    )


def begun_within(regency: Regency) -> dict[int, int]:
    """By the key of a type how many drafts began from it to which a village of the regency is a party."""
    here = "drafts__agreement__parties__organization__village__area__subdistrict__regency"
    counted = AgreementType.objects.filter(**{here: regency}).order_by().values_list("pk")
    return dict(counted.annotate(Count("drafts", distinct=True)))


def working_version(regency: Regency, code: str) -> AgreementType | None:
    """The version of that code that the regency is writing and has not published, if any."""
    return AgreementType.objects.filter(regency=regency, code=code, published_at__isnull=True).first()
