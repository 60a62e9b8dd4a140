"""Two parties draft a contract on their phones; the line drops, the session ends, no mouse: not a word is lost."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from agreements.drafting.models import Article
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests.factories import PASSWORD, agency, begun, partner, signatory_of, village

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PHONE = {"width": 360, "height": 740}
ADDED = "Pendampingan dilaksanakan setiap hari Sabtu."


@pytest.fixture
def parties():
    agency()
    return village("Pasir").organization, partner("Universitas Bahari Uji").organization


@pytest.fixture
def on_phone(enter):
    def open_window(user):
        someone = enter(user)
        someone.page.set_viewport_size(PHONE)
        return someone

    return open_window


@pytest.fixture
def desk(parties, on_phone):
    """The village head before an article of a draft that has begun: the window, the article."""
    agreement = begun(*parties)
    article = agreement.articles.get(content="funding")
    head = on_phone(agreement.created_by)
    head.page.goto(f"/naskah/{agreement.ref}/pasal/{article.pk}/")
    return head, article


def for_everybody(page: Page):
    page.emulate_media(reduced_motion="reduce")
    found = Axe().run(page, options=RULES).response["violations"]
    problems = [f"{v['id']} {v['nodes'][0]['html'][:160]}" for v in found]
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert not problems and wide <= PHONE["width"], f"{page.url}: {wide} px {problems}"


def body(page: Page):
    return page.locator("[name=body]")


def write_on(page: Page, words: str):
    body(page).press("Control+End")
    body(page).press_sequentially(f"\n{words}")


def kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('naskah:'))")


def text_of(article: Article) -> str:
    return Article.objects.get(pk=article.pk).body


def saved(page: Page):
    expect(page.locator("#tersimpan")).to_contain_text(re.compile(r"Tersimpan \d\d\.\d\d"))


@pytest.mark.journey
def test_two_parties_draft_a_contract_from_nothing(on_phone, parties):
    place, university = parties
    head, rector = on_phone(signatory_of(place)), on_phone(signatory_of(university))
    title = "Pendampingan Pengolahan Sampah Plastik"
    ref = head.begin("Perjanjian Kerja Sama", ["Universitas Bahari Uji"], title)
    for_everybody(head.page)
    agreement = Agreement.objects.get(ref=ref)
    article = agreement.articles.filter(content="implementation").order_by("ordinal")[0]

    rector.page.goto(f"/naskah/{ref}/")
    rector.press("Ikut menyusun")
    rector.page.goto(f"/naskah/{ref}/pasal/")
    for_everybody(rector.page)
    rector.page.locator(f"#pasal-{article.ordinal} .article-name").click()
    for_everybody(rector.page)
    write_on(rector.page, f"({len(text_of(article).splitlines()) + 1}) {ADDED}")
    rector.page.get_by_label("Alasan usul").fill("Mahasiswa kuliah pada hari lain.")
    rector.press("Usulkan perubahan")
    rector.sees("1 usul dikirim")
    assert ADDED not in text_of(article)

    head.page.goto(f"/naskah/{ref}/pasal/")
    head.sees("1 usul menunggu")
    head.page.locator(f"#pasal-{article.ordinal} .article-name").click()
    head.sees("Mahasiswa kuliah pada hari lain.")
    head.press("Terima")
    expect(body(head.page)).to_have_value(re.compile(ADDED))
    with head.page.expect_response(lambda answer: answer.request.method == "POST"):
        write_on(head.page, "(9) Tempatnya Balai Desa.")
    saved(head.page)
    head.page.goto(f"/naskah/{ref}/pasal/")
    head.press("Batalkan: mengubah")
    head.sees("Dibatalkan")
    assert "Balai Desa" not in text_of(article)

    for someone in (rector, head):
        someone.page.goto(f"/naskah/{ref}/periksa/")
        someone.page.get_by_role("link", name="Nyatakan setuju", exact=True).click()
        someone.press("Setuju dengan naskah ini")
    head.page.goto(f"/naskah/{ref}/periksa/")
    for_everybody(head.page)
    head.press("Kirim untuk ditinjau")
    head.page.wait_for_url(f"**/meja/{ref}/")
    agreement = Agreement.objects.get(ref=ref)
    assert agreement.stage == Stage.REVIEW
    assert {c.organization_id for c in agreement.versions.last().consents.all()} == {o.pk for o in parties}


@pytest.mark.journey
def test_the_line_drops_and_comes_back(desk):
    head, article = desk
    page = head.page
    write_on(page, "Sebelum terputus.")
    saved(page)
    assert "Sebelum terputus." in text_of(article)
    assert kept(page) == []
    page.context.set_offline(True)
    write_on(page, "Ketika terputus.")
    expect(page.locator("#tersimpan")).to_contain_text("Sambungan terputus")
    assert len(kept(page)) == 1
    head.press("Simpan")
    expect(page.locator("#tersimpan")).to_contain_text("Sambungan terputus")
    assert "Ketika terputus." in body(page).input_value()
    page.context.set_offline(False)
    saved(page)
    expect(page.locator("#tersimpan")).not_to_have_class(re.compile("is-unsaved"))
    assert "Ketika terputus." in text_of(article)
    assert kept(page) == []


@pytest.mark.journey
def test_what_was_left_in_the_browser_is_offered_again(desk):
    head, article = desk
    page, address = head.page, head.page.url
    page.context.set_offline(True)
    write_on(page, "Ditulis di jalan.")
    expect(page.locator("#tersimpan")).to_contain_text("Sambungan terputus")
    page.close()
    page.context.set_offline(False)
    page = head.page = page.context.new_page()
    page.set_viewport_size(PHONE)
    page.goto(address)
    head.sees("Ada tulisan yang belum terkirim")
    expect(page.locator(".unsent")).to_contain_text("Ditulis di jalan.")
    for_everybody(page)
    assert "Ditulis di jalan." not in body(page).input_value()
    head.press("Pulihkan")
    saved(page)
    assert "Ditulis di jalan." in text_of(article)
    page.reload()
    expect(page.locator(".unsent")).to_have_count(0)
    assert kept(page) == []


@pytest.mark.journey
def test_the_session_ends_while_writing(desk):
    head, article = desk
    page = head.page
    page.context.clear_cookies()
    write_on(page, "Ditulis setelah sesi berakhir.")
    expect(page.locator("#tersimpan")).to_contain_text("Anda sudah keluar dari portal")
    with page.context.expect_page() as opened:
        head.follow("Masuk lagi di tab baru")
    door = opened.value
    door.locator("[name=login]").fill(head.user.username)
    door.locator("[name=password]").fill(PASSWORD)
    door.locator("main").get_by_role("button", name="Masuk", exact=True).click()
    door.wait_for_url("**/meja/")
    door.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(page)
    assert "Ditulis setelah sesi berakhir." in text_of(article)


@pytest.mark.journey
def test_leaving_the_portal_takes_the_copies_along(desk):
    head, _article = desk
    page = head.page
    page.context.set_offline(True)
    write_on(page, "Rahasia.")
    expect(page.locator("#tersimpan")).to_contain_text("Sambungan terputus")
    assert kept(page)
    page.context.set_offline(False)
    page.goto("/keluar/")
    page.locator("main").get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/")
    assert kept(page) == []


def tab_to(page: Page, words: str, field: str = ""):
    """Go on with the tabulator until what is wanted has the focus."""
    for _try in range(250):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(field) => { const at = document.activeElement; if (at === document.body) return '';"
            " return field ? at.name : at.textContent.replace(/\\s+/g, ' '); }",
            field,
        )
        if found == field if field else words in found:
            return
    raise AssertionError(f"the keyboard does not reach {words or field}")


@pytest.mark.journey
def test_without_a_mouse_from_the_type_to_a_saved_article(on_phone, parties):
    head = on_phone(signatory_of(parties[0]))
    page = head.page
    page.goto("/naskah/baru/")
    tab_to(page, "Mulai Perjanjian Kerja Sama")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pihak/**")
    tab_to(page, "", "cari")
    page.keyboard.type("Universitas Bahari")
    page.keyboard.press("Enter")
    tab_to(page, "Pilih Universitas Bahari Uji")
    page.wait_for_timeout(400)  # what is typed is searched for once more, and the focus stays where it is
    assert page.evaluate("document.activeElement.id").startswith("pilih-")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"pihak=.*pihak="))
    tab_to(page, "Lanjut ke pokok kerja sama")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/cooperation_contract/\?pihak"))
    for name, text in [("title", "Sampah Plastik"), ("summary", "Sampah diolah bersama."), ("field", "Pel")]:
        tab_to(page, "", name)
        page.keyboard.type(text)
    tab_to(page, "", "topic")
    page.keyboard.type("Pengelolaan s")
    for name in ("starts_on", "ends_on"):
        tab_to(page, "", name)
        page.keyboard.type("05052027" if name == "starts_on" else "06062028")
    tab_to(page, "Buat rancangan")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/naskah/[0-9A-Z]{8}/$"))
    tab_to(page, "Pasal")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pasal/")
    tab_to(page, "Pasal 2")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/pasal/\d+/$"))
    tab_to(page, "", "body")
    page.keyboard.press("Control+End")
    page.keyboard.type("\nDitulis tanpa tetikus.")
    tab_to(page, "Simpan")
    page.keyboard.press("Enter")
    head.sees("Tersimpan pukul")
    assert Article.objects.filter(ordinal=2, body__contains="Ditulis tanpa tetikus.").exists()
