"""Deal with several agreements at once: first what would happen to each, then what did."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from agreements.review.models import Step
from agreements.signing.session.models import Reminder
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(pair):
    return [factories.submitted(factories.begun(*pair, title=f"Naskah nomor {n}")) for n in range(3)]


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def take(client: Client, agreements) -> dict:
    given = {"tindakan": "ambil-alih", "pilih": [a.ref for a in agreements]}
    response = client.post("/meja/bersama/", given)
    assert response["Location"] == "/meja/bersama/laporan/"
    return client.get(response["Location"]).context


def test_a_summary_comes_first_and_does_nothing(asked):
    officer, colleague = factories.reviewer(), factories.reviewer()
    Step.objects.filter(round__agreement=asked[0]).update(holder=officer, held_since=timezone.now())
    Step.objects.filter(round__agreement=asked[1]).update(holder=colleague, held_since=timezone.now())
    query = "&".join(f"pilih={a.ref}" for a in asked)
    page = signed_in(officer).get(f"/meja/bersama/?tindakan=ambil-alih&{query}").context
    assert [line.agreement for line in page["ready"]] == asked[1:]
    assert f"kini dipegang {colleague}" in page["ready"][0].what
    assert [(line.agreement, line.reason) for line in page["closed"]] == [
        (asked[0], "Langkahnya sudah Anda pegang.")
    ]
    assert not Step.objects.filter(round__agreement=asked[2], holder__isnull=False).exists()


def test_steps_are_taken_and_the_report_says_which(asked):
    officer = factories.reviewer()
    client = signed_in(officer)
    report = take(client, asked)
    assert [line["title"] for line in report["done"]] == [a.title for a in asked]
    assert report["refused"] == []
    assert set(Step.objects.values_list("holder", flat=True)) == {officer.pk}
    assert all(a.journal.filter(code="take_step", actor=officer).count() == 1 for a in asked)
    again = take(client, asked)
    assert again["done"] == []
    assert len(again["refused"]) == 3
    assert all(a.journal.filter(code="take_step").count() == 1 for a in asked)


def test_one_that_refuses_does_not_hold_up_the_others(asked, pair):
    drafting = factories.begun(*pair, title="Masih disusun bersama")
    head = factories.signatory_of(pair[0])
    report = take(signed_in(factories.reviewer()), [asked[0], drafting, asked[1]])
    assert [line["title"] for line in report["done"]] == [asked[0].title, asked[1].title]
    assert report["refused"] == [], "a draft that nobody submitted is not even named"
    report = take(signed_in(head), [asked[2], drafting])
    assert report["done"] == []
    assert [line["title"] for line in report["refused"]] == [asked[2].title, drafting.title]
    assert Step.objects.get(round__agreement=asked[2]).holder is None


def test_strangers_agreements_are_not_even_named(asked):
    stranger = signed_in(factories.signatory_of(factories.village()))
    assert take(stranger, asked)["refused"] == []
    page = stranger.get(f"/meja/bersama/?tindakan=ambil-alih&pilih={asked[0].ref}")
    assert asked[0].title not in page.content.decode()


def test_those_who_are_to_sign_are_reminded_once(pair, quick_paper):
    agreement = factories.approved(factories.begun(*pair))
    first, second = factories.signatory_of(pair[0]), factories.signatory_of(pair[1])
    client = signed_in(factories.reviewer())
    given = {"tindakan": "ingatkan", "pilih": [agreement.ref]}
    page = client.get(f"/meja/bersama/?tindakan=ingatkan&pilih={agreement.ref}").context
    assert page["ready"][0].what == f"{first.full_name}, {second.full_name}"
    before = len(mail.outbox)
    report = client.get(client.post("/meja/bersama/", given)["Location"]).context
    assert first.full_name in report["done"][0]["what"]
    assert Reminder.objects.filter(asked_by__isnull=False, channel="mail").count() == 2
    assert len(mail.outbox) >= before
    report = client.get(client.post("/meja/bersama/", given)["Location"]).context
    assert report["done"] == []
    assert Reminder.objects.filter(asked_by__isnull=False, channel="mail").count() == 2


def test_no_more_than_fifty_at_once(asked):
    client = signed_in(factories.reviewer())
    query = "&".join(f"pilih=AAAAAA{n:02d}" for n in range(60)) + f"&pilih={asked[0].ref}"
    page = client.get(f"/meja/bersama/?tindakan=ambil-alih&{query}").context
    assert (page["ready"], page["most"]) == ([], 50)


def test_odd_deeds_and_no_report(client):
    client.force_login(factories.reviewer())
    assert client.get("/meja/bersama/?tindakan=x").status_code == 400
    assert client.post("/meja/bersama/", {"tindakan": "\0"}).status_code == 400
    assert client.get("/meja/bersama/laporan/")["Location"] == "/meja/semua/"
    assert client.get("/meja/bersama/?tindakan=ambil-alih&pilih=%00&pilih=x").status_code == 200


def test_the_list_offers_boxes_only_where_there_is_something_to_do(asked, pair):
    client = signed_in(factories.reviewer())
    assert client.get("/meja/semua/").content.decode().count('name="pilih"') == 3
    factories.listed(*pair, title="Sudah berlaku sekarang")
    assert 'name="pilih"' not in client.get("/meja/semua/?tahap=in_force").content.decode()
    assert 'name="pilih"' not in client.get("/meja/").content.decode()
