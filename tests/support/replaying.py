"""The journal of an agreement in force -> what its obligations and its books must say, told from the entries alone."""

import datetime as dt
from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

from agreements.monitoring.obligations.models import Occurrence
from agreements.record.models import Agreement, JournalEntry

S = Occurrence.State
MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "prove": ((S.PLANNED,), S.DONE),
    "prove_not": ((S.DONE,), S.PLANNED),
    "return_proof": ((S.DONE,), S.PLANNED),
    "affirm": ((S.DONE,), S.CONFIRMED),
    "waive": ((S.PLANNED,), S.WAIVED),
    "settle": ((S.PLANNED, S.DONE), S.CONFIRMED),
    "waive_settlement": ((S.PLANNED, S.DONE), S.DROPPED),
}
"""Entry about an obligation -> from which states it leads to which."""


class Replay:
    """The obligations and the books as the entries tell them, one after the other."""

    def __init__(self, agreement: Agreement, last_day: dt.date) -> None:
        self.last_day = last_day
        self.state: dict[int, str] = {}
        self.due: dict[int, str] = {}
        self.done_on: dict[int, str | None] = {}
        self.settled: dict[int, tuple[str, int | None]] = {}
        """What was settled: its day and its amount as they were then."""
        self.seen_late: Counter[tuple[int, str, int]] = Counter()
        self.reports: Counter[int] = Counter()
        self.money: Counter[tuple[int, str]] = Counter()
        self.booked: dict[int, tuple[int, str, int]] = {}
        self._entries = list(agreement.journal.order_by("serial"))
        self._rows = {row.pk: row for row in agreement.occurrences.order_by("pk")}
        for entry in self._entries:
            self._read(entry)

    def _read(self, entry: JournalEntry) -> None:
        facts = entry.details
        if entry.code in MOVES and facts.get("occurrence"):
            self._moved(entry.code, facts)
        elif entry.code == "fall_late":
            key = facts["occurrence"]
            assert self.state[key] == S.PLANNED
            self.seen_late[key, facts["due_on"], self.reports[key]] += 1
        elif entry.code == "close_breach" and facts.get("breached"):
            key = facts["breached"]
            assert self.state[key] == S.PLANNED
            self.state[key], self.settled[key] = S.BREACHED, (self.due[key], self._rows[key].amount)
        elif entry.code in ("schedule", "reschedule", "end"):
            getattr(self, f"_{entry.code}")(entry, facts)
        elif entry.code in ("move_money", "reverse_money"):
            self._booked(facts)

    def _schedule(self, entry: JournalEntry, facts: dict[str, Any]) -> None:
        """What no later calculation added stood there from the beginning, on the day from which it never moved."""
        later = [e.details["rows"] for e in self._entries if e.code == "reschedule"]
        added = {int(key) for rows in later for key in rows["made"]}
        for key, row in self._rows.items():
            if key not in added:
                self.state[key], self.due[key] = S.PLANNED, row.due_on.isoformat()
        moved = {int(key) for rows in later for key in rows["moved"]}
        for key in moved & self.due.keys():
            self.due[key] = ""
        assert len(self.state) == facts["made"]

    def _reschedule(self, entry: JournalEntry, facts: dict[str, Any]) -> None:
        rows = facts["rows"]
        assert {name: len(some) for name, some in rows.items()} == {name: facts[name] for name in rows}
        for text, day in rows["made"].items():
            assert int(text) not in self.state
            self.state[int(text)], self.due[int(text)] = S.PLANNED, day
        for text, day in rows["moved"].items():
            assert self.state[int(text)] == S.PLANNED
            self.due[int(text)] = day
        for text in rows["dropped"]:
            assert self.state[int(text)] == S.PLANNED
            self.state[int(text)] = S.DROPPED

    def _end(self, entry: JournalEntry, facts: dict[str, Any]) -> None:
        day = entry.at.astimezone(ZoneInfo("Asia/Jakarta")).date()
        for key, state in self.state.items():
            later = (self.due[key] or self._rows[key].due_on.isoformat()) > day.isoformat()
            if state == S.PLANNED and later and day <= self.last_day:
                self.state[key] = S.DROPPED

    def _moved(self, code: str, facts: dict[str, Any]) -> None:
        key, (sources, target) = facts["occurrence"], MOVES[code]
        before = self.state[key]
        assert before in sources, (code, key, before)
        if "due_on" in facts:
            assert self.due[key] in ("", facts["due_on"])
            self.due[key] = facts["due_on"]
        if code == "prove":
            self.done_on[key] = facts["done_on"]
            self.reports[key] += 1
        elif code == "settle" and before == S.PLANNED:
            self.done_on[key] = facts["on"]
        elif target == S.PLANNED:
            self.done_on[key] = None
        self.state[key] = target
        if target in (S.CONFIRMED, S.WAIVED):
            amount = self._rows[key].amount if code == "settle" else facts["amount"]
            self.settled[key] = (self.due[key], amount)

    def _booked(self, facts: dict[str, Any]) -> None:
        said = (facts["party"], facts["direction"], facts["amount"])
        if "reverses" in facts:
            assert self.booked.pop(facts["reverses"]) == said, "it takes out what was booked, once"
        else:
            self.booked[facts["movement"]] = said
        sign = -1 if "reverses" in facts else 1
        self.money[said[:2]] += sign * said[2]
