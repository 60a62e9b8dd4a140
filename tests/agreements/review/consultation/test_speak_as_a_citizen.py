"""Citizens read the draft and speak without an account: only the letter's link counts, and nobody is tracked."""

import re
from smtplib import SMTPServerDisconnected

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from agreements.review.consultation import actions, limits, mailing
from agreements.review.consultation.models import CitizenComment
from tests.agreements.review.consultation.test_ask_citizens import asked, said
from tests.factories import begun, signatory_of, village

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_written_before(db):
    cache.clear()


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Srati"))


@pytest.fixture
def consultation(agreement):
    return asked(agreement)


@pytest.fixture
def stranger():
    return Client(enforce_csrf_checks=True)


def page(agreement, more=""):
    return f"/konsultasi/{agreement.ref}/{more}"


def typed(**changes):
    return {
        "about": "",
        "text": "Kapan mulainya?",
        "name": "Bu Tini",
        "email": "tini@surel.example",
        "website": "",
    } | changes


def link():
    """The link in the last letter, as a path."""
    return re.search(r"https?://[^/]+(/konsultasi/konfirmasi/\S+)", mail.outbox[-1].body)[1]


def send(stranger, agreement, **changes):
    """Write an opinion, and let the worker send the letter; the path in it."""
    answer = stranger.post(page(agreement, "sampaikan/"), typed(**changes))
    assert answer["Location"] == page(agreement, "terkirim/")
    mailing.deliver.call(CitizenComment.objects.latest("pk").pk)
    return link()


def test_the_letters_link_confirms_and_the_village_shows(stranger, agreement, consultation):
    article = agreement.articles.order_by("ordinal")[1]
    path = send(stranger, agreement, about=f"a{article.pk}", name_is_shown="on")
    row = CitizenComment.objects.get()
    assert (row.article, row.place.partition(" ")[0], row.confirmed_at) == (article, "Pasal", None)
    assert "Kapan mulainya?" in stranger.get(path).content.decode()
    assert CitizenComment.objects.get().confirmed_at is None  # opening the link is not enough
    assert "sudah kami terima" in stranger.post(path, follow=True).content.decode()
    assert "Kapan mulainya?" not in stranger.get(page(agreement, "pendapat/")).content.decode()
    row = CitizenComment.objects.get()
    actions.moderate(row, by=agreement.created_by, shown=True, answer="Bulan depan.")
    shown = stranger.get(page(agreement, f"pendapat/?tentang=a{article.pk}")).content.decode()
    assert "Kapan mulainya?" in shown and "Bu Tini" in shown and "Bulan depan." in shown
    assert "tini@surel.example" not in shown
    assert "1 pendapat" in stranger.get(page(agreement)).content.decode()


def test_who_wants_no_name_is_a_citizen(stranger, agreement, consultation):
    actions.moderate(said(consultation), by=agreement.created_by, shown=True)
    shown = stranger.get(page(agreement, "pendapat/")).content.decode()
    assert "Warga" in shown and "Bu Tini" not in shown


def test_what_is_hidden_is_told_with_its_reason_and_without_its_words(stranger, agreement, consultation):
    comment = said(consultation, "Pak Anu maling.", name_is_shown=True)
    actions.moderate(comment, by=agreement.created_by, shown=False, reason="Menuduh orang.")
    shown = stranger.get(page(agreement, "pendapat/")).content.decode()
    assert "Menuduh orang." in shown
    assert "maling" not in shown and "Bu Tini" not in shown
    entry = agreement.journal.get(code="hide_comment")
    assert entry.details == {"comment": comment.pk, "reason": "Menuduh orang."}
    actions.moderate(comment, by=agreement.created_by, shown=True)
    assert agreement.journal.filter(code="show_comment").exists()


def test_reading_and_speaking_set_no_cookie(stranger, agreement, consultation):
    path = send(stranger, agreement)
    answers = [
        stranger.get("/konsultasi/"),
        stranger.get(page(agreement)),
        stranger.get(page(agreement, "sampaikan/")),
        stranger.post(page(agreement, "sampaikan/"), typed(text="")),
        stranger.get(page(agreement, "terkirim/")),
        stranger.get(page(agreement, "pendapat/")),
        stranger.get(path),
        stranger.post(path),
    ]
    assert [answer.status_code for answer in answers] == [200] * 7 + [302]
    assert not [answer for answer in answers if answer.cookies]
    assert not stranger.cookies
    assert not Session.objects.exists()


def test_who_fills_in_what_nobody_sees_is_thanked_and_dropped(stranger, agreement, consultation):
    answer = stranger.post(page(agreement, "sampaikan/"), typed(website="https://murah.example"))
    assert answer["Location"] == page(agreement, "terkirim/")
    assert not CitizenComment.objects.exists()


def test_one_network_speaks_so_often_and_then_later(stranger, agreement, consultation):
    for turn in range(limits.MOST):
        address = f"warga{turn}@surel.example"
        assert stranger.post(page(agreement, "sampaikan/"), typed(email=address)).status_code == 302
    answer = stranger.post(page(agreement, "sampaikan/"), typed(email="lagi@surel.example"))
    assert answer.status_code == 429
    assert "lagi@surel.example" in answer.content.decode()  # what was typed is not lost
    elsewhere = stranger.post(page(agreement, "sampaikan/"), typed(), REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302
    assert CitizenComment.objects.count() == limits.MOST + 1


def test_nobody_has_letters_rained_on_somebody_else(stranger, agreement, consultation):
    for turn in range(actions.LETTERS_AN_HOUR):
        stranger.post(page(agreement, "sampaikan/"), typed(text=f"Pendapat {turn}"))
    answer = stranger.post(page(agreement, "sampaikan/"), typed(email="TINI@surel.example"))
    assert answer.status_code == 200
    assert "email" in answer.context["form"].errors
    assert CitizenComment.objects.count() == actions.LETTERS_AN_HOUR


def test_the_same_words_again_bring_the_letter_again(stranger, agreement, consultation):
    first = send(stranger, agreement)
    second = send(stranger, agreement)
    assert CitizenComment.objects.count() == 1
    assert len(mail.outbox) == 2
    assert stranger.get(first).status_code == 410
    assert stranger.get(second).status_code == 200


def test_a_link_is_good_for_three_days_and_only_once_made(stranger, agreement, consultation, on_day):
    path = send(stranger, agreement)
    assert stranger.get("/konsultasi/konfirmasi/bukan-tautan/").status_code == 410
    later = timezone.localdate() + mailing.LASTS
    on_day(later, "23:59")
    assert stranger.post(path).status_code == 410
    assert CitizenComment.objects.get().confirmed_at is None


def test_the_token_stands_nowhere(stranger, agreement, consultation):
    token = send(stranger, agreement).strip("/").split("/")[-1]
    row = CitizenComment.objects.values().get()
    assert token not in str(row)
    assert not [task for task in DBTaskResult.objects.all() if token in str(task.args_kwargs)]
    assert not [task for task in DBTaskResult.objects.all() if "tini" in str(task.args_kwargs)]


def test_a_mail_server_that_is_down_gets_the_letter_later(stranger, agreement, consultation, monkeypatch):
    comment = said(consultation, confirmed=False)
    DBTaskResult.objects.all().delete()

    def down(*_letter):
        raise SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(mailing, "send_mail", down)
        mailing.deliver.call(comment.pk)
        again = DBTaskResult.objects.get()
        assert again.run_after > timezone.now()
        mailing.deliver.call(comment.pk, len(mailing.PAUSES))
    assert DBTaskResult.objects.count() == 1  # after the last pause it is given up
    mailing.deliver.call(*again.args_kwargs["args"])
    assert stranger.get(link()).status_code == 200
    actions.confirm(comment)
    mailing.deliver.call(comment.pk)
    assert len(mail.outbox) == 1


def test_outside_its_days_nothing_is_taken(stranger, agreement, on_day):
    on_day("2026-11-02")
    consultation = asked(agreement, opens_on=timezone.localdate().replace(day=4), days=7)
    assert stranger.get(page(agreement)).status_code == 404
    on_day("2026-11-11")
    assert consultation.standing == "closed"
    assert stranger.get(page(agreement)).status_code == 200
    assert stranger.post(page(agreement, "sampaikan/"), typed()).status_code == 409
    assert not CitizenComment.objects.exists()


def test_only_an_article_of_that_text_can_be_spoken_about(stranger, agreement, consultation):
    other = begun().articles.order_by("ordinal")[0]
    for about in (f"a{other.pk}", "a1", "x"):
        answer = stranger.post(page(agreement, "sampaikan/"), typed(about=about))
        assert "about" in answer.context["form"].errors
    assert not CitizenComment.objects.exists()


def test_an_article_may_go_and_what_was_said_of_it_stays(agreement, consultation):
    article = agreement.articles.order_by("ordinal")[1]
    comment = said(consultation, key=f"a{article.pk}")
    place = comment.place
    article.delete()
    comment.refresh_from_db()
    assert (comment.article, comment.place) == (None, place)


def test_nobody_learns_of_a_draft_that_is_not_open(stranger, agreement):
    for more in ("", "pendapat/", "sampaikan/", "terkirim/"):
        assert stranger.get(page(agreement, more)).status_code == 404
    assert agreement.title not in stranger.get("/konsultasi/").content.decode()
    assert stranger.get("/konsultasi/%00%FF/").status_code == 404


def test_the_public_page_tells_no_account_and_no_address(stranger, agreement, consultation):
    text = stranger.get(page(agreement)).content.decode()
    assert agreement.articles.order_by("ordinal")[0].body[:20] in text
    for party in agreement.parties.all():
        assert party.organization.email not in text and party.organization.phone not in text
    assert signatory_of(agreement.initiator).email not in text
