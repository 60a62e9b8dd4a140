"""The click that signs may come twice, late, or after the session ended: it signs once and says what came of it."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.record.stages import Stage
from agreements.signing.actions import decline
from agreements.signing.models import Signature
from agreements.signing.queries import document_of
from tests.factories import PASSPHRASE, approved, begun, certified, reviewer, signatory_of, signed_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


@pytest.fixture
def ready():
    return approved(begun())


def people(agreement):
    """The heads of both villages, with certificates."""
    parties = agreement.parties.order_by("ordinal")
    return [certified(signatory_of(party.organization), party.organization) for party in parties]


def browser(person, **more) -> Client:
    client = Client(**more)
    client.force_login(person)
    return client


def typed(agreement, **more):
    seen = document_of(agreement).content_digest
    return {"seen": seen, "consent": "on", "passphrase": PASSPHRASE} | more


def address(agreement) -> str:
    return reverse("agreements:sign", args=[agreement.ref])


def test_the_page_afterwards_says_when_what_and_what_comes_next(ready):
    person, other = people(ready)
    html = browser(person).post(address(ready), typed(ready), follow=True).content.decode()
    assert "Anda sudah menandatangani" in html
    assert "tercatat" in html
    assert "versi 1" in html
    assert other.full_name in html
    assert "Anda tidak perlu melakukan apa-apa" in html
    assert "Frasa sandi tanda tangan" not in html


def test_the_result_says_whose_time_it_is(ready):
    person, _other = people(ready)
    browser(person).post(address(ready), typed(ready))
    assert "cap waktu" in browser(person).get(address(ready)).content.decode()


def test_the_same_click_again_signs_once_and_shows_the_result(ready):
    person, _other = people(ready)
    client, sent = browser(person), typed(ready)
    client.post(address(ready), sent)
    html = client.post(address(ready), sent, follow=True).content.decode()
    assert "sudah tercatat sebelumnya" in html
    assert Signature.objects.count() == 1


def test_the_last_signatorys_second_click_finds_the_result_after_the_stage_moved_on(ready):
    person, other = people(ready)
    signed_by(ready, ready.parties.get(ordinal=2).organization)
    client, sent = browser(person), typed(ready)
    client.post(address(ready), sent)
    ready.refresh_from_db()
    assert ready.stage == Stage.PUBLICATION
    html = client.post(address(ready), sent, follow=True).content.decode()
    assert "sudah tercatat sebelumnya" in html
    assert "semua sudah menandatangani" in html
    assert Signature.objects.count() == 2
    assert other


def test_without_consent_nothing_is_signed_and_the_error_leads_to_the_box(ready):
    person, _other = people(ready)
    html = browser(person).post(address(ready), typed(ready, consent="")).content.decode()
    assert 'href="#id_consent"' in html
    assert PASSPHRASE not in html
    assert not Signature.objects.exists()


def test_a_wrong_passphrase_is_told_beside_the_field_and_never_shown(ready):
    person, _other = people(ready)
    html = browser(person).post(address(ready), typed(ready, passphrase="salah sekali ini")).content.decode()
    assert "Frasa sandi salah" in html
    assert "salah sekali ini" not in html


def test_an_expired_session_brings_the_person_back_to_the_page(ready):
    person, _other = people(ready)
    response = Client().post(address(ready), typed(ready))
    assert response.headers["Location"] == f"/masuk/?next={address(ready)}"
    assert not Signature.objects.exists()
    assert browser(person).get(address(ready)).status_code == 200


def test_a_text_replaced_while_one_read_is_shown_anew_and_asks_for_consent_again(ready):
    person, other = people(ready)
    old = typed(ready)
    decline(ready, by=other, reason="Iuran belum benar")
    ready.articles.filter(content="scope").update(body="Sampah pasar.")
    again = approved(ready, by=reviewer())
    response = browser(person).post(address(again), old)
    html = response.content.decode()
    assert "sudah diganti" in html
    assert not Signature.objects.exists()
    form = response.context["form"]
    assert form["seen"].value() == document_of(again).content_digest
    assert not form["consent"].value()


def test_a_new_token_after_login_is_all_that_the_page_needs(ready):
    person, _other = people(ready)
    client = browser(person, enforce_csrf_checks=True)
    assert client.post(address(ready), typed(ready)).status_code == 403
    token = client.get(address(ready)).context["csrf_token"]
    sent = typed(ready, csrfmiddlewaretoken=str(token))
    assert client.post(address(ready), sent).status_code == 302
    assert Signature.objects.count() == 1
