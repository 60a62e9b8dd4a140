"""An agreement -> the people who may be named at a place, by office; and the one person whom a drafter knows by name.

There is no search for people: offered are those who hold an office in a party, or in an office of government over it,
with name and office and nothing else (UU 27/2022); a partner's staff is offered to the partner itself. Somebody else is
named by whoever knows their full name *and* how they log in; one wrong word of either gets the same answer as an
account that does not exist.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Q
from django.utils.translation import gettext as _

from agreements.record.access import name_with_place, parties_of
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import Capacity
from villages.organizations.models import Office, OfficeKind, Organization, OrganizationKind, Standing
from villages.people.access import Answer, Refused, mandates, office_title, signatories, today
from villages.people.models import Membership, Position, User

MOST_OFFERED = 400
MOST_TRIES = 10
"""So many wrong names may be tried in an hour."""
_HOUR = 60 * 60


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be named, and for whom they would speak."""

    person: User
    organization: Organization
    office: str
    """As it would stand under the signature."""
    where: str
    """The organization, a village with its kecamatan."""

    @property
    def value(self) -> str:
        """How a form names the candidate."""
        return f"{self.person.pk}-{self.organization.pk}"

    @property
    def label(self) -> str:
        """Name and office."""
        return f"{self.person.full_name}, {self.office}"


def signing_for(party: Party) -> list[Candidate]:
    """Who may sign for the party today, an acting head first."""
    held = signatories([party.organization])[party.organization_id]
    where = name_with_place(party.organization)
    return [Candidate(m.person, party.organization, m.title, where) for m in held]


def attesting(user: User, agreement: Agreement, capacity: str) -> list[Candidate]:
    """Who may be a witness or acknowledge: for the latter the offices over the parties come first, the camat on top."""
    parties = [party.organization for party in parties_of(agreement)]
    offices = offices_over(agreement)
    order = [*offices, *parties] if capacity == Capacity.ACKNOWLEDGING else [*parties, *offices]
    own = {mandate.organization.pk for mandate in mandates(user)}
    held = Membership.objects.on(today()).filter(organization__in=order, person__is_active=True)
    held = held.exclude(~Q(organization__in=own), position=Position.PARTNER_STAFF)
    place = {organization.pk: number for number, organization in enumerate(order)}
    rank = {position: number for number, position in enumerate(Position.values)}
    rows = held.select_related("person").order_by("starts_on", "pk")
    found = sorted(rows, key=lambda row: (place[row.organization_id], rank[row.position]))
    return [_candidate(row, order[place[row.organization_id]]) for row in found[:MOST_OFFERED]]


def _candidate(row: Membership, organization: Organization) -> Candidate:
    office = office_title(organization, row.position, row.title)
    return Candidate(row.person, organization, office, name_with_place(organization))


def offices_over(agreement: Agreement) -> list[Organization]:
    """The kecamatan of the villages, then the offices of their regencies."""
    areas = [
        party.organization.village.area
        for party in parties_of(agreement)
        if party.organization.kind == OrganizationKind.VILLAGE
    ]
    here = Q(office_kind=OfficeKind.SUBDISTRICT, subdistrict__in={area.subdistrict_id for area in areas})
    above = ~Q(office_kind=OfficeKind.SUBDISTRICT) & Q(
        regency__in={area.subdistrict.regency_id for area in areas}
    )
    found = Office.objects.filter(here | above, standing=Standing.CONFIRMED).select_related("organization")
    rows = sorted(found, key=lambda office: (office.office_kind != OfficeKind.SUBDISTRICT, office.name))
    return [office.organization for office in rows]


def known_by_name(by: User, full_name: str, login: str) -> Candidate:
    """The person with exactly that full name who logs in so (user name or e-mail), in the first office they hold.

    Raises Refused with one and the same sentence for an unknown account, another name, and somebody without an office;
    after ten wrong tries in an hour with another, so that nobody finds accounts by trying.
    """
    tries = f"planned-by-name:{by.pk}"
    if cache.get(tries, 0) >= MOST_TRIES:
        raise Refused(Answer(False, _("Terlalu banyak percobaan; coba lagi satu jam lagi.")))
    account = Q(username__iexact=login.strip()) | Q(email__iexact=login.strip())
    person = User.objects.filter(account, is_active=True).first()
    held = mandates(person) if person and _same(person.full_name, full_name) else []
    if person is None or not held:
        cache.set(tries, cache.get(tries, 0) + 1, _HOUR)
        words = _(
            "Tidak ada pejabat dengan nama lengkap dan akun itu. Periksa ejaannya, atau catat orangnya tanpa akun."
        )
        raise Refused(Answer(False, words))
    mandate = min(held, key=lambda mandate: not mandate.may_sign)
    return Candidate(person, mandate.organization, mandate.title, mandate.organization.name)


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
