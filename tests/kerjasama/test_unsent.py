"""Whoever is signed out while writing loses nothing: the form is shown again, and sent only by a click."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.models import Article
from tests.factories import begun, village
from tests.support.forms import forms_in

pytestmark = pytest.mark.django_db
BODY = "(1) Biaya ditanggung bersama.\n(2) Sisanya <b>dibagi</b> rata."


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Pasir"))


@pytest.fixture
def article(agreement):
    return agreement.articles.get(content="funding")


@pytest.fixture
def address(agreement, article):
    return reverse("agreements:article-edit", args=[agreement.ref, article.pk])


@pytest.fixture
def typed(article):
    return {"edition": article.edition, "heading": "Pendanaan bersama", "content": "funding", "body": BODY}


def again(response, address):
    """The form that the page offers to send once more."""
    return next(form for form in forms_in(response.content.decode(), address) if form.action == address)


def test_a_text_sent_without_a_session_is_shown_and_sent_after_signing_in(
    client, agreement, article, address, typed
):
    response = client.post(address, typed)
    assertContains(response, "Tidak ada yang hilang", status_code=401)
    assertContains(response, "Sisanya &lt;b&gt;dibagi&lt;/b&gt; rata.", status_code=401)
    assertContains(response, "Masuk lagi di tab baru", status_code=401)
    assert "no-store" in response.headers["Cache-Control"]
    assert Article.objects.get(pk=article.pk).body == article.body
    client.force_login(agreement.created_by)
    assertRedirects(client.post(address, again(response, address).data()), address)
    assert Article.objects.get(pk=article.pk).body == BODY


def test_a_form_older_than_the_sign_in_asks_once_more(agreement, article, address, typed):
    client = Client(enforce_csrf_checks=True)
    client.force_login(agreement.created_by)
    old = typed | {"csrfmiddlewaretoken": "a" * 64}
    response = client.post(address, old, headers={"origin": "http://testserver"})
    assertContains(response, "Sisanya &lt;b&gt;dibagi&lt;/b&gt; rata.", status_code=403)
    assert Article.objects.get(pk=article.pk).body == article.body
    form = again(response, address)
    token = {"csrfmiddlewaretoken": form.fields["csrfmiddlewaretoken"].value}
    assertRedirects(client.post(address, form.data(**token)), address)
    assert Article.objects.get(pk=article.pk).body == BODY


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "null"}, {"origin": "http://testserver.jahat.example"}, {"referer": "http://[jahat"}],
    ids=["nobody", "null", "another site", "nonsense"],
)
def test_words_of_another_site_are_never_offered_to_be_sent(agreement, address, typed, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(agreement.created_by)
    response = client.post(address, typed, headers=headers)
    assertNotContains(response, "dibagi", status_code=403)
    assertContains(response, "sudah kedaluwarsa", status_code=403)


def test_htmx_hears_that_nobody_is_signed_in(client, agreement, address, typed):
    response = client.post(address, typed, headers={"hx-request": "true"})
    assert (response.status_code, response.content) == (401, b"")


def test_files_are_named_since_they_cannot_be_kept(client, agreement):
    row = {"kind": "other", "title": "Peta lokasi", "file": SimpleUploadedFile("peta.pdf", b"%PDF-1.4")}
    response = client.post(reverse("agreements:attachment-add", args=[agreement.ref]), row)
    assertContains(response, "Peta lokasi", status_code=401)
    assertContains(response, "peta.pdf", status_code=401)


@pytest.mark.parametrize("name", ["agreements:desk", "agreements:draft-types"])
def test_reading_leads_to_the_door_as_before(client, name):
    response = client.get(reverse(name))
    assert response.headers["Location"].startswith(settings.LOGIN_URL)


def test_other_paths_behave_as_before(client, agreement):
    for name, data in [("agreements:send-back", {"whole": "Panjang sekali."}), ("agreements:submit", {})]:
        response = client.post(reverse(name, args=[agreement.ref]), data)
        assert response.headers["Location"].startswith(settings.LOGIN_URL)
    response = client.post(reverse("agreements:article-undo", args=[agreement.ref]), {})
    assert response.headers["Location"].startswith(settings.LOGIN_URL)
