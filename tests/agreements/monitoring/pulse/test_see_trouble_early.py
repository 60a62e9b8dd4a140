"""The early-warning score: what raises it, in words, counted anew when something happens or a day passes."""

import datetime as dt

import pgtrigger
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from agreements.drafting.models import Funding, Provision
from agreements.monitoring.activities.models import Movement
from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.changing.models import Suspension
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.pulse import counting
from agreements.monitoring.pulse.models import Pulse
from agreements.monitoring.pulse.scoring import Facts, Level, in_words, level, score
from agreements.record import journal
from agreements.record.stages import Stage
from tests import factories as make

counts = st.integers(0, 500)
facts = st.builds(
    Facts,
    late=counts,
    open_cases=counts,
    open_disputes=counts,
    reports_late=counts,
    voices_late=counts,
    silent_days=counts,
    money_percent=st.none() | st.integers(0, 100),
    days_left=st.none() | st.integers(-1000, 1000),
    is_suspended=st.booleans(),
)


@given(facts)
def test_the_score_is_the_sum_of_its_reasons_and_never_above_a_hundred(some):
    found = score(some)
    assert found.points == min(100, sum(reason.points for reason in found.reasons))
    assert all(reason.points > 0 for reason in found.reasons)
    assert (found.points == 0) == (not found.reasons)


@given(facts, st.integers(1, 20))
def test_more_trouble_never_lowers_the_score(some, more):
    worse = Facts(**{**some.__dict__, "late": some.late + more})
    assert score(worse).points >= score(some).points


@pytest.mark.parametrize(
    ("some", "points", "called"),
    [
        (Facts(), 0, Level.CALM),
        (Facts(late=1), 8, Level.CALM),
        (Facts(late=9), 40, Level.WATCH),
        (Facts(money_percent=50), 0, Level.CALM),
        (Facts(money_percent=49), 15, Level.CALM),
        (Facts(days_left=31), 0, Level.CALM),
        (Facts(days_left=30), 10, Level.CALM),
        (Facts(days_left=-1), 0, Level.CALM),
        (Facts(late=3, open_cases=1, silent_days=181), 59, Level.URGENT),
    ],
)
def test_what_counts_how_much(some, points, called):
    assert (score(some).points, level(points)) == (points, called)


def test_the_reasons_are_told_in_words_the_heaviest_first():
    found = score(Facts(late=2, silent_days=200))
    told = in_words([reason.__dict__ for reason in found.reasons])
    assert told == ["200 hari tanpa kegiatan (+20)", "2 kewajiban terlambat (+16)"]


@pytest.fixture
def agreement(db):
    first, second = make.village("Argopeni"), make.village("Srati")
    parties = (first.organization, second.organization)
    made = make.listed(*parties, stage=Stage.DRAFTING, by=make.signatory_of(first))
    party = made.parties.get(ordinal=1)
    Provision.objects.create(
        agreement=made, party=party, ordinal=1, kind="obligation", text="Membayar iuran."
    )
    make.moved(made, Stage.IN_FORCE)
    counting.begin_all()
    return made


def pulse_of(agreement):
    counting.count_due()
    return Pulse.objects.get(pk=agreement.pk)


def owes(agreement, due_on, **more):
    """An obligation of the first party that falls due on that day."""
    party = agreement.parties.get(ordinal=1)
    provision = agreement.provisions.get()
    return Occurrence.objects.create(
        agreement=agreement, party=party, provision=provision, ordinal=1, due_on=due_on, **more
    )


def test_a_calm_agreement_sleeps_until_a_day_that_matters(agreement):
    found = pulse_of(agreement)
    assert (found.score, found.reasons) == (0, [])
    assert found.look_on and found.look_on > timezone.localdate()
    assert counting.count_due() == 0
    assert found.places == ["33", "33.05", "33.05.01"]


def test_what_happens_wakes_it(agreement):
    pulse_of(agreement)
    BreachCase.objects.create(
        agreement=agreement,
        ordinal=1,
        against=agreement.parties.get(ordinal=1),
        provision=agreement.provisions.get(),
        state=BreachCase.State.OPEN,
        opened_at=timezone.now(),
    )
    assert pulse_of(agreement).open_cases == 0  # nobody told it
    journal.append(agreement, "claim_breach", by=agreement.created_by)
    found = pulse_of(agreement)
    assert (found.open_cases, found.score) == (1, 15)


def test_a_day_that_passes_wakes_it(agreement, on_day):
    today = timezone.localdate()
    owes(agreement, today + dt.timedelta(days=3))
    journal.append(agreement, "carry_out", by=agreement.created_by)
    assert pulse_of(agreement).late == 0
    on_day(today + dt.timedelta(days=3))
    assert pulse_of(agreement).late == 0
    on_day(today + dt.timedelta(days=4))
    assert (pulse_of(agreement).late, pulse_of(agreement).score) == (1, 8)


def test_silence_counts_from_the_last_thing_that_somebody_did(agreement, on_day):
    journal.append(agreement, "carry_out", by=agreement.created_by)
    journal.append(agreement, "fall_late", by=None)
    pulse_of(agreement)
    on_day(timezone.localdate() + dt.timedelta(days=181))
    assert [reason["code"] for reason in pulse_of(agreement).reasons] == ["silent"]


def test_money_that_does_not_come_counts(agreement):
    party, year = agreement.parties.get(ordinal=1), timezone.localdate().year
    with pgtrigger.ignore("agreements.Funding:only_while_drafting"):
        for this, amount in ((year, 1_000_000), (year + 1, 9_000_000)):
            Funding.objects.create(
                agreement=agreement, party=party, source="village_budget", year=this, amount=amount
            )
    paid = {"agreement": agreement, "party": party, "direction": "paid", "on": timezone.localdate()}
    Movement.objects.create(amount=400_000, recorded_by=agreement.created_by, **paid)
    journal.append(agreement, "move_money", by=agreement.created_by)
    found = pulse_of(agreement)
    assert (found.money_promised, found.money_delivered, found.score) == (1_000_000, 400_000, 15)
    wrong = Movement.objects.create(amount=300_000, recorded_by=agreement.created_by, **paid)
    Movement.objects.create(amount=300_000, recorded_by=agreement.created_by, reverses=wrong, **paid)
    journal.append(agreement, "reverse_money", by=agreement.created_by)
    assert pulse_of(agreement).money_delivered == 400_000


def test_a_suspension_counts_while_it_runs(agreement, on_day):
    today = timezone.localdate()
    span = {"starts_on": today, "ends_on": today + dt.timedelta(days=9)}
    Suspension.objects.create(agreement=agreement, reason="Banjir.", basis="BA 1", **span)
    journal.append(agreement, "suspend", by=agreement.created_by)
    assert pulse_of(agreement).is_suspended
    assert [reason["code"] for reason in pulse_of(agreement).reasons] == ["suspended"]


def test_another_agreement_asks_only_what_it_owes_in_reports(django_assert_max_num_queries, agreement):
    with django_assert_max_num_queries(200) as one:
        counting.count([agreement.pk])
    more = [make.listed(make.village().organization, make.village().organization) for _n in range(5)]
    with django_assert_max_num_queries(200) as many:
        counting.count([one.pk for one in more])
    per_agreement = 8  # the reports that each owes are asked one by one
    assert len(many) <= len(one) + 4 * per_agreement


def test_what_is_over_sleeps_for_good(agreement):
    assert pulse_of(agreement).look_on
    ended = make.ended(agreement)
    found = pulse_of(ended)
    assert (found.score, found.look_on) == (0, None)
