"""Notices leave by mail as each person chose: nothing blocks while the server is down, and nothing goes twice."""

import datetime as dt
from smtplib import SMTPRecipientsRefused
from threading import Thread
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone

from agreements.notices import actions, letters
from agreements.notices.deriving import derive
from agreements.notices.models import Notice
from agreements.notices.running import run
from agreements.record import journal
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def down(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`down(error)`: the mail server answers with that error; `down()` brings it back."""
    taken = EmailBackend.send_messages

    def set_(error: Exception | None = None) -> None:
        def refuse(*args: Any) -> int:
            raise error  # type: ignore[misc]

        monkeypatch.setattr(EmailBackend, "send_messages", refuse if error else taken)

    return set_


def to(person: Any) -> list[Any]:
    return [letter for letter in mail.outbox if letter.to == [person.email]]


def test_a_letter_says_what_is_asked_until_when_with_one_link(cast):
    derive()
    Notice.objects.update(mailed_at=timezone.now())
    make.submitted(cast.agreement)
    derive()
    assert letters.send() == 3
    (letter,) = to(cast.officer)
    notice = Notice.objects.get(person=cast.officer)
    assert letter.subject.startswith("Tinjau naskah ini untuk kantor Anda")
    assert cast.agreement.title in letter.body
    assert f"Sampai {notice.due_on.day} " in letter.body
    assert letter.body.count(cast.agreement.ref) == 1
    page = letter.alternatives[0][0]
    assert page.count('href="http') == 2 and "<img" not in page
    assert notice.mailed_at


def test_nothing_goes_twice(cast):
    make.submitted(cast.agreement)
    derive()
    assert letters.send()
    assert letters.send() == 0
    assert len(to(cast.officer)) == 1


def test_what_piled_up_is_one_letter(cast):
    make.submitted(cast.agreement)
    journal.append(cast.agreement, "resolve", by=cast.officer)
    derive()
    letters.send()
    (letter,) = to(cast.other_head)
    assert letter.subject == "2 pemberitahuan dari portal kerja sama desa"


def test_a_server_that_is_down_delays_and_doubles_nothing(cast, down):
    make.submitted(cast.agreement)
    derive()
    down(ConnectionRefusedError())
    assert letters.send() == 0
    assert not mail.outbox
    assert Notice.objects.filter(person=cast.officer, mailed_at__isnull=True).exists()
    down()
    assert letters.send() == 3
    assert len(to(cast.officer)) == 1


def test_one_refused_address_keeps_no_other_letter_back(cast, monkeypatch):
    make.submitted(cast.agreement)
    derive()
    taken = EmailBackend.send_messages

    def picky(backend: EmailBackend, messages: list[Any]) -> int:
        if messages[0].to == [cast.officer.email]:
            raise SMTPRecipientsRefused({})
        return taken(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", picky)
    assert letters.send() == 2
    monkeypatch.undo()
    assert letters.send() == 0, "the address rests for an hour"
    cache.clear()
    assert letters.send() == 1
    assert len(to(cast.officer)) == 1


def test_a_letter_that_is_tried_again_has_the_same_name(cast, monkeypatch):
    make.submitted(cast.agreement)
    derive()
    names = []
    monkeypatch.setattr(letters.cache, "set", lambda *args, **more: None)

    def note(backend: EmailBackend, messages: list[Any]) -> int:
        names.append(messages[0].extra_headers["Message-ID"])
        raise SMTPRecipientsRefused({})

    monkeypatch.setattr(EmailBackend, "send_messages", note)
    letters.send()
    first = sorted(names)
    names.clear()
    letters.send()
    assert first == sorted(names) and len(set(first)) == 3


def test_what_is_done_meanwhile_is_not_asked_by_mail(cast):
    make.submitted(cast.agreement)
    derive()
    step = cast.agreement.rounds.get().steps.get()
    step.decision, step.decided_by = "approved", cast.officer
    step.save()
    letters.send()
    assert not to(cast.colleague)
    assert not Notice.objects.filter(mailed_at__isnull=True).exists()


def test_one_letter_a_day_leaves_in_the_morning(cast, on_day):
    on_day("2026-11-23", "10:00")
    actions.choose(by=cast.officer, delivery="daily")
    make.submitted(cast.agreement)
    derive()
    letters.send()
    assert not to(cast.officer)
    on_day("2026-11-24", "06:59")
    assert letters.send() == 0
    on_day("2026-11-24", "07:01")
    assert letters.send() == 1
    assert len(to(cast.officer)) == 1


def test_who_wants_no_mail_gets_none_and_none_later(cast):
    make.submitted(cast.agreement)
    derive()
    actions.choose(by=cast.officer, delivery="none")
    actions.choose(by=cast.colleague, delivery="none")
    assert letters.send() == 1
    journal.append(cast.agreement, "answer", by=cast.head)
    derive()
    actions.choose(by=cast.officer, delivery="at_once")
    letters.send()
    assert not to(cast.officer)


def test_a_closed_account_is_not_written_to(cast):
    make.submitted(cast.agreement)
    derive()
    cast.officer.is_active = False
    cast.officer.save(update_fields=["is_active"])
    letters.send()
    assert not to(cast.officer)


def test_who_lost_the_office_reads_nothing_more_of_it(cast):
    make.submitted(cast.agreement)
    derive()
    cast.officer.memberships.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    letters.send()
    assert not to(cast.officer)


def test_the_command_does_a_round_and_fills_inboxes_without_mail(cast, capsys):
    make.submitted(cast.agreement)
    call_command("notify", history=30)
    assert "pemberitahuan dari riwayat" in capsys.readouterr().out
    assert Notice.objects.count() == 4
    assert not mail.outbox


def test_the_days_reminders_come_once(cast, on_day, monkeypatch):
    calls = []
    monkeypatch.setattr("agreements.notices.running.remind", lambda: calls.append(1) or 0)
    on_day("2026-11-23", "05:00")
    run()
    assert not calls
    on_day("2026-11-23", "06:01")
    run(), run()
    assert len(calls) == 1
    on_day("2026-11-24", "09:00")
    run()
    assert len(calls) == 2


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_is_seen_late_is_not_lost(cast):
    """A lower number may appear after a higher one; the run waits for whoever is still writing."""
    derive()
    agreement = make.begun(make.village("Ayah").organization, make.village("Srati").organization)
    derive()
    written, end = [], []

    def slow() -> None:
        with transaction.atomic():
            journal.append(agreement, "withdraw", by=None)
            written.append(1)
            while not end:
                pass
        connections.close_all()

    thread = Thread(target=slow)
    thread.start()
    while not written:
        pass
    journal.append(cast.agreement, "withdraw", by=None)
    waiting = Thread(target=lambda: (derive(), connections.close_all()))
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive(), "it does not go past what is being written"
    end.append(1)
    thread.join(10)
    waiting.join(10)
    told = set(Notice.objects.filter(code="withdrawn").values_list("agreement", flat=True))
    assert told == {agreement.pk, cast.agreement.pk}


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_one_letter(cast):
    make.submitted(cast.agreement)
    derive()
    runs = [Thread(target=lambda: (run(), connections.close_all())) for _ in range(2)]
    for one in runs:
        one.start()
    for one in runs:
        one.join(20)
    assert len(to(cast.officer)) == 1
    assert len(mail.outbox) == 3


def test_what_happened_long_ago_only_fills_the_inbox(cast, on_day):
    derive()
    letters.send()
    mail.outbox.clear()
    make.submitted(cast.agreement)
    on_day(timezone.localdate() + dt.timedelta(days=8))
    derive()
    assert Notice.objects.filter(person=cast.officer, code="step_asked").exists()
    assert letters.send() == 0
