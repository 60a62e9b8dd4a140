"""A draft is asked for as PDF, waited for and fetched; a text that cannot be set says where, why, how to mend it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.documents.content import ContentError
from agreements.documents.rendering import actions
from agreements.documents.rendering.actions import make
from agreements.documents.rendering.models import Rendering
from agreements.drafting import preview
from agreements.drafting.queries import content_of
from agreements.drafting.signatories import actions as planning
from agreements.drafting.signatories.actions import Named
from agreements.drafting.whereabouts import whereabouts
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.review.actions import send_back
from agreements.review.remarks.actions import NewRemark
from agreements.signing.freezing import prepare
from tests.agreements.factories import an_agreement
from tests.factories import approved, begun, member, reviewer, signatory_of, submitted, village
from villages.people.models import Position

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Pasir"))


@pytest.fixture
def head(client, agreement):
    client.force_login(agreement.created_by)
    return client


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def made(agreement):
    """What the worker would make."""
    rendering = preview.ask_for(agreement)
    make.call(rendering.pk)
    rendering.refresh_from_db()
    return rendering


def test_a_draft_is_asked_for_waited_for_and_fetched(head, agreement):
    response = head.post(url("preview-make", agreement))
    address = response.headers["Location"]
    assertContains(head.get(address), "menunggu giliran")
    assertContains(head.get(address), '<noscript><meta http-equiv="refresh"')
    assertContains(head.get(address, headers=HX), "menunggu giliran")
    rendering = made(agreement)
    assert rendering.key in address
    assertContains(head.get(address), "PDF rancangan siap")
    assert head.get(address, headers=HX).headers["HX-Refresh"] == "true"
    file = head.get(url("preview-file", agreement, rendering.key))
    assert file.content.startswith(b"%PDF-")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert {"no-store", "private"} <= set(file.headers["Cache-Control"].replace(" ", "").split(","))


def test_the_page_counts_while_the_worker_is_at_it(head, agreement):
    rendering = preview.ask_for(agreement)
    Rendering.objects.update(state="running", step=2, pages=11, started_at=timezone.now())
    response = head.get(url("preview-progress", agreement, rendering.key), headers=HX)
    assertContains(response, "Menata halaman 11.")
    assertContains(response, '<progress max="4" value="1">')
    assertNotContains(response, "<html")


def test_a_text_written_on_meanwhile_is_told_to_be_older(head, agreement, quick_paper):
    rendering = made(agreement)
    assertNotContains(head.get(url("preview-progress", agreement, rendering.key)), "sudah berubah")
    Agreement.objects.filter(pk=agreement.pk).update(title="Judul yang lain sekali")
    assertContains(head.get(url("preview-progress", agreement, rendering.key)), "sudah berubah")


def test_a_text_that_cannot_be_laid_out_says_where_and_leads_there(head, agreement):
    article = agreement.articles.order_by("ordinal")[2]
    agreement.articles.filter(pk=article.pk).update(body="Isian {{ entah }} tak ada.")
    rendering = made(Agreement.objects.get(pk=agreement.pk))
    response = head.get(url("preview-progress", agreement, rendering.key))
    assertContains(response, "Pasal 3: Isian {{ entah }} tidak dikenal.")
    assertContains(response, url("article-edit", agreement, article.pk))
    assertContains(response, "Buat PDF lagi")
    assert head.get(url("preview-file", agreement, rendering.key)).status_code == 404
    preview_page = head.get(url("draft-preview", agreement))
    assertContains(preview_page, "Pasal 3:")
    assertContains(preview_page, url("article-edit", agreement, article.pk))


def test_a_text_too_large_for_the_limits_names_its_longest_part(head, agreement, monkeypatch):
    def too_much(content, **_more):
        raise ContentError("chapters[0].articles[0].body", "Naskah terlalu panjang atau rumit untuk dicetak.")

    monkeypatch.setattr(actions, "laid_out", too_much)
    response = head.get(url("preview-progress", agreement, made(agreement).key))
    assertContains(response, "Pasal 1: Naskah terlalu panjang atau rumit")


def test_a_text_refused_before_it_is_queued_says_where(head, agreement):
    agreement.articles.filter(content="funding").update(body="Uang.\u202e")
    response = head.post(url("preview-make", agreement), follow=True)
    assertContains(response, "PDF belum dapat dibuat. Pasal ")
    assert not Rendering.objects.exists()


def test_who_may_only_read_gets_no_way_to_mend(client, agreement):
    agreement.articles.filter(content="funding").update(body="{{ entah }}")
    key = made(Agreement.objects.get(pk=agreement.pk)).key
    client.force_login(member(agreement.initiator, Position.COUNCIL))
    response = client.get(url("preview-progress", agreement, key))
    assertContains(response, "tidak dikenal")
    assertNotContains(response, "/naskah/{agreement.ref}/pasal/")


@pytest.mark.parametrize("mark", ["x", "0" * 64, "..", "%00", "a" * 300, "0" * 64 + "%0A"])
def test_a_strange_mark_is_no_file(head, agreement, mark):
    assert head.get(f"/naskah/{agreement.ref}/pratinjau/{mark}/rancangan.pdf").status_code == 404
    assert head.get(f"/naskah/{agreement.ref}/pratinjau/{mark}/").status_code in (200, 404)


def test_a_draft_as_pdf_stays_among_those_concerned(client, agreement, quick_paper):
    key = made(agreement).key
    client.force_login(signatory_of(village("Jauh")))
    assert client.get(url("preview-file", agreement, key)).status_code == 404
    other = begun(village("Buayan"), village("Rogodono"))
    client.force_login(other.created_by)
    assert client.get(url("preview-file", other, key)).status_code == 404
    assertContains(client.get(url("preview-progress", other, key)), "sudah dibersihkan")


def test_a_frozen_text_has_no_draft_preview(client):
    agreement = an_agreement(Stage.SIGNING)
    client.force_login(agreement.created_by)
    assertRedirects(
        client.get(url("draft-preview", agreement)), agreement.desk_url, fetch_redirect_response=False
    )


def test_no_frozen_text_is_handed_out_as_a_draft(client, quick_paper):
    agreement = an_agreement(Stage.SIGNING)
    document = agreement.documents.get()
    prepare.call(document.pk)
    final = Rendering.objects.get()
    client.force_login(agreement.created_by)
    assert client.get(url("preview-file", agreement, final.key)).status_code == 404


def test_a_text_that_came_back_unprinted_leads_its_drafters_to_the_place(head, agreement, monkeypatch):
    def no_shape(content, **_more):
        raise ContentError("chapters[1].articles[0].body", "Karakter ini tidak ada dalam huruf cetak: x")

    monkeypatch.setattr(actions, "laid_out", no_shape)
    approved(agreement)
    article = agreement.articles.order_by("ordinal")[1]
    page = head.get(url("draft-edit", agreement))
    assertContains(page, "Pasal 2: Karakter ini tidak ada dalam huruf cetak")
    assertContains(page, url("article-edit", agreement, article.pk))
    document = agreement.documents.get()
    assert document.void_reason.startswith("Pasal 2: ")
    submitted(Agreement.objects.get(pk=agreement.pk))
    send_back(agreement, by=reviewer(), remarks=[NewRemark("Perjelas.")])
    assertNotContains(head.get(url("draft-edit", agreement)), "Perbaiki: Pasal 2")


def test_planned_witnesses_stand_in_the_draft(agreement):
    who = Named(name="Bapak Karso", office="Ketua RW 3")
    given = {"capacity": "witness", "who": who, "method": "paper"}
    planning.add(agreement, by=agreement.created_by, edition=planning.edition_of(agreement), **given)
    rendering = preview.ask_for(agreement)
    assert "Bapak Karso" in rendering.content
    assert preview.is_current(agreement, rendering)


def test_every_place_of_a_text_has_a_name_and_a_page(client, agreement):
    content = content_of(agreement)
    client.force_login(agreement.created_by)
    provision = agreement.provisions.order_by("party__ordinal", "ordinal", "pk")[0]
    expected = {
        "title": ("Pokok dan bidang", "draft-details"),
        "parties[1].name": ("Desa Pasir", "draft-parties"),
        "parties": ("Para pihak", "draft-parties"),
        "considering[0]": ("Pertimbangan ke-1", "draft-recitals"),
        "in_view_of[0]": ("Dasar hukum ke-1", "draft-recitals"),
        "chapters": ("Daftar pasal", "draft-articles"),
        "chapters[99].articles[0].body": ("Daftar pasal", "draft-articles"),
        "provisions": ("Hak dan kewajiban", "draft-provisions"),
        "funding[0].amount": ("Uang dan aset", "draft-funding"),
        "assets": ("Uang dan aset", "draft-funding"),
        "signers[0].name": ("Rencana penandatanganan", "signing-plan"),
        "content": ("Naskah", "draft-edit"),
        "": ("Naskah", "draft-edit"),
    }
    for place, (label, name) in expected.items():
        found = whereabouts(place, content, agreement)
        assert (found.label, found.url) == (label, url(name, agreement)), place
    found = whereabouts("provisions[0].text", content, agreement)
    assert found.url == url("draft-provisions", agreement) + f"#ketentuan-{provision.pk}"
    assert found.label.endswith("Desa Argopeni")


def test_an_article_gone_since_is_looked_for_in_the_list(agreement):
    content = content_of(agreement)
    agreement.articles.order_by("ordinal")[0].delete()
    found = whereabouts("chapters[0].articles[0].body", content, agreement)
    assert (found.label, found.url) == ("Pasal 1", url("draft-articles", agreement))


def test_who_reviews_may_have_the_draft_as_pdf(client, agreement, quick_paper):
    submitted(agreement)
    client.force_login(reviewer())
    response = client.post(url("preview-make", agreement))
    assert f"/naskah/{agreement.ref}/pratinjau/" in response.headers["Location"]
