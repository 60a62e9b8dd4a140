"""Say that a promise was not kept, hear the other side, take the steps of the text's own sanction, close the case."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from agreements.monitoring.breaches import actions
from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.breaches.queries import debts, next_of
from agreements.monitoring.breaches.suggesting import suggest
from agreements.monitoring.letters.models import Letter
from agreements.monitoring.obligations.models import Occurrence
from agreements.record.crossing import Refused
from tests import factories as make
from tests.agreements.monitoring.cases_help import Cases

pytestmark = pytest.mark.django_db
START = "2026-11-02"


@pytest.fixture
def world(on_day) -> Cases:
    on_day(START)
    return Cases()


def again(case: BreachCase) -> BreachCase:
    return BreachCase.objects.get(pk=case.pk)


def page(case: BreachCase | Cases, name: str, *more: int) -> str:
    if isinstance(case, Cases):
        return reverse(f"agreements:{name}", args=[case.agreement.ref])
    return reverse(f"agreements:{name}", args=[case.agreement.ref, case.ordinal, *more])


def step(case: BreachCase, by, number: int = 1):
    return actions.take_step(case, by=by, ordinal=number)


# The case


def test_a_claim_is_a_numbered_letter_with_days_to_answer(world):
    case = world.case()
    assert (case.state, case.ordinal, case.claimant.organization.name) == ("open", 1, "Desa Argopeni")
    assert case.answer_due_on == dt.date(2026, 11, 16)
    assert case.letter.kind == "breach_notice"
    said = "\n".join(case.letter.content["paragraphs"])
    assert "Truk tidak datang" in said
    assert "16 November 2026" in said
    assert case.letter.content["addressees"][0]["name"] == "Kepala Desa Srati"
    codes = list(world.agreement.journal.order_by("serial").values_list("code", flat=True))
    assert codes[-2:] == ["letter", "claim_breach"]


def test_staff_write_in_the_name_of_the_head(world):
    clerk = world.clerk(world.one)
    case = actions.claim(world.agreement, by=clerk, provision=world.duty, story="Tidak datang.")
    writer = case.letter.content["writer"]
    assert (writer["for"], writer["office"]) == ("a.n. Kepala Desa Argopeni", "Sekretaris Desa Argopeni")


def test_nobody_accuses_oneself(world):
    with pytest.raises(Refused):
        actions.claim(world.agreement, by=world.head2, provision=world.duty, story="Kami lalai.")


def test_a_provision_of_another_agreement_is_refused(world):
    with pytest.raises(ValidationError):
        world.case(provision=Cases().duty, occurrence=None)


def test_one_obligation_has_one_running_case(world):
    world.case()
    with pytest.raises(ValidationError):
        world.case()


def test_officers_and_strangers_claim_nothing(client, world):
    client.force_login(make.reviewer())
    assert client.post(page(world, "breach-claim")).status_code == 403
    client.force_login(make.signatory_of(make.village()))
    assert client.get(page(world, "breaches")).status_code == 404


def test_the_form_offers_what_others_owe_and_keeps_what_was_typed(client, world):
    client.force_login(world.head1)
    text = client.get(page(world, "breach-claim")).content.decode()
    assert "menyediakan truk sampah" in text
    assert "Lewat jatuh tempo" in text
    answer = client.post(page(world, "breach-claim"), {"about": "", "story": "Sudah tiga minggu."})
    assert (answer.status_code, "Sudah tiga minggu." in answer.content.decode()) == (400, True)
    assert not BreachCase.objects.exists()
    sent = {"about": f"o{world.occurrence.pk}", "story": "Sudah tiga minggu."}
    answer = client.post(page(world, "breach-claim"), sent)
    case = BreachCase.objects.get()
    assert answer["Location"] == page(case, "breach")
    assert case.occurrence == world.occurrence


# What the system suggests


def test_the_system_suggests_once_and_opens_nothing(world):
    case = suggest(world.occurrence)
    assert (case.state, case.claimant, case.letter, case.opened_at) == ("suggested", None, None, None)
    assert suggest(world.occurrence) is None
    assert not Letter.objects.exists()
    assert world.agreement.journal.get(code="suggest_breach").actor is None


@pytest.mark.parametrize("state", ["confirmed", "waived", "dropped"])
def test_what_is_settled_is_not_suggested(world, state):
    Occurrence.objects.update(state=state, done_on=timezone.localdate(), reason="x")
    assert suggest(world.occurrence) is None


def test_what_is_not_late_is_not_suggested(world):
    Occurrence.objects.update(due_on=timezone.localdate())
    assert suggest(world.occurrence) is None


def test_another_party_takes_a_suggestion_up_and_the_late_one_does_not(client, world):
    case = suggest(world.occurrence)
    with pytest.raises(Refused):
        actions.open_suggested(case, by=world.head2, story="x")
    client.force_login(world.head1)
    client.post(page(case, "breach-open"), {"story": "Tidak ada kabar."})
    assert (again(case).state, again(case).claimant.organization.name) == ("open", "Desa Argopeni")


def test_a_suggestion_is_let_go_with_a_reason_and_never_comes_again(world):
    case = suggest(world.occurrence)
    with pytest.raises(ValidationError):
        actions.dismiss(case, by=world.head1, reason=" ")
    actions.dismiss(case, by=world.head1, reason="Jalan longsor, sudah dibicarakan.")
    assert again(case).state == "dismissed"
    assert suggest(world.occurrence) is None


# The answer


def test_only_the_other_side_answers_and_only_once(client, world):
    case = world.case()
    with pytest.raises(Refused):
        actions.answer(case, by=world.head1, answer="Benar.")
    client.force_login(world.clerk(world.two))
    client.post(page(case, "breach-answer"), {"answer": "Truk rusak, diganti minggu depan."})
    case = again(case)
    assert (case.state, case.answer_letter.kind) == ("answered", "breach_answer")
    assert case.answer_letter.issuer.name == "Desa Srati"
    with pytest.raises(Refused):
        actions.answer(case, by=world.head2, answer="Sekali lagi.")


def test_an_answer_typed_too_late_is_not_lost(client, world):
    case = world.case()
    actions.dismiss(case, by=world.head1, reason="Sudah selesai.")
    client.force_login(world.head2)
    answer = client.post(page(case, "breach-answer"), {"answer": "Truk rusak sejak Rabu."})
    assert (answer.status_code, "Truk rusak sejak Rabu." in answer.content.decode()) == (409, True)


# The steps


def test_nobody_is_warned_before_being_heard(world, on_day):
    case = world.case()
    with pytest.raises(Refused, match="17 November 2026"):
        step(case, world.head1)
    on_day("2026-11-17")
    taken = step(case, world.head1)
    assert (taken.measure, taken.due_on, again(case).state) == ("warning", dt.date(2026, 12, 1), "sanctioned")
    assert "belum menerima tanggapan" in taken.words


def test_the_steps_come_as_the_text_says_each_with_its_letter_and_day(world, on_day):
    case = world.case()
    actions.answer(case, by=world.head2, answer="Truk rusak.")
    days = ["2026-11-02", "2026-11-16", "2026-11-23", "2026-12-23"]
    for number, day in enumerate(days, start=1):
        if number > 1:
            on_day(dt.date.fromisoformat(day) - dt.timedelta(days=1))
            with pytest.raises(Refused):
                step(case, world.head1, number)
        on_day(day)
        step(case, world.head1, number)
    found = list(again(case).steps.order_by("ordinal"))
    assert [one.letter.kind for one in found] == ["warning", "warning", "compensation", "termination"]
    assert [one.due_on.isoformat() for one in found] == [
        "2026-11-16",
        "2026-11-23",
        "2026-12-23",
        "2027-01-06",
    ]
    assert next_of(again(case)) is None
    world.agreement.refresh_from_db()
    assert world.agreement.stage == "in_force"


def test_a_click_sent_twice_takes_one_step(on_day):
    on_day(START)
    world = Cases(steps=[{"measure": "warning", "after_days": 0, "amount": None}] * 2)
    case = world.case()
    actions.answer(case, by=world.head2, answer="Ya.")
    step(case, world.head1)
    with pytest.raises(Refused):
        step(case, world.head1)
    assert again(case).steps.count() == 1


def test_only_the_head_of_the_party_that_opened_it_takes_steps(world):
    case = world.case()
    actions.answer(case, by=world.head2, answer="Ya.")
    for person in (world.clerk(world.one), world.head2):
        with pytest.raises(Refused) as refused:
            step(case, person)
        assert refused.value.answer.because_of_who


def test_without_a_sanction_in_the_text_one_can_only_warn(on_day):
    on_day(START)
    world = Cases(steps=[])
    case = world.case()
    assert case.sanction is None
    actions.answer(case, by=world.head2, answer="Ya.")
    assert step(case, world.head1).measure == "warning"
    assert next_of(again(case)).measure == "warning"


def test_compensation_is_money_owed_until_it_is_noted_as_paid(world, on_day):
    case = world.case()
    actions.answer(case, by=world.head2, answer="Ya.")
    for number, day in enumerate(["2026-11-02", "2026-11-16", "2026-11-23"], start=1):
        on_day(day)
        taken = step(case, world.head1, number)
    owed = debts(world.agreement)[0]
    assert (owed.amount, owed.debtor, owed.paid_on, owed.is_late) == (5_000_000, world.against, None, False)
    assert "Rp5.000.000,00 (lima juta rupiah)" in taken.words
    on_day("2027-01-02")
    assert debts(world.agreement)[0].is_late
    with pytest.raises(ValidationError):
        actions.meet(taken, by=world.head1, met_on=dt.date(2027, 1, 3))
    actions.meet(taken, by=world.head1, met_on=dt.date(2027, 1, 2), note="Transfer 12.")
    assert debts(world.agreement)[0].paid_on == dt.date(2027, 1, 2)
    with pytest.raises(Refused):
        actions.meet(taken, by=world.head1, met_on=dt.date(2027, 1, 2))


# The end


@pytest.mark.parametrize(("kept", "state"), [(True, "planned"), (False, "breached")])
def test_closing_calls_the_obligation_broken_only_where_it_stays_so(world, kept, state):
    case = world.case()
    actions.close(case, by=world.head1, kept=kept, outcome="Disepakati bersama.")
    world.occurrence.refresh_from_db()
    assert (again(case).state, world.occurrence.state) == ("settled", state)
    with pytest.raises(Refused):
        actions.close(case, by=world.head1, kept=kept, outcome="Lagi.")


def test_a_case_can_be_closed_after_the_agreement_has_ended(world):
    case = world.case()
    make.moved(world.agreement, "ended")
    assert actions.close(case, by=world.head1, kept=True, outcome="Selesai.").state == "settled"


# Pages


def test_the_page_shows_each_side_what_it_can_do(client, world):
    case = world.case()
    client.force_login(world.head2)
    text = client.get(page(case, "breach")).content.decode()
    assert page(case, "breach-answer") in text
    assert page(case, "breach-step") not in text
    actions.answer(case, by=world.head2, answer="Truk rusak.")
    client.force_login(world.head1)
    text = client.get(page(case, "breach")).content.decode()
    assert page(case, "breach-step") in text
    assert "Truk rusak." in text
    client.post(page(case, "breach-step"), {"ordinal": 1, "remark": "Mohon hari ini juga."})
    text = client.get(page(case, "breach")).content.decode()
    assert "16 November 2026" in text
    assert page(case, "breach-met", 1) in text
    client.post(page(case, "breach-met", 1), {"met_on": START, "note": "Truk datang."})
    assert "Dipenuhi 2 November 2026" in client.get(page(case, "breach")).content.decode()
    client.post(page(case, "breach-close"), {"kept": "dipenuhi", "outcome": "Truk sudah datang."})
    assert again(case).state == "settled"


def test_the_list_costs_the_same_for_one_case_as_for_five(client, world, django_assert_max_num_queries):
    world.case()
    client.force_login(world.head1)
    address = page(world, "breaches")
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for _ in range(4):
        world.case(occurrence=None)
    with django_assert_max_num_queries(len(few)):
        text = client.get(address).content.decode()
    assert text.count('class="case"') == 5
