"""Beside the articles, too, nobody types twice: what was not sent is offered again, what was sent is not."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import agency, begun, partner, signatory_of, village

PHONE = {"width": 360, "height": 740}
KEPT = "Object.keys(localStorage).some((key) => key.startsWith('naskah:'))"
WORDS = "Pasal 1\nRuang Lingkup\nPengelolaan taman baca oleh kedua pihak."


@pytest.fixture
def draft():
    agency()
    return begun(village("Pasir").organization, partner("Universitas Bahari Uji").organization)


@pytest.fixture
def window(enter, draft):
    """The village head's window, as wide as a phone."""
    head = enter(draft.created_by)
    head.page.set_viewport_size(PHONE)
    return head


def left_and_found_again(someone, address: str, name: str) -> None:
    """Type, leave without sending, come back, take it up again."""
    page = someone.page
    page.goto(address)
    page.locator(f"[name={name}]").press_sequentially(WORDS)
    expect(page.locator("main .saved")).to_contain_text("disimpan di peramban ini")
    page.goto("/meja/")
    page.goto(address)
    someone.sees("Ada tulisan yang belum terkirim")
    expect(page.locator(".unsent dd")).to_have_text(WORDS)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    someone.press("Pulihkan")
    expect(page.locator(f"[name={name}]")).to_have_value(WORDS)


def gone(page: Page, address: str) -> None:
    """Nothing is kept any more, and nothing offered."""
    for _n in range(50):
        if not page.evaluate(KEPT):
            break
        page.wait_for_timeout(100)
    assert not page.evaluate(KEPT)
    page.goto(address)
    expect(page.locator(".unsent")).to_have_count(0)


@pytest.mark.journey
def test_a_message_comes_back(window, draft):
    address = f"/naskah/{draft.ref}/percakapan/"
    left_and_found_again(window, address, "text")
    window.press("Kirim pesan")
    window.sees("Pesan terkirim")
    gone(window.page, address)


@pytest.mark.journey
def test_a_pasted_text_comes_back(window, draft):
    address = f"/naskah/{draft.ref}/impor/"
    left_and_found_again(window, address, "text")
    window.press("Baca naskah")
    window.sees("Naskah terbaca; rancangan belum berubah.")
    gone(window.page, address)


@pytest.mark.journey
def test_a_refusal_to_write_along_comes_back(enter, draft):
    organization = draft.parties.get(ordinal=2).organization
    rector = enter(signatory_of(organization))
    rector.page.set_viewport_size(PHONE)
    address = f"/naskah/{draft.ref}/tidak-ikut/"
    left_and_found_again(rector, address, "reason")
    rector.press("Sampaikan bahwa kami tidak ikut")
    rector.sees("Alasan Anda disampaikan")
    gone(rector.page, address)
