"""An agreement is suspended by all parties or by the district, holds again by itself, and says so where it is read."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from agreements.monitoring.changing import actions
from agreements.monitoring.changing.days import days_of, last_day, runs_on
from agreements.monitoring.changing.guards import suspension_of
from agreements.monitoring.changing.models import Suspension
from agreements.monitoring.motions import actions as motions
from agreements.monitoring.motions.models import Motion
from agreements.record.crossing import Refused
from agreements.record.models import Agreement, Party
from agreements.record.place_days import today_at
from tests import factories
from villages.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    factories.agency()
    return factories.listed(factories.village().organization, factories.village().organization)


def head(agreement: Agreement, ordinal: int) -> User:
    return factories.signatory_of(Party.objects.get(agreement=agreement, ordinal=ordinal).organization)


def days(agreement: Agreement, first: int = 0, last: int = 30) -> dict[str, dt.date]:
    today = today_at(agreement)
    return {"starts_on": today + dt.timedelta(days=first), "ends_on": today + dt.timedelta(days=last)}


def suspended(agreement: Agreement, **more: Any) -> Suspension:
    facts = {"reason": "Banjir.", "basis": "Keputusan 1/2026"} | days(agreement) | more
    return actions.suspend(agreement, by=factories.reviewer(), **facts)


def test_all_parties_suspend_it_and_let_it_hold_again(agreement):
    motion = actions.propose_suspension(agreement, by=head(agreement, 1), reason="Banjir.", **days(agreement))
    assert suspension_of(agreement) is None
    motions.vote(motion, by=head(agreement, 2), agrees=True)
    found = suspension_of(agreement)
    assert found is not None
    assert (found.motion, found.recorded_by, found.starts_on) == (motion, None, today_at(agreement))
    again = actions.propose_resumption(agreement, by=head(agreement, 2), reason="Surut.")
    motions.vote(again, by=head(agreement, 1), agrees=True)
    assert suspension_of(agreement) is None
    codes = list(agreement.journal.order_by("serial").values_list("code", flat=True))
    assert [code for code in codes if code in ("suspend", "resume")] == ["suspend", "resume"]


def test_who_agrees_late_suspends_from_that_day(agreement, monkeypatch):
    motion = actions.propose_suspension(agreement, by=head(agreement, 1), reason="Banjir.", **days(agreement))
    later = today_at(agreement) + dt.timedelta(days=10)
    for module in ("actions", "carrying", "guards"):
        monkeypatch.setattr(f"agreements.monitoring.changing.{module}.today_at", lambda agreement: later)
    motions.vote(motion, by=head(agreement, 2), agrees=True)
    assert Suspension.objects.get().starts_on == later


def test_who_agrees_when_the_days_are_over_is_told(agreement, monkeypatch):
    motion = actions.propose_suspension(agreement, by=head(agreement, 1), reason="Banjir.", **days(agreement))
    later = today_at(agreement) + dt.timedelta(days=31)
    monkeypatch.setattr("agreements.monitoring.changing.carrying.today_at", lambda agreement: later)
    with pytest.raises(Refused, match="sudah lewat"):
        motions.vote(motion, by=head(agreement, 2), agrees=True)
    motion.refresh_from_db()
    assert (motion.state, motion.votes.count()) == (Motion.State.OPEN, 1)


@pytest.mark.parametrize(
    ("first", "last", "field"), [(-1, 5, "starts_on"), (5, 4, "ends_on"), (0, 4000, "ends_on")]
)
def test_days_that_cannot_be_are_named(agreement, first, last, field):
    with pytest.raises(ValidationError) as told:
        suspended(agreement, **days(agreement, first, last))
    assert set(told.value.message_dict) == {field}
    assert not Suspension.objects.exists()


def test_one_suspension_at_a_time_and_nothing_to_resume_without(agreement):
    with pytest.raises(Refused, match="tidak sedang ditunda"):
        actions.resume(agreement, by=factories.reviewer(), reason="x")
    suspended(agreement)
    with pytest.raises(Refused, match="sedang ditunda"):
        suspended(agreement)
    with pytest.raises(Refused, match="sedang ditunda"):
        actions.propose_suspension(agreement, by=head(agreement, 1), reason="x", **days(agreement))


def test_a_head_alone_suspends_nothing(agreement):
    with pytest.raises(Refused) as refusal:
        actions.suspend(agreement, by=head(agreement, 1), reason="x", basis="y", **days(agreement))
    assert refusal.value.answer.because_of_who


def test_it_holds_again_by_itself_on_the_day_after_twice_or_late(agreement, capsys):
    running = suspended(agreement)
    call_command("resume_suspended")
    assert "0 kerja sama" in capsys.readouterr().out
    ago = days(agreement, -40, -5)
    Suspension.objects.filter(pk=running.pk).update(**ago)
    assert (actions.resume_due(), actions.resume_due()) == (1, 0)
    running.refresh_from_db()
    assert running.resumed_on == ago["ends_on"] + dt.timedelta(days=1)
    assert agreement.journal.filter(code="resume", actor=None).count() == 1


def test_the_days_of_a_suspension():
    day = dt.date(2026, 3, 1)
    whole = Suspension(starts_on=day, ends_on=dt.date(2026, 3, 10))
    cut = Suspension(starts_on=day, ends_on=dt.date(2026, 3, 10), resumed_on=dt.date(2026, 3, 4))
    never = Suspension(starts_on=day, ends_on=dt.date(2026, 3, 10), resumed_on=dt.date(2026, 2, 20))
    assert [last_day(one).day for one in (whole, cut)] == [10, 3]
    assert [runs_on(one, dt.date(2026, 3, 4)) for one in (whole, cut, never)] == [True, False, False]
    assert days_of([whole, cut, never]) == 13


def test_the_pages_say_so_and_keep_what_was_typed(client, agreement):
    client.force_login(factories.reviewer())
    address = f"/kerja-sama/{agreement.ref}/perubahan/tunda/"
    assert "Dasar keputusan" in client.get(address).content.decode()
    said = {
        "reason": "Banjir besar.",
        "basis": "Keputusan 1/2026",
        "starts_on": "2020-01-01",
        "ends_on": "2020-02-01",
    }
    wrong = client.post(address, said)
    assert wrong.status_code == 400
    assert "Banjir besar." in wrong.content.decode()
    good = said | {name: day.isoformat() for name, day in days(agreement).items()}
    assert client.post(address, good).status_code == 302
    for page in (f"/kerja-sama/{agreement.ref}/perubahan/", agreement.desk_url):
        assert "Sedang ditunda." in client.get(page).content.decode()
    again = client.post(f"/kerja-sama/{agreement.ref}/perubahan/berlakukan/", {"reason": "Surut."})
    assert again.status_code == 302
    assert "Sedang ditunda." not in client.get(agreement.desk_url).content.decode()


def test_a_head_proposes_on_the_page(client, agreement):
    client.force_login(head(agreement, 1))
    room = client.get(f"/kerja-sama/{agreement.ref}/perubahan/").content.decode()
    assert "Usulkan penundaan" in room
    said = {"reason": "Banjir."} | {name: day.isoformat() for name, day in days(agreement).items()}
    client.post(f"/kerja-sama/{agreement.ref}/perubahan/tunda/usul/", said)
    assert Motion.objects.get().state == Motion.State.OPEN
    client.force_login(head(agreement, 2))
    assert "Jawab usul ini" in client.get(f"/kerja-sama/{agreement.ref}/perubahan/").content.decode()
