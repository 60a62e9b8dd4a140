"""Agreements in force without a schedule -> their schedule from today on.

What fell due before anybody could report it here is not held against a party.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from agreements.drafting.models import Provision
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.yielding import schedule
from agreements.record.models import Agreement
from agreements.record.place_days import today_at
from agreements.record.stages import Stage
from agreements.record.vocabulary import DueRule, Instrument, ProvisionKind

BATCH = 200


def yield_missing(*, batch: int = BATCH) -> int:
    """Write the schedule of every agreement in force that should have one and has none; returns how many got one.

    Each agreement in its own transaction: what was done stays when the next one fails. Another run at it is left alone.
    """
    count, reached = 0, 0
    while keys := list(_missing().filter(pk__gt=reached).values_list("pk", flat=True)[:batch]):
        count += sum(_yield_one(key) for key in keys)
        reached = keys[-1]
    return count


def _missing() -> QuerySet[Agreement]:
    dated = Provision.objects.filter(agreement=OuterRef("pk"), kind=ProvisionKind.OBLIGATION)
    dated = dated.exclude(due_rule__in=("", DueRule.AFTER_EVENT))
    rows = Occurrence.objects.filter(agreement=OuterRef("pk"))
    found = Agreement.objects.filter(Exists(dated), ~Exists(rows), stage=Stage.IN_FORCE)
    return found.exclude(instrument=Instrument.ADDENDUM).order_by("pk")


@transaction.atomic
def _yield_one(key: int) -> bool:
    held = Agreement.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=key).first()
    if held is None or held.stage != Stage.IN_FORCE or held.occurrences.exists():
        return False
    return bool(schedule(held, since=today_at(held)))
