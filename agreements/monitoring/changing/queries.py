"""An agreement in force -> what changes it: addenda, suspensions, what follows it."""

from dataclasses import dataclass

from agreements.monitoring.changing.models import Suspension
from agreements.record.models import Agreement
from agreements.record.stages import PUBLIC
from agreements.record.vocabulary import Instrument


@dataclass(frozen=True)
class Relative:
    """An addendum or a renewal as the room of changes lists it."""

    agreement: Agreement
    url: str
    """Its public page once everybody may read it, else its working page."""


def addenda(agreement: Agreement) -> list[Relative]:
    """Every addendum, given up ones included, newest first."""
    return _relatives(agreement, Instrument.ADDENDUM)


def renewals(agreement: Agreement) -> list[Relative]:
    """What follows the agreement, newest first."""
    return _relatives(agreement, agreement.instrument)


def _relatives(agreement: Agreement, instrument: str) -> list[Relative]:
    rows = Agreement.objects.filter(parent=agreement, instrument=instrument).order_by("-created_at", "-pk")
    return [Relative(row, row.get_absolute_url() if row.stage in PUBLIC else row.desk_url) for row in rows]


def suspensions(agreement: Agreement) -> list[Suspension]:
    """Every suspension there was, newest first."""
    return list(Suspension.objects.filter(agreement=agreement).order_by("-starts_on", "-pk"))
