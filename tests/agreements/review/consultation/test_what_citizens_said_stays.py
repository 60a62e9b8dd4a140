"""Nobody changes or deletes what a confirmed citizen has said; the writer is told once that the village answered."""

import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import InternalError, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from agreements.review.consultation import actions, mailing
from agreements.review.consultation.models import CitizenComment
from tests.agreements.review.consultation.test_ask_citizens import asked, said
from tests.factories import begun, village

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Srati"))


@pytest.fixture
def comment(agreement):
    return said(asked(agreement))


def answered(agreement, comment, answer="Bulan depan."):
    return actions.moderate(comment, by=agreement.created_by, shown=True, answer=answer)


def letters():
    """What the worker is to send about answers."""
    path = "agreements.review.consultation.mailing.deliver_answer"
    return [
        task.args_kwargs["args"]
        for task in DBTaskResult.objects.filter(task_path=path).order_by("enqueued_at")
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Setuju semuanya."},
        {"place": "Pasal 9"},
        {"confirmed_at": None},
        {"name": "Orang lain"},
        {"email": "lain@surel.example"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_was_said_cannot_be_changed(comment, change):
    rows = CitizenComment.objects.filter(pk=comment.pk)
    with pytest.raises(InternalError), transaction.atomic():
        rows.update(**change)
    assert rows.get().text == "Kapan mulainya?"


def test_what_was_said_cannot_be_deleted_and_its_writer_can_be_forgotten(comment):
    rows = CitizenComment.objects.filter(pk=comment.pk)
    with pytest.raises(InternalError), transaction.atomic():
        rows.delete()
    rows.update(name="", email="")
    assert rows.get().email == ""


def test_what_nobody_confirmed_may_still_go(agreement, comment):
    unconfirmed = said(comment.consultation, "Belum.", confirmed=False, email="lain@surel.example")
    unconfirmed.text = "Sudah diubah."
    unconfirmed.save()
    unconfirmed.delete()
    assert CitizenComment.objects.get() == comment


def test_the_writer_is_told_once_what_the_village_answered(agreement, comment):
    answered(agreement, comment, answer="")
    assert letters() == []
    answered(agreement, comment)
    answered(agreement, comment, answer="Bulan depan, sesudah musyawarah.")
    assert letters() == [[comment.pk]]
    mail.outbox.clear()
    mailing.deliver_answer.call(comment.pk)
    (letter,) = mail.outbox
    assert letter.to == ["tini@surel.example"]
    assert "Kapan mulainya?" in letter.body and "sesudah musyawarah." in letter.body
    path = re.search(r"https?://[^/]+(/konsultasi/\S+)", letter.body)[1]
    assert "sesudah musyawarah." in Client().get(path).content.decode()


def test_what_is_hidden_brings_no_letter(agreement, comment):
    actions.moderate(comment, by=agreement.created_by, shown=False, reason="Menyerang pribadi.", answer="x")
    assert letters() == []
    answered(agreement, comment)
    actions.moderate(comment, by=agreement.created_by, shown=False, reason="Menyerang pribadi.")
    mailing.deliver_answer.call(comment.pk)
    assert not mail.outbox


def test_a_mail_server_that_is_down_gets_it_later_and_a_forgotten_writer_never(
    agreement, comment, monkeypatch
):
    answered(agreement, comment)

    def down(*_letter):
        raise SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(mailing, "send_mail", down)
        mailing.deliver_answer.call(comment.pk)
    assert letters() == [[comment.pk], [comment.pk, 1]]
    actions.close(comment.consultation, by=agreement.created_by, report="Jadwal ditambahkan.")
    mailing.deliver_answer.call(*letters()[1])
    assert not mail.outbox
