"""The offices of Kebumen with their people, and a text on its way through them by the national rules."""

from dataclasses import dataclass

from agreements.record.models import Agreement
from agreements.record.rules import load_defaults
from agreements.review.models import Round, Step
from tests.factories import (
    OfficeFactory,
    RegencyFactory,
    SubdistrictFactory,
    agency,
    begun,
    member,
    submitted,
)
from villages.organizations.models import Office, OfficeKind
from villages.people.models import Position, User


@dataclass
class Offices:
    """Every office of a regency and somebody who works there."""

    camat: User
    dpmd: User
    colleague: User
    """A second officer of the DPMD."""
    legal: User
    regent: User

    @property
    def all(self) -> list[User]:
        """Everybody who may have to decide."""
        return [self.camat, self.dpmd, self.colleague, self.legal, self.regent]


def office(kind: str, **more) -> Office:
    """The office of that kind in Kebumen."""
    return OfficeFactory(name=f"Kantor {kind}", office_kind=kind, regency=RegencyFactory(), **more)


def offices() -> Offices:
    """All of them, with the national rules in force."""
    load_defaults()
    subdistrict = office(OfficeKind.SUBDISTRICT, subdistrict=SubdistrictFactory())
    return Offices(
        camat=member(subdistrict, Position.SUBDISTRICT_HEAD),
        dpmd=member(agency(), Position.AGENCY_OFFICER),
        colleague=member(agency(), Position.AGENCY_OFFICER),
        legal=member(office(OfficeKind.LEGAL), Position.LEGAL_OFFICER),
        regent=member(office(OfficeKind.REGENT), Position.AGENCY_OFFICER),
    )


def under_review(**details) -> Agreement:
    """A text whose value asks for the legal office too, submitted."""
    return submitted(begun(**({"value": 250_000_000} | details)))


def the_round(agreement: Agreement) -> Round:
    """Its newest round."""
    return agreement.rounds.order_by("-number")[0]


def step(agreement: Agreement, key: str) -> Step:
    """The newest step of that key in the newest round."""
    return the_round(agreement).steps.filter(key=key).order_by("-pk")[0]


def fresh(agreement: Agreement) -> Agreement:
    """The agreement as the database has it."""
    return Agreement.objects.get(pk=agreement.pk)
