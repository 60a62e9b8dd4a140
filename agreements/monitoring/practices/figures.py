"""An agreement and its data -> the figures that stand in its good practice: promises kept, money, people, outcomes."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.monitoring.activities.queries import books_of, plan_of, reached_by, sums
from agreements.monitoring.obligations.queries import kept
from agreements.monitoring.outcomes.models import Indicator
from agreements.record.models import Agreement
from agreements.record.place_days import day_at
from villages.templatetags.weave import rupiah

Figure = dict[str, Any]
"""{"name": one of `LABELS` or an indicator's words, "value", "unit"}; an indicator has "before" and "target" too."""

LABELS = {
    "days": gettext_lazy("Lama kerja sama"),
    "due": gettext_lazy("Kewajiban yang jatuh tempo"),
    "on_time": gettext_lazy("Kewajiban yang ditepati pada waktunya"),
    "promised": gettext_lazy("Dana yang dijanjikan"),
    "paid": gettext_lazy("Dana yang tercatat dibayar"),
    "reached": gettext_lazy("Penerima manfaat"),
}
_UNITS = {"days": gettext_lazy("hari"), "due": gettext_lazy("kali"), "reached": gettext_lazy("orang")}


def figures_of(agreement: Agreement) -> list[Figure]:
    """What the data say of an agreement that ended; only what is there is told."""
    last = day_at(agreement, agreement.stage_since)
    promises, money = kept(agreement.occurrences.all(), last), sums(books_of(agreement))
    found = {
        "days": max((min(last, agreement.ends_on) - agreement.starts_on).days + 1, 0),
        "due": promises.due,
        "on_time": promises.percent,
        "promised": money.promised,
        "paid": money.paid,
        "reached": reached_by(plan_of(agreement)),
    }
    told = [{"name": name, "value": value, "unit": ""} for name, value in found.items() if value]
    return [*told, *_outcomes(agreement)]


def _outcomes(agreement: Agreement) -> list[Figure]:
    """From where to where each indicator came, with its target."""
    rows = Indicator.objects.filter(agreement=agreement, dropped_at__isnull=True)
    told = []
    for row in rows.prefetch_related("measurements").order_by("pk"):
        values = sorted(row.measurements.all(), key=lambda one: (one.on, one.pk))
        if values:
            facts = {
                "value": float(values[-1].value),
                "before": float(row.baseline),
                "target": float(row.target),
            }
            told.append({"name": row.name, "unit": row.unit, **facts})
    return told


def in_words(figure: Figure) -> tuple[str, str]:
    """A figure as a label and its value, in the reader's language."""
    name, value = figure["name"], figure["value"]
    label = str(LABELS.get(name, name))
    if name in ("promised", "paid"):
        return label, rupiah(value)
    if name == "on_time":
        return label, _("%(percent)s persen") % {"percent": value}
    if name in _UNITS:
        return label, f"{number_format(value, use_l10n=True)} {_UNITS[name]}"
    facts = {key: _number(figure[key]) for key in ("value", "before", "target")}
    words = _("dari %(before)s menjadi %(value)s %(unit)s (target %(target)s)")
    return label, words % {**facts, "unit": figure["unit"]}


def _number(value: float) -> str:
    """12.0 -> 12, 12.5 -> 12,50."""
    return number_format(value, decimal_pos=0 if value == int(value) else 2, use_l10n=True)
