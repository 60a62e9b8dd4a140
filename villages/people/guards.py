"""Who may look after whose people: the district after its villages, partners and offices, members after their own."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from villages.organizations.models import Office, OfficeKind, Organization, OrganizationKind, Partner, Village
from villages.people.access import YES, Answer, mandates
from villages.people.models import Position, User

OFFICE_POSITIONS = {
    OfficeKind.SUBDISTRICT: (Position.SUBDISTRICT_HEAD, Position.SUBDISTRICT_OFFICER),
    OfficeKind.VILLAGE_AGENCY: (Position.AGENCY_OFFICER,),
    OfficeKind.LEGAL: (Position.LEGAL_OFFICER,),
    OfficeKind.REGENT: (Position.REGENT,),
}
VILLAGE_INVITERS = (Position.VILLAGE_HEAD, Position.VILLAGE_SECRETARY)
INVITED_BY_VILLAGE = (Position.VILLAGE_SECRETARY, Position.VILLAGE_STAFF, Position.COUNCIL)
INVITED_BY_PARTNER = (Position.REPRESENTATIVE, Position.PARTNER_STAFF)


def regencies_looked_after(user) -> set[str]:
    """Codes of the regencies whose DPMD the user serves in today."""
    return {
        m.organization.office.regency_id
        for m in mandates(user)
        if m.position == Position.AGENCY_OFFICER and m.organization.kind == OrganizationKind.OFFICE
    }


def organizations_looked_after(user) -> QuerySet[Organization]:
    """The organizations of the user's regencies: its villages, its offices, and the partners it confirmed or seats."""
    codes = regencies_looked_after(user)
    if not codes:
        return Organization.objects.none()
    villages = Village.objects.filter(area__subdistrict__regency__in=codes).values("pk")
    offices = Office.objects.filter(regency__in=codes).values("pk")
    partners = Partner.objects.filter(Q(regency__in=codes) | Q(examiner__in=codes)).values("pk")
    return Organization.objects.filter(
        pk__in=villages.union(offices, partners)
    )  # an OR would read the nation


def looks_after(user, organization: Organization) -> bool:
    """Whether the user serves in the DPMD that looks after the organization."""
    return organizations_looked_after(user).filter(pk=organization.pk).exists()


def organizations_known_to(user) -> QuerySet[Organization]:
    """The organizations whose people the user may see: their own, and those they look after; others are 404."""
    own = [m.organization.pk for m in mandates(user)]
    looked_after = organizations_looked_after(user).values("pk")
    return Organization.objects.filter(Q(pk__in=own) | Q(pk__in=looked_after))


def invitable(user, organization: Organization) -> tuple[Position, ...]:
    """The offices for which the user may invite somebody into the organization today.

    A head comes from the district, never from the village itself; other village offices from the head or the
    secretary; a partner's people from its representative; officers from the DPMD of their regency.
    """
    found: list[Position] = []
    own = {m.position for m in mandates(user) if m.organization.pk == organization.pk}
    if organization.kind == OrganizationKind.VILLAGE and own.intersection(VILLAGE_INVITERS):
        found += INVITED_BY_VILLAGE
    if organization.kind == OrganizationKind.PARTNER and Position.REPRESENTATIVE in own:
        found += INVITED_BY_PARTNER
    if looks_after(user, organization):
        if organization.kind == OrganizationKind.VILLAGE:
            found.insert(0, Position.VILLAGE_HEAD)
        elif organization.kind == OrganizationKind.OFFICE:
            found += OFFICE_POSITIONS[OfficeKind(organization.office.office_kind)]
    return tuple(found)


def may_invite(user, organization: Organization, position: str = "") -> Answer:
    """Whether the user may invite into the organization (for that office, when it is named)."""
    if not organization.is_confirmed:
        return Answer(False, _("%(name)s belum dikonfirmasi kabupaten.") % {"name": organization.name})
    open_to = invitable(user, organization)
    if not open_to:
        return Answer(
            False,
            _("Hanya kepala atau sekretaris desa, wakil berwenang mitra, atau petugas DPMD yang mengundang."),
            because_of_who=True,
        )
    if position and position not in open_to:
        return Answer(False, _("Anda tidak dapat mengundang untuk jabatan ini."), because_of_who=True)
    return YES


def may_change_offices(user, organization: Organization) -> Answer:
    """Whether the user may end an office or record an acting head: an officer of the DPMD that looks after it."""
    if looks_after(user, organization):
        return YES
    return Answer(False, _("Hanya petugas DPMD kabupaten yang dapat mengubah ini."), because_of_who=True)


def may_edit_profile(user: User, organization: Organization) -> Answer:
    """Whether the user may change what the organization's page says: head, secretary or representative."""
    editors = (*VILLAGE_INVITERS, Position.REPRESENTATIVE)
    if any(m.organization.pk == organization.pk and m.position in editors for m in mandates(user)):
        return YES
    return Answer(
        False, _("Hanya kepala atau sekretaris desa, atau wakil berwenang mitra, yang mengubah profil."), True
    )
