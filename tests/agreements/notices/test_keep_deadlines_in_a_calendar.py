"""Deadlines are recalled before and after, and stand in a calendar whose secret address can be renewed."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django.asserts import assertContains, assertNotContains

from agreements.notices.actions import renew_calendar
from agreements.notices.deriving import derive
from agreements.notices.models import Notice
from agreements.notices.reminding import remind
from agreements.review.models import Step
from tests import factories as make

pytestmark = pytest.mark.django_db


def codes(person, *, since=0):
    found = Notice.objects.filter(person=person, pk__gt=since).order_by("pk")
    return list(found.values_list("code", flat=True))


def events(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(e["summary"]): e["dtstart"].dt for e in Calendar.from_ical(answer.content).walk("VEVENT")}


def address(person):
    return reverse("agreements:calendar", args=[renew_calendar(by=person).calendar_secret])


def test_a_step_is_recalled_shortly_before_and_after_its_deadline(cast, on_day):
    on_day("2027-02-01")  # a Monday
    make.submitted(cast.agreement)
    due = Step.objects.get().due_on
    remind()
    assert codes(cast.officer) == []
    on_day(due - dt.timedelta(days=1))
    remind(), remind()
    assert codes(cast.officer) == ["step_due"]
    on_day(due + dt.timedelta(days=1))
    remind(), remind()
    assert codes(cast.officer) == ["step_due", "step_late"]
    assert codes(cast.head) == codes(cast.other_head) == ["office_late"]
    on_day(due + dt.timedelta(days=15))
    remind()
    assert codes(cast.officer)[-2:] == ["step_late", "step_late"]
    assert codes(cast.head) == ["office_late"], "the parties hear of the delay once"


def test_only_the_holder_of_a_step_is_recalled(cast, on_day):
    on_day("2027-02-01")
    make.submitted(cast.agreement)
    step = Step.objects.get()
    step.holder = cast.colleague
    step.save(update_fields=["holder"])
    on_day(step.due_on)
    remind()
    assert (codes(cast.colleague), codes(cast.officer)) == (["step_due"], [])


def test_the_end_of_an_agreement_is_told_ninety_and_thirty_days_before(cast, on_day):
    on_day("2027-02-01")
    parties = [party.organization for party in cast.agreement.parties.order_by("ordinal")]
    make.listed(*parties, ends_on=dt.date(2027, 6, 30))
    remind()
    assert codes(cast.head) == []
    on_day("2027-04-01")
    remind(), remind()
    assert codes(cast.head) == ["expiring"]
    on_day("2027-05-31")
    remind(), remind()
    assert codes(cast.head) == ["expiring", "expiring"]
    assert Notice.objects.filter(person=cast.head, due_on="2027-06-30").count() == 2


def test_the_calendar_shows_an_officer_the_steps(client, cast):
    make.submitted(cast.agreement)
    step = Step.objects.get()
    assert events(client, address(cast.officer)) == {
        f"Tenggat peninjauan: {cast.agreement.title}": step.due_on
    }
    assert events(client, address(cast.head)) == {}
    step.holder = cast.colleague
    step.save(update_fields=["holder"])
    assert events(client, address(cast.officer)) == {}


def test_the_calendar_shows_a_village_when_its_agreements_end(client, cast):
    parties = [party.organization for party in cast.agreement.parties.order_by("ordinal")]
    ends = timezone.localdate() + dt.timedelta(days=40)
    make.listed(*parties, ends_on=ends, title="Jalan; Usaha, Tani")
    assert events(client, address(cast.head)) == {"Kerja sama berakhir: Jalan; Usaha, Tani": ends}
    assert events(client, address(cast.council)) == {}


def test_a_renewed_address_closes_the_one_before(client, cast):
    before = address(cast.officer)
    after = address(cast.officer)
    assert before != after
    assert client.get(before).status_code == 404
    assert client.get(after).status_code == 200


def test_the_calendar_sets_no_cookie_and_is_sent_once_when_nothing_changed(client, cast):
    make.submitted(cast.agreement)
    answer = client.get(where := address(cast.officer))
    assert not answer.cookies
    assert "private" in answer["Cache-Control"]
    assert client.get(where, headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("secret", ["x", "a" * 32, "%00" * 32, "a" * 65])
def test_a_guessed_address_leads_nowhere(client, db, secret):
    assert client.get(f"/kalender/{secret}.ics").status_code == 404


def test_a_closed_account_has_no_calendar(client, cast):
    where = address(cast.officer)
    cast.officer.is_active = False
    cast.officer.save(update_fields=["is_active"])
    assert client.get(where).status_code == 404


def test_the_address_is_made_and_renewed_on_ones_own_page(client, cast):
    client.force_login(cast.head)
    page, renew = reverse("agreements:notice-preferences"), reverse("agreements:calendar-renew")
    assertContains(client.get(page), "Buat alamat kalender")
    client.post(renew)
    secret = cast.head.notice_preference.calendar_secret
    assertContains(client.get(page), f"/kalender/{secret}.ics")
    assertContains(client.get(renew), "tidak berlaku lagi")
    client.post(renew)
    assertNotContains(client.get(page), secret)


def test_a_remark_stands_in_the_calendar_until_its_office_decides(client, cast):
    make.submitted(cast.agreement)
    derive()
    due = Step.objects.get().due_on
    Notice.objects.create(
        person=cast.head, agreement=cast.agreement, code="remark", key="entry:1", due_on=due
    )
    assert events(client, address(cast.head)) == {f"Jawab catatan peninjau: {cast.agreement.title}": due}
