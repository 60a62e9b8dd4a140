"""Random people press random verbs: nothing reaches signing without every office that must agree, and no one alone."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from agreements.record.access import may
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


ONWARD = ("advise", "clear", "approve", "approve", "resolve")
"""Verbs that stand there more than once, so that a run gets somewhere before it ends."""


class Review(RuleBasedStateMachine):
    """One agreement, everybody around it, and whatever they press."""

    done: ClassVar[Counter[str]] = Counter()
    """Which verbs succeeded, how often, in all runs."""

    @initialize(value=st.sampled_from([250_000_000, 150_000_000]), far=st.sampled_from([2, 1, 0]))
    def begin(self, value: int, far: int) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        found, one, two = offices(), village("Argopeni"), village("Pasir")
        both = found.legal  # works in two offices
        member(agency(), Position.AGENCY_OFFICER, person=both)
        council = member(two.organization, Position.COUNCIL)
        member(agency(), Position.AGENCY_OFFICER, person=council)  # whose own village is a party
        head = signatory_of(one.organization)
        self.people = [*found.all, head, signatory_of(two.organization), council, UserFactory()]
        self.agreement = begun(one, two, by=head, value=value)
        open_round(self.agreement, by=head)
        self.stage, self.days = Stage.REVIEW, 0
        for verb in ("advise", "clear")[:far]:  # some runs begin shortly before the last decision
            self.press(verb, 9, VERBS[verb])

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
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
            return
        assert allowed
        self.done[verb] += 1
        new = now.journal.filter(serial__gt=before).order_by("serial")
        assert (verb, person.pk) in set(new.values_list("code", "actor")) or verb == "take_step"

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
        names = [name for name in (*VERBS, *ONWARD) if anything or crossing(stage, name)] or list(VERBS)
        verb = names[which % len(names)]
        self.press(verb, who, VERBS[verb])

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
        if now.stage != self.stage:
            last = now.journal.filter(code__in={move[0] for move in _MOVES}).order_by("-serial")[0]
            assert (last.code, self.stage, Stage(now.stage)) in _MOVES
            self.stage = Stage(now.stage)


def test_no_path_reaches_signing_without_every_office_that_must_agree() -> None:
    run_state_machine_as_test(
        Review,
        settings=settings(
            max_examples=6,
            stateful_step_count=14,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
    assert {"advise", "clear"} <= set(Review.done), f"the runs did not get far enough: {Review.done}"
