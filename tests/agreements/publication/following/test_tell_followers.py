"""Followers get one letter about what is new, nothing twice, and none when nothing is."""

import datetime as dt
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from agreements.publication.catalogue.models import Listing
from agreements.publication.following import actions
from agreements.publication.following.models import Follow
from agreements.publication.following.targets import target_of
from agreements.publication.following.telling import tell_followers
from agreements.record.models import Agreement
from tests import factories
from villages.organizations.models import Village

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)


def at(day: dt.date, clock: str = "08:00") -> Any:
    """It is then, in Jakarta."""
    moment = dt.datetime.combine(day, dt.time.fromisoformat(clock), timezone.get_default_timezone())
    return time_machine.travel(moment, tick=False)


def follows(what: str, key: str, *, email: str = "tini@surel.example", rhythm: str = "daily") -> Follow:
    target = target_of(what, key)
    assert target is not None
    actions.follow(target, email=email, rhythm=rhythm, language="id")
    return actions.confirm(Follow.objects.get(email=email, what=target.what, target=target.key))


@pytest.fixture
def village() -> Village:
    return factories.village("Argopeni")


def published(village: Village, title: str = "Sampah Bersama", **details: Any) -> Agreement:
    return factories.listed(village.organization, factories.village().organization, title=title, **details)


def letters() -> list[str]:
    return [letter.body for letter in mail.outbox]


def test_what_becomes_public_is_told_next_morning_and_once(village: Village) -> None:
    with at(MONDAY):
        follows("village", village.area_id)
    with at(MONDAY, "12:00"):
        published(village)
    with at(MONDAY, "18:00"):
        assert tell_followers() == 0, "today's letter has been"
    tuesday = MONDAY + dt.timedelta(days=1)
    with at(tuesday, "06:59"):
        assert tell_followers() == 0
    with at(tuesday, "07:01"):
        assert (tell_followers(), tell_followers()) == (1, 0)
    assert "Sampah Bersama" in letters()[0] and "Berlaku" in letters()[0]
    with at(tuesday + dt.timedelta(days=1)):
        assert tell_followers() == 0, "nothing new, no letter"


def test_the_weekly_letter_comes_on_monday(village: Village) -> None:
    with at(MONDAY):
        follows("village", village.area_id, rhythm="weekly")
    with at(MONDAY, "12:00"):
        published(village)
    for day in range(1, 7):
        with at(MONDAY + dt.timedelta(days=day)):
            assert tell_followers() == 0
    with at(MONDAY + dt.timedelta(days=7)):
        assert tell_followers() == 1


def test_an_ending_and_an_addendum_are_news_of_an_agreement(village: Village) -> None:
    with at(MONDAY):
        first = published(village)
        follows("agreement", first.ref)
    with at(MONDAY, "12:00"):
        second = published(village, "Addendum Sampah")
        Listing.objects.filter(pk=second.pk).update(parent=first.pk)
        published(village, "Jalan Usaha Tani")
        factories.moved(first, "ended")
    with at(MONDAY + dt.timedelta(days=1)):
        assert tell_followers() == 1
    assert "Addendum Sampah" in letters()[0] and "Berakhir" in letters()[0]
    assert "Jalan Usaha Tani" not in letters()[0]


def test_one_letter_for_all_that_an_address_follows_and_each_agreement_once(village: Village) -> None:
    with at(MONDAY):
        follows("village", village.area_id)
        follows("search", "q=sampah")
        follows("search", "q=sampah", email="budi@surel.example")
    with at(MONDAY, "12:00"):
        published(village)
    with at(MONDAY + dt.timedelta(days=1)):
        assert tell_followers() == 2
    mine = next(letter for letter in mail.outbox if letter.to == ["tini@surel.example"])
    assert mine.body.count("Sampah Bersama") == 1
    assert mine.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert all(len(letter.to) == 1 and not letter.bcc and not letter.cc for letter in mail.outbox)


def test_what_was_confirmed_late_in_a_transaction_is_told_too(village: Village) -> None:
    with at(MONDAY):
        follows("village", village.area_id)
    tuesday = MONDAY + dt.timedelta(days=1)
    with at(tuesday, "07:00"):
        early = published(village, "Yang Pertama")
        Listing.objects.filter(pk=early.pk).update(stage_since=timezone.now() - dt.timedelta(hours=1))
    with at(tuesday, "07:02"):
        assert tell_followers() == 1
    with at(tuesday, "07:03"):
        late = published(village, "Terlihat Belakangan")
        Listing.objects.filter(pk=late.pk).update(stage_since=timezone.now() - dt.timedelta(minutes=3))
    with at(tuesday + dt.timedelta(days=1)):
        assert tell_followers() == 1
    assert "Terlihat Belakangan" in letters()[-1] and "Yang Pertama" not in letters()[-1]


def test_a_mail_server_that_is_down_loses_nothing(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_args: Any, **_named: Any) -> None:
        raise SMTPServerDisconnected

    with at(MONDAY):
        follows("village", village.area_id)
    with at(MONDAY, "12:00"):
        published(village)
    with at(MONDAY + dt.timedelta(days=1)):
        with monkeypatch.context() as while_down:
            while_down.setattr("django.core.mail.EmailMessage.send", down)
            assert tell_followers() == 0
        assert tell_followers() == 1


def test_an_address_that_is_refused_holds_up_nobody_and_is_tried_tomorrow(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at(MONDAY):
        follows("village", village.area_id, email="a.salah@surel.example")
        follows("village", village.area_id)
    with at(MONDAY, "12:00"):
        published(village)
    send = mail.EmailMessage.send

    def refusing(letter: mail.EmailMessage, *args: Any, **named: Any) -> Any:
        if letter.to == ["a.salah@surel.example"]:
            raise SMTPRecipientsRefused({})
        return send(letter, *args, **named)

    tuesday = MONDAY + dt.timedelta(days=1)
    with at(tuesday), monkeypatch.context() as now:
        now.setattr("django.core.mail.EmailMessage.send", refusing)
        assert (tell_followers(), tell_followers()) == (1, 0)
    with at(tuesday + dt.timedelta(days=1)):
        assert tell_followers() == 1
    assert mail.outbox[-1].to == ["a.salah@surel.example"]


def test_the_same_news_have_the_same_message_id(village: Village) -> None:
    with at(MONDAY):
        row = follows("village", village.area_id)
    with at(MONDAY, "12:00"):
        published(village)
    before = (row.told_through, row.sent_at)
    for _crashed_after_sending in range(2):
        with at(MONDAY + dt.timedelta(days=1)):
            assert tell_followers() == 1
        Follow.objects.update(told_through=before[0], sent_at=before[1])
    one, two = (letter.extra_headers["Message-ID"] for letter in mail.outbox)
    assert one == two


def test_coming_near_to_the_end_is_news_of_what_ends_soon(village: Village) -> None:
    with at(MONDAY):
        published(village, ends_on=MONDAY + dt.timedelta(days=32))
        published(village, "Masih Lama", ends_on=MONDAY + dt.timedelta(days=300))
        follows("search", "berakhir=30")
        follows("search", "q=sampah", email="budi@surel.example")
    sent = []
    for day in range(1, 5):
        with at(MONDAY + dt.timedelta(days=day)):
            sent.append(tell_followers())
    assert sent == [0, 1, 0, 0], "told once, on the day on which thirty are left"
    assert "Sampah Bersama" in letters()[0] and "Masih Lama" not in letters()[0]


def test_whoever_did_not_confirm_hears_nothing(village: Village) -> None:
    with at(MONDAY):
        target = target_of("village", village.area_id)
        actions.follow(target, email="tini@surel.example", rhythm="daily", language="id")
    with at(MONDAY, "12:00"):
        published(village)
    with at(MONDAY + dt.timedelta(days=1)):
        assert tell_followers() == 0


def test_a_quiet_morning_costs_the_same_for_many_as_for_few(
    village: Village, django_assert_num_queries: Any
) -> None:
    with at(MONDAY):
        published(village)
        for n in range(12):
            follows("village", village.area_id, email=f"warga{n}@surel.example")
    with at(MONDAY + dt.timedelta(days=1)), django_assert_num_queries(3):
        assert tell_followers() == 0
