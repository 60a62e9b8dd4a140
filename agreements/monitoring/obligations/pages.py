"""The obligations of one agreement -> what its pages show: late ones first, then what waits, then month by month."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.drafting.models import Provision
from agreements.monitoring.obligations.guards import events_of, parties_for
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.queries import Kept, kept_by_party
from agreements.record.access import may, parties_of
from agreements.record.models import Agreement, Party
from agreements.record.place_days import today_at
from villages.people.models import User

State = Occurrence.State
SOON = 14
"""So many days before it falls due an obligation is spoken of as near."""
MOST = 100
"""So many late or waiting ones stand at the top; the year below has all of them."""
FILTERS = {
    "terbuka": (gettext_lazy("Belum dilaporkan"), (State.PLANNED,)),
    "menunggu": (gettext_lazy("Menunggu konfirmasi"), (State.DONE,)),
    "selesai": (gettext_lazy("Selesai"), (State.CONFIRMED, State.WAIVED, State.BREACHED)),
}
"""What may be asked for by `keadaan`: its words and the states."""
_ICONS = {
    State.PLANNED: "clock",
    State.DONE: "send",
    State.CONFIRMED: "check",
    State.WAIVED: "info",
    State.BREACHED: "danger",
    State.DROPPED: "info",
}


@dataclass(frozen=True)
class Line:
    """One obligation at one time, as a list shows it."""

    row: Occurrence
    told: str
    """How it stands today, in words."""
    icon: str
    late: bool
    mine: bool
    """Whether the reader works for the party that owes it."""
    asks: bool
    """Whether the reader is asked: to report it, or to confirm it."""


@dataclass(frozen=True)
class Record:
    """How well one party keeps its promises."""

    party: Party
    kept: Kept


def line_of(row: Occurrence, today: dt.date, own: set[int], *, asked: bool) -> Line:
    """The row as it stands on that day, for a reader who works for these parties."""
    late = row.state == State.PLANNED and row.due_on < today
    mine = row.party_id in own
    near = row.state == State.PLANNED and (row.due_on - today).days <= SOON
    asks = asked and ((mine and near) or (row.state == State.DONE and bool(own - {row.party_id})))
    return Line(row, _told(row, today), "warning" if late else _ICONS[State(row.state)], late, mine, asks)


def _told(row: Occurrence, today: dt.date) -> str:
    days = (row.due_on - today).days
    if row.state != State.PLANNED:
        return str(row.get_state_display())
    if days < 0:
        return ngettext("terlambat %d hari", "terlambat %d hari", -days) % -days
    if days == 0:
        return _("jatuh tempo hari ini")
    return ngettext("%d hari lagi", "%d hari lagi", days) % days if days <= SOON else _("direncanakan")


def page_of(agreement: Agreement, user: User, asked: Mapping[str, str]) -> dict[str, Any]:
    """Everything the page of obligations shows; `asked` is what stands in the address."""
    today = today_at(agreement)
    own = {party.pk for party in parties_for(user, agreement)}
    rows, told = _rows(agreement), bool(may(user, "prove", agreement))
    choice = _choice(agreement, rows, asked, today)
    if choice["party"]:
        rows = rows.filter(party=choice["party"])
    if choice["state"]:
        rows = rows.filter(state__in=FILTERS[choice["state"]][1])

    def lines(found: Iterable[Occurrence]) -> list[Line]:
        return [line_of(row, today, own, asked=told) for row in found]

    return choice | {
        "agreement": agreement,
        "late": lines(rows.filter(state=State.PLANNED, due_on__lt=today)[:MOST]),
        "waiting": lines(rows.filter(state=State.DONE)[:MOST]),
        "months": _by_month(lines(rows.filter(due_on__year=choice["year"]))),
        "records": records_of(agreement, today),
        "events": _events(agreement, user),
        "dropped": agreement.occurrences.filter(state=State.DROPPED).count(),
    }


def _choice(
    agreement: Agreement, rows: QuerySet[Occurrence], asked: Mapping[str, str], today: dt.date
) -> dict[str, Any]:
    """What may be chosen in the address and what is; what nobody offers is not asked for."""
    years = [day.year for day in rows.order_by().dates("due_on", "year")]
    parties = parties_of(agreement)
    return {
        "years": years,
        "year": _year(asked.get("tahun", ""), years, today),
        "parties": parties,
        "party": next((one for one in parties if str(one.ordinal) == asked.get("pihak")), None),
        "states": [(code, words) for code, (words, _states) in FILTERS.items()],
        "state": asked.get("keadaan", "") if asked.get("keadaan") in FILTERS else "",
    }


def records_of(agreement: Agreement, today: dt.date) -> list[Record]:
    """For each party that owes anything how well it keeps it, in the order of the parties."""
    found = kept_by_party(agreement.occurrences.exclude(state=State.DROPPED), today)
    return [Record(party, found[party.pk]) for party in parties_of(agreement) if party.pk in found]


def schedule_of(agreement: Agreement) -> list[tuple[dt.date, list[Line]]]:
    """The whole schedule month by month, for paper."""
    today = today_at(agreement)
    return _by_month([line_of(row, today, set(), asked=False) for row in _rows(agreement)])


def _rows(agreement: Agreement) -> QuerySet[Occurrence]:
    rows = agreement.occurrences.exclude(state=State.DROPPED)
    return rows.select_related("provision", "party__organization", "happening").order_by("due_on", "pk")


def _year(asked: str, years: list[int], today: dt.date) -> int:
    """The year that is asked for, else this one, else the nearest that has any rows."""
    if asked.isdecimal() and int(asked[:4]) in years:
        return int(asked[:4])
    return min(years, key=lambda year: (abs(year - today.year), year), default=today.year)


def _by_month(lines: Iterable[Line]) -> list[tuple[dt.date, list[Line]]]:
    months = groupby(lines, key=lambda line: line.row.due_on.replace(day=1))
    return [(month, list(found)) for month, found in months]


def _events(agreement: Agreement, user: User) -> list[tuple[Provision, bool]]:
    """The obligations that wait for an event, and whether the reader may note one."""
    may_note = bool(may(user, "note_event", agreement))
    return [(row, may_note) for row in events_of(agreement)]
