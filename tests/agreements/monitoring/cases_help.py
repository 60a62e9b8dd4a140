"""An agreement in force with an obligation, its sanction in steps, and the people of both sides, for tests of cases."""

import datetime as dt
from typing import Any

from django.utils import timezone

from agreements.drafting.models import Provision
from agreements.monitoring.breaches.actions import claim
from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.obligations.models import Occurrence
from agreements.record.models import Agreement
from tests import factories as make
from villages.organizations.models import OfficeKind, Organization
from villages.people.models import Position, User

STEPS = [
    {"measure": "warning", "after_days": 0, "amount": None},
    {"measure": "warning", "after_days": 14, "amount": None},
    {"measure": "compensation", "after_days": 7, "amount": 5_000_000},
    {"measure": "termination", "after_days": 30, "amount": None},
]


class Cases:
    """Argopeni and Srati; Srati owes a truck on a day, and answers for it by `STEPS`."""

    def __init__(self, *, steps: list[dict[str, Any]] | None = None, third: bool = False) -> None:
        make.agency()
        self.one, self.two = make.village("Argopeni"), make.village("Srati")
        self.three = [make.village("Pasir")] if third else []
        drafted = make.begun(self.one, self.two, *self.three)
        self.against = drafted.parties.get(ordinal=2)
        facts: dict[str, Any] = {"agreement": drafted, "party": self.against}
        day = timezone.localdate() - dt.timedelta(days=10)
        self.duty = Provision.objects.create(
            kind="obligation",
            ordinal=51,
            text="menyediakan truk sampah",
            due_rule="on_date",
            due_on=day,
            **facts,
        )
        if steps is None or steps:
            self.sanction = Provision.objects.create(
                kind="sanction", ordinal=52, text="sanksi", breach_of=self.duty, steps=steps or STEPS, **facts
            )
        self.agreement: Agreement = make.moved(drafted, "in_force")
        self.occurrence = Occurrence.objects.create(
            agreement=self.agreement, party=self.against, provision=self.duty, ordinal=1, due_on=day
        )
        self.head1, self.head2 = make.signatory_of(self.one), make.signatory_of(self.two)

    def clerk(self, village: Any) -> User:
        """Somebody who works for the village and does not sign."""
        return make.member(village.organization, Position.VILLAGE_SECRETARY)

    def case(self, **more: Any) -> BreachCase:
        """A case that the first village opened."""
        facts: dict[str, Any] = {"provision": self.duty, "occurrence": self.occurrence}
        story = "Truk tidak datang pada hari itu."
        return claim(self.agreement, by=self.head1, **({"story": story} | facts | more))


def camat(village: Any) -> User:
    """The head of the kecamatan in which the village lies."""
    subdistrict = village.area.subdistrict
    office = make.OfficeFactory(
        name=f"Kecamatan {subdistrict.name}",
        office_kind=OfficeKind.SUBDISTRICT,
        regency=subdistrict.regency,
        subdistrict=subdistrict,
    )
    return make.member(Organization.objects.get(pk=office.pk), Position.SUBDISTRICT_HEAD)
