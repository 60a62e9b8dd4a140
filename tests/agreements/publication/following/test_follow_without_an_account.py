"""Anybody is told by e-mail of what becomes public: asked for, confirmed, left, and nothing of them remains."""

import datetime as dt
import logging
import re
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from agreements.publication.following import actions, mailing, views
from agreements.publication.following.models import Follow
from agreements.record.models import Agreement
from tests import factories

pytestmark = pytest.mark.django_db
EMAIL = "tini@surel.example"


@pytest.fixture(autouse=True)
def nobody_has_asked_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def agreement() -> Agreement:
    one, two = factories.village("Argopeni"), factories.village("Srati")
    return factories.listed(one.organization, two.organization)


@pytest.fixture
def stranger() -> Client:
    return Client(enforce_csrf_checks=True)


def typed(agreement: Agreement, **changes: str) -> dict[str, str]:
    wish = {"apa": "agreement", "sasaran": agreement.ref, "email": EMAIL, "rhythm": "daily", "website": ""}
    return wish | changes


def sent_off() -> None:
    """The worker does what is queued."""
    for task in DBTaskResult.objects.filter(task_path__endswith="following.mailing.deliver"):
        mailing.deliver.call(*task.args_kwargs["args"])
        task.delete()


def link(ending: str = "") -> str:
    """The link in the last letter, as a path."""
    return re.search(rf"https?://[^/]+(/ikuti/\w{{64}}/{ending})\s", mail.outbox[-1].body)[1]


def followed(stranger: Client, agreement: Agreement, **changes: str) -> Follow:
    """A wish that was written and confirmed."""
    assert stranger.post("/ikuti/", typed(agreement, **changes)).status_code == 302
    sent_off()
    assert stranger.post(link()).status_code == 302
    return Follow.objects.order_by("-pk")[0]


def test_only_the_button_behind_the_letters_link_counts(stranger: Client, agreement: Agreement) -> None:
    page = stranger.get("/ikuti/", {"apa": "agreement", "sasaran": agreement.ref})
    assert agreement.title in page.content.decode()
    answer = stranger.post("/ikuti/", typed(agreement))
    assert answer.headers["Location"] == "/ikuti/terkirim/"
    sent_off()
    row = Follow.objects.get()
    assert row.confirmed_at is None and mail.outbox[0].to == [EMAIL]
    assert stranger.get(link()).status_code == 200
    row.refresh_from_db()
    assert row.confirmed_at is None, "a program that opens every link confirms nothing"
    stranger.post(link())
    row.refresh_from_db()
    assert row.confirmed_at
    assert row.token not in mail.outbox[0].body and len(row.token) == 64
    assert not stranger.cookies and not Session.objects.exists()


@pytest.mark.parametrize("what", ["village", "partner", "search"])
def test_a_village_a_partner_and_a_question_can_be_followed(stranger: Client, what: str) -> None:
    village, firm = factories.village("Argopeni"), factories.partner("CV Pandan")
    agreement = factories.listed(village.organization, firm.organization)
    key = {"village": village.area_id, "partner": firm.slug, "search": "q=sampah&topik=waste&urut=nilai"}[
        what
    ]
    row = followed(stranger, agreement, apa=what, sasaran=key)
    assert row.what == what
    assert row.target == {"search": "q=sampah&topik=waste"}.get(what, key)
    stranger.post("/ikuti/", typed(agreement, apa="search", sasaran="topik=waste&q=sampah"))
    assert Follow.objects.filter(what="search").count() == 1, "the same question in another order"


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ("", ""),
        ("agreement", "ZZZZZZZZ"),
        ("agreement", "\0"),
        ("village", "33.05.99.2001"),
        ("village", "' or 1=1"),
        ("partner", "tidak-ada"),
        ("search", ""),
        ("search", "jenis=ngawur"),
        ("search", "q=" + "x" * 10_000),
        ("person", "1"),
    ],
)
def test_what_is_not_public_cannot_be_followed(stranger: Client, what: str, key: str) -> None:
    asked = {"apa": what, "sasaran": key}
    assert stranger.get("/ikuti/", asked).status_code == 404
    assert stranger.post("/ikuti/", asked | {"email": EMAIL, "rhythm": "daily"}).status_code == 404
    assert not Follow.objects.exists()


def test_a_draft_cannot_be_followed(stranger: Client) -> None:
    draft = factories.begun()
    assert stranger.get("/ikuti/", {"apa": "agreement", "sasaran": draft.ref}).status_code == 404


def test_leaving_leaves_nothing(stranger: Client, agreement: Agreement) -> None:
    followed(stranger, agreement)
    way = f"{link()}berhenti/"
    assert stranger.get(way).status_code == 200
    assert Follow.objects.count() == 1, "opening the link changes nothing"
    assert stranger.post(way, {"semua": "tidak"}, follow=True).status_code == 200
    assert not Follow.objects.exists()
    assert stranger.post(way).status_code == 302, "leaving twice is leaving"
    assert stranger.get(way).status_code == stranger.get(link()).status_code == 410


def test_one_click_of_the_mail_program_leaves_everything(stranger: Client, agreement: Agreement) -> None:
    village = agreement.parties.order_by("ordinal")[0].organization.village
    followed(stranger, agreement)
    followed(stranger, agreement, apa="village", sasaran=village.area_id)
    followed(stranger, agreement, email="budi@surel.example")
    headers = next(letter for letter in mail.outbox if letter.to == [EMAIL]).extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way = re.fullmatch(r"<https?://[^/]+(/\S+)>", headers["List-Unsubscribe"])[1]
    assert stranger.post(way, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert [row.email for row in Follow.objects.all()] == ["budi@surel.example"]


def test_the_pages_behind_a_link_are_kept_by_nobody(stranger: Client, agreement: Agreement) -> None:
    followed(stranger, agreement)
    for address in (link(), f"{link()}berhenti/"):
        page = stranger.get(address)
        assert "no-store" in page.headers["Cache-Control"]
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert EMAIL not in page.content.decode()


def test_a_program_that_fills_in_everything_is_told_the_same_and_noted_nowhere(
    stranger: Client, agreement: Agreement
) -> None:
    answer = stranger.post("/ikuti/", typed(agreement, website="https://iklan.example"))
    assert answer.headers["Location"] == "/ikuti/terkirim/"
    assert not Follow.objects.exists()


def test_one_network_asks_so_often_and_then_later(
    stranger: Client, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_TRIES", 2)
    found = [
        stranger.post("/ikuti/", typed(agreement, email=f"warga{n}@surel.example")).status_code
        for n in range(3)
    ]
    assert found == [302, 302, 429]
    assert Follow.objects.count() == 2


def test_nobody_floods_an_address(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "LETTERS_AN_HOUR", 2)
    village = factories.village()
    found = []
    for _n in range(3):
        agreement = factories.listed(village.organization, factories.village().organization)
        found.append(stranger.post("/ikuti/", typed(agreement)).status_code)
    assert found == [302, 302, 200]
    assert Follow.objects.count() == 2


def test_who_follows_already_is_told_so_and_shown_the_way_out(stranger: Client, agreement: Agreement) -> None:
    row = followed(stranger, agreement)
    stranger.post("/ikuti/", typed(agreement, rhythm="weekly"))
    sent_off()
    assert "sudah mengikuti" in mail.outbox[-1].body and link("berhenti/")
    row.refresh_from_db()
    assert row.rhythm == "daily", "a stranger who knows the address changes nothing"


def test_what_nobody_confirms_is_forgotten(stranger: Client, agreement: Agreement, capsys: Any) -> None:
    kept = followed(stranger, agreement)
    stranger.post("/ikuti/", typed(agreement, email="budi@surel.example"))
    sent_off()
    Follow.objects.update(created_at=timezone.now() - dt.timedelta(days=8))
    call_command("forget_citizens")
    assert "1 permintaan kabar" in capsys.readouterr().out
    assert list(Follow.objects.all()) == [kept]


def test_too_late_is_too_late_even_before_it_is_forgotten(stranger: Client, agreement: Agreement) -> None:
    stranger.post("/ikuti/", typed(agreement))
    sent_off()
    Follow.objects.update(created_at=timezone.now() - dt.timedelta(days=8))
    assert stranger.post(link()).status_code == 410
    assert not Follow.objects.filter(confirmed_at__isnull=False).exists()


def test_a_mail_server_that_is_down_makes_the_letter_later(
    stranger: Client, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_args: Any, **_named: Any) -> None:
        raise SMTPServerDisconnected

    stranger.post("/ikuti/", typed(agreement))
    with monkeypatch.context() as while_down:
        while_down.setattr("django.core.mail.EmailMessage.send", down)
        sent_off()
    assert mail.outbox == []
    sent_off()
    assert len(mail.outbox) == 1


def test_no_log_knows_who_follows_what(
    stranger: Client, agreement: Agreement, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        followed(stranger, agreement)
        secret = link()
        stranger.post(f"{secret}berhenti/", {"semua": "ya"})
    told = caplog.text + repr(
        [record.__dict__ for record in caplog.records if record.name.startswith("kerjasama")]
    )
    assert "kerjasama.access" in told
    assert EMAIL not in told and secret.split("/")[2] not in told


def test_mail_and_pages_speak_the_language_of_who_asked(stranger: Client, agreement: Agreement) -> None:
    stranger.post("/ikuti/", typed(agreement), headers={"accept-language": "en"})
    assert Follow.objects.get().language == "en"
