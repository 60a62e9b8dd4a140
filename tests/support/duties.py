"""What the parties of the world's agreement in force owe: the first party has reported one thing, the rest is open."""

from agreements.monitoring.obligations import actions
from agreements.record.models import Agreement
from villages.people.models import User

_REPORTED = {"state": "done"}
DUTIES = {
    "agreements:obligation": {},
    "agreements:obligation-prove": {"party__ordinal": 1},
    "agreements:obligation-waive": {"party__ordinal": 1},
    "agreements:obligation-withdraw": _REPORTED,
    "agreements:obligation-affirm": _REPORTED,
    "agreements:obligation-return": _REPORTED,
}
"""Which obligation stands in these addresses: the first that fits; where none does, a key that nobody has."""
NO_EVENT = {"agreements:obligation-event": [999_999_999]}
"""No obligation of the world waits for an event."""
TYPED = {
    "agreements:obligation-prove": lambda w: {"done_on": w.day, "note": "Sudah disetor."},
    "agreements:obligation-return": lambda w: {"reason": "Kuitansinya tidak terbaca."},
    "agreements:obligation-waive": lambda w: {"reason": "Gagal panen."},
    "agreements:obligation-event": lambda w: {"happened_on": w.day, "note": "Panen raya."},
}
"""What is typed into these forms."""


def duty_of(name: str, agreement: Agreement) -> int:
    """The key that stands in that address."""
    found = agreement.occurrences.filter(**DUTIES[name]).order_by("pk").first()
    return found.pk if found else 999_999_999


def reported(agreement: Agreement, *, by: User) -> None:
    """Let the first party report what it owes last."""
    row = agreement.occurrences.filter(party__ordinal=1).order_by("-pk")[0]
    actions.prove(row, by=by, done_on=agreement.starts_on, note="Diserahkan di balai desa.")
