"""One brings a text from outside, places its pieces, sees the result, and only then does the draft change."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.actions import Stale
from agreements.drafting.sources import importing
from agreements.drafting.sources.importing import choose_places, put_in, take_in, throw_away
from agreements.drafting.sources.models import ImportedText
from agreements.drafting.together.joining import hand_over, join
from agreements.drafting.writing.actions import undo
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from tests.agreements.drafting.sources.making import docx, p
from tests.factories import begun, member, signatory_of, submitted, village
from villages.people.models import Position

pytestmark = pytest.mark.django_db
TEXT = """\
PERATURAN BERSAMA
Menimbang: a. bahwa sampah menumpuk;
BAB I
KETENTUAN UMUM
Pasal 1
Dalam peraturan ini {{ judul }} berarti sampah, {{ entah }}.
BAB II
PENDANAAN
Pasal 2
Biaya menurut Pasal 1 ditanggung bersama.
Ditetapkan di Ayah
"""


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Srati"))


@pytest.fixture
def head(client, agreement):
    client.force_login(agreement.created_by)
    return client


def taken(agreement, text=TEXT):
    return take_in(agreement, by=agreement.created_by, name="naskah.docx", source=text)


def places(imported):
    return [piece["place"] for piece in imported.pieces]


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def texts(agreement):
    rows = agreement.articles.order_by("ordinal")
    return [(row.chapter, row.heading, row.content, row.body) for row in rows]


def test_nothing_changes_until_it_is_put_in(agreement):
    before, edition = texts(agreement), Agreement.objects.get(pk=agreement.pk).edition
    imported = taken(agreement)
    choose_places(imported, by=agreement.created_by, places=places(imported))
    assert texts(agreement) == before
    assert Agreement.objects.get(pk=agreement.pk).edition == edition


def test_the_articles_take_the_place_of_all_others(agreement):
    imported = taken(agreement)
    put_in(imported, by=agreement.created_by, behind=False, seen=places(imported))
    first, second = agreement.articles.order_by("ordinal")
    assert (first.chapter, first.content) == ("KETENTUAN UMUM", "general")
    assert first.body == "Dalam peraturan ini {{ judul }} berarti sampah, { { entah } }."
    assert second.body == f"Biaya menurut {{{{ pasal.a{first.pk} }}}} ditanggung bersama."
    agreement.draft.refresh_from_db()
    assert agreement.draft.considering == "bahwa sampah menumpuk;"
    assert agreement.journal.filter(code="import_text").get().details["articles"] == 2


def test_guidance_and_law_stay_beside_articles_of_the_same_content(agreement):
    guided = agreement.articles.get(content="funding")
    imported = taken(agreement)
    put_in(imported, by=agreement.created_by, behind=False, seen=places(imported))
    found = agreement.articles.get(content="funding")
    assert (found.guidance, found.legal_basis) == (guided.guidance, guided.legal_basis)


def test_it_is_undone_and_the_text_before_is_a_version(agreement):
    before = texts(agreement)
    imported = taken(agreement)
    put_in(imported, by=agreement.created_by, behind=False, seen=places(imported))
    assert agreement.versions.count() == 1
    undo(agreement, by=agreement.created_by)
    assert texts(agreement) == before


def test_they_may_follow_those_that_are_there(agreement):
    count, recital = agreement.articles.count(), agreement.draft.considering
    imported = taken(agreement)
    put_in(imported, by=agreement.created_by, behind=True, seen=places(imported))
    last, first = list(agreement.articles.order_by("-ordinal"))[:2]
    assert agreement.articles.count() == count + 2
    assert f"{{{{ pasal.a{first.pk} }}}}" in last.body
    agreement.draft.refresh_from_db()
    assert agreement.draft.considering == f"{recital}\nbahwa sampah menumpuk;"


def test_what_was_left_out_can_still_be_read(agreement):
    imported = taken(agreement)
    put_in(imported, by=agreement.created_by, behind=False, seen=places(imported))
    imported.refresh_from_db()
    assert imported.placed_at
    assert [piece["body"] for piece in imported.pieces] == ["PERATURAN BERSAMA", "Ditetapkan di Ayah"]


def test_a_text_is_put_in_once_and_as_it_was_shown(agreement):
    imported = taken(agreement)
    seen = places(imported)
    with pytest.raises(Stale):
        put_in(imported, by=agreement.created_by, behind=False, seen=["leave_out"])
    put_in(imported, by=agreement.created_by, behind=False, seen=seen)
    with pytest.raises(Stale):
        put_in(imported, by=agreement.created_by, behind=False, seen=seen)
    with pytest.raises(Stale):
        choose_places(imported, by=agreement.created_by, places=seen)


def test_only_who_holds_the_pen_brings_a_text(agreement):
    imported, other = taken(agreement), signatory_of(agreement.parties.get(ordinal=2).organization)
    calls = (
        lambda: take_in(agreement, by=other, name="x", source="Pasal 1\nIsi."),
        lambda: choose_places(imported, by=other, places=places(imported)),
        lambda: put_in(imported, by=other, behind=False, seen=places(imported)),
        lambda: throw_away(imported, by=other),
    )
    for call in calls:
        with pytest.raises(Refused, match="usulkan"):
            call()
    join(agreement, by=other)
    hand_over(agreement, by=agreement.created_by, to=agreement.parties.get(ordinal=2).organization)
    throw_away(imported, by=other)
    assert not ImportedText.objects.exists()


def test_not_after_the_text_was_submitted(agreement):
    imported = taken(agreement)
    submitted(agreement)
    with pytest.raises(Refused):
        put_in(imported, by=agreement.created_by, behind=False, seen=places(imported))


def test_only_so_many_wait(agreement, time_machine):
    for _number in range(importing.MOST_WAITING):
        taken(agreement)
    with pytest.raises(Refused, match="menunggu"):
        taken(agreement)
    time_machine.move_to(timezone.now() + importing.KEPT_FOR + dt.timedelta(minutes=1))
    taken(agreement)
    assert agreement.imported_texts.count() == 1


def test_the_way_through_the_pages(head, agreement):
    page = head.get(url("import-text", agreement))
    assertContains(page, "Masukkan naskah sendiri")
    file = SimpleUploadedFile(
        "Naskah Kami.docx", docx(p("Pasal 1"), p("Ruang Lingkup"), p("Isi naskah kami."))
    )
    response = head.post(url("import-text", agreement), {"file": file})
    imported = ImportedText.objects.get()
    assertRedirects(response, url("import-place", agreement, imported.pk))
    page = head.get(url("import-place", agreement, imported.pk))
    assertContains(page, "Naskah Kami.docx")
    assertContains(page, 'value="scope" selected')
    response = head.post(url("import-place", agreement, imported.pk), {"p0": "funding"})
    assertRedirects(response, url("import-result", agreement, imported.pk))
    page = head.get(url("import-result", agreement, imported.pk))
    assertContains(page, "Isi naskah kami.")
    assertContains(page, "Pendanaan")
    seen = page.context["form"]["seen"].value()
    response = head.post(
        url("import-result", agreement, imported.pk), {"how": "replace", "seen": seen}, follow=True
    )
    assertContains(response, "1 pasal masuk ke rancangan.")
    assert [(a.heading, a.content) for a in agreement.articles.all()] == [("Ruang Lingkup", "funding")]
    assertContains(head.get(url("import-place", agreement, imported.pk)), "Semua bagiannya dipakai")
    assertRedirects(
        head.get(url("import-result", agreement, imported.pk)), url("import-place", agreement, imported.pk)
    )


def test_what_is_left_out_and_what_breaks_is_listed_before(head, agreement):
    imported = taken(agreement)
    codes = [code if code != "general" else "leave_out" for code in places(imported)]
    head.post(url("import-place", agreement, imported.pk), {f"p{n}": code for n, code in enumerate(codes)})
    page = head.get(url("import-result", agreement, imported.pk))
    assertContains(page, "3 bagian tidak dipakai")
    assertContains(page, "Pasal 2 menyebut Pasal 1, yang tidak ikut")
    assertContains(page, "Ditetapkan di Ayah")


def test_nothing_chosen_is_told(head, agreement):
    imported = taken(agreement)
    chosen = {f"p{n}": "leave_out" for n in range(len(imported.pieces))}
    head.post(url("import-place", agreement, imported.pk), chosen)
    address = url("import-result", agreement, imported.pk)
    seen = head.get(address).context["form"]["seen"].value()
    assertContains(head.post(address, {"how": "replace", "seen": seen}), "Belum ada satu bagian pun")


def test_two_at_once_are_told(head, agreement):
    imported = taken(agreement)
    address = url("import-result", agreement, imported.pk)
    response = head.post(address, {"how": "replace", "seen": "leave_out"}, follow=True)
    assertContains(response, "baru saja ditempatkan atau diubah")
    assertRedirects(response, url("import-text", agreement))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "salah satu saja"),
        ({"text": "  \n "}, "salah satu saja"),
        ({"text": "x" * 1_000_001}, "1000000"),
        ({"text": "nol \x00"}, "null"),
        ({"text": "\u200b"}, "Tidak ada tulisan"),
        ({"file": b"%PDF-1.7"}, "Ini berkas PDF"),
        ({"file": b"PK\x03\x04"}, "rusak"),
        ({"file": b"Pasal 1", "text": "Pasal 1"}, "salah satu saja"),
    ],
)
def test_what_is_wrong_with_a_text_is_told(head, agreement, sent, words):
    sent = {k: SimpleUploadedFile("x.docx", v) if k == "file" else v for k, v in sent.items()}
    response = head.post(url("import-text", agreement), sent)
    assertContains(response, words)
    assert not ImportedText.objects.exists()


def test_a_file_that_is_too_large_is_told(head, agreement, monkeypatch):
    monkeypatch.setattr("agreements.drafting.sources.forms.MOST_BYTES", 5)
    response = head.post(url("import-text", agreement), {"file": SimpleUploadedFile("x.txt", b"Pasal 1")})
    assertContains(response, "10 MB")


def test_markup_in_a_text_stays_text(head, agreement):
    imported = taken(agreement, "Pasal 1\n<b>tebal</b> <script>x</script>")
    for name in ("import-place", "import-result"):
        assertNotContains(head.get(url(name, agreement, imported.pk)), "<b>tebal</b>")


def test_a_text_is_thrown_away_after_a_page_that_says_so(head, agreement):
    imported = taken(agreement)
    assertContains(head.get(url("import-discard", agreement, imported.pk)), "tidak dapat ditempatkan lagi")
    assertRedirects(head.post(url("import-discard", agreement, imported.pk)), url("import-text", agreement))
    assert not ImportedText.objects.exists()
    assert head.get(url("import-place", agreement, imported.pk)).status_code == 404


def test_others_texts_are_not_found(head, agreement):
    other = begun(village(), village())
    imported = taken(other)
    for name in ("import-place", "import-result", "import-discard"):
        assert head.get(url(name, agreement, imported.pk)).status_code == 404


def test_staff_of_the_pen_holder_may_go_on_with_it(client, agreement):
    imported = taken(agreement)
    client.force_login(member(agreement.initiator, Position.VILLAGE_STAFF))
    assert client.get(url("import-place", agreement, imported.pk)).status_code == 200


def test_a_new_draft_leads_on_to_bringing_a_text(head, agreement):
    code = agreement.draft.agreement_type.code
    keys = [party.organization.village.area_id for party in agreement.parties.order_by("ordinal")]
    sent = {
        "title": "Naskah Sendiri",
        "summary": "x",
        "field": "development",
        "purpose": "service",
        "topic": "waste",
    }
    sent |= {
        "place": "Ayah",
        "starts_on": "2026-12-01",
        "ends_on": "2027-12-01",
        "pihak": keys,
        "lalu": "impor",
    }
    response = head.post(reverse("agreements:draft-begin", args=[code]), sent)
    made = Agreement.objects.get(title="Naskah Sendiri")
    assertRedirects(response, url("import-text", made))
