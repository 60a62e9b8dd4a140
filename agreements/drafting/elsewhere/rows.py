"""The checked rows of a register -> pages that people read, and the file of those that must be mended."""

import csv
import datetime as dt
import io
from dataclasses import dataclass

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.drafting.elsewhere.columns import COLUMNS
from agreements.drafting.elsewhere.models import ImportJob, ImportRow, RowState

PAGE = 25
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Shown:
    """A row with its days in words."""

    row: ImportRow
    signed_on: str
    term: str
    """From which day until which."""


@dataclass(frozen=True)
class Page:
    """One page of rows."""

    rows: list[Shown]
    state: str
    """Which rows are shown; empty for all."""
    counts: dict[str, int]
    """How many rows there are of each state."""
    next_url: str
    first_url: str
    kept: int
    """How many of the doubtful rows are to be recorded all the same."""

    @property
    def to_write(self) -> int:
        """How many rows would be recorded now."""
        return self.counts["ready"] + self.kept


def page(job: ImportJob, state: str, after: int) -> Page:
    """The rows behind that number, of one state or of all; always the same number of queries."""
    found = job.rows.filter(number__gt=after)
    found = found.filter(state=state) if state else found
    rows = list(found.select_related("agreement").order_by("number")[: PAGE + 1])
    asked = f"?keadaan={state}&" if state else "?"
    following = f"{asked}sesudah={rows[PAGE - 1].number}" if len(rows) > PAGE else ""
    counts = dict(job.rows.order_by().values_list("state").annotate(count=Count("pk")))
    kept = job.rows.filter(state=RowState.DUPLICATE, kept=True).count()
    every = {one.value: counts.get(one.value, 0) for one in RowState}
    return Page(
        [_shown(row) for row in rows[:PAGE]],
        state,
        every,
        following,
        asked.rstrip("&?") or "?" if after else "",
        kept,
    )


def _shown(row: ImportRow) -> Shown:
    first, last = _day(row, "starts_on"), _day(row, "ends_on")
    return Shown(row, _day(row, "signed_on"), f"{first} – {last}")


def _day(row: ImportRow, code: str) -> str:
    said = row.said.get(code)
    return date_format(dt.date.fromisoformat(said), "j F Y") if said else "?"


def tabs(job: ImportJob, shown: Page, url: str) -> list[tuple[str, str, bool]]:
    """The states as links, each with its count."""
    found = [(_("Semua (%d)") % sum(shown.counts.values()), url, not shown.state)]
    for state in RowState:
        if shown.counts[state.value]:
            label = f"{str(state.label)[:1].upper()}{str(state.label)[1:]} ({shown.counts[state.value]})"
            found.append((label, f"{url}?keadaan={state.value}", shown.state == state.value))
    return found


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def problems_csv(job: ImportJob) -> bytes:
    """The rows with problems as they stood, under their own header, and before them what is wrong."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    headers = {column.code: column.header for column in COLUMNS}
    named = [headers.get(code) or header for code, header in zip(job.mapping, job.columns, strict=True)]
    writer.writerow([_("Yang perlu diperbaiki"), *map(safe, named)])
    for row in job.rows.filter(state=RowState.PROBLEM).order_by("number").iterator():
        wrong = " ".join(f"{header}: {words}" for header, words in row.problems)
        told = _("Baris %(number)d. %(wrong)s") % {"number": row.number, "wrong": wrong}
        writer.writerow([safe(told), *map(safe, row.raw)])
    return text.getvalue().encode("utf-8-sig")
