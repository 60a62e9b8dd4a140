"""Who may bring in an agreement that was signed elsewhere, and when its record is ready for the district."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from agreements.drafting.choosing import key_of
from agreements.record.access import guard, parties_of
from agreements.record.models import Agreement, Attachment
from villages.organizations.models import OfficeKind, Organization, OrganizationKind
from villages.people.access import YES, Answer, mandates
from villages.people.models import DRAFTING_POSITIONS, Position, User

VILLAGE_KEY = re.compile(r"\d\d\.\d\d\.\d\d\.[23]\d{3}", re.ASCII)
"""The region code of a *desa* or *desa adat*."""


@guard("own_office_brought")
def own_office_brought(agreement: Agreement, user: User | None) -> Answer:
    """Parties work on their own draft; officers only on what their own office brings in that was signed elsewhere."""
    held = mandates(user)
    parties = {party.organization_id for party in parties_of(agreement)}
    if any(m.organization.pk in parties and m.position in DRAFTING_POSITIONS for m in held):
        return YES
    if agreement.signed_elsewhere:
        brought_for = agreement.elsewhere.brought_for_id
        if any(m.organization.pk == brought_for and m.position == Position.AGENCY_OFFICER for m in held):
            return YES
    return Answer(False, _("Hanya para pihak, atau DPMD yang mencatatnya, yang mengerjakan ini."), True)


@guard("scan_there")
def scan_there(agreement: Agreement, user: User | None) -> Answer:
    """At least one file shows the signed text, since the district compares the record with it."""
    if agreement.attachments.filter(kind=Attachment.Kind.SIGNED_SCAN).exists():
        return YES
    return Answer(False, _("Lampirkan dahulu pindaian naskah yang sudah ditandatangani."))


def bringers(user) -> list[Organization]:
    """The organizations for which the user may bring in what was signed elsewhere: own parties, own DPMD."""
    found = {}
    for mandate in mandates(user):
        organization = mandate.organization
        if mandate.position in DRAFTING_POSITIONS or _is_agency(organization, mandate.position):
            found[organization.pk] = organization
    return [found[key] for key in sorted(found)]


def _is_agency(organization: Organization, position: str) -> bool:
    return (
        position == Position.AGENCY_OFFICER
        and organization.kind == OrganizationKind.OFFICE
        and organization.office.office_kind == OfficeKind.VILLAGE_AGENCY
    )


def why_not_bring(user) -> Answer:
    """Whether the user may bring in anything at all."""
    if any(organization.is_confirmed for organization in bringers(user)):
        return YES
    return Answer(
        False,
        _(
            "Perjanjian di luar portal dicatat oleh kepala desa, perangkat desa, staf mitra, atau petugas DPMD."
        ),
        because_of_who=True,
    )


def may_bring(organization: Organization, keys: Sequence[str]) -> Answer:
    """Whether an agreement among these bodies (named by their keys) may be brought in for that organization.

    A village or partner brings in its own; the DPMD those whose first village lies in its regency, since that
    regency's officers confirm it.
    """
    if organization.kind != OrganizationKind.OFFICE:
        if key_of(organization) in keys:
            return YES
        return Answer(False, _("Salah satu pihak harus: %s.") % organization.name)
    first = next((key for key in keys if VILLAGE_KEY.fullmatch(key)), "")
    if first.startswith(f"{organization.office.regency_id}."):
        return YES
    words = _("Desa pertama di antara para pihak harus terletak di %s.")
    return Answer(False, words % organization.office.regency.name)


def bringer_for(user, keys: Sequence[str]) -> Organization | None:
    """For which of the user's organizations an agreement among these bodies is brought in; a party before an office."""
    able = [one for one in bringers(user) if one.is_confirmed and may_bring(one, keys)]
    return min(able, key=lambda one: (one.kind == OrganizationKind.OFFICE, one.pk), default=None)
