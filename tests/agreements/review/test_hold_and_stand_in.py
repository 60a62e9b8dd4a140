"""Somebody holds a step, takes it over, fills in the checklist, is away and stood in for."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.review.actions import advise, clear
from agreements.review.holding.actions import end_absence, record_absence, release_step, take_step, tick
from agreements.review.holding.models import Absence
from agreements.review.models import Check, Decision
from tests.agreements.review.offices import fresh, offices, step, under_review
from tests.factories import agency, officer, signatory_of
from villages.people.models import Membership

pytestmark = pytest.mark.django_db
ABSENCES = "/ketidakhadiran/"


@pytest.fixture
def people():
    return offices()


@pytest.fixture
def agreement(people):
    found = under_review()
    advise(found, by=people.camat, decision=Decision.APPROVED)
    return found


def url(name, agreement):
    return reverse(f"agreements:{name}", args=[agreement.ref])


def away(person, cover, *, first=0, last=5):
    today = timezone.localdate()
    days = {"starts_on": today + dt.timedelta(days=first), "ends_on": today + dt.timedelta(days=last)}
    return record_absence(by=person, office=agency(), cover=cover, **days)


def test_who_holds_a_step_decides_and_a_colleague_may_take_over(agreement, people):
    take_step(step(agreement, "dpmd"), by=people.dpmd)
    assert str(people.dpmd) in may(people.colleague, "clear", agreement).reason
    with pytest.raises(Refused):
        clear(agreement, by=people.colleague)
    taken = take_step(step(agreement, "dpmd"), by=people.colleague)
    assert taken.holder == people.colleague
    entry = agreement.journal.order_by("-serial")[0]
    assert (entry.code, entry.details) == ("take_step", {"step": "dpmd", "from": str(people.dpmd)})
    assert not may(people.dpmd, "clear", agreement)
    clear(agreement, by=people.colleague)


def test_taking_what_one_holds_already_writes_nothing(agreement, people):
    take_step(step(agreement, "dpmd"), by=people.dpmd)
    before = fresh(agreement).journal_length
    take_step(step(agreement, "dpmd"), by=people.dpmd)
    assert fresh(agreement).journal_length == before


def test_a_released_step_is_anybodys(agreement, people):
    take_step(step(agreement, "dpmd"), by=people.dpmd)
    release_step(step(agreement, "dpmd"), by=people.dpmd)
    assert step(agreement, "dpmd").held_since is None
    assert may(people.colleague, "clear", agreement)
    with pytest.raises(Refused):
        release_step(step(agreement, "dpmd"), by=people.dpmd)


def test_nobody_takes_another_offices_step(agreement, people):
    for key in ("hukum", "camat"):
        with pytest.raises(Refused, match="tidak sedang menunggu"):
            take_step(step(agreement, key), by=people.dpmd)
    with pytest.raises(Refused):
        take_step(step(agreement, "dpmd"), by=people.camat)


def test_steps_are_taken_and_released_on_the_page(client, agreement, people):
    client.force_login(people.dpmd)
    body = {"step": step(agreement, "dpmd").pk}
    page = client.post(url("review-take", agreement), body, follow=True)
    assertContains(page, "Lepaskan langkah")
    assertContains(page, f"dipegang {people.dpmd}")
    assertNotContains(client.post(url("review-release", agreement), body, follow=True), "Lepaskan langkah")
    foreign = {"step": step(agreement, "hukum").pk}
    client.post(url("review-take", agreement), foreign)
    assert (step(agreement, "hukum").holder, step(agreement, "dpmd").holder) == (None, people.dpmd)


def test_the_checklist_is_filled_in(client, agreement, people):
    client.force_login(people.dpmd)
    rows = list(step(agreement, "dpmd").checks.order_by("ordinal"))
    address = url("review-check", agreement)
    assertContains(client.get(address), rows[0].text)
    lacking = client.post(address, {f"a{rows[0].pk}": "no", f"a{rows[1].pk}": "yes"})
    assertContains(lacking, "Tulis apa yang belum terpenuhi.")
    assert not Check.objects.exclude(answer="").exists()
    sent = {f"a{rows[0].pk}": "no", f"n{rows[0].pk}": "Sanksi belum ada.", f"a{rows[1].pk}": "yes"}
    assertRedirects(client.post(address, sent), url("review", agreement))
    answers = list(
        step(agreement, "dpmd").checks.order_by("ordinal").values_list("answer", "note", "answered_by")
    )
    me = people.dpmd.pk
    assert answers == [("no", "Sanksi belum ada.", me), ("yes", "", me), ("", "", None), ("", "", None)]
    entry = agreement.journal.order_by("-serial")[0]
    assert (entry.code, entry.details) == ("tick", {"step": "dpmd", "open": 2})
    assertContains(client.get(url("review", agreement)), "Sanksi belum ada.")


def test_a_checklist_takes_only_its_own_answers(agreement, people):
    mine, other = step(agreement, "dpmd"), step(agreement, "hukum")
    foreign = other.checks.order_by("pk")[0]
    assert tick(mine, by=people.dpmd, answers={foreign.pk: ("yes", "")}) == 0
    assert not Check.objects.exclude(answer="").exists()
    with pytest.raises(ValidationError):
        tick(mine, by=people.dpmd, answers={mine.checks.order_by("pk")[0].pk: ("maybe", "")})
    take_step(mine, by=people.colleague)
    with pytest.raises(Refused, match="dipegang"):
        tick(mine, by=people.dpmd, answers={})


def test_a_stand_in_decides_while_the_holder_is_away(agreement, people, on_day):
    take_step(step(agreement, "dpmd"), by=people.dpmd)
    third = officer(agency())
    away(people.dpmd, people.colleague)
    assert may(people.colleague, "clear", agreement)
    assert not may(third, "clear", agreement)
    on_day(timezone.localdate() + dt.timedelta(days=6))
    assert not may(people.colleague, "clear", agreement)


def test_who_is_back_earlier_decides_alone_again(agreement, people, on_day):
    take_step(step(agreement, "dpmd"), by=people.dpmd)
    absence = away(people.dpmd, people.colleague)
    on_day(timezone.localdate() + dt.timedelta(days=2))
    with pytest.raises(Refused):
        end_absence(absence, by=people.colleague)
    end_absence(absence, by=people.dpmd)
    assert not may(people.colleague, "clear", agreement)
    assert Absence.objects.get().ends_on == timezone.localdate() - dt.timedelta(days=1)
    later = away(people.dpmd, people.colleague, first=3)
    end_absence(later, by=people.dpmd)
    assert Absence.objects.count() == 1


@pytest.mark.parametrize("wrong", ["overlap", "stranger", "self", "past", "turned"])
def test_an_absence_that_does_not_fit_is_told(people, wrong):
    days = {"first": -9, "last": -3} if wrong == "past" else {}
    days = {"first": 5, "last": 2} if wrong == "turned" else days
    cover = {"stranger": people.legal, "self": people.dpmd}.get(wrong, people.colleague)
    if wrong == "overlap":
        away(people.dpmd, people.colleague, first=3, last=9)
    before = Absence.objects.count()
    with pytest.raises(ValidationError):
        away(people.dpmd, cover, **days)
    assert Absence.objects.count() == before


def test_nobody_is_away_from_an_office_they_do_not_work_in(people):
    with pytest.raises(Refused):
        away(people.legal, people.colleague)


def test_absences_are_recorded_and_ended_on_the_page(client, people):
    client.force_login(people.dpmd)
    membership = Membership.objects.get(person=people.colleague)
    today = timezone.localdate()
    body = {"cover": membership.pk, "starts_on": today, "ends_on": today, "note": "Cuti."}
    assertNotContains(client.get(ABSENCES), str(people.legal))
    assertContains(client.post(ABSENCES, body, follow=True), f"Pengganti: {people.colleague}")
    assertContains(client.post(ABSENCES, body), "sudah mencatat")
    assertContains(client.post(ABSENCES, body | {"cover": ""}), "Ada 1 hal")
    absence = Absence.objects.get()
    client.force_login(people.colleague)
    page = client.get(ABSENCES)
    assertContains(page, "Cuti.")
    assertNotContains(page, "Saya hadir")
    end = reverse("agreements:absence-end", args=[absence.pk])
    assert client.post(end).status_code == 404
    client.force_login(people.dpmd)
    client.post(end)
    assert not Absence.objects.exists()


def test_absences_are_the_officers_affair(client, agreement):
    client.force_login(signatory_of(agreement.initiator))
    assert client.get(ABSENCES).status_code == 403
