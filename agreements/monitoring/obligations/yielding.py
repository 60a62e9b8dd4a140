"""An agreement that comes into force, is changed, suspended or ended -> the dated work that follows from its text.

What was reported, confirmed, waived or called breached is never rewritten: only what is still planned is moved or
dropped, and what is missing is added. Done twice, it changes nothing the second time.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.monitoring.obligations.calculating import Due, dues
from agreements.monitoring.obligations.marks import Reminders, first_look
from agreements.monitoring.obligations.models import Happening, Occurrence
from agreements.monitoring.obligations.terms import Holding, holdings, last_day
from agreements.record import journal
from agreements.record.access import regency_of
from agreements.record.crossing import after_crossing, lock
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from agreements.record.place_days import today_at
from agreements.record.rules import rules_for
from agreements.record.stages import Stage
from agreements.record.vocabulary import PERIODIC, DueRule, Instrument
from villages.people.models import User

State = Occurrence.State
_Key = tuple[int, int | None, int]


@dataclass(frozen=True)
class Changes:
    """What a new calculation has changed."""

    made: int = 0
    moved: int = 0
    dropped: int = 0
    rows: dict[str, Any] = field(default_factory=dict, compare=False)
    """Which ones (their keys), with the day on which each falls due now."""

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.made or self.moved or self.dropped)


@after_crossing
def follow(agreement: Agreement) -> None:
    """Coming into force yields the schedule, of an addendum that of its agreement anew; ending closes it."""
    addendum = agreement.instrument == Instrument.ADDENDUM
    if agreement.stage == Stage.IN_FORCE:
        if addendum and agreement.parent:
            parent = lock(agreement.parent)
            reschedule(parent, why=_("adendum mulai berlaku"))
        elif not addendum:
            schedule(agreement)
    elif agreement.stage == Stage.ENDED and not addendum:
        close(agreement)


@transaction.atomic
def schedule(agreement: Agreement, *, since: dt.date | None = None) -> Changes:
    """Yield every time at which somebody owes something under an agreement that has come into force.

    `since`: only from that day on; for agreements that were in force before anybody could report here. What was signed
    elsewhere is followed from the day on which it came into the portal.
    """
    if since is None and agreement.signed_elsewhere:
        since = today_at(agreement)
    changes = _written(agreement, since)
    if changes:
        facts = {"made": changes.made, "since": since}
        journal.append(agreement, "schedule", by=None, details=facts)
    return changes


@transaction.atomic
def reschedule(agreement: Agreement, *, by: User | None = None, why: str = "") -> Changes:
    """Calculate the schedule of an agreement in force anew after its text, its term or its suspensions changed.

    The caller holds the agreement's lock. What is planned moves, goes or is added; everything else stays as it is.
    """
    if agreement.stage != Stage.IN_FORCE:
        return Changes()
    entry = agreement.journal.filter(code="schedule").order_by("serial").first()
    since = (entry.details.get("since") if entry else None) or None
    changes = _written(agreement, dt.date.fromisoformat(since) if since else None, why)
    if changes:
        facts = {"made": changes.made, "moved": changes.moved, "dropped": changes.dropped, "why": why}
        facts["rows"] = changes.rows
        journal.append(agreement, "reschedule", by=by, details=facts)
    return changes


@transaction.atomic
def close(agreement: Agreement) -> int:
    """End the schedule with the agreement: what would have fallen due later is dropped, what was due stays owed.

    A day that the text names for the time after the end stays as well, if the end came by itself. Returns how many
    were dropped.
    """
    today = today_at(agreement)
    later = agreement.occurrences.filter(state=State.PLANNED, due_on__gt=today)
    if last_day(agreement) < today:
        return 0
    reason = _("Kerja sama berakhir sebelum jatuh tempo.")
    return later.update(state=State.DROPPED, reason=reason, look_on=None)


def reminders_of(regency: str | None) -> Reminders:
    """The rule of reminders of a regency."""
    rules = rules_for(regency, LocalRule.Code.OBLIGATION_REMINDERS)
    return Reminders.of(next((rule.value for rule in rules if not rule.key), None))


@dataclass(frozen=True)
class _Wanted:
    """One time that should stand in the schedule."""

    holding: Holding
    happening: Happening | None
    due: Due

    @property
    def key(self) -> _Key:
        """What tells it from the others."""
        happening = self.happening.pk if self.happening else None
        return self.holding.provision.pk, happening, self.due.ordinal


def _written(agreement: Agreement, since: dt.date | None, why: str = "") -> Changes:
    """Let the rows say what the text says; the planned ones only."""
    known = list(agreement.occurrences.exclude(state=State.DROPPED).order_by("pk"))
    wanted = {one.key: one for one in _wanted(agreement, known, since)}
    rows = {(row.provision_id, row.happening_id, row.ordinal): row for row in known}
    today, reminders = today_at(agreement), reminders_of(regency_of(agreement))
    moved = [row for key, row in rows.items() if key in wanted and _moves(row, wanted[key].due.day)]
    for row in moved:
        row.due_on = wanted[row.provision_id, row.happening_id, row.ordinal].due.day
        row.look_on, row.edition = first_look(row.due_on, today, reminders), row.edition + 1
    gone = [row for key, row in rows.items() if key not in wanted and row.state == State.PLANNED]
    for row in gone:
        row.state, row.look_on, row.edition = State.DROPPED, None, row.edition + 1
        row.reason = why or _("Jadwal kewajiban disesuaikan.")
    Occurrence.objects.bulk_update(
        [*moved, *gone], ["due_on", "look_on", "edition", "state", "reason"], batch_size=500
    )
    new = [_row(agreement, one, today, reminders) for key, one in wanted.items() if key not in rows]
    Occurrence.objects.bulk_create(new, batch_size=500)
    rows_of = {"made": new, "moved": moved, "dropped": gone}
    days = {name: {str(row.pk): row.due_on for row in some} for name, some in rows_of.items()}
    return Changes(len(new), len(moved), len(gone), days)


def _moves(row: Occurrence, day: dt.date) -> bool:
    return row.state == State.PLANNED and row.due_on != day


def _row(agreement: Agreement, one: _Wanted, today: dt.date, reminders: Reminders) -> Occurrence:
    provision = one.holding.provision
    return Occurrence(
        agreement=agreement,
        party=one.holding.party,
        provision=provision,
        happening=one.happening,
        ordinal=one.due.ordinal,
        due_on=one.due.day,
        amount=provision.amount,
        evidence=provision.evidence,
        look_on=first_look(one.due.day, today, reminders),
    )


def _wanted(agreement: Agreement, known: list[Occurrence], since: dt.date | None) -> Iterator[_Wanted]:
    """Every time of every obligation that holds, in its window; nothing twice that was kept under an older wording."""
    found = holdings(agreement)
    happened: dict[int, list[Happening]] = {}
    keys = [one.provision.pk for one in found]
    for row in Happening.objects.filter(provision__in=keys).order_by("happened_on", "pk"):
        happened.setdefault(row.provision_id, []).append(row)
    for holding in found:
        events = {row.happened_on: row for row in happened.get(holding.provision.pk, [])}
        for due in dues(holding.rule, holding.term, events):
            if (since is None or due.day >= since) and _counts(holding, due, known):
                yield _Wanted(holding, events.get(due.happened_on) if due.happened_on else None, due)


def _counts(holding: Holding, due: Due, known: Iterable[Occurrence]) -> bool:
    """Whether this time falls to this wording of the obligation, and was not kept under an older one.

    What an event that was noted before the change began stays owed as it was; what is owed once is owed once, under the
    newest wording, unless it was settled under an older one and the newer one asks for it again on a later day.
    """
    rule, until = holding.rule, holding.until
    if rule.code == DueRule.AFTER_EVENT:
        return True
    once = rule.code not in PERIODIC
    if until is not None and (once or due.day >= until):
        return False
    older = {provision.pk for provision in holding.before}
    kept = [row for row in known if row.provision_id in older and row.state != State.PLANNED]
    if once and kept:
        before = holding.before[0]
        told_anew = (before.due_rule, before.due_on, before.due_days) != (
            rule.code,
            rule.due_on,
            rule.due_days,
        )
        return told_anew and (rule.due_on or due.day) >= holding.since
    return not older or (due.day >= holding.since and all(row.due_on != due.day for row in kept))
