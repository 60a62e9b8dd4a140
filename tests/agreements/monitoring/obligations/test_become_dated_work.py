"""An agreement that comes into force yields dated work; what changes it later changes only what is still planned."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from agreements.drafting.elsewhere.models import ElsewhereRecord
from agreements.drafting.models import Provision
from agreements.monitoring.changing.models import Suspension
from agreements.monitoring.ending.models import Ending
from agreements.monitoring.obligations import actions
from agreements.monitoring.obligations.backfilling import yield_missing
from agreements.monitoring.obligations.models import Happening, Occurrence
from agreements.monitoring.obligations.yielding import Changes, reschedule
from agreements.record.crossing import cross
from agreements.record.models import Agreement
from agreements.record.rules import load_defaults
from tests import factories as make
from tests.support.owing import addendum, day, days_of, first, in_force, promise, promised
from villages.regions.models import Province, Regency, Subdistrict

pytestmark = pytest.mark.django_db
TERM = {"starts_on": day("2027-01-31"), "ends_on": day("2027-06-30")}
MONTHS = ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30"]


@pytest.fixture(autouse=True)
def new_year(on_day):
    on_day("2027-01-01")
    load_defaults()


def head(agreement: Agreement, ordinal: int = 1):
    return make.signatory_of(agreement.parties.get(ordinal=ordinal).organization)


def done(row: Occurrence, on: str) -> Occurrence:
    return actions.prove(row, by=head(row.agreement), done_on=day(on), note="sudah disetor")


def test_coming_into_force_writes_every_time_for_the_party_that_bears_it():
    rule = {"due_rule": "monthly", "amount": 500_000, "evidence": "bukti setor"}
    agreement = promised(rules=(rule,), **TERM)
    assert days_of(agreement) == MONTHS
    row = first(agreement)
    assert (row.party.ordinal, row.amount, row.evidence, row.ordinal) == (1, 500_000, "bukti setor", 1)
    assert row.look_on == day("2027-01-17"), "a fortnight before, as the rule says"
    (entry,) = agreement.journal.filter(code="schedule")
    assert entry.details["made"] == 6
    assert not reschedule(agreement), "nothing new the second time"


def test_rights_limits_and_what_has_no_day_yield_nothing():
    agreement = make.listed(make.village(), make.village(), stage="drafting", **TERM)
    promise(agreement, due_rule="")
    for kind in ("right", "limitation", "sanction"):
        row = promise(agreement)
        Provision.objects.filter(pk=row.pk).update(kind=kind)
    assert not in_force(agreement).occurrences.exists()


def test_the_day_is_the_one_where_the_village_is(on_day):
    """Half past ten in the evening in Jakarta is half past midnight in Papua: the next day."""
    on_day("2027-03-01", "22:30")
    edition = make.EditionFactory()
    province = Province.objects.create(code="94", name="Papua Tengah", edition=edition)
    regency = Regency.objects.create(code="94.01", name="Nabire", province=province, edition=edition)
    place = Subdistrict.objects.create(code="94.01.01", name="Wanggar", regency=regency, edition=edition)
    soon = {"rules": ({"due_rule": "after_signing", "due_days": 10},), "starts_on": day("2027-01-01")}
    eastern = promised(make.village(subdistrict=place), make.village(subdistrict=place), **soon)
    western = promised(**soon)
    assert (days_of(eastern), days_of(western)) == (["2027-03-12"], ["2027-03-11"])


def test_an_addendum_changes_what_is_to_come_and_nothing_that_was(on_day):
    agreement = promised(**TERM)
    on_day("2027-03-10")
    done(first(agreement), "2027-01-31")
    change = addendum(agreement, starts_on=day("2027-03-15"))
    rule = {"due_rule": "monthly", "due_on": day("2027-04-15"), "amount": 700_000}
    promise(change, text="menyetor iuran baru", amends=agreement.provisions.get(), **rule)
    in_force(change)
    assert days_of(agreement) == ["2027-01-31", "2027-02-28", "2027-04-15", "2027-05-15", "2027-06-15"]
    assert days_of(agreement, state="done") == ["2027-01-31"]
    assert set(agreement.occurrences.values_list("party__agreement", flat=True)) == {agreement.pk}
    dropped = agreement.occurrences.filter(state="dropped")
    assert [str(row.due_on) for row in dropped.order_by("due_on")] == MONTHS[2:]
    assert all(row.reason and row.look_on is None for row in dropped)
    (entry,) = agreement.journal.filter(code="reschedule")
    assert (entry.details["made"], entry.details["dropped"]) == (3, 4)


def test_what_was_kept_in_advance_is_not_owed_again_under_the_new_words(on_day):
    agreement = promised(rules=({"due_rule": "on_date", "due_on": day("2027-05-31")},), **TERM)
    on_day("2027-02-01")
    done(first(agreement), "2027-02-01")
    change = addendum(agreement, starts_on=day("2027-03-01"))
    promise(change, due_rule="on_date", due_on=day("2027-05-31"), amends=agreement.provisions.get())
    in_force(change)
    assert days_of(agreement) == ["2027-05-31"]


@pytest.mark.parametrize(
    "rule", [{"due_rule": "monthly"}, {"due_rule": "on_date", "due_on": day("2027-05-01")}]
)
def test_what_an_addendum_takes_out_is_owed_no_more(rule, on_day):
    agreement = promised(rules=(rule,), **TERM)
    on_day("2027-02-01")
    change = addendum(agreement, starts_on=day("2027-02-15"))
    promise(change, **rule, amends=agreement.provisions.get(), repealed=True)
    in_force(change)
    assert days_of(agreement) == (["2027-01-31"] if rule["due_rule"] == "monthly" else [])


def test_a_longer_term_makes_the_rhythm_longer():
    agreement = promised(**TERM)
    in_force(addendum(agreement, ends_on=day("2027-08-31")))
    assert days_of(agreement) == [*MONTHS, "2027-07-31", "2027-08-31"]


def test_while_it_is_suspended_nobody_owes_anything_and_what_is_left_comes_back(on_day):
    agreement = promised(rules=({}, {"due_rule": "on_date", "due_on": day("2027-03-10")}), **TERM)
    why = {"reason": "banjir", "basis": "kesepakatan"}
    days = {"starts_on": day("2027-03-01"), "ends_on": day("2027-04-30")}
    pause = Suspension.objects.create(agreement=agreement, **why, **days)
    assert reschedule(agreement, why="ditunda") == Changes(made=0, moved=1, dropped=2)
    assert days_of(agreement) == ["2027-01-31", "2027-02-28", "2027-05-10", "2027-05-31", "2027-06-30"]
    pause.resumed_on = day("2027-04-01")
    pause.save()
    assert reschedule(agreement) == Changes(made=1, moved=1, dropped=0)
    assert days_of(agreement) == [
        "2027-01-31",
        "2027-02-28",
        "2027-04-10",
        "2027-04-30",
        "2027-05-31",
        "2027-06-30",
    ]


def test_an_event_begins_the_working_days_and_each_event_by_itself(on_day):
    rule = {"due_rule": "after_event", "event": "panen", "due_days": 5}
    agreement = promised(rules=(rule,), **TERM)
    assert days_of(agreement) == []
    on_day("2027-04-05")
    provision = agreement.provisions.get()
    for happened in ("2027-04-01", "2027-04-05"):
        actions.note_event(
            provision, of=agreement, by=head(agreement, 2), happened_on=day(happened), note="panen raya"
        )
    assert days_of(agreement) == ["2027-04-08", "2027-04-12"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Happening.objects.create(
            provision=provision, happened_on=day("2027-04-05"), recorded_by=head(agreement)
        )


def test_an_early_end_drops_what_was_to_come_and_keeps_what_was_due(on_day):
    agreement = promised(**TERM)
    on_day("2027-03-31")
    cross(agreement, "end", by=None, details={"ground": "mutual"})
    assert days_of(agreement) == ["2027-01-31", "2027-02-28", "2027-03-31"]
    assert not agreement.occurrences.filter(state="dropped", look_on__isnull=False).exists()
    assert not Ending.objects.exists()


def test_what_was_signed_elsewhere_is_followed_from_the_day_it_came_here(on_day):
    on_day("2027-03-05")
    agreement = make.listed(make.village(), make.village(), stage="drafting", signed_elsewhere=True, **TERM)
    promise(agreement)
    ElsewhereRecord.objects.create(
        agreement=agreement, signed_on=day("2027-01-15"), brought_for=agreement.initiator
    )
    in_force(agreement)
    assert days_of(agreement) == MONTHS[2:]
    reschedule(agreement)
    assert days_of(agreement) == MONTHS[2:]


def test_agreements_from_before_get_their_schedule_once_from_today_on(on_day):
    agreement = make.listed(make.village(), make.village(), stage="drafting", **TERM)
    promise(agreement)
    make.moved(agreement, "in_force")
    on_day("2027-03-05")
    assert (yield_missing(batch=1), yield_missing()) == (1, 0)
    assert days_of(agreement) == MONTHS[2:]


def test_not_even_sql_rewrites_what_is_settled(on_day):
    agreement = promised(**TERM)
    on_day("2027-02-01")
    row = done(first(agreement), "2027-01-31")
    actions.affirm(row, by=head(agreement, 2))
    for change in ({"due_on": day("2027-03-01")}, {"amount": 1}, {"done_on": day("2027-01-01")}):
        with pytest.raises(InternalError), transaction.atomic():
            Occurrence.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(InternalError), transaction.atomic():
        row.delete()
