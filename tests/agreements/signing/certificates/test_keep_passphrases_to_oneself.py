"""A passphrase passes through: no log, no task, no page and no report of a breakdown holds it."""

import logging
import sys

import pytest
from django.core.signals import got_request_exception
from django.db import connection
from django.test import Client
from django.views.debug import ExceptionReporter
from django_tasks_db.models import DBTaskResult

from agreements.signing.certificates import tries
from agreements.signing.certificates.models import Certificate
from agreements.signing.crypto import sealing
from agreements.signing.queries import document_of
from tests.factories import (
    PASSPHRASE,
    agency,
    approved,
    begun,
    certified,
    checked,
    made_authority,
    signatory_of,
    village,
)

pytestmark = pytest.mark.django_db
NEW = "empat kuda makan rumput"


@pytest.fixture
def reports():
    """What a report of each breakdown would say, as text and as page."""
    found = []

    def report(request, **more):
        reporter = ExceptionReporter(request, *sys.exc_info())
        found.append(reporter.get_traceback_text() + reporter.get_traceback_html())

    got_request_exception.connect(report)
    yield found
    got_request_exception.disconnect(report)


@pytest.fixture
def head():
    agency()
    place = village("Argopeni").organization
    return certified(signatory_of(place), place)


def browser(person):
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def breaks(monkeypatch, name):
    def broken(*args, **kwargs):
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(sealing, name, broken)


def make(person, place):
    sent = {"passphrase": NEW, "repeated": NEW}
    return browser(person).post(f"/tanda-tangan/sertifikat/untuk/{place.pk}/buat/", sent)


def change(person, **more):
    certificate = Certificate.objects.get(person=person, revoked_at__isnull=True)
    sent = {"old": PASSPHRASE, "passphrase": NEW, "repeated": NEW} | more
    return browser(person).post(f"/tanda-tangan/sertifikat/{certificate.pk}/frasa-sandi/", sent)


def sign(person, agreement, passphrase=PASSPHRASE):
    sent = {"consent": "on", "passphrase": passphrase, "seen": document_of(agreement).content_digest}
    return browser(person).post(f"/tanda-tangan/{agreement.ref}/", sent)


def silent(*texts):
    for text in texts:
        assert PASSPHRASE not in text
        assert NEW not in text


def test_a_breakdown_while_a_certificate_is_made_tells_nothing(head, reports, monkeypatch):
    breaks(monkeypatch, "seal")
    response = make(head, Certificate.objects.get().organization)
    assert response.status_code == 500 and "disk on fire" in reports[0]
    silent(*reports, response.content.decode())


@pytest.mark.parametrize("part", ["seal", "unseal", "_derive"])
def test_a_breakdown_while_a_passphrase_changes_tells_nothing(head, reports, monkeypatch, part):
    breaks(monkeypatch, part)
    response = change(head)
    assert response.status_code == 500 and "disk on fire" in reports[0]
    silent(*reports, response.content.decode())


@pytest.mark.parametrize("part", ["unseal", "_derive"])
def test_a_breakdown_while_somebody_signs_tells_nothing(reports, monkeypatch, part):
    agreement = approved(begun())
    place = agreement.parties.order_by("ordinal").first().organization
    person = certified(signatory_of(place), place)
    breaks(monkeypatch, part)
    response = sign(person, agreement)
    assert response.status_code == 500 and "disk on fire" in reports[0]
    silent(*reports, response.content.decode())


def test_neither_logs_nor_tasks_nor_pages_hold_it(caplog):
    caplog.set_level(logging.DEBUG)
    agency(), made_authority()
    agreement = approved(begun())
    place = agreement.parties.order_by("ordinal").first().organization
    person = certified(signatory_of(place), place)
    checked(person, place)
    pages = [
        change(person, old="salah sama sekali"),
        change(person),
        sign(person, agreement, passphrase=PASSPHRASE),
        sign(person, agreement, passphrase=NEW),
        make(person, place),
    ]
    assert [page.status_code for page in pages][1] == 302
    silent(*(page.content.decode() for page in pages))
    silent(caplog.text, *(str(record.__dict__) for record in caplog.records))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT row_to_json(t)::text FROM {DBTaskResult._meta.db_table} t")
        silent(*(row[0] for row in cursor.fetchall()))
        cursor.execute("SELECT row_to_json(c)::text FROM agreements_certificate c")
        silent(*(row[0] for row in cursor.fetchall()))


def test_the_tries_hold_no_words(head):
    change(head, old="salah sama sekali")
    rows = " ".join(str(row) for row in tries.PassphraseTries.objects.order_by("key").values_list())
    assert "salah" not in rows
    silent(rows)
