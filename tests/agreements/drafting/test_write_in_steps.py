"""Seven steps lead through a draft; articles are moved, split, named and removed without a script, and undone."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.overview import found_by_step
from agreements.drafting.pages import STEPS, steps_of, url_of
from agreements.drafting.writing import actions as writing
from tests.factories import agency, begun, signatory_of, submitted, village

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    agency()
    return begun(village("Argopeni"), village("Pasir"))


@pytest.fixture
def head(client, agreement):
    client.force_login(agreement.created_by)
    return client


@pytest.fixture
def other(client, agreement):
    client.force_login(signatory_of(agreement.parties.get(ordinal=2).organization))
    return client


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def contents(agreement):
    return list(agreement.articles.order_by("ordinal").values_list("content", flat=True))


def at(agreement, ordinal):
    return agreement.articles.get(ordinal=ordinal)


@pytest.mark.parametrize(("number", "code", "name"), [(i, s[0], s[2]) for i, s in enumerate(STEPS, start=1)])
def test_every_step_has_its_page_and_leads_on(head, agreement, number, code, name):
    response = head.get(url(name, agreement))
    assertContains(response, f"Langkah {number} dari 7")
    assertContains(response, 'aria-current="step"', count=1)
    assertContains(response, 'rel="prev"', count=int(number > 1))
    assertContains(response, 'rel="next"', count=int(number < 7))
    assertContains(response, url("draft-edit", agreement))


def test_the_overview_leads_to_the_first_step_that_is_open(head, agreement):
    for content in ("funding", "term"):
        writing.remove_article(agreement.articles.get(content=content), by=agreement.created_by)
    response = head.get(url("draft-edit", agreement))
    assertContains(response, "2 hal belum lengkap")
    assertContains(response, "Lanjut: Pasal")
    assertNotContains(response, "Kirim untuk ditinjau")


def test_the_overview_tells_what_the_others_did(head, agreement):
    other = signatory_of(agreement.parties.get(ordinal=2).organization)
    assertNotContains(head.get(url("draft-edit", agreement)), "Yang dilakukan orang lain")
    head.force_login(other)
    head.post(url("join", agreement))
    head.force_login(agreement.created_by)
    response = head.get(url("draft-edit", agreement))
    assertContains(response, "Yang dilakukan orang lain")
    assertContains(response, "ikut menyusun naskah")


def test_every_finding_leads_to_a_page(head, agreement):
    agreement.articles.all().delete()
    agreement.provisions.all().delete()
    agreement.ends_on = agreement.starts_on.replace(year=agreement.starts_on.year + 30)
    agreement.save()
    found = [pair for _step, rows in found_by_step(agreement.created_by, agreement) for pair in rows]
    assert len(found) > 10
    for finding, address in found:
        assert address == url_of(finding, agreement, [])
        assert head.get(address.partition("#")[0]).status_code == 200, finding.place


def test_the_check_page_sends_when_nothing_is_missing(head, agreement):
    response = head.get(url("draft-check", agreement))
    assertContains(response, "Tidak ada yang menghalangi")
    assertNotContains(response, "disabled")
    writing.remove_article(agreement.articles.get(content="funding"), by=agreement.created_by)
    response = head.get(url("draft-check", agreement))
    assertContains(response, 'disabled aria-describedby="belum-siap"')
    assertContains(response, "Belum ada pasal tentang “Pendanaan”")


def test_who_does_not_hold_the_pen_reads_the_steps_and_changes_nothing(other, agreement):
    for name in ("draft-details", "draft-recitals", "draft-parties"):
        response = other.get(url(name, agreement))
        assertContains(response, "ditulis oleh Desa Argopeni")
        assertNotContains(response, "Simpan</button>")
    response = other.get(url("draft-articles", agreement))
    assertContains(response, "Usulkan pasal baru")
    for verb in ("Atur", "Naikkan", "Batalkan"):
        assertNotContains(response, verb)


def test_an_article_moves_by_its_buttons_and_by_choice(head, agreement):
    before = contents(agreement)
    third = at(agreement, 3)
    page = head.get(url("draft-articles", agreement))
    assertContains(page, f'formaction="{url("article-move", agreement, third.pk)}" name="after"', count=2)
    first = at(agreement, 1)
    head.post(url("article-move", agreement, third.pk), {"after": first.pk})
    assert contents(agreement)[:3] == [before[0], before[2], before[1]]
    head.post(url("article-move", agreement, third.pk), {"after": ""})
    assert contents(agreement)[:3] == [before[2], before[0], before[1]]
    response = head.post(url("article-move", agreement, third.pk), {"after": at(agreement, 3).pk})
    assertRedirects(response, url("draft-articles", agreement) + "#pasal-3")
    assert contents(agreement) == before


@pytest.mark.parametrize("after", ["x", "0", "9" * 30, "-1"])
def test_a_place_that_is_none_is_told(head, agreement, after):
    before = contents(agreement)
    response = head.post(url("article-move", agreement, at(agreement, 3).pk), {"after": after})
    assert response.context["form"].errors["after"]
    assert contents(agreement) == before


def test_an_article_is_split_before_a_line(head, agreement):
    article = at(agreement, 2)
    fields = {"heading": "Awal", "content": article.content, "body": "(1) Satu.\n(2) Dua.\n(3) Tiga."}
    writing.save_article(article, by=agreement.created_by, edition=article.edition, **fields)
    page = head.get(url("article-split", agreement, article.pk))
    assertContains(page, "(1) Satu.")
    assertContains(page, 'type="radio"', count=2)
    posted = {"edition": at(agreement, 2).edition, "line": 1}
    response = head.post(url("article-split", agreement, article.pk), posted)
    assertRedirects(response, url("article-edit", agreement, at(agreement, 3).pk))
    assert at(agreement, 2).body == "(1) Satu."
    assert writing.shown(at(agreement, 3).body, []) == "(1) Dua.\n(2) Tiga."


def test_an_article_that_changed_meanwhile_is_not_split_at_the_old_line(head, agreement):
    article = at(agreement, 2)
    fields = {"heading": "", "content": article.content, "body": "(1) Satu.\n(2) Dua."}
    writing.save_article(article, by=agreement.created_by, edition=article.edition, **fields)
    response = head.post(url("article-split", agreement, article.pk), {"edition": 1, "line": 1})
    assertContains(response, "baru saja diubah orang lain")
    assert at(agreement, 2).body == fields["body"]


def test_an_article_of_one_line_says_why_it_cannot_be_split(head, agreement):
    assertContains(head.get(url("article-split", agreement, at(agreement, 2).pk)), "hanya satu baris")


def test_a_chapter_begins_at_an_article_and_joins_the_one_before(head, agreement):
    second = at(agreement, 2)
    head.post(url("chapter-name", agreement, second.pk), {"heading": "KETENTUAN BARU"})
    assert at(agreement, 2).chapter == "KETENTUAN BARU"
    assertContains(head.get(url("draft-articles", agreement)), "KETENTUAN BARU")
    head.post(url("chapter-name", agreement, second.pk), {"heading": ""})
    assert at(agreement, 2).chapter == at(agreement, 1).chapter


def test_what_was_done_last_is_undone_and_done_again(head, agreement):
    before = contents(agreement)
    page = head.get(url("draft-articles", agreement))
    assertNotContains(page, "Batalkan:")
    article = at(agreement, 4)
    head.post(url("article-remove", agreement, article.pk))
    page = head.get(url("draft-articles", agreement))
    assertContains(page, "Batalkan: menghapus Pasal 4")
    change = page.context["change"]
    response = head.post(url("article-undo", agreement), {"change": change}, follow=True)
    assertContains(response, "Dibatalkan: menghapus Pasal 4.")
    assertContains(response, "Ulangi: menghapus Pasal 4")
    assert contents(agreement) == before
    head.post(url("article-redo", agreement))
    assert contents(agreement) == [*before[:3], *before[4:]]


def test_nothing_is_arranged_once_the_text_is_with_the_district(head, agreement):
    article = at(agreement, 3)
    before = contents(agreement)
    submitted(agreement)
    for name in ("article-move", "article-split", "chapter-name", "article-remove"):
        assertRedirects(head.post(url(name, agreement, article.pk), {"after": ""}), agreement.desk_url)
    assert contents(agreement) == before


def test_files_stand_in_their_step(head, agreement):
    response = head.get(url("draft-attachments", agreement))
    assertContains(response, "Belum ada lampiran")
    assertContains(response, url("deliberations", agreement))


def test_findings_are_asked_once_for_a_page(head, agreement, monkeypatch):
    asked = []
    monkeypatch.setattr("agreements.drafting.completeness.CHECKS", (lambda a: asked.append(a) or [],))
    for name in ("draft-edit", "draft-check", "draft-articles"):
        asked.clear()
        head.get(url(name, agreement))
        assert len(asked) == 1, name
    steps = steps_of(agreement.created_by, agreement)
    assert steps.next.code == "check"
    assert steps.done == 6
