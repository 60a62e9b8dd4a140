"""An agreement and a span -> the figures of its report: plan and done, obligations, money, people, assets, outcomes.

Plain values that become JSON: while a report is written they are made anew from the data, with the sign-off frozen.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Prefetch, Q, Sum

from agreements.drafting.models import Asset, Funding
from agreements.monitoring.activities.models import Activity, Movement, ProgressNote
from agreements.monitoring.activities.queries import COUNTED, books_of
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.outcomes.models import Indicator, Measurement
from agreements.record.access import parties_of
from agreements.record.models import Agreement

_State = Occurrence.State
_KEPT = (_State.DONE, _State.CONFIRMED)
MOST_ROWS = 300
"""No more activities or obligations than this are named; the sums count all."""


def figures(agreement: Agreement, starts_on: dt.date, ends_on: dt.date) -> dict[str, Any]:
    """Everything that the portal knows of the agreement in these days; the same data give the same figures."""
    names = {party.pk: party.organization.name for party in parties_of(agreement)}
    activities = _activities(agreement, names, starts_on, ends_on)
    return {
        "activities": activities,
        "people": _people(activities),
        "obligations": _obligations(agreement, names, starts_on, ends_on),
        "money": _money(agreement, names, starts_on, ends_on),
        "assets": _assets(agreement, names),
        "outcomes": _outcomes(agreement, ends_on),
    }


def _activities(
    agreement: Agreement, names: dict[int, str], starts_on: dt.date, ends_on: dt.date
) -> list[dict[str, Any]]:
    """The work that was planned for these days or went on in them, as far as it was at their end."""
    notes = ProgressNote.objects.filter(on__lte=ends_on).order_by("on", "pk")
    within = Q(starts_on__lte=ends_on, ends_on__gte=starts_on) | Q(notes__on__range=(starts_on, ends_on))
    rows = Activity.objects.filter(within, agreement=agreement, cancelled_at__isnull=True).distinct()
    rows = rows.prefetch_related(Prefetch("notes", queryset=notes, to_attr="noted"))
    spent = _spent(agreement, starts_on, ends_on)
    return [
        {
            "title": row.title,
            "party": names.get(row.party_id, ""),
            "starts_on": row.starts_on.isoformat(),
            "ends_on": row.ends_on.isoformat(),
            "percent": row.noted[-1].percent if row.noted else 0,
            "budget": row.budget,
            "spent": spent.get(row.pk, 0),
            "planned": row.beneficiaries,
            "reached": max((note.reached for note in row.noted if note.reached is not None), default=None),
        }
        for row in rows.order_by("starts_on", "pk")[:MOST_ROWS]
    ]


def _spent(agreement: Agreement, starts_on: dt.date, ends_on: dt.date) -> dict[int, int]:
    """What was paid for each activity in these days; a counter-entry takes away what it sets right."""
    paid = Movement.objects.filter(
        agreement=agreement, on__range=(starts_on, ends_on), activity__isnull=False
    )
    paid = paid.filter(direction=Movement.Direction.PAID).order_by("activity")
    return dict(paid.values_list("activity").annotate(total=Sum(COUNTED)))


def _people(activities: list[dict[str, Any]]) -> dict[str, int]:
    """How many people the work was for, and how many it reached."""
    return {name: sum(row[name] or 0 for row in activities) for name in ("planned", "reached")}


def _obligations(
    agreement: Agreement, names: dict[int, str], starts_on: dt.date, ends_on: dt.date
) -> dict[str, Any]:
    """What fell due in these days and what became of it; dropped ones were never owed."""
    due = Occurrence.objects.filter(agreement=agreement, due_on__range=(starts_on, ends_on))
    due = due.exclude(state=_State.DROPPED)
    sums = due.aggregate(
        due=Count("pk"),
        kept=Count("pk", filter=Q(state__in=_KEPT)),
        confirmed=Count("pk", filter=Q(state=_State.CONFIRMED)),
        waived=Count("pk", filter=Q(state=_State.WAIVED)),
        breached=Count("pk", filter=Q(state=_State.BREACHED)),
        open=Count("pk", filter=Q(state=_State.PLANNED)),
        on_time=Count("pk", filter=Q(state__in=_KEPT, done_on__lte=F("due_on"))),
    )
    rows = list(due.select_related("provision").order_by("due_on", "pk")[:MOST_ROWS])
    return sums | {
        "rows": [
            {
                "party": names.get(row.party_id, ""),
                "text": row.provision.text[:300],
                "due_on": row.due_on.isoformat(),
                "done_on": row.done_on.isoformat() if row.done_on else None,
                "state": row.state,
                "amount": row.amount,
            }
            for row in rows
        ],
    }


def _money(
    agreement: Agreement, names: dict[int, str], starts_on: dt.date, ends_on: dt.date
) -> list[dict[str, Any]]:
    """Per party: what it promised for these years, what it paid, what it received; the sums of the books."""
    promised = Funding.objects.filter(agreement=agreement, year__range=(starts_on.year, ends_on.year))
    totals = dict(promised.order_by("party").values_list("party").annotate(total=Sum("amount")))
    books = {book.party.pk: book for book in books_of(agreement, since=starts_on, until=ends_on)}
    return [
        {
            "party": name,
            "promised": totals.get(key, 0),
            "paid": books[key].paid,
            "received": books[key].received,
        }
        for key, name in names.items()
    ]


def _assets(agreement: Agreement, names: dict[int, str]) -> list[dict[str, Any]]:
    rows = Asset.objects.filter(agreement=agreement).order_by("party__ordinal", "pk")
    return [
        {
            "party": names.get(row.party_id, ""),
            "kind": row.kind,
            "description": row.description,
            "use": row.use,
            "until": row.ends_on.isoformat() if row.ends_on else None,
            "value": row.value,
        }
        for row in rows
    ]


def _outcomes(agreement: Agreement, ends_on: dt.date) -> list[dict[str, Any]]:
    """Every indicator with what it stood at when the span ended."""
    until = Measurement.objects.filter(on__lte=ends_on).order_by("on", "pk")
    rows = Indicator.objects.filter(agreement=agreement, dropped_at__isnull=True, baseline_on__lte=ends_on)
    rows = rows.prefetch_related(Prefetch("measurements", queryset=until, to_attr="measured"))
    return [_outcome(row) for row in rows.order_by("pk")]


def _outcome(row: Indicator) -> dict[str, Any]:
    last = row.measured[-1] if row.measured else None  # type: ignore[attr-defined]  # set by the prefetch
    return {
        "name": row.name,
        "unit": row.unit,
        "benefit": row.benefit,
        "baseline": plain(row.baseline),
        "target": plain(row.target),
        "target_on": row.target_on.isoformat(),
        "value": plain(last.value) if last else None,
        "on": last.on.isoformat() if last else None,
        "percent": reached(row.baseline, row.target, last.value) if last else None,
    }


def plain(value: Decimal) -> str:
    """ "12.50" -> "12.5", "12.00" -> "12": digits as data."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def reached(baseline: Decimal, target: Decimal, value: Decimal) -> int:
    """Which share of the way from the baseline to the target was gone, in whole per cent; none is below zero.

    A target that equals the baseline is something to be held: all of it as long as the value does not fall short.
    """
    if target == baseline:
        return 100 if value >= target else 0
    return max(0, int((value - baseline) * 100 / (target - baseline)))
