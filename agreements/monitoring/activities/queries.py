"""An agreement's notes and entries -> how far the work is, and what every party promised, paid and received."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Sum, When
from django.utils.translation import gettext as _

from agreements.documents.words import designation
from agreements.drafting.models import Funding
from agreements.monitoring.activities.models import Activity, Movement
from agreements.record.access import parties_of
from agreements.record.models import Agreement, Party

COUNTED = Case(When(reverses__isnull=True, then=F("amount")), default=-F("amount"))
"""What an entry adds to a sum: a counter-entry takes away what it sets right."""


@dataclass(frozen=True)
class Work:
    """An activity as the plan shows it on one day."""

    activity: Activity
    state: str
    """`cancelled`, `finished`, `late`, `running` or `coming`."""

    @property
    def words(self) -> str:
        """The state in words; it is never told by colour alone."""
        return {
            "cancelled": _("dibatalkan"),
            "finished": _("selesai"),
            "late": _("terlambat"),
            "running": _("berjalan"),
            "coming": _("akan datang"),
        }[self.state]

    @property
    def icon(self) -> str:
        """The picture beside the words."""
        pictures = {"cancelled": "remove", "finished": "success", "late": "danger", "running": "clock"}
        return pictures.get(self.state, "calendar")


def work_on(activity: Activity, day: dt.date) -> Work:
    """What one activity is on that day, computed and never stored."""
    if activity.cancelled_at is not None:
        return Work(activity, "cancelled")
    if activity.percent == 100:
        return Work(activity, "finished")
    if activity.ends_on < day:
        return Work(activity, "late")
    return Work(activity, "running" if activity.starts_on <= day or activity.percent else "coming")


def plan_of(agreement: Agreement) -> QuerySet[Activity]:
    """The work plan, in the order of its days."""
    rows = agreement.activities.select_related("party__organization__village__area__subdistrict")
    return rows.order_by("starts_on", "pk")


def progress_of(activities: Iterable[Activity]) -> int | None:
    """How far the whole plan is in per cent; None without a plan.

    Weighed by budget where every piece of work has one, else all weigh the same; what was cancelled does not count.
    """
    rows = [row for row in activities if row.cancelled_at is None]
    if not rows:
        return None
    weights = [row.budget for row in rows] if all(row.budget for row in rows) else [1] * len(rows)
    done = sum((weight or 0) * row.percent for weight, row in zip(weights, rows, strict=True))
    return done // sum(weight or 0 for weight in weights)


def reached_by(activities: Iterable[Activity]) -> int:
    """How many people benefited so far, activity by activity; who benefits twice is counted twice."""
    return sum(row.reached or 0 for row in activities)


@dataclass
class Source:
    """A source of funds that a party named, and what came from it."""

    funding: Funding
    paid: int = 0

    @property
    def left(self) -> int:
        """What is still to come from it; nothing when more came."""
        return max(self.funding.amount - self.paid, 0)


@dataclass
class Book:
    """The money of one party."""

    party: Party
    promised: int = 0
    """What it brings in by the agreement's funding rows."""
    paid: int = 0
    received: int = 0
    sources: list[Source] = field(default_factory=list)

    @property
    def left(self) -> int:
        """What is still to be paid of what was promised."""
        return max(self.promised - self.paid, 0)

    @property
    def percent(self) -> int | None:
        """How much of what was promised has been paid; None where no money was promised."""
        return min(self.paid * 100 // self.promised, 100) if self.promised else None

    @property
    def name(self) -> str:
        """The party as people know it."""
        return self.party.organization.name

    @property
    def designation(self) -> str:
        """The party's place in the agreement."""
        return designation(self.party.ordinal)


def books_of(
    agreement: Agreement, *, until: dt.date | None = None, since: dt.date | None = None
) -> list[Book]:
    """What every party promised, paid and received (between two days where given), counter-entries taken out."""
    books = {party.pk: Book(party) for party in parties_of(agreement)}
    sources = {row.pk: Source(row) for row in agreement.funding.order_by("year", "pk")}
    for source in sources.values():
        books[source.funding.party_id].promised += source.funding.amount
        books[source.funding.party_id].sources.append(source)
    rows = agreement.movements.order_by()
    if since:
        rows = rows.filter(on__gte=since)
    if until:
        rows = rows.filter(on__lte=until)
    for party, direction, funding, total in rows.values_list("party", "direction", "funding").annotate(
        total=Sum(COUNTED)
    ):
        if direction == Movement.Direction.RECEIVED:
            books[party].received += total
            continue
        books[party].paid += total
        if funding in sources:
            sources[funding].paid += total
    return list(books.values())


@dataclass(frozen=True)
class Sums:
    """All parties together."""

    promised: int
    paid: int
    received: int
    left: int
    """What is still to be paid, party by party; one that paid more does not make up for another."""


_SUMMED = ("promised", "paid", "received", "left")


def sums(books: Sequence[Book]) -> Sums:
    """The books of all parties added up."""
    return Sums(*(sum(getattr(book, name) for book in books) for name in _SUMMED))


def entries_of(agreement: Agreement) -> QuerySet[Movement]:
    """Every entry with what the books show of it, newest first."""
    rows = agreement.movements.select_related("party__organization", "funding", "activity", "recorded_by")
    return rows.select_related("reverses", "reversed_by", "occurrence").order_by("-on", "-pk")


_PAGE = 50
_KEY = re.compile(r"(\d{1,7})-(\d{1,18})", re.ASCII)


def page_of(agreement: Agreement, key: str) -> tuple[list[Movement], str]:
    """The entries after the key, and the key of the next page; an unknown key is the beginning."""
    rows, found = entries_of(agreement), _KEY.fullmatch(key)
    if found and 1 <= int(found[1]) <= dt.date.max.toordinal():
        day, last = dt.date.fromordinal(int(found[1])), int(found[2])
        rows = rows.filter(Q(on__lt=day) | Q(on=day, pk__lt=last))
    read = list(rows[: _PAGE + 1])
    following = f"{read[_PAGE - 1].on.toordinal()}-{read[_PAGE - 1].pk}" if len(read) > _PAGE else ""
    return read[:_PAGE], following


def in_words(row: Movement) -> str:
    """ "Rp 5.000.000 (dibayar)": the money of one entry."""
    return f"Rp {row.amount:,}".replace(",", ".") + f" ({row.get_direction_display()})"


def booked(rows: Iterable[Movement]) -> Iterable[list[Any]]:
    """The entries as lines of a table: what it adds to the sum stands in the column of its direction."""
    for row in rows:
        amount = -row.amount if row.reverses_id else row.amount
        paid = row.direction == Movement.Direction.PAID
        yield [
            row.pk,
            row.on,
            row.party.organization.name,
            amount if paid else None,
            None if paid else amount,
            row.funding.get_source_display() if row.funding else None,
            row.funding.year if row.funding else None,
            row.activity.title if row.activity else None,
            row.note,
            row.reverses_id,
            str(row.recorded_by),
            row.recorded_at,
        ]


def head_of_book() -> list[str]:
    """What stands above the columns of `booked`."""
    return [
        _("Nomor"),
        _("Tanggal"),
        _("Pihak"),
        _("Dibayar (rupiah)"),
        _("Diterima (rupiah)"),
        _("Sumber dana"),
        _("Tahun anggaran"),
        _("Kegiatan"),
        _("Keterangan"),
        _("Membatalkan nomor"),
        _("Dicatat oleh"),
        _("Dicatat pada"),
    ]
