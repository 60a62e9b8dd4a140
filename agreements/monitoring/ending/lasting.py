"""An agreement and its addenda -> its last day as it stands now."""

import datetime as dt

from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.record.vocabulary import Instrument


def last_day(agreement: Agreement) -> dt.date:
    """The last day of the term: that of the newest addendum in force, which states the whole term, else its own."""
    addenda = addenda_in_force(agreement)
    return addenda[0].ends_on if addenda else agreement.ends_on


def addenda_in_force(agreement: Agreement) -> list[Agreement]:
    """The addenda of an agreement that hold today, the newest first."""
    if agreement.instrument == Instrument.ADDENDUM:
        return []
    addenda = Agreement.objects.filter(parent=agreement, instrument=Instrument.ADDENDUM, stage=Stage.IN_FORCE)
    return list(addenda.order_by("-stage_since", "-pk"))


def newest_with(agreement: Agreement, rows: str) -> Agreement:
    """Whose rows of that name ("funding", "assets") hold: those of the newest addendum in force that has any."""
    for one in addenda_in_force(agreement):
        if getattr(one, rows).exists():
            return one
    return agreement
