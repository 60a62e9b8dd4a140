"""From a field without a signal: what was written and photographed waits on the phone and arrives once, by itself."""

import io

import pytest
from django.db import transaction
from PIL import Image
from playwright.sync_api import expect

from agreements.monitoring.activities.actions import cancel, plan
from agreements.record.access import parties_of
from tests.factories import listed, signatory_of, village

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def agreement(transactional_db):
    with transaction.atomic():
        return listed(village("Pasir").organization, village("Argopeni").organization)


@pytest.fixture
def head(agreement):
    return signatory_of(parties_of(agreement)[0].organization)


@pytest.fixture
def work(agreement, head):
    days = {"starts_on": agreement.starts_on, "ends_on": agreement.ends_on}
    return plan(agreement, by=head, party=parties_of(agreement)[0], title="Membangun TPS", **days)


@pytest.fixture
def page(enter, head):
    """The village head's phone."""
    entered = enter(head).page
    entered.set_viewport_size(PHONE)
    entered.on("dialog", lambda dialog: dialog.accept())
    return entered


def photo():
    drawn = io.BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(drawn, "JPEG", quality=95)
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


def write(page, percent="40", words="Fondasi jadi."):
    page.locator("[name=percent]").fill(percent)
    page.locator("[name=words]").fill(words)


def send(page):
    page.get_by_role("button", name="Kirim kemajuan").click()


@pytest.mark.journey
def test_what_is_written_without_a_line_arrives_when_it_is_back(page, agreement, work):
    address = f"/kerja-sama/{agreement.ref}/kegiatan/{work.pk}/kemajuan/"
    page.goto(address)
    write(page)
    picture = photo()
    page.locator("[name=files]").set_input_files(picture)
    page.wait_for_function(
        "(size) => document.querySelector('[name=files]').files[0].size < size", arg=len(picture["buffer"])
    )
    page.context.set_offline(True)
    send(page)
    outbox = page.locator(".outbox")
    expect(outbox).to_contain_text("Tersimpan di ponsel ini. Tidak ada sinyal. 1 kiriman menunggu")
    expect(outbox.locator("li")).to_contain_text("Catat kemajuan: Membangun TPS")
    expect(page.locator("[name=words]")).to_have_value("")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    write(page, "55", "Dinding jadi.")
    send(page)
    expect(outbox.locator("li")).to_have_count(2)
    assert not work.notes.exists()
    page.context.set_offline(False)
    expect(outbox).to_contain_text("2 kiriman sudah terkirim")
    expect(outbox.locator("li")).to_have_count(0)
    assert list(work.notes.order_by("pk").values_list("percent", "words")) == [
        (40, "Fondasi jadi."),
        (55, "Dinding jadi."),
    ]
    kept = work.files.get()
    assert kept.content_type == "image/jpeg"
    page.reload()
    expect(page.locator(".outbox")).to_be_hidden()
    assert work.notes.count() == 2


@pytest.mark.journey
def test_what_waits_is_sent_from_another_page_of_the_portal(page, agreement, work):
    page.goto(f"/kerja-sama/{agreement.ref}/kegiatan/{work.pk}/kemajuan/")
    write(page)
    page.context.set_offline(True)
    send(page)
    expect(page.locator(".outbox li")).to_have_count(1)
    page.evaluate("window.stop()")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/meja/")
    expect(page.locator(".outbox")).to_contain_text("1 kiriman sudah terkirim")
    assert work.notes.get().percent == 40


@pytest.mark.journey
def test_what_cannot_be_sent_stays_with_the_reason(page, agreement, head, work):
    page.goto(f"/kerja-sama/{agreement.ref}/kegiatan/{work.pk}/kemajuan/")
    page.context.set_offline(True)
    write(page)
    send(page)
    expect(page.locator(".outbox li")).to_have_count(1)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.context.set_offline(False)
    expect(page.locator(".outbox li")).to_contain_text("masuk lagi agar terkirim")
    page.context.add_cookies(cookies)
    cancel(work, by=head, reason="Lahan tidak jadi.")
    page.goto("/meja/")
    expect(page.locator(".outbox li")).to_contain_text("tidak dapat dikirim sekarang")
    page.get_by_role("button", name="Buang").click()
    expect(page.locator(".outbox li")).to_have_count(0)
    page.reload()
    expect(page.locator(".outbox")).to_be_hidden()
    assert not work.notes.exists()


@pytest.mark.journey
def test_a_page_closed_too_early_gives_back_what_was_written(page, agreement, work):
    address = f"/kerja-sama/{agreement.ref}/kegiatan/{work.pk}/kemajuan/"
    page.goto(address)
    write(page)
    page.locator("[name=files]").set_input_files(photo())
    page.wait_for_timeout(1500)
    page.goto("/meja/")
    page.goto(address)
    expect(page.locator(".outbox")).to_contain_text("Isian yang belum terkirim dikembalikan")
    expect(page.locator("[name=words]")).to_have_value("Fondasi jadi.")
    assert page.evaluate("document.querySelector('[name=files]').files.length") == 1
    send(page)
    expect(page.locator("main")).to_contain_text("Kemajuan kegiatan tercatat.")
    page.goto(address)
    expect(page.locator("[name=words]")).to_have_value("")
    assert work.files.count() == 1


@pytest.mark.journey
def test_what_is_wrong_comes_back_with_the_photographs(page, agreement, work):
    page.goto(f"/kerja-sama/{agreement.ref}/kegiatan/{work.pk}/kemajuan/")
    write(page, percent="140")
    page.locator("[name=files]").set_input_files(photo())
    send(page)
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("[name=words]")).to_have_value("Fondasi jadi.")
    assert page.evaluate("document.querySelector('[name=files]').files.length") == 1
    page.locator("[name=percent]").fill("100")
    send(page)
    expect(page.locator("main")).to_contain_text("Kemajuan kegiatan tercatat.")
    assert (work.notes.get().percent, work.files.count()) == (100, 1)


@pytest.mark.journey
def test_who_leaves_the_portal_leaves_nothing_on_the_phone(page, agreement, work):
    page.goto(f"/kerja-sama/{agreement.ref}/kegiatan/{work.pk}/kemajuan/")
    write(page)
    page.wait_for_timeout(1500)
    page.goto("/keluar/")
    page.get_by_role("button", name="Keluar").last.click()
    page.wait_for_url("**/")
    assert "kiriman" not in page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
