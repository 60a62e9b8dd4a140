"""The link in a mail or a chat: it opens for its signatory alone, and a lost one comes again to the address on file."""

import datetime as dt
import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from agreements.signing.actions import decline
from agreements.signing.queries import document_of
from agreements.signing.session import limits, mailing
from agreements.signing.session.models import Reminder
from agreements.signing.session.tokens import LASTS, link_to, masked, token_for
from tests.factories import UserFactory, approved, begun, signatory_of, signed_by
from villages.people.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def ready():
    return approved(begun())


def place(agreement, ordinal=1):
    return document_of(agreement).signers.get(party__ordinal=ordinal)


def opened(person, signer):
    client = Client()
    if person:
        client.force_login(person)
    return client.get(reverse("agreements:sign-link", args=[token_for(signer)]))


def letters() -> list:
    """Do what is due of the queued letters, as the worker would; everything sent so far."""
    ours = DBTaskResult.objects.filter(task_path__startswith="agreements.signing.session.")
    while task := ours.ready().order_by("enqueued_at").first():
        task.set_successful(None)
        task.task.call(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])
    return mail.outbox


def links_in(letter) -> list[str]:
    return re.findall(r"https?://\S+/ttd/\S+/", letter.body)


def lose(who: str, **more):
    return Client(**more).post(reverse("agreements:sign-lost"), {"who": who})


def test_it_leads_the_signatory_to_the_page(ready):
    signer = place(ready)
    response = opened(signer.person, signer)
    assert response.headers["Location"] == reverse("agreements:sign", args=[ready.ref])


def test_who_is_not_logged_in_logs_in_first_and_then_gets_there(ready):
    signer = place(ready)
    response = opened(None, signer)
    assert response.headers["Location"].startswith("/masuk/?next=/ttd/")


def test_another_person_learns_neither_the_name_nor_the_agreement(ready):
    signer = place(ready)
    response = opened(signatory_of(place(ready, 2).organization), signer)
    html = response.content.decode()
    assert response.status_code == 403
    assert signer.name not in html and ready.title not in html
    assert masked(signer.name) in html


def test_an_old_link_says_so_and_a_fresh_one_goes_to_the_address_on_file(ready, time_machine):
    signer = place(ready)
    address = link_to(signer)
    time_machine.move_to(timezone.now() + LASTS + dt.timedelta(minutes=1))
    path = address.removeprefix("http://testserver")
    response = Client().get(path)
    assert response.status_code == 410
    assert "kedaluwarsa" in response.content.decode()
    letters().clear()
    assert Client().post(f"{path}kirim-lagi/").headers["Location"] == reverse("agreements:sign-lost-sent")
    (letter,) = letters()
    assert letter.to == [signer.person.email]
    (fresh,) = links_in(letter)
    client = Client()
    client.force_login(signer.person)
    assert client.get(fresh.removeprefix("http://testserver")).status_code == 302


def test_a_link_to_a_text_that_was_replaced_says_so(ready):
    signer = place(ready)
    decline(ready, by=place(ready, 2).person, reason="Belum benar")
    response = opened(signer.person, signer)
    assert response.status_code == 410
    assert "diganti" in response.content.decode()


def test_a_mangled_link_is_no_link(ready):
    token = token_for(place(ready))
    for wrong in (token[:-3], "x" + token, "1.a.b", token.replace(".", ":")):
        assert Client().get(reverse("agreements:sign-link", args=[wrong])).status_code == 404


def test_a_mandate_that_is_over_closes_the_link(ready):
    signer = place(ready)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(person=signer.person).update(ends_on=yesterday)
    response = opened(signer.person, signer)
    assert response.status_code == 410
    assert "tidak lagi memegang jabatan" in response.content.decode()


def test_the_link_of_who_has_signed_shows_the_result(ready):
    signed_by(ready, place(ready).organization)
    assert opened(place(ready).person, place(ready)).status_code == 302


def test_everybody_whose_turn_it_is_gets_one_letter_with_a_link(ready):
    found = letters()
    assert sorted(letter.to[0] for letter in found) == sorted(
        signer.person.email for signer in document_of(ready).signers.all()
    )
    assert ready.title in found[0].body
    html, kind = found[0].alternatives[0]
    assert kind == "text/html"
    assert not re.search(r"<img|<link|src=|url\(", html)
    mailing.tell_whose_turn(document_of(ready))
    assert len(letters()) == 2
    assert Reminder.objects.filter(sent_at__isnull=False).count() == 2


@pytest.mark.parametrize("how", ["username", "email", "code", "spaced code"])
def test_a_lost_link_comes_again(ready, how):
    signer = place(ready)
    letters().clear()
    code = document_of(ready).verification_code
    who = {
        "username": signer.person.username.upper(),
        "email": signer.person.email,
        "code": code.lower(),
        "spaced code": f" {code.replace('-', ' ')} ",
    }[how]
    assert lose(who).headers["Location"] == reverse("agreements:sign-lost-sent")
    found = letters()
    assert signer.person.email in [letter.to[0] for letter in found]
    assert len(found) == (2 if "code" in how else 1)


def test_one_letter_names_every_place_that_waits(ready):
    signer = place(ready)
    other = approved(begun(signer.organization, place(ready, 2).organization, title="Pasar Ikan Bersama"))
    letters().clear()
    lose(signer.person.username)
    (letter,) = letters()
    assert len(links_in(letter)) == 2
    assert other.title in letter.body


@pytest.mark.parametrize("who", ["tidak.ada", "tidak@ada.example", "7Q2M-K9XA-4T1C", "\U0001f600"])
def test_a_strangers_name_gets_the_same_answer_and_no_letter(ready, who):
    letters().clear()
    known, unknown = lose(place(ready).person.username), lose(who)
    if who != "\U0001f600":
        assert (known.status_code, known.headers["Location"]) == (
            unknown.status_code,
            unknown.headers["Location"],
        )
    assert [letter.to for letter in letters()] == [[place(ready).person.email]]


def test_the_answer_costs_the_same_queries_whoever_is_named(ready, django_assert_num_queries):
    counts = []
    for who in (place(ready).person.username, "tidak.ada", document_of(ready).verification_code):
        with django_assert_num_queries(4, exact=False) as counted:
            lose(who)
        counts.append(len(counted))
    assert len(set(counts)) == 1


def test_what_was_typed_never_stands_in_a_task(ready):
    lose("rahasia@surel.example")
    assert "rahasia" not in str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))


def test_who_has_nothing_to_sign_gets_no_letter():
    person = UserFactory()
    lose(person.email)
    assert letters() == []


def test_one_person_gets_at_most_three_letters_an_hour(ready, time_machine):
    letters().clear()
    now = timezone.now()
    for minute in range(8):
        time_machine.move_to(now + dt.timedelta(hours=2, minutes=minute))
        lose(place(ready).person.username)
        letters()
    assert len(mail.outbox) == mailing.MOST_AN_HOUR


def test_an_address_that_asks_too_often_waits(ready):
    for _n in range(limits.MOST):
        assert lose("tidak.ada").status_code == 302
    response = lose(place(ready).person.username)
    assert response.status_code == 429
    assert lose("tidak.ada", REMOTE_ADDR="203.0.113.9").status_code == 302


def test_a_mail_server_that_is_down_blocks_nothing_and_the_letter_goes_later(
    ready, monkeypatch, time_machine
):
    def down(self, messages):
        raise SMTPServerDisconnected("away")

    begun_at = timezone.now()
    monkeypatch.setattr(EmailBackend, "send_messages", down)
    assert letters() == []
    assert set(Reminder.objects.values_list("tries", "sent_at")) == {(1, None)}
    signed_by(ready, place(ready).organization)
    monkeypatch.undo()
    assert letters() == []
    time_machine.move_to(begun_at + dt.timedelta(minutes=2))
    assert [letter.to for letter in letters()] == [[place(ready, 2).person.email]]


def test_after_the_last_try_the_letter_is_given_up(ready, monkeypatch, time_machine):
    def down(self, messages):
        raise OSError("no route")

    monkeypatch.setattr(EmailBackend, "send_messages", down)
    now = timezone.now()
    for day in range(10):
        time_machine.move_to(now + dt.timedelta(days=day))
        letters()
    assert set(Reminder.objects.values_list("tries", flat=True)) == {len(mailing.PAUSES) + 1}
