"""Random lives of an agreement in force, to its end and after: obligations and money always add up to the journal.

People right and wrong report, confirm, send back, release, book, take back, claim, suspend, change and end; days pass
and the daily commands go round twice. The journal told anew from its entries must say what the rows say.
"""

import datetime as dt
import io
from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from agreements.drafting.models import Funding, Provision
from agreements.monitoring.activities import actions as work
from agreements.monitoring.activities.bookkeeping import book, reverse
from agreements.monitoring.activities.models import Movement
from agreements.monitoring.activities.queries import COUNTED, books_of
from agreements.monitoring.breaches import actions as breaches
from agreements.monitoring.breaches.models import BreachCase, BreachStep
from agreements.monitoring.breaches.queries import next_of
from agreements.monitoring.changing import actions as changing
from agreements.monitoring.ending import settling
from agreements.monitoring.ending.actions import end, propose_end
from agreements.monitoring.ending.lasting import last_day
from agreements.monitoring.ending.models import SettlementItem
from agreements.monitoring.ending.queries import open_items
from agreements.monitoring.files.taking import taken
from agreements.monitoring.motions.actions import vote
from agreements.monitoring.obligations import actions as duties
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.queries import DELIVERED, kept
from agreements.record.crossing import Refused
from agreements.record.journal import breaks
from agreements.record.models import Agreement
from agreements.record.place_days import today_at
from agreements.record.rules import load_defaults
from agreements.record.stages import Stage
from tests import factories as make
from tests.support.owing import addendum, in_force, promise
from tests.support.papers import picture
from tests.support.replaying import Replay
from tests.support.time import JAKARTA
from villages.people.access import Refused as NotTheirs
from villages.people.models import Position, User

pytestmark = pytest.mark.django_db
S = Occurrence.State
FIRST, LAST = dt.date(2027, 1, 31), dt.date(2027, 9, 30)
RULES: tuple[dict[str, Any], ...] = (
    {"party": 1, "due_rule": "monthly", "amount": 500_000, "evidence": "bukti setor"},
    {"party": 2, "due_rule": "quarterly", "amount": 2_000_000},
    {"party": 2, "due_rule": "on_date", "due_on": dt.date(2027, 4, 10)},
    {"party": 3, "due_rule": "after_signing", "due_days": 60, "amount": 750_000},
    {"party": 1, "due_rule": "after_event", "due_days": 5, "event": "panen", "amount": 90_000},
)
STEPS = [
    {"measure": "warning", "after_days": 0, "amount": None},
    {"measure": "compensation", "after_days": 7, "amount": 5_000_000},
]
COMMANDS = ("resume_suspended", "expire_agreements", "obligations_due")
WHO = st.integers(min_value=0, max_value=13)
"""One of seven people; from seven on somebody whose word it is, so that lives get far."""
WHICH = st.integers(min_value=0, max_value=99)
LIVES, STEPS_OF_A_LIFE = 4, 10
"""So many lives of so many steps in each run of the suite; they are always the same ones."""
REFUSED = (Refused, NotTheirs, ValidationError)


class Lives(RuleBasedStateMachine):
    """One agreement of three parties, those who work for them, the district, and somebody who has no part in it."""

    firm: ClassVar[bool] = False
    beginning: ClassVar[tuple[tuple[str, dict[str, Any]], ...]] = ()
    done: ClassVar[Counter[str]] = Counter()
    refused: ClassVar[Counter[str]] = Counter()
    states: ClassVar[set[str]] = set()

    @initialize()
    def begin(self) -> None:
        self.clock = time_machine.travel(dt.datetime(2027, 1, 20, 9, tzinfo=JAKARTA))
        self.now = self.clock.start()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        load_defaults()
        third = make.partner("CV Bahari") if self.firm else make.village("Srati")
        parties = (make.village("Argopeni"), make.village("Pasir"), third)
        drafted = make.listed(*parties, stage=Stage.DRAFTING, starts_on=FIRST, ends_on=LAST)
        rows = list(drafted.parties.order_by("ordinal"))
        made = [promise(drafted, text=f"kewajiban {n}", **facts) for n, facts in enumerate(RULES)]
        facts = {"agreement": drafted, "party": rows[0], "kind": "sanction", "ordinal": 90, "text": "sanksi"}
        Provision.objects.create(breach_of=made[0], steps=STEPS, **facts)
        for party, amount in zip(rows, (9_000_000, 4_000_000, 1_000_000), strict=True):
            Funding.objects.create(agreement=drafted, party=party, source="apbdes", year=2027, amount=amount)
        self.heads = [make.signatory_of(one.organization) for one in parties]
        self.officer = make.reviewer()
        clerk = make.member(parties[0].organization, Position.VILLAGE_SECRETARY)
        council = make.member(parties[1].organization, Position.COUNCIL)
        self.people = [*self.heads, clerk, council, self.officer, make.UserFactory()]
        self.agreement = in_force(drafted)
        for name, facts in self.beginning:
            getattr(self, name)(**facts)
            for look in LOOKED_AT:
                getattr(self, look)()

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)
            self.clock.stop()

    # what people do

    def current(self) -> Agreement:
        return Agreement.objects.get(pk=self.agreement.pk)

    def somebody(self, who: int, *theirs: User) -> User:
        return theirs[who % len(theirs)] if who >= len(self.people) else self.people[who]

    def others(self, ordinal: int) -> list[User]:
        """The heads of the other parties."""
        return [head for n, head in enumerate(self.heads, start=1) if n != ordinal]

    def pick(self, which: int, **wanted: Any) -> Occurrence | None:
        """One of the times at which something is owed; of the wanted state when there is one."""
        rows = self.agreement.occurrences.order_by("due_on", "pk")
        found = list(rows.filter(**wanted)) or list(rows)
        return found[which % min(len(found), 6)] if found else None

    def everything(self) -> tuple[Any, ...]:
        """All that an action of this file could change."""
        now = self.current()
        own = (now.journal_length, now.stage, now.ends_on)
        tables = (
            self.agreement.occurrences.order_by("pk").values_list(),
            self.agreement.movements.order_by("pk").values_list(),
            self.agreement.activities.order_by("pk").values_list(),
            BreachCase.objects.filter(agreement=now).order_by("pk").values_list(),
            self.agreement.suspensions.order_by("pk").values_list(),
            SettlementItem.objects.filter(agreement=now).order_by("pk").values_list(),
        )
        return (*own, *(tuple(rows) for rows in tables))

    def press(self, name: str, act: Callable[[], Any]) -> bool:
        """Do it; who is refused has changed nothing, and what succeeded stands in the journal."""
        before = self.everything()
        try:
            with transaction.atomic():
                act()
        except REFUSED:
            assert self.everything() == before
            self.refused[name] += 1
            return False
        assert self.current().journal_length > before[0] or name == "prove"
        self.done[name] += 1
        return True

    @rule(days=st.integers(min_value=1, max_value=45))
    def let_days_pass(self, days: int) -> None:
        """The daily commands go round, and a second time without changing anything."""
        moment = dt.datetime.now(JAKARTA) + dt.timedelta(days=days)
        self.now.move_to(moment)
        for name in COMMANDS:
            call_command(name, stdout=io.StringIO())
        once = self.everything()
        for name in COMMANDS:
            call_command(name, stdout=io.StringIO())
        assert self.everything() == once

    @rule(which=WHICH, who=WHO, back=st.sampled_from((0, 0, 3, 40, -2)))
    def report(self, which: int, who: int, back: int) -> None:
        row, on = self.pick(which, state=S.PLANNED), today_at(self.agreement) - dt.timedelta(days=back)
        person = self.somebody(who, *self.of(row.party.ordinal))
        before = row.state
        if self.press("prove", lambda: duties.prove(row, by=person, done_on=on, note="disetor")):
            assert person in self.of(row.party.ordinal) and on <= today_at(self.agreement)
        elif before == S.PLANNED and person in self.of(row.party.ordinal):
            assert back < 0 or on < FIRST

    def of(self, ordinal: int) -> list[User]:
        """Who works for that party."""
        return [self.heads[ordinal - 1], *([self.people[3]] if ordinal == 1 else [])]

    @rule(which=WHICH, who=WHO, verb=st.sampled_from(("affirm", "return", "withdraw", "waive", "waive")))
    def answer(self, which: int, who: int, verb: str) -> None:
        """Confirm, send back, take back or release; only those whose word it is."""
        row = self.pick(which, state=S.PLANNED if verb == "waive" else S.DONE)
        whose = self.of(row.party.ordinal) if verb == "withdraw" else self.others(row.party.ordinal)
        person = self.somebody(who, *whose)
        act: dict[str, Callable[[], Any]] = {
            "affirm": lambda: duties.affirm(row, by=person),
            "return": lambda: duties.return_proof(row, by=person, reason="Kurang."),
            "withdraw": lambda: duties.withdraw_proof(row, by=person),
            "waive": lambda: duties.waive(row, by=person, reason="Banjir."),
        }
        owes, is_done = person in self.of(row.party.ordinal), row.state == S.DONE
        if self.press(verb, act[verb]):
            assert owes == (verb == "withdraw") and is_done == (verb != "waive")
            assert person in [*self.heads, self.people[3]] and (verb != "waive" or person in self.heads)

    @rule(who=WHO, back=st.integers(min_value=-1, max_value=9))
    def note_event(self, who: int, back: int) -> None:
        holds = Provision.objects.filter(due_rule="after_event", agreement=self.agreement).get()
        on = today_at(self.agreement) - dt.timedelta(days=back)
        person = self.somebody(who, *self.heads)
        self.press(
            "note_event",
            lambda: duties.note_event(holds, by=person, happened_on=on, of=self.current()),
        )

    @rule(who=WHO, party=st.integers(1, 3), amount=st.integers(1, 3_000_000), paid=st.booleans(), which=WHICH)
    def move_money(self, who: int, party: int, amount: int, paid: bool, which: int) -> None:
        whose = self.agreement.parties.get(ordinal=party)
        source = self.agreement.funding.get(party__ordinal=which % 3 + 1) if paid and which % 2 else None
        facts: dict[str, Any] = {"direction": "paid" if paid else "received", "amount": amount}
        facts |= {"funding": source, "on": today_at(self.agreement) - dt.timedelta(days=which % 5)}
        person = self.somebody(who, *self.of(party))
        if self.press("book", lambda: book(self.current(), by=person, party=whose, **facts)):
            assert person in self.of(party)

    @rule(who=WHO, which=WHICH)
    def take_money_back(self, who: int, which: int) -> None:
        rows = list(self.agreement.movements.order_by("pk"))
        if rows:
            row = rows[which % len(rows)]
            person = self.somebody(who, *self.of(row.party.ordinal))
            if self.press("reverse", lambda: reverse(row, by=person, reason="Keliru.")):
                assert person in self.of(row.party.ordinal) and row.reverses_id is None

    @rule(who=WHO, which=WHICH, percent=st.sampled_from((10, 100)))
    def carry_out(self, who: int, which: int, percent: int) -> None:
        rows, person = list(self.agreement.activities.order_by("pk")), self.somebody(who, *self.heads)
        day = max(today_at(self.agreement), FIRST)
        if not rows or which % 3 == 0:
            whose = self.agreement.parties.get(ordinal=which % 3 + 1)
            facts = {"party": whose, "title": "Angkut", "starts_on": day, "ends_on": day}
            self.press("plan", lambda: work.plan(self.current(), by=person, **facts))
        elif which % 3 == 1:
            self.press("cancel", lambda: work.cancel(rows[which % len(rows)], by=person, reason="Hujan."))
        else:
            facts = {"on": today_at(self.agreement), "percent": percent, "words": "Jalan."}
            self.press("progress", lambda: work.report_progress(rows[which % len(rows)], by=person, **facts))

    @rule(who=WHO, which=WHICH, verb=st.sampled_from(("claim", "answer", "step", "meet", "close", "dismiss")))
    def breach(self, who: int, which: int, verb: str) -> None:
        """Open a case about something late, or go on with one."""
        cases = list(self.current().breaches.order_by("pk"))
        if not cases or verb == "claim":
            row = self.pick(which, state=S.PLANNED, due_on__lt=today_at(self.agreement))
            person = self.somebody(who, *self.others(row.party.ordinal))
            facts = {"provision": row.provision, "occurrence": row, "story": "Tidak datang."}
            self.press("claim", lambda: breaches.claim(self.current(), by=person, **facts))
            return
        case = cases[which % len(cases)]
        owes = case.against.ordinal
        claimants = [self.heads[case.claimant.ordinal - 1]] if case.claimant else self.others(owes)
        person = self.somebody(who, *(self.of(owes) if verb == "answer" and case.claimant else claimants))
        following, step = next_of(case), BreachStep.objects.filter(case=case).order_by("pk").last()
        if case.state == "suggested" and verb != "dismiss":
            self.press("open", lambda: breaches.open_suggested(case, by=person, story="Benar."))
        elif verb == "answer":
            self.press("answer", lambda: breaches.answer(case, by=person, answer="Besok."))
        elif verb == "step" and following:
            self.press("step", lambda: breaches.take_step(case, by=person, ordinal=following.ordinal))
        elif verb == "meet" and step:
            self.press("meet", lambda: breaches.meet(step, by=person, met_on=today_at(self.agreement)))
        elif verb == "dismiss":
            self.press("dismiss", lambda: breaches.dismiss(case, by=person, reason="Beres."))
        else:
            broken = which % 3 > 0
            self.press("close", lambda: breaches.close(case, by=person, kept=not broken, outcome="Selesai."))

    @rule(who=WHO, ahead=st.integers(0, 20), long=st.integers(0, 40), resume=st.booleans())
    def suspend(self, who: int, ahead: int, long: int, resume: bool) -> None:
        """The district lets it rest for a while, or hold again."""
        person = self.somebody(who, self.officer)
        starts = today_at(self.agreement) + dt.timedelta(days=ahead)
        days = {"starts_on": starts, "ends_on": starts + dt.timedelta(days=long)}
        if resume:
            self.press("resume", lambda: changing.resume(self.current(), by=person, reason="Surut."))
        else:
            facts = {"reason": "Banjir.", "basis": "Keputusan 1/2027", **days}
            self.press("suspend", lambda: changing.suspend(self.current(), by=person, **facts))

    @rule(which=WHICH, repealed=st.booleans(), longer=st.booleans())
    def change(self, which: int, repealed: bool, longer: bool) -> None:
        """An addendum that changes one obligation, and perhaps the term, comes into force."""
        if self.current().stage != Stage.IN_FORCE or today_at(self.agreement) < FIRST:
            return
        ended = {row.amends_id for row in Provision.objects.filter(agreement__parent=self.agreement)}
        texts = Provision.objects.filter(kind="obligation", repealed=False).exclude(pk__in=ended - {None})
        old = list(texts.exclude(due_rule="after_event").order_by("pk"))
        if not old:
            return
        one, until = old[which % len(old)], last_day(self.current()) + dt.timedelta(days=31 * longer)
        new = addendum(self.current(), starts_on=today_at(self.agreement), ends_on=until)
        same = {"due_rule": one.due_rule, "due_on": one.due_on, "due_days": one.due_days}
        facts = same | {"amount": (one.amount or 0) + 100_000, "repealed": repealed}
        promise(new, party=one.party.ordinal, text=one.text, amends=one, **facts)
        in_force(new)
        self.done["change"] += 1

    @rule(
        who=WHO,
        ground=st.sampled_from(("mutual", "achieved", "force_majeure", "breach", "motion")),
        sure=WHICH,
    )
    def end(self, who: int, ground: str, sure: int) -> None:
        """On whatever ground, with what it needs; not so often that lives are short."""
        if sure > 30 and self.current().stage == Stage.IN_FORCE:
            return
        if ground == "motion":
            person = self.somebody(who, *self.heads)
            self.press("end", lambda: self.agree_to_end(person))
            return
        today, person = today_at(self.agreement), self.somebody(who, self.officer)
        facts: dict[str, Any] = {"ground": ground, "note": "Sepakat.", "decision_number": "4/BA/2027"}
        facts |= {"decided_on": today, "noticed_on": today - dt.timedelta(days=60)}
        facts |= {"scans": [] if ground in ("mutual", "achieved") else [taken(picture())]}
        self.press("end", lambda: end(self.current(), by=person, **facts))

    def agree_to_end(self, person: User) -> None:
        motion = propose_end(self.current(), by=person, ground="mutual", note="Sepakat.")
        for head in self.heads:
            if head != person:
                motion = vote(motion, by=head, agrees=True)

    @rule(who=WHO, which=WHICH, let_go=st.booleans())
    def settle(self, who: int, which: int, let_go: bool) -> None:
        items = list(open_items(self.current()))
        if not items:
            return
        item = items[which % len(items)]
        person = self.somebody(who, *self.others(item.party.ordinal))
        facts: dict[str, Any] = {"by": person, "edition": item.edition}
        if let_go:
            self.press("item waived", lambda: settling.waive(item, reason="Ikhlas.", **facts))
        else:
            on = today_at(self.agreement)
            self.press("item settled", lambda: settling.settle(item, on=on, note="Beres.", **facts))

    # what is always so

    @invariant()
    def promises_add_up_to_the_journal(self) -> None:
        now = self.current()
        told, rows = Replay(now, last_day_of(now)), list(self.agreement.occurrences.order_by("pk"))
        assert {row.pk: row.state for row in rows} == told.state
        assert all(told.due[row.pk] in ("", row.due_on.isoformat()) for row in rows)
        for row in rows:
            if row.pk in told.settled:
                assert (
                    row.due_on.isoformat() if told.settled[row.pk][0] else "",
                    row.amount,
                ) == told.settled[row.pk]
            assert (
                FIRST <= row.due_on <= last_day_of(now) or row.state == S.DROPPED or self.may_lie_after(row)
            )
        assert all(times == 1 for times in told.seen_late.values())
        self.states |= set(told.state.values())
        self.kept_well(told, rows)

    def may_lie_after(self, row: Occurrence) -> bool:
        """Days counted from an event, and days moved by a suspension, have their own rules of the term."""
        return row.due_on >= FIRST and (row.happening_id is not None or row.state != S.PLANNED)

    def kept_well(self, told: Replay, rows: list[Occurrence]) -> None:
        """The figures of the pages, counted by hand."""
        today = today_at(self.agreement)
        seen = kept(self.agreement.occurrences.all(), today)
        delivered = [row for row in rows if told.state[row.pk] in DELIVERED]
        late = [row for row in delivered if told.done_on[row.pk] > row.due_on.isoformat()]
        open_late = [row for row in rows if told.state[row.pk] == S.PLANNED and row.due_on < today]
        states = Counter(told.state.values())
        assert (seen.on_time, seen.late_done) == (len(delivered) - len(late), len(late))
        assert (seen.breached, seen.waived) == (states[S.BREACHED], states[S.WAIVED])
        assert seen.late_open == len(open_late)
        assert seen.due == len(delivered) + len(open_late) + states[S.BREACHED]
        assert seen.delivered == sum(row.amount or 0 for row in delivered)
        nobody = (S.WAIVED, S.DROPPED)
        assert seen.promised == sum(row.amount or 0 for row in rows if told.state[row.pk] not in nobody)

    @invariant()
    def money_adds_up_to_the_journal(self) -> None:
        now = self.current()
        told = {key: total for key, total in Replay(now, last_day_of(now)).money.items() if total}
        rows = Movement.objects.filter(agreement=now).order_by().values_list("party__ordinal", "direction")
        sums = {tuple(row[:2]): row[2] for row in rows.annotate(total=Sum(COUNTED)) if row[2]}
        assert sums == told
        for one in books_of(now):
            ordinal = one.party.ordinal
            assert (one.paid, one.received) == (
                told.get((ordinal, "paid"), 0),
                told.get((ordinal, "received"), 0),
            )
            assert sum(source.paid for source in one.sources) <= one.paid

    @invariant()
    def what_is_open_after_the_end_stands_in_the_settlement(self) -> None:
        now = self.current()
        if now.stage == Stage.ENDED:
            owed = set(now.occurrences.filter(state__in=(S.PLANNED, S.DONE)).values_list("pk", flat=True))
            items = [item.occurrence_id for item in open_items(now) if item.occurrence_id]
            assert len(items) == len(set(items)) and set(items) == owed

    @invariant()
    def the_journal_is_whole(self) -> None:
        assert not list(breaks([self.current()]))


def last_day_of(agreement: Agreement) -> dt.date:
    """The last day of the term, of an ended agreement too: its addenda ended with it."""
    newest = Agreement.objects.filter(parent=agreement, stage__in=(Stage.IN_FORCE, Stage.ENDED))
    found = newest.order_by("-stage_since", F("pk").desc()).first()
    return found.ends_on if found else agreement.ends_on


def step(name: str, **facts: Any) -> tuple[str, dict[str, Any]]:
    """One step of a beginning: a rule with what it takes; the person is one whose word it is unless said otherwise."""
    takes = {"let_days_pass": {}, "change": {"which": 0, "repealed": False, "longer": False}}
    return name, takes.get(name, {"who": 8, "which": 0}) | facts


LOOKED_AT = (
    "promises_add_up_to_the_journal",
    "money_adds_up_to_the_journal",
    "what_is_open_after_the_end_stands_in_the_settlement",
    "the_journal_is_whole",
)
REPORT, ASKED = step("report", back=0), {"who": 8, "sure": 0}
BEGINNINGS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "reported, sent back, taken back, confirmed": (
        step("let_days_pass", days=20), REPORT, step("answer", verb="return"), REPORT,
        step("answer", verb="withdraw"), REPORT, step("answer", verb="affirm"), step("answer", verb="waive"),
        step("let_days_pass", days=45),
    ),
    "late, claimed, broken": (
        step("let_days_pass", days=25), step("breach", verb="answer"), step("breach", verb="answer"),
        step("let_days_pass", days=10), step("breach", verb="step"), step("breach", verb="meet"),
        step("breach", verb="close", which=2), step("breach", verb="claim"),
    ),
    "money and work": (
        step("let_days_pass", days=20), step("move_money", party=1, amount=500_000, paid=True),
        step("move_money", party=2, amount=70_000, paid=False), step("take_money_back"), step("take_money_back"),
        step("carry_out", percent=10, who=9), step("carry_out", percent=10, which=2, who=9),
        ("note_event", {"who": 8, "back": 0}),
    ),
    "suspended, changed": (
        step("let_days_pass", days=20), ("suspend", {"who": 8, "ahead": 2, "long": 40, "resume": False}),
        step("let_days_pass", days=10), ("suspend", {"who": 8, "ahead": 0, "long": 0, "resume": True}),
        step("change"), step("change", which=1, repealed=True), step("change", longer=True),
        step("let_days_pass", days=40),
    ),
    "ended early with a report that waits": (
        step("let_days_pass", days=25), REPORT, ("end", ASKED | {"ground": "motion"}),
        step("answer", verb="return"), step("settle", let_go=False), step("settle", let_go=True),
    ),
    "run out": (*(step("let_days_pass", days=45),) * 6, REPORT, step("settle", let_go=False)),
}  # fmt: skip
"""How lives begin, each step looked at like any other; chance goes on from there."""
REACHED = {
    "reported, sent back, taken back, confirmed": {"prove", "return", "withdraw", S.CONFIRMED, S.WAIVED},
    "late, claimed, broken": {"open", "answer", "step", "meet", "close", S.BREACHED},
    "money and work": {"book", "reverse", "plan", "progress", "note_event"},
    "suspended, changed": {"suspend", "resume", "change", S.DROPPED},
    "ended early with a report that waits": {"end", "return", "item settled", "item waived", S.DROPPED},
    "run out": {"item settled", S.CONFIRMED},
}
"""What each of them comes to: verbs that succeeded, and states of obligations."""


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_whatever_is_done_money_and_promises_add_up_to_the_journal(beginning: str) -> None:
    how = settings(
        max_examples=LIVES,
        stateful_step_count=STEPS_OF_A_LIFE,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    firm = len(beginning) % 2 == 0  # the third party is a village or a firm
    own = {"firm": firm, "beginning": BEGINNINGS[beginning], "done": Counter(), "refused": Counter()}
    life = type("Lives", (Lives,), own | {"states": set()})
    run_state_machine_as_test(life, settings=how)
    missing = REACHED[beginning] - set(life.done) - life.states
    assert not missing, "a machine before closed doors proves nothing"
