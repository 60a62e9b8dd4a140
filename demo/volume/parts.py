"""Parties and words -> the provisions and the money of one agreement, as rows of text and as data of its content."""

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Any

from demo.volume.country import Body
from demo.volume.life import Life


@dataclass(slots=True)
class Term:
    """One right, obligation, limitation or sanction of a party."""

    pk: int
    party: int
    """Ordinal of the party."""
    ordinal: int
    kind: str
    text: str
    due_rule: str = ""
    due_on: dt.date | None = None
    due_days: int | None = None
    amount: int | None = None
    breach_of: int | None = None
    steps: tuple[dict[str, Any], ...] = ()

    def as_data(self, starts_on: dt.date) -> dict[str, Any]:
        """The term as it stands in the frozen text, just as `drafting.queries` says it."""
        periodic = self.due_rule in ("monthly", "quarterly", "yearly")
        due = self.due_on or (starts_on if periodic else None)
        said: dict[str, Any] = {
            "key": f"v{self.pk}",
            "party": self.party,
            "kind": self.kind,
            "text": self.text,
            "due": due.isoformat() if due else None,
            "amount": self.amount,
        }
        if self.due_rule and self.due_rule != "on_date":
            said["due_rule"] = self.due_rule
        if self.due_days is not None:
            said["due_days"] = self.due_days
        if self.breach_of:
            said["breach_of"] = f"v{self.breach_of}"
        if self.steps:
            said["steps"] = list(self.steps)
        return said


@dataclass(slots=True)
class Money:
    """What one party pays in one year."""

    party: int
    source: str
    year: int
    amount: int

    def as_data(self) -> dict[str, Any]:
        """The row as it stands in the frozen text."""
        return {
            "party": self.party,
            "source": self.source,
            "year": self.year,
            "amount": self.amount,
            "note": "",
        }


STEPS = (
    {"measure": "warning", "after_days": 14, "amount": None},
    {"measure": "suspension", "after_days": 30, "amount": None},
)


def terms_of(
    chance: Random, topic: dict[str, Any], parties: list[Body], life: Life, first: int
) -> list[Term]:
    """An obligation and a right for every party; the first answers for a breach, some have a limitation."""
    found: list[Term] = []
    for party in range(1, len(parties) + 1):
        duty = Term(first + len(found), party, 1, "obligation", chance.choice(topic["gives"]))
        _due(chance, duty, life)
        found.append(duty)
        found.append(Term(first + len(found), party, 2, "right", chance.choice(topic["gets"])))
        if party == 1:
            text = "memulihkan pelanggaran atas biaya sendiri"
            found.append(Term(first + len(found), party, 3, "sanction", text, breach_of=duty.pk, steps=STEPS))
        elif chance.random() < 0.2:
            text = "mengalihkan Kerja Sama kepada pihak lain"
            found.append(Term(first + len(found), party, 3, "limitation", text))
    return found


def _due(chance: Random, duty: Term, life: Life) -> None:
    """When an obligation falls due: on a day, after the signing, or over and over."""
    rule = chance.randrange(4)
    if rule == 0:
        duty.due_rule, duty.due_on = "on_date", life.starts_on + dt.timedelta(days=30)
    elif rule == 1:
        duty.due_rule, duty.due_days = "after_signing", chance.choice((14, 30, 60))
    elif rule == 2:
        duty.due_rule = chance.choice(("monthly", "quarterly", "yearly"))
    if chance.random() < 0.2:
        duty.amount = chance.randint(1, 400) * 50_000


def money_of(chance: Random, parties: list[Body], life: Life, value: int | None) -> list[Money]:
    """The value shared among the first two parties; nothing where no value is named."""
    if not value:
        return []
    year = life.starts_on.year
    own = value * chance.choice((30, 50, 70)) // 100
    other = "partner" if parties[1].kind == "partner" else "village_budget"
    return [Money(1, "village_budget", year, own), Money(2, other, year, value - own)]
