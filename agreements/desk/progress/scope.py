"""A person -> whose agreements in force their dashboard adds up: their own organizations', or their office's place."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from agreements.monitoring.pulse.models import Pulse
from agreements.record.models import Party
from agreements.record.stages import Stage
from villages.organizations.models import Office, OfficeKind, Organization, OrganizationKind
from villages.people.access import Answer, Refused, mandates
from villages.people.models import User


@dataclass(frozen=True)
class Place:
    """Whose agreements are looked at."""

    key: str
    """Tells one choice of a person from another in addresses."""
    name: str
    """Of the organization or office."""
    code: str = ""
    """Of the regency or subdistrict that an office looks after; empty for a party."""
    organization: int = 0
    """The party's key; 0 for an office."""


def places_of(user: User) -> list[Place]:
    """Every view that this person may have, the offices' first, each once."""
    held = {mandate.organization.pk: mandate.organization for mandate in mandates(user)}
    found = [_place(organization) for organization in held.values()]
    return sorted(found, key=lambda place: (not place.code, len(place.code), place.name))


def _place(organization: Organization) -> Place:
    if organization.kind != OrganizationKind.OFFICE:
        return Place(f"o{organization.pk}", organization.name, organization=organization.pk)
    return Place(f"o{organization.pk}", organization.name, code=_reach(organization.office))


def _reach(office: Office) -> str:
    narrow = office.office_kind == OfficeKind.SUBDISTRICT and office.subdistrict_id
    return str(office.subdistrict_id if narrow else office.regency_id)


def chosen(user: User, key: str) -> Place:
    """The place that the address asks for, else the first. Raises Refused for who acts for nobody."""
    known = places_of(user)
    if not known:
        words = _("Halaman ini untuk perangkat desa, mitra, dan petugas yang bertugas hari ini.")
        raise Refused(Answer(False, words, because_of_who=True))
    return next((place for place in known if place.key == key), known[0])


def running(place: Place) -> QuerySet[Pulse]:
    """How the agreements in force there are doing."""
    pulses = Pulse.objects.filter(agreement__stage=Stage.IN_FORCE)
    if place.code:
        return pulses.filter(places__contains=[place.code])
    own = Party.objects.filter(agreement=OuterRef("agreement"), organization=place.organization)
    return pulses.filter(Exists(own))
