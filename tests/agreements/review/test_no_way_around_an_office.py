"""Random people press random verbs: nothing reaches signing without every office that must agree, and no one alone.

The last test of the file looks at what the runs have reached: signing, both ways back and the refusal for good, every
verb with success and with a refusal, every rule that says no, and everybody around the agreement. A machine that only
ever stood before closed doors would prove nothing.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings, target
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from agreements.record.access import GUARDS, may
from agreements.record.crossing import Refused
from agreements.record.journal import breaks
from agreements.record.models import Agreement
from agreements.record.stages import CROSSINGS, Stage, crossing
from agreements.review.actions import advise, clear, open_round, send_back, take_back, turn_down
from agreements.review.guards import step_to_decide
from agreements.review.holding.actions import release_step, take_step
from agreements.review.holding.clock import lapse_and_escalate
from agreements.review.models import CLEARED, Decision, Effect, Remark, Step, Weight
from agreements.review.remarks.actions import NewRemark, remark, resolve
from agreements.review.steps import ask_again, own_steps
from agreements.signing.actions import recall
from agreements.signing.freezing import approve
from tests.agreements.review.offices import offices, the_round
from tests.factories import UserFactory, agency, begun, member, signatory_of, village
from villages.people.models import Position, User
from villages.people.remembering import remembering

pytestmark = pytest.mark.django_db
WHO = st.integers(min_value=0, max_value=17)
"""One of nine people; from nine on somebody who may do it, as far as there is anybody: so that runs get far."""
_MOVES = {(row.verb, row.source, row.target) for row in CROSSINGS if row.source != row.target}


def _hold(agreement: Agreement, person: User) -> None:
    steps = own_steps(agreement, person) or list(Step.objects.order_by("pk")[:1])
    if not steps:
        raise ValidationError("no step")
    take_step(steps[0], by=person)


def _let_go(agreement: Agreement, person: User) -> None:
    held = [one for one in own_steps(agreement, person) if one.holder_id == person.pk]
    if not held:
        raise ValidationError("no step")
    release_step(held[0], by=person)


def _note(agreement: Agreement, person: User, weight: str) -> None:
    remark(agreement, by=person, new=NewRemark("Perbaiki.", weight=weight))


def _settle(agreement: Agreement, person: User) -> None:
    found = Remark.objects.filter(round__agreement=agreement, resolved_at=None).order_by("pk").first()
    if found is None:
        raise ValidationError("no remark")
    resolve(found, by=person)


VERBS: dict[str, Callable[[Agreement, User], Any]] = {
    "open_round": lambda a, p: open_round(a, by=p),
    "approve": lambda a, p: approve(a, by=p),
    "advise": lambda a, p: advise(a, by=p, decision=Decision.OBJECTED, opinion="Belum perlu."),
    "clear": lambda a, p: clear(a, by=p),
    "send_back": lambda a, p: send_back(a, by=p, remarks=[NewRemark("Perjelas.")]),
    "remark": lambda a, p: _note(a, p, Weight.MUST),
    "resolve": _settle,
    "take_step": _hold,
    "release_step": _let_go,
    "take_back": lambda a, p: take_back(a, by=p, reason="Berubah."),
    "turn_down": lambda a, p: turn_down(a, by=p, reason="Melanggar.", ground="UU 6/2014"),
    "recall": lambda a, p: recall(a, by=p, reason="Berubah."),
}


ONWARD = ("resolve", "advise", "clear", "approve", "open_round")
"""What brings a text nearer to signing, in the order in which it is tried."""
BEGINNINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "submitted": (),
    "signed": (("camat", "advise"), ("colleague", "clear"), ("legal", "approve")),
    "called back": (
        ("camat", "advise"), ("dpmd", "clear"), ("legal", "approve"), ("other head", "recall"), ("head", "open_round"),
    ),
    "one office is left": (("camat", "advise"), ("colleague", "clear")),
    "one office is left, and a remark": (("camat", "advise"), ("colleague", "clear"), ("legal", "remark")),
    "noted and settled": (("camat", "advise"), ("dpmd", "remark"), ("dpmd", "resolve"), ("legal", "remark")),
    "held": (("camat", "advise"), ("dpmd", "take_step"), ("dpmd", "release_step"), ("legal", "take_step")),
    "returned": (("camat", "advise"), ("legal", "send_back"), ("other head", "open_round")),
    "taken back": (("camat", "advise"), ("dpmd", "clear"), ("head", "take_back")),
    "refused for good": (("camat", "advise"), ("legal", "turn_down")),
}  # fmt: skip
"""How runs begin: who does what, each step pressed and watched like any other; chance goes on from there."""
ENDINGS = ("take_back", "send_back", "recall", "recall", "turn_down")
NAMES = ("camat", "dpmd", "colleague", "legal", "regent", "head", "other head", "council", "anybody")
"""Who the people are, in the order of `Review.people`: offices, both villages, a council member who is an officer too,
and somebody who has nothing to do with it."""


@dataclass
class Reached:
    """What all runs together have come to."""

    done: Counter[str] = field(default_factory=Counter)
    """Verbs that succeeded."""
    refused: Counter[str] = field(default_factory=Counter)
    """Verbs that were refused at a stage that knows them."""
    said_no: set[str] = field(default_factory=set)
    """Rules (guards of the stage table) that refused somebody."""
    acted: set[str] = field(default_factory=set)
    turned_away: set[str] = field(default_factory=set)
    stages: set[str] = field(default_factory=set)
    most_rounds: int = 0


class Review(RuleBasedStateMachine):
    """One agreement, everybody around it, and whatever they press."""

    reached: ClassVar[Reached] = Reached()

    beginning: ClassVar[tuple[tuple[str, str], ...]] = ()

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        found, one, two = offices(), village("Argopeni"), village("Pasir")
        both = found.legal  # works in two offices
        member(agency(), Position.AGENCY_OFFICER, person=both)
        council = member(two.organization, Position.COUNCIL)
        member(agency(), Position.AGENCY_OFFICER, person=council)  # whose own village is a party
        head = signatory_of(one.organization)
        self.people = [*found.all, head, signatory_of(two.organization), council, UserFactory()]
        assert len(self.people) == len(NAMES)
        self.agreement = begun(one, two, by=head, value=250_000_000)
        open_round(self.agreement, by=head)
        self.stage, self.days, self.steps = Stage.REVIEW, 0, 0
        for who, verb in self.beginning:
            self.press(verb, NAMES.index(who), VERBS[verb])
        self.everybody_is_asked()

    def everybody_is_asked(self) -> None:
        """Whether each person may do each verb of the stage; one of those who may not tries it all the same."""
        now = Agreement.objects.get(pk=self.agreement.pk)
        for turn, verb in enumerate(VERBS):
            if crossing(now.stage, verb):
                barred = [n for n, person in enumerate(self.people) if not may(person, verb, now)]
                who = barred[(now.journal_length + turn) % len(barred)]
                self.press(verb, who, VERBS[verb])

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            target(float(self.steps), label="verbs that succeeded in one run")
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def press(self, verb: str, who: int, act) -> None:
        """Do it; it succeeds only when the table's answer was yes, and the journal then has who did it."""
        now = Agreement.objects.get(pk=self.agreement.pk)
        person = self.somebody(verb, who, now)
        allowed, before = bool(may(person, verb, now)), now.journal_length
        try:
            with transaction.atomic():
                act(now, person)
        except (Refused, ValidationError):
            assert Agreement.objects.get(pk=now.pk).journal_length == before
            if crossing(now.stage, verb):
                self.reached.refused[verb] += 1
                self.reached.turned_away.add(self.name_of(person))
            return
        assert allowed
        self.steps += 1
        self.reached.done[verb] += 1
        self.reached.acted.add(self.name_of(person))
        new = now.journal.filter(serial__gt=before).order_by("serial")
        assert (verb, person.pk) in set(new.values_list("code", "actor")) or verb == "take_step"

    def name_of(self, person: User) -> str:
        return NAMES[self.people.index(person)]

    def somebody(self, verb: str, who: int, agreement: Agreement):
        """Who presses."""
        if who < len(self.people):
            return self.people[who]
        able = [person for person in self.people if may(person, verb, agreement)] or self.people
        return able[who % len(able)]

    @rule(
        which=st.integers(min_value=0, max_value=99), who=WHO, anything=st.sampled_from([False] * 5 + [True])
    )
    def act(self, which: int, who: int, anything: bool) -> None:
        """Somebody presses one of the verbs that this stage knows; now and then one that it does not know."""
        stage = Agreement.objects.get(pk=self.agreement.pk).stage
        names = [name for name in VERBS if anything or crossing(stage, name)] or list(VERBS)
        verb = names[which % len(names)]
        self.press(verb, who, VERBS[verb])

    @rule(who=st.integers(min_value=0, max_value=9), times=st.integers(min_value=1, max_value=3))
    def go_on(self, who: int, times: int) -> None:
        """Those who may do so bring the text some steps further; chance alone would hardly ever get to the end."""
        for _step in range(times):
            now = Agreement.objects.get(pk=self.agreement.pk)
            for verb in ONWARD:
                able = [n for n, person in enumerate(self.people) if may(person, verb, now)]
                if able:
                    self.press(verb, able[who % len(able)], VERBS[verb])
                    break

    @rule(who=st.integers(min_value=0, max_value=9), ending=st.sampled_from(ENDINGS))
    def turn_round(self, who: int, ending: str) -> None:
        """Somebody who may do so takes the text back, returns or refuses it, or calls it back from signing."""
        self.press(ending, len(NAMES) + who, VERBS[ending])

    @rule()
    def change(self) -> None:
        """An answer has changed the text."""
        if self.agreement.rounds.filter(outcome="").exists():
            ask_again(the_round(self.agreement))

    @rule(days=st.integers(min_value=1, max_value=5))
    def wait(self, days: int) -> None:
        self.days += days
        lapse_and_escalate(dt.date.today() + dt.timedelta(days=self.days))

    @invariant()
    def every_office_that_must_agree_has(self) -> None:
        if not hasattr(self, "agreement") or not self.agreement.rounds.exists():
            return
        round_ = the_round(self.agreement)
        stage = Agreement.objects.get(pk=self.agreement.pk).stage
        assert (stage == Stage.REVIEW) == (round_.outcome == "")
        if round_.outcome != "approved":
            assert stage != Stage.SIGNING
            return
        newest = {(one.key, one.office_id): one for one in round_.steps.order_by("pk")}
        blocking = [one for one in newest.values() if one.effect == Effect.BLOCKING]
        assert blocking
        assert all(one.decision in CLEARED for one in blocking)
        assert len({one.decided_by_id for one in blocking}) == len(blocking)
        assert not round_.remarks.filter(weight=Weight.MUST, resolved_at=None).exists()

    @invariant()
    def nobody_decides_on_their_own_text_or_for_two_offices(self) -> None:
        if not hasattr(self, "agreement"):
            return
        parties = {self.people[n].pk for n in (5, 6, 7, 8)}
        for round_ in self.agreement.rounds.order_by("number"):
            spoke: dict[int, set] = {}
            for one in round_.steps.exclude(decided_by=None).order_by("pk"):
                assert one.decided_by_id not in parties
                assert one.decision != Decision.LAPSED
                spoke.setdefault(one.decided_by_id, set()).add((one.key, one.office_id))
            assert all(len(places) == 1 for places in spoke.values())

    @invariant()
    def what_is_asked_can_be_decided(self) -> None:
        """An open round always has an open step, and whoever may decide has a step to decide."""
        if not hasattr(self, "agreement") or not self.agreement.rounds.filter(outcome="").exists():
            return
        now = Agreement.objects.get(pk=self.agreement.pk)
        assert the_round(now).steps.filter(decision="", opened_on__isnull=False).exists()
        for person in self.people:
            if may(person, "clear", now) or may(person, "approve", now):
                assert step_to_decide(now, person)

    @invariant()
    def the_journal_tells_it_all(self) -> None:
        if not hasattr(self, "agreement"):
            return
        now = Agreement.objects.get(pk=self.agreement.pk)
        assert not list(breaks([now]))
        self.reached.stages.add(now.stage)
        self.reached.most_rounds = max(self.reached.most_rounds, now.rounds.count())
        if now.stage != self.stage:
            last = now.journal.filter(code__in={move[0] for move in _MOVES}).order_by("-serial")[0]
            assert (last.code, self.stage, Stage(now.stage)) in _MOVES
            self.stage = Stage(now.stage)


IN_EVERY_DRAFT = {"content_complete", "parties_ready", "signatories_known"}
"""Rules about the draft, which is whole here; `tests.agreements.drafting` has those that are not."""
RULES = {code for row in CROSSINGS if row.verb in VERBS for code in row.guards}
"""Every rule that the stage table asks for these verbs."""
ALWAYS_YES = {"written_here"}
"""This agreement is written in the portal; `tests.agreements.drafting.elsewhere` has the others."""


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Note which rules say no."""

    def noted(code: str, rule_: Callable[..., Any]) -> Callable[..., Any]:
        def asked(agreement: Agreement, user: User | None):
            answer = rule_(agreement, user)
            if not answer:
                Review.reached.said_no.add(code)
            return answer

        return asked

    for code in RULES:
        monkeypatch.setitem(GUARDS, code, noted(code, GUARDS[code]))


def test_no_path_reaches_signing_without_every_office_that_must_agree(listening: None) -> None:
    Review.reached = Reached()
    how = settings(
        max_examples=2,
        stateful_step_count=8,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    with remembering():  # nobody's office changes here, and everybody is asked everything
        for name, beginning in BEGINNINGS.items():
            machine = type(f"Review, {name}", (Review,), {"beginning": beginning})
            run_state_machine_as_test(machine, settings=how)
    reached = Review.reached
    missing = {
        "stages": {Stage.SIGNING, Stage.DRAFTING, Stage.REJECTED, Stage.REVIEW} - reached.stages,
        "verbs that nobody did": set(VERBS) - set(reached.done),
        "verbs that nobody was refused": set(VERBS) - set(reached.refused),
        "rules that never said no": RULES - ALWAYS_YES - IN_EVERY_DRAFT - reached.said_no,
        "people who did nothing": set(NAMES[:7]) - {"regent"} - reached.acted,
        "people who were refused nothing": set(NAMES) - reached.turned_away,
        "rounds": set() if reached.most_rounds > 1 else {"a second one"},
    }
    assert not any(missing.values()), missing
