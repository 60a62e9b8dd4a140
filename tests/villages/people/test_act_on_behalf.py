"""An administrator helps in somebody's name: for a while, in red, noted, and never where a person decides."""

import datetime as dt
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from agreements.record import journal
from agreements.record.access import may
from agreements.record.crossing import Refused as AgreementRefused
from agreements.record.helping import WITH_HELP
from agreements.record.models import Agreement
from agreements.record.stages import CROSSINGS
from agreements.review.actions import open_round
from tests import factories as make
from villages.people.access import Refused
from villages.people.models import Position, User
from villages.people.support import actions
from villages.people.support.acting import acting, running
from villages.people.support.models import SupportAct, SupportSession

pytestmark = pytest.mark.django_db
REASON = "Sekretaris meminta bantuan mengisi pokok naskah."


@pytest.fixture
def admin() -> User:
    return make.UserFactory(is_staff=True, is_superuser=True, full_name="Rini Pengelola")


@pytest.fixture
def agreement() -> Agreement:
    return make.begun(make.village("Pasir"), make.village("Srati"))


@pytest.fixture
def head(agreement: Agreement) -> User:
    return make.signatory_of(agreement.parties.get(ordinal=1).organization)


@pytest.fixture
def helper(client: Client, admin: User, head: User) -> Client:
    client.force_login(admin)
    begin(client, head)
    return client


def begin(client: Client, person: User, **more: Any) -> Any:
    return client.post("/bantuan/", {"account": person.username, "reason": REASON, "minutes": 15, **more})


def only() -> SupportSession:
    return SupportSession.objects.get()


def test_the_helper_sees_the_persons_desk_under_a_red_bar(helper: Client, head: User, agreement) -> None:
    page = helper.get("/meja/").content.decode()
    assert agreement.title in page
    assert f"Anda membantu atas nama {head.full_name}" in page
    assert "css/support.css" in page
    for address in ("/", "/kerja-sama/", "/akun/", f"/naskah/{agreement.ref}/", "/desa/", "/bantuan/999/"):
        assert "support-bar" in helper.get(address).content.decode(), address
    assert "support-bar" not in Client().get("/").content.decode()


def test_the_person_is_told_at_once_and_reads_everything(
    client: Client, admin: User, head: User, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(admin)
    with django_capture_on_commit_callbacks(execute=True):
        begin(client, head)
    letter = mail.outbox[-1]
    assert letter.to == [head.email]
    assert REASON in letter.body
    assert admin.full_name in letter.body
    address = f"/bantuan/{only().pk}/"
    assert address in letter.body
    own = Client()
    own.force_login(head)
    assert address in own.get("/akun/").content.decode()
    assert REASON in own.get(address).content.decode()
    stranger = Client()
    stranger.force_login(make.UserFactory())
    assert stranger.get(address).status_code == 404


def test_what_is_written_is_noted_under_both_names(helper: Client, admin, head, agreement) -> None:
    address = f"/naskah/{agreement.ref}/pasal/tambah/"
    answer = helper.post(address, {"heading": "Tambahan", "content": "other", "body": "Isi tambahan."})
    assert answer.status_code == 302
    entry = agreement.journal.order_by("serial").last()
    assert entry.actor == head
    assert entry.details["helped_by"] == admin.full_name
    assert entry.details["support"] == only().pk
    assert admin.full_name in journal.sentence(entry)
    assert not list(journal.breaks([Agreement.objects.get(pk=agreement.pk)]))
    act = SupportAct.objects.get()
    assert (act.method, act.path, act.status) == ("POST", address, 302)
    assert running() is None


CLOSED = (
    "/akun/sandi/", "/akun/surel/", "/akun/keamanan/", "/akun/keamanan/kode/", "/admin/", "/admin/villages/user/",
)  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
def test_passwords_and_keys_stay_shut(helper: Client, address: str) -> None:
    page = helper.get(address)
    assert page.status_code == 403
    assert "support-bar" in page.content.decode()
    assert helper.post(address, {"oldpassword": "x"}).status_code == 403


def test_nobody_decides_with_help(helper: Client, agreement: Agreement) -> None:
    before = Agreement.objects.get(pk=agreement.pk)
    for address in (
        f"/tinjauan/{agreement.ref}/kirim/",
        f"/tanda-tangan/{agreement.ref}/",
        f"/naskah/{agreement.ref}/setuju/",
        f"/naskah/{agreement.ref}/belum-setuju/",
        f"/naskah/{agreement.ref}/pena/",
        "/naskah/luar-portal/impor/",
        "/verifikasi/",
        "/bantuan/",
    ):
        assert helper.post(address, {"reason": "Tidak."}).status_code in (403, 404), address
    assert helper.post(f"/naskah/{agreement.ref}/tarik/", {"reason": "Batal."}).status_code == 403
    after = Agreement.objects.get(pk=agreement.pk)
    assert (after.stage, after.journal_length) == (before.stage, before.journal_length)
    assert SupportAct.objects.filter(status=403).count() >= 7
    refused = SupportAct.objects.get(path__contains="tanda-tangan")
    assert agreement.ref not in refused.path  # an address that is shut may hold a secret


def test_the_rule_holds_below_the_pages_as_well(admin: User, head: User, agreement: Agreement) -> None:
    session = actions.begin(head, by=admin, reason=REASON, minutes=15)
    assert may(head, "withdraw", agreement)
    with acting(session):
        assert may(head, "edit", agreement)
        answer = may(head, "withdraw", agreement)
        assert not answer
        assert answer.because_of_who
        with pytest.raises(AgreementRefused):
            open_round(agreement, by=head)
    assert may(head, "withdraw", agreement)


def test_every_verb_that_is_open_to_help_only_writes_a_draft() -> None:
    rows = [row for row in CROSSINGS if row.verb in WITH_HELP]
    assert {row.verb for row in rows} == WITH_HELP
    assert all(row.source == row.target == "drafting" for row in rows)


def test_it_ends_by_itself_and_nothing_is_done_in_the_wrong_name(
    helper: Client, admin: User, agreement: Agreement
) -> None:
    session, length = only(), Agreement.objects.get(pk=agreement.pk).journal_length
    began = timezone.now() - dt.timedelta(hours=2)
    SupportSession.objects.update(began_at=began, until=began + dt.timedelta(minutes=15))
    address = f"/naskah/{agreement.ref}/pasal/tambah/"
    answer = helper.post(address, {"heading": "Tambahan", "body": "Isi."}, follow=True)
    assert answer.redirect_chain == [("/akun/", 302)]
    assert "tidak dilakukan" in answer.content.decode()
    assert answer.wsgi_request.user == admin
    assert Agreement.objects.get(pk=agreement.pk).journal_length == length
    assert not session.acts.exists()
    assert helper.get(f"/naskah/{agreement.ref}/").status_code == 404


def test_htmx_is_led_away_too_when_it_is_over(helper: Client) -> None:
    only_session = only()
    actions.end(only_session, by=only_session.person)
    answer = helper.post("/naskah/baru/", headers={"hx-request": "true"})
    assert answer.headers["HX-Redirect"] == "/akun/"


def test_the_helper_ends_it_and_is_oneself_again(helper: Client, admin: User) -> None:
    assert helper.post(f"/bantuan/{only().pk}/akhiri/").status_code == 302
    assert only().ended_at is not None
    page = helper.get("/bantuan/")
    assert page.wsgi_request.user == admin
    assert "support-bar" not in page.content.decode()


def test_the_person_ends_it_from_their_own_page(helper: Client, admin: User, head: User) -> None:
    own = Client()
    own.force_login(head)
    assert own.post(f"/bantuan/{only().pk}/akhiri/").status_code == 302
    answer = helper.get("/meja/", follow=True)
    assert answer.redirect_chain == [("/akun/", 302)]
    assert answer.wsgi_request.user == admin
    stranger = Client()
    stranger.force_login(make.UserFactory())
    assert stranger.post(f"/bantuan/{only().pk}/akhiri/").status_code == 404


def test_signing_out_leaves_no_help_behind(helper: Client) -> None:
    helper.post("/keluar/")
    assert helper.get("/meja/").status_code == 302


def test_a_second_help_ends_the_first(admin: User, head: User) -> None:
    first = actions.begin(head, by=admin, reason=REASON, minutes=60)
    second = actions.begin(make.UserFactory(), by=admin, reason=REASON, minutes=60)
    first.refresh_from_db()
    assert first.ended_at
    assert second.ended_at is None


def test_who_may_help_and_who_may_be_helped(admin: User, head: User) -> None:
    officer = make.officer(make.agency())
    for by, person, minutes, reason in (
        (officer, head, 15, REASON),
        (make.UserFactory(is_staff=True), head, 15, REASON),
        (make.UserFactory(is_staff=True, is_superuser=True, is_active=False), head, 15, REASON),
        (admin, admin, 15, REASON),
        (admin, make.UserFactory(is_active=False), 15, REASON),
        (admin, make.UserFactory(is_staff=True, is_superuser=True), 15, REASON),
        (admin, head, 61, REASON),
        (admin, head, 0, REASON),
        (admin, head, 15, "  "),
    ):
        with pytest.raises(Refused):
            actions.begin(person, by=by, reason=reason, minutes=minutes)
    assert not SupportSession.objects.exists()


def test_outside_the_demo_help_and_administration_need_a_second_step(
    client: Client, admin: User, head: User, settings: Any
) -> None:
    settings.DEMO_MODE = False
    client.force_login(admin)
    assert begin(client, head).status_code == 403
    assert client.get("/admin/", follow=True).redirect_chain[-1] == ("/akun/keamanan/", 302)
    Authenticator.objects.create(user=admin, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get("/admin/").status_code == 200
    assert begin(client, head).status_code == 302


def test_a_helper_who_stops_being_one_is_out_at_once(helper: Client, admin: User) -> None:
    User.objects.filter(pk=admin.pk).update(is_superuser=False)
    assert helper.get("/meja/").status_code == 302
    assert helper.get("/bantuan/").status_code == 404


def test_somebody_elses_browser_does_not_inherit_the_help(admin: User, head: User) -> None:
    other = Client()
    other.force_login(make.member(make.village("Jladri"), Position.COUNCIL))
    stored = other.session
    stored["support"] = actions.begin(head, by=admin, reason=REASON, minutes=15).pk
    stored.save()
    assert other.get("/meja/").status_code == 302
    assert "support" not in other.session


def test_what_was_sent_stays(helper: Client, agreement: Agreement) -> None:
    helper.post(f"/naskah/{agreement.ref}/setuju/")
    for change in (
        lambda: SupportAct.objects.update(path="/"),
        lambda: SupportAct.objects.all().delete(),
        lambda: SupportSession.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_administration_keeps_who_was_helped(helper: Client, admin: User, head: User) -> None:
    entry = LogEntry.objects.get(user=admin)
    assert entry.object_id == str(head.pk)
    assert REASON in entry.change_message
    helper.post(f"/bantuan/{only().pk}/akhiri/")
    assert helper.get("/admin/villages/supportsession/").status_code == 200
    assert settings.LOGIN_URL == "/masuk/"
