"""A citizen without an account: finds an agreement, compares an article, follows it, hears of its end, leaves."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from agreements.publication.actions import publish
from agreements.publication.following.models import Follow
from agreements.publication.following.telling import tell_followers
from agreements.record.models import Agreement
from agreements.record.vocabulary import Field
from tests import factories
from tests.journeys.people import Someone, work_is_done

pytestmark = pytest.mark.journey
ADDRESS = "warga@surel.example"


@pytest.fixture
def public(enter) -> list[Agreement]:
    """Two published agreements on the same topic, the second worded in its own way."""
    villages = [factories.village(name) for name in ("Karangduwur", "Srati", "Argopeni")]
    made = [
        factories.begun(*villages[:2], title="Pengangkutan Sampah Pesisir"),
        factories.begun(*villages[1:], title="Bank Sampah Perbukitan", field=Field.COMMUNITY),
    ]
    article = made[1].articles.filter(content="dispute").get()
    article.body = "Perselisihan diselesaikan lebih dahulu di balai Desa Srati."
    article.save()
    for agreement in made:
        publish(factories.signed(factories.approved(agreement)), by=agreement.created_by)
    return made


def links_in_letter() -> list[str]:
    """The links of the newest letter, without the portal's own name."""
    return re.findall(r"https?://[^/\s]+(/ikuti/\S+)", mail.outbox[-1].body)


def test_a_citizen_finds_compares_follows_and_leaves(enter, public: list[Agreement]) -> None:
    citizen = enter(None)
    page, (agreement, other) = citizen.page, public
    page.goto("/")
    page.locator("main [name=q]").first.fill("karangduwr sampah")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=agreement.title)).to_be_visible()
    expect(page.get_by_role("link", name=other.title)).to_have_count(0)
    citizen.follow(agreement.title)
    citizen.sees("Ringkasnya")

    number = agreement.articles.filter(content="dispute").get().ordinal
    page.locator(f'a[href$="/pasal/{number}/bandingkan/"]').first.click()
    citizen.sees("balai Desa Srati")
    page.go_back()

    citizen.follow("Ikuti")
    page.get_by_label("Alamat surel").fill(ADDRESS)
    citizen.press("Kirim tautan")
    citizen.sees("Kami mengirim tautan")
    assert Follow.objects.get().confirmed_at is None
    work_is_done()
    page.goto(links_in_letter()[0])
    citizen.press("Ya, kirim kabar")
    citizen.sees("Kabar dikirim pagi hari")

    mail.outbox.clear()
    tomorrow = timezone.localtime().replace(hour=8) + dt.timedelta(days=1)
    with time_machine.travel(tomorrow - dt.timedelta(minutes=30), tick=True):
        factories.ended(agreement, ground="mutual", note="Kedua desa sepakat.")
    with time_machine.travel(tomorrow, tick=True):
        assert tell_followers() == 1
        assert tell_followers() == 0
    assert agreement.title in mail.outbox[0].body
    page.goto(next(link for link in links_in_letter() if link.endswith("/berhenti/")))
    citizen.press("Berhenti")
    assert not Follow.objects.exists()


def test_a_citizen_without_scripts_finds_the_same(
    enter, public: list[Agreement], browser, browser_context_args
) -> None:
    citizen = Someone(browser, {**browser_context_args, "java_script_enabled": False})
    page = citizen.page
    page.goto("/kerja-sama/?q=sampah")
    expect(page.locator("main mark").first).to_have_text(re.compile("sampah", re.IGNORECASE))
    page.get_by_role("link", name=re.compile("^Pembinaan Kemasyarakatan")).first.click()
    expect(page.get_by_role("link", name=public[1].title)).to_be_visible()
    expect(page.get_by_role("link", name=public[0].title)).to_have_count(0)
    page.goto("/saran/?q=karangd")
    page.get_by_role("link", name=re.compile("Karangduwur")).first.click()
    citizen.sees(public[0].title)
