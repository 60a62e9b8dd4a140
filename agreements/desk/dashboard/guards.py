"""Who sees the dashboard of the offices, and of which place."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from villages.organizations.models import Office, OfficeKind, OrganizationKind
from villages.people.access import YES, Answer, ask, mandates
from villages.people.models import User


@dataclass(frozen=True)
class District:
    """The place whose rounds an office sees."""

    office: Office
    """For whom the person looks."""
    regency: str
    """Code of the regency."""
    subdistrict: str
    """Code of the kecamatan; empty for the whole regency."""


def may_see_dashboard(user: User) -> Answer:
    """Only those who act for an office today: the kecamatan for its villages, the others for the whole regency."""
    if _offices(user):
        return YES
    words = _("Halaman ini untuk petugas kecamatan dan kabupaten.")
    return Answer(False, words, because_of_who=True)


def district_of(user: User) -> District:
    """The widest place that this person's offices look after. Raises Refused for who acts for no office."""
    ask(may_see_dashboard(user))
    office = min(_offices(user), key=lambda one: one.office_kind == OfficeKind.SUBDISTRICT)
    narrow = office.office_kind == OfficeKind.SUBDISTRICT
    return District(office, office.regency_id, office.subdistrict_id or "" if narrow else "")


def _offices(user: User) -> list[Office]:
    held = [mandate.organization for mandate in mandates(user)]
    return [one.office for one in held if one.kind == OrganizationKind.OFFICE]
