"""An agreement -> what it set out to change and how far that is."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch

from agreements.monitoring.outcomes.listed import BY_CODE
from agreements.monitoring.outcomes.models import Indicator, Measurement
from agreements.monitoring.outcomes.telling import Told, shown, told
from agreements.record.models import Agreement


@dataclass(frozen=True)
class Outcome:
    """One indicator as a page shows it."""

    indicator: Indicator
    measured: list[Measurement]
    """By day."""
    told: Told

    @property
    def name(self) -> str:
        """What is counted, in the reader's language where the portal's list knows it."""
        one = BY_CODE.get(self.indicator.code)
        return str(one.name) if one else self.indicator.name

    @property
    def unit(self) -> str:
        """In what it is counted."""
        one = BY_CODE.get(self.indicator.code)
        return str(one.unit) if one else self.indicator.unit

    @property
    def baseline(self) -> str:
        """Where it began, as people write it."""
        return shown(self.indicator.baseline)

    @property
    def target(self) -> str:
        """Where it is to go."""
        return shown(self.indicator.target)

    @property
    def latest(self) -> str:
        """What it stands at; empty while nothing was measured."""
        return shown(self.measured[-1].value) if self.measured else ""

    @property
    def lines(self) -> list[tuple[Measurement, str]]:
        """Every measurement with its value as people write it, newest first: the table beside the chart."""
        return [(one, shown(one.value)) for one in reversed(self.measured)]


def outcomes_of(agreement: Agreement, today: dt.date) -> list[Outcome]:
    """Every indicator that is still counted, in the order in which they were set; two queries however many."""
    measured = Measurement.objects.select_related("recorded_by").order_by("on", "pk")
    rows = agreement.indicators.filter(dropped_at__isnull=True).order_by("pk")
    return [outcome(row, today) for row in rows.prefetch_related(Prefetch("measurements", queryset=measured))]


def outcome(indicator: Indicator, today: dt.date) -> Outcome:
    """One indicator and how far it is on that day."""
    measured = sorted(indicator.measurements.all(), key=lambda one: (one.on, one.pk))
    how_far = told(
        baseline=(indicator.baseline_on, indicator.baseline),
        target=(indicator.target_on, indicator.target),
        measured=[(one.on, one.value) for one in measured],
        today=today,
    )
    return Outcome(indicator, measured, how_far)
