"""People in front of a browser: each has a window of their own and speaks the portal's words."""

import datetime as dt
import re
from collections.abc import Callable

from allauth.account.models import EmailAddress
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kerjasama.worker import work
from tests.factories import PASSPHRASE, PASSWORD, checked
from villages.people.access import mandates
from villages.people.models import User


class Someone:
    """A person with a browser window; `user` is None for a citizen without an account."""

    def __init__(self, browser: Browser, arguments: dict, user: User | None = None) -> None:
        self.page: Page = browser.new_context(**arguments).new_page()
        self.page.set_default_timeout(15_000)
        self.user = user
        if user:
            self.log_in(user)

    def log_in(self, user: User) -> None:
        EmailAddress.objects.get_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
        self.page.goto("/masuk/")
        self.page.locator("[name=login]").fill(user.username)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("main").get_by_role("button", name="Masuk", exact=True).click()
        self.page.wait_for_url("**/meja/")

    def follow(self, words: str) -> None:
        self.page.get_by_role("link", name=words).first.click()

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words).first.click()

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def begin(self, kind: str, others: list[str], title: str) -> str:
        """Begin a draft with the others; returns its reference."""
        page = self.page
        page.goto("/naskah/baru/")
        self.follow(f"Mulai {kind}")
        for name in others:
            page.get_by_label("Nama desa atau mitra").fill(name)
            self.press("Cari")
            page.get_by_role("link", name=f"Pilih {name}").click()
        self.follow("Lanjut ke pokok kerja sama")
        day = timezone.localdate()
        page.get_by_label("Judul").fill(title)
        page.get_by_label("Ringkasan untuk warga").fill(
            "Desa-desa mengurus sampah bersama supaya pantai bersih."
        )
        page.get_by_label("Bidang").select_option("development")
        if page.get_by_label("Tujuan kerja sama antar-Desa").count():
            page.get_by_label("Tujuan kerja sama antar-Desa").select_option("service")
        page.get_by_label("Topik").select_option("waste")
        page.get_by_label("Tempat penandatanganan").fill("Kebumen")
        page.get_by_label("Mulai berlaku").fill(day.isoformat())
        page.get_by_label("Berakhir").fill((day + dt.timedelta(days=1000)).isoformat())
        page.get_by_label("Nilai kerja sama").fill("150.000.000")
        self.press("Buat rancangan")
        page.wait_for_url(re.compile(r"/naskah/[0-9A-Z]{8}/$"))
        return page.url.rstrip("/").rsplit("/", 1)[1]

    def submit(self, ref: str) -> None:
        self.page.goto(f"/naskah/{ref}/")
        self.press("Kirim untuk ditinjau")
        self.page.wait_for_url(f"**/meja/{ref}/")

    def send_back(self, ref: str, remark: str) -> None:
        self.page.goto(f"/tinjauan/{ref}/")
        self.page.locator("#putusan [name=whole]").fill(remark)
        self.press("Kembalikan dengan catatan")
        self.page.wait_for_url(lambda url: url.endswith(("/tinjauan/", f"/meja/{ref}/")))

    def approve(self, ref: str) -> None:
        self.page.goto(f"/tinjauan/{ref}/")
        self.follow("Setujui dan bekukan naskah")
        self.press("Setujui dan bekukan naskah")
        self.page.wait_for_url(f"**/meja/{ref}/")

    def sign(self, ref: str) -> None:
        """Make a certificate on the way, the identity being checked; read, consent, sign."""
        page = self.page
        for mandate in mandates(self.user):
            checked(mandate.person, mandate.organization)
        page.goto(f"/tanda-tangan/{ref}/")
        self.follow("Buat sertifikat")
        page.get_by_label("Frasa sandi baru").fill(PASSPHRASE)
        page.get_by_label("Ulangi frasa sandi").fill(PASSPHRASE)
        self.press("Buat sertifikat")
        page.get_by_label("Saya sudah membaca seluruh naskah").check()
        page.get_by_label("Frasa sandi tanda tangan").fill(PASSPHRASE)
        self.press("Tanda tangani")
        self.sees("Anda sudah menandatangani")
        self.sees("Selanjutnya")

    def publish(self, ref: str) -> None:
        self.page.goto(f"/meja/{ref}/")
        self.follow("Umumkan")
        self.press("Umumkan")
        self.page.wait_for_url(f"**/kerja-sama/{ref}/")


Door = Callable[[User | None], Someone]


def work_is_done() -> None:
    """Let the worker do everything that is queued."""
    work(interval=0, batch=True)
