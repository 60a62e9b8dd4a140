"""Whoever is signed out, or overtaken, while writing loses nothing: what was typed is shown again."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.actions import withdraw
from agreements.drafting.models import Article
from agreements.drafting.together.joining import join
from agreements.record.pages import last_step
from tests.factories import begun, signatory_of, submitted, village
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
    for name, data in [("agreements:decline", {"reason": "Panjang sekali."}), ("agreements:submit", {})]:
        response = client.post(reverse(name, args=[agreement.ref]), data)
        assert response.headers["Location"].startswith(settings.LOGIN_URL)
    response = client.post(reverse("agreements:article-undo", args=[agreement.ref]), {})
    assert response.headers["Location"].startswith(settings.LOGIN_URL)


@pytest.fixture
def second(agreement):
    """The head of the other party."""
    return signatory_of(agreement.parties.get(ordinal=2).organization)


@pytest.mark.parametrize("verb", ["submitted", "withdrawn"])
def test_a_text_sent_after_the_draft_moved_on_is_shown_with_the_reason(
    client, agreement, article, address, typed, verb
):
    writer = agreement.created_by
    submitted(agreement) if verb == "submitted" else withdraw(agreement, by=writer, reason="Batal.")
    client.force_login(writer)
    response = client.post(address, typed)
    assertContains(response, "Tulisan Anda tidak tersimpan", status_code=409)
    assertContains(response, "Sisanya &lt;b&gt;dibagi&lt;/b&gt; rata.", status_code=409)
    assertContains(response, "Pendanaan bersama", status_code=409)
    assertContains(response, escape(last_step(agreement)), status_code=409)
    assertContains(response, f'href="{agreement.desk_url}"', status_code=409)
    assert "no-store" in response.headers["Cache-Control"]
    sent_by_it = [form for form in forms_in(response.content.decode(), address) if "body" in form.fields]
    assert not sent_by_it
    assert Article.objects.get(pk=article.pk).body == article.body


def test_every_field_of_a_row_is_shown_under_its_name_and_files_are_named(client, agreement):
    submitted(agreement)
    client.force_login(agreement.created_by)
    row = {
        "source": "village_budget",
        "year": "2027",
        "amount": "5.000.000",
        "account": "0012",
        "note": "bak",
    }
    response = client.post(reverse("agreements:funding-add", args=[agreement.ref]), row)
    for shown in ("Tahun anggaran", "2027", "Jumlah (rupiah)", "5.000.000", "0012", "Keterangan", "bak"):
        assertContains(response, shown, status_code=409)
    row = {"kind": "other", "title": "Peta", "file": SimpleUploadedFile("peta.pdf", b"%PDF-1.4")}
    response = client.post(reverse("agreements:attachment-add", args=[agreement.ref]), row)
    assertContains(response, "Berkas tidak ikut tersimpan: peta.pdf", status_code=409)


def test_a_sanction_keeps_the_numbers_of_its_steps(client, agreement):
    submitted(agreement)
    client.force_login(agreement.created_by)
    row = {"text": "teguran", "after_1": "14", "amount_2": "250.000", "after_" + "9" * 500: "1"}
    response = client.post(reverse("agreements:provision-add", args=[agreement.ref]), row)
    for shown in ("Hari tunggu 1", "14", "Rupiah 2", "250.000"):
        assertContains(response, shown, status_code=409)


def test_a_row_that_somebody_removed_meanwhile_is_shown_to_be_copied(client, agreement):
    client.force_login(agreement.created_by)
    response = client.post(
        reverse("agreements:provision-edit", args=[agreement.ref, 999_999_999]), {"text": "Membeli truk."}
    )
    assertContains(response, "Membeli truk.", status_code=404)
    assertContains(response, "Bagian ini sudah tidak ada", status_code=404)


def test_a_row_that_its_own_party_writes_now_is_shown_to_be_copied(client, agreement, second):
    party = agreement.parties.get(ordinal=2)
    row = agreement.provisions.create(party=party, kind="obligation", text="Membeli gerobak.", ordinal=1)
    join(agreement, by=second)
    client.force_login(agreement.created_by)
    address = reverse("agreements:provision-edit", args=[agreement.ref, row.pk])
    assertContains(client.post(address, {"text": "Membeli truk."}), "Membeli truk.", status_code=403)


def test_who_sends_no_text_is_sent_on_with_the_reason_as_before(client, agreement):
    submitted(agreement)
    client.force_login(agreement.created_by)
    response = client.post(reverse("agreements:article-undo", args=[agreement.ref]), {"change": "1"})
    assertRedirects(response, agreement.desk_url)


def test_htmx_is_sent_on_and_keeps_its_draft_in_the_browser(client, agreement, address, typed):
    submitted(agreement)
    client.force_login(agreement.created_by)
    response = client.post(address, typed, headers={"hx-request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, agreement.desk_url)


def test_strangers_hear_only_that_there_is_nothing(client, agreement, address, typed):
    submitted(agreement)
    client.force_login(signatory_of(village("Jladri").organization))
    response = client.post(address, typed)
    assertNotContains(response, "dibagi", status_code=404)
    assertNotContains(response, agreement.ref, status_code=404)
