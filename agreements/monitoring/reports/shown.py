"""The figures of a report -> what pages and paper show of them: labels instead of codes, dates, sums."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.outcomes.models import Benefit
from agreements.record.vocabulary import AssetKind, AssetUse


@dataclass(frozen=True)
class Shown:
    """The figures, ready to be read."""

    activities: list[dict[str, Any]]
    obligations: list[dict[str, Any]]
    money: list[dict[str, Any]]
    total: dict[str, int]
    """The sums of the money."""
    assets: list[dict[str, Any]]
    outcomes: list[dict[str, Any]]
    planned: int
    reached: int
    """For how many people, and how many were reached."""
    kept: str
    """How many obligations were kept, as a sentence; empty where none fell due."""
    on_time: int | None
    """Which share of what fell due was kept in time, in per cent."""

    @property
    def empty(self) -> bool:
        """Whether the portal knows nothing of these days."""
        moved = any(self.total.values())
        return not (self.activities or self.obligations or self.outcomes or self.assets or moved)


def shown(figures: dict[str, Any]) -> Shown:
    """What the figures say, in the reader's language."""
    duties, people = figures["obligations"], figures["people"]
    money = figures["money"]
    return Shown(
        activities=[_dated(row, "starts_on", "ends_on") for row in figures["activities"]],
        obligations=[_duty(row) for row in duties["rows"]],
        money=money,
        total={name: sum(row[name] for row in money) for name in ("promised", "paid", "received")},
        assets=[_asset(row) for row in figures["assets"]],
        outcomes=[_outcome(row) for row in figures["outcomes"]],
        planned=people["planned"],
        reached=people["reached"],
        kept=_kept(duties),
        on_time=duties["on_time"] * 100 // duties["due"] if duties["due"] else None,
    )


def _dated(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return row | {name: day(row[name]) for name in names}


def day(text: str | None) -> dt.date | None:
    """An ISO day as a day."""
    return dt.date.fromisoformat(text) if text else None


def _duty(row: dict[str, Any]) -> dict[str, Any]:
    labels = {str(code): label for code, label in Occurrence.State.choices}
    dated = _dated(row, "due_on", "done_on")
    late = dated["done_on"] is not None and dated["done_on"] > dated["due_on"]
    return dated | {"label": labels.get(row["state"], row["state"]), "late": late}


def _asset(row: dict[str, Any]) -> dict[str, Any]:
    kinds, uses = dict(AssetKind.choices), dict(AssetUse.choices)
    words = {"kind": kinds.get(row["kind"], row["kind"]), "use": uses.get(row["use"], row["use"])}
    return _dated(row, "until") | words


def _outcome(row: dict[str, Any]) -> dict[str, Any]:
    words = {name: number(row[name]) for name in ("baseline", "target", "value")}
    benefits = dict(Benefit.choices)
    return _dated(row, "target_on", "on") | words | {"benefit": benefits.get(row["benefit"], "")}


def number(digits: str | None) -> str:
    """Digits as data -> as people read them; nothing for none."""
    if digits is None:
        return ""
    places = len(digits.partition(".")[2])
    return number_format(digits, decimal_pos=places, force_grouping=True)


def _kept(duties: dict[str, Any]) -> str:
    if not duties["due"]:
        return ""
    words = _("%(kept)d dari %(due)d kewajiban dilaksanakan, %(on_time)d di antaranya tepat waktu.")
    return words % duties
