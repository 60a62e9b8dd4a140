"""Report what became of a cooperation: begun with the figures, written together, signed off, read by all."""

import datetime as dt
import io
from typing import Any

import pikepdf
import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from agreements.monitoring.activities.models import Activity, Movement, ProgressNote
from agreements.monitoring.outcomes.models import Indicator, Measurement
from agreements.monitoring.reports import actions, making
from agreements.monitoring.reports.contents import contents
from agreements.monitoring.reports.figures import figures
from agreements.monitoring.reports.models import Receipt, Report
from agreements.monitoring.reports.printing import printed
from agreements.notices.deriving import notices_of
from agreements.record.journal import sentence
from agreements.record.models import Agreement
from agreements.record.rules import load_defaults
from tests import factories
from tests.support.conformance import faults
from villages.organizations.models import OfficeKind
from villages.people.models import Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def joint(on_day) -> Agreement:
    """A joint regulation of two villages of one kecamatan, a year old, with work, money and an indicator."""
    on_day("2025-06-10")
    load_defaults()
    factories.agency()
    villages = [factories.village("Argopeni"), factories.village("Srati")]
    ends = dt.date(2028, 6, 9)
    agreement = factories.listed(*villages, instrument="joint_regulation", ends_on=ends)
    carried_out(agreement)
    on_day("2026-02-10")
    cache.clear()
    return agreement


def carried_out(agreement: Agreement) -> None:
    head = factories.signatory_of(agreement.initiator)
    one, two = agreement.parties.order_by("ordinal")
    by = {"created_by": head}
    days = {"starts_on": dt.date(2025, 7, 1), "ends_on": dt.date(2025, 11, 30)}
    work = Activity.objects.create(
        agreement=agreement,
        party=one,
        title="Angkut sampah",
        beneficiaries=400,
        budget=9_000_000,
        **days,
        **by,
    )
    for on, percent, reached in ((dt.date(2025, 9, 1), 40, 120), (dt.date(2025, 12, 1), 100, 380)):
        ProgressNote.objects.create(activity=work, on=on, percent=percent, reached=reached, written_by=head)
    moved = {"agreement": agreement, "recorded_by": head, "on": dt.date(2025, 8, 1)}
    paid = {"direction": "paid", "activity": work, "party": one}
    Movement.objects.create(amount=4_000_000, **paid, **moved)
    wrong = Movement.objects.create(amount=1_500_000, **paid, **moved)
    Movement.objects.create(amount=1_500_000, reverses=wrong, **paid, **moved)
    Movement.objects.create(amount=2_500_000, direction="received", party=two, **moved)
    row = Indicator.objects.create(
        agreement=agreement,
        name="Sampah diangkut",
        unit="ton",
        benefit="environment",
        baseline=10,
        target=50,
        baseline_on=dt.date(2025, 6, 10),
        target_on=dt.date(2026, 12, 31),
        **by,
    )
    Measurement.objects.create(indicator=row, on=dt.date(2025, 12, 20), value="30.5", recorded_by=head)
    Measurement.objects.create(indicator=row, on=dt.date(2026, 1, 20), value="33", recorded_by=head)


@pytest.fixture
def head(joint):
    return factories.signatory_of(joint.initiator)


@pytest.fixture
def draft(joint, head) -> Report:
    return begun(joint, head)


def begun(agreement: Agreement, by) -> Report:
    return actions.begin(
        agreement, by=by, kind="yearly", starts_on="2025-06-10", organization=agreement.initiator_id
    )


def url(report: Report, place: str = "") -> str:
    return f"/kerja-sama/{report.agreement.ref}/laporan/{report.pk}/{place}"


def opened(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def signed(report: Report, head: Any) -> Report:
    report.refresh_from_db()
    report.figures = figures(report.agreement, report.starts_on, report.ends_on)
    return actions.sign(report, by=head, seen=actions.mark_of(report))


def office(kind: str, **more):
    regency = factories.RegencyFactory()
    return factories.OfficeFactory(name=f"Kantor {kind}", office_kind=kind, regency=regency, **more)


def work() -> int:
    """Do what the worker has before it; returns how much."""
    waiting = DBTaskResult.objects.ready().filter(task_path__endswith="reports.making.make").order_by("pk")
    rows = list(waiting)
    for row in rows:
        making.make.call(*row.args_kwargs["args"])
        row.delete()
    return len(rows)


def test_the_figures_are_those_of_the_span(joint):
    found = figures(joint, dt.date(2025, 6, 10), dt.date(2025, 12, 31))
    [activity] = found["activities"]
    assert (activity["percent"], activity["reached"], activity["spent"]) == (100, 380, 4_000_000)
    assert found["people"] == {"planned": 400, "reached": 380}
    assert [(row["paid"], row["received"]) for row in found["money"]] == [(4_000_000, 0), (0, 2_500_000)]
    [outcome] = found["outcomes"]
    assert (outcome["value"], outcome["percent"]) == ("30.5", 51)
    halfway = figures(joint, dt.date(2025, 6, 10), dt.date(2025, 9, 30))
    assert (halfway["activities"][0]["percent"], halfway["outcomes"][0]["value"]) == (40, None)
    after = figures(joint, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert after["activities"] == []
    assert sum(row["paid"] for row in after["money"]) == 0


def test_a_report_begins_with_what_the_data_say(joint, head):
    client = opened(head)
    page = client.get(f"/kerja-sama/{joint.ref}/laporan/").content.decode()
    assert "Laporan tahunan 2025" in page
    asked = {"jenis": "yearly", "sejak": "2025-06-10", "pelapor": joint.initiator_id}
    response = client.post(f"/kerja-sama/{joint.ref}/laporan/mulai/", asked)
    report = Report.objects.get()
    assert response["Location"] == url(report, "tulis/")
    assert "Dari 1 kegiatan, 1 sudah selesai" in report.done
    assert "Desa Argopeni membayar Rp\u00a04.000.000" in report.done
    assert "Sampah diangkut: 30,5 ton (awal 10, target 50)." in report.results
    assert report.due_on == dt.date(2026, 3, 31)
    client.post(f"/kerja-sama/{joint.ref}/laporan/mulai/", asked)
    assert Report.objects.count() == 1, "who comes second finds it begun"


@pytest.mark.parametrize(
    "asked",
    [
        {"jenis": "final", "sejak": "2025-06-10"},
        {"jenis": "yearly", "sejak": "2024-06-10"},
        {"jenis": "", "sejak": "x"},
        {"jenis": "yearly", "sejak": "2025-06-10", "pelapor": "12345678901234567890"},
    ],
)
def test_what_is_not_owed_is_not_begun(joint, head, asked):
    asked = {"pelapor": joint.initiator_id} | asked
    response = opened(head).post(f"/kerja-sama/{joint.ref}/laporan/mulai/", asked, follow=True)
    assert "Laporan itu tidak perlu disusun." in response.content.decode()
    assert not Report.objects.exists()


def test_staff_write_and_who_comes_second_is_told(joint, draft):
    staff = opened(factories.member(joint.initiator, Position.VILLAGE_STAFF))
    typed = {"done": "Semua jalan.", "problems": "Truk rusak."}
    assert staff.post(url(draft, "tulis/"), typed | {"seen": 1}).status_code == 302
    response = staff.post(url(draft, "tulis/"), {"done": "Tulisan kedua.", "seen": 1})
    page = response.content.decode()
    assert response.status_code == 400
    assert "diubah orang lain" in page
    assert "Tulisan kedua." in page
    draft.refresh_from_db()
    assert (draft.done, draft.problems) == ("Semua jalan.", "Truk rusak.")


def test_the_other_village_and_the_offices_do_not_write(joint, draft):
    other = factories.signatory_of(joint.parties.get(ordinal=2).organization)
    assert opened(other).get(url(draft)).status_code == 200
    assert opened(other).get(url(draft, "tulis/")).status_code == 403
    assert opened(other).get(url(draft, "sahkan/")).status_code == 403
    assert opened(factories.reviewer()).get(url(draft, "tulis/")).status_code == 403
    stranger = factories.signatory_of(factories.village().organization)
    assert opened(stranger).get(url(draft)).status_code == 404


def test_the_head_signs_what_was_seen_and_it_stays(joint, draft, head):
    client = opened(head)
    page = client.get(url(draft, "sahkan/")).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    factories.member(joint.initiator, Position.VILLAGE_STAFF)
    Movement.objects.create(
        agreement=joint,
        party=joint.parties.get(ordinal=1),
        direction="paid",
        amount=1,
        on=dt.date(2025, 9, 9),
        recorded_by=head,
    )
    response = client.post(url(draft, "sahkan/"), {"seen": seen}, follow=True)
    assert "berubah sejak Anda membacanya" in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"
    again = response.content.decode().split('name="seen" value="')[1].split('"')[0]
    client.post(url(draft, "sahkan/"), {"seen": again})
    draft.refresh_from_db()
    assert (draft.state, draft.signed_by, draft.signed_as) == ("sent", head, "Kepala Desa Argopeni")
    assert draft.figures["money"][0]["paid"] == 4_000_001
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=draft.pk).update(done="Lain.")
    assert "sudah disahkan" in client.get(url(draft, "tulis/"), follow=True).content.decode()


def test_what_was_typed_into_a_report_that_is_signed_meanwhile_can_be_copied(joint, draft, head):
    staff = opened(factories.member(joint.initiator, Position.VILLAGE_STAFF))
    signed(draft, head)
    response = staff.post(url(draft, "tulis/"), {"done": "Tulisan panjang saya.", "seen": 1})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Tulisan panjang saya." in page
    assert "sudah disahkan" in page


def test_a_year_is_signed_off_once_it_is_over(joint, head):
    running = actions.begin(
        joint, by=head, kind="yearly", starts_on="2026-01-01", organization=joint.initiator_id
    )
    actions.write(running, by=head, edition=1, done="Berjalan.")
    with pytest.raises(actions.Refused, match="setelah tahunnya berakhir"):
        signed(running, head)


def test_a_report_without_words_is_not_signed_off(draft, head):
    actions.write(draft, by=head, edition=1, done=" ")
    with pytest.raises(actions.Refused, match="tanpa uraian"):
        signed(draft, head)


def test_it_goes_to_heads_councils_camat_and_through_the_camat_to_the_regent(joint, draft, head):
    ayah = joint.initiator.village.area.subdistrict
    camat = factories.member(office(OfficeKind.SUBDISTRICT, subdistrict=ayah), Position.SUBDISTRICT_HEAD)
    regent = factories.member(office(OfficeKind.REGENT), Position.REGENT)
    council = factories.member(joint.initiator, Position.COUNCIL)
    signed(draft, head)
    rows = Receipt.objects.select_related("organization").order_by("pk")
    assert [(row.reader, row.organization.name, row.sent_at is None) for row in rows] == [
        ("party", "Desa Srati", False),
        ("council", "Desa Argopeni", False),
        ("council", "Desa Srati", False),
        ("subdistrict", "Kantor subdistrict", False),
        ("regency", "Kantor regent", True),
    ]
    assert "menunggu diteruskan camat" in opened(regent).get(url(draft)).content.decode()
    assert opened(regent).post(url(draft, "dibaca/"), follow=True).status_code == 200
    assert not Receipt.objects.filter(read_at__isnull=False).exists(), "it has not been passed on"
    assert opened(council).post(url(draft, "teruskan/")).status_code == 403
    opened(council).post(url(draft, "dibaca/"))
    opened(camat).post(url(draft, "teruskan/"))
    opened(regent).post(url(draft, "dibaca/"))
    read = Receipt.objects.filter(read_at__isnull=False).order_by("pk").values_list("reader", "read_by")
    assert list(read) == [("council", council.pk), ("subdistrict", camat.pk), ("regency", regent.pk)]
    page = opened(head).get(url(draft)).content.decode()
    assert f"oleh {regent.full_name}" in page
    last = joint.journal.order_by("-serial")[0]
    assert "membaca laporan: tahun 2025, Desa Argopeni." in sentence(last)


def test_reading_twice_is_said_once(joint, draft, head):
    council = factories.member(joint.initiator, Position.COUNCIL)
    signed(draft, head)
    assert actions.read(draft, by=council) == 1
    with pytest.raises(actions.Refused, match="Tidak ada tanda baca"):
        actions.read(draft, by=council)


def test_without_offices_the_copy_goes_to_the_agency_at_once(joint, draft, head):
    officer = factories.reviewer()
    signed(draft, head)
    row = Receipt.objects.get(reader="regency")
    assert (row.organization.name, row.sent_at is None) == ("DPMD Kabupaten Kebumen", False)
    assert actions.read(draft, by=officer) == 1


def test_of_a_contract_only_the_own_council_hears(db, on_day):
    on_day("2025-06-10")
    load_defaults()
    parties = (factories.village("Argopeni"), factories.village("Srati"), factories.partner())
    contract = factories.listed(*parties, instrument="contract", ends_on=dt.date(2028, 6, 9))
    on_day("2026-02-10")
    head = factories.signatory_of(contract.initiator)
    report = begun(contract, head)
    actions.write(report, by=head, edition=1, done="Jalan.")
    signed(report, head)
    names = report.receipts.filter(reader="council").values_list("organization__name", flat=True)
    assert list(names) == ["Desa Argopeni"]
    assert not report.receipts.filter(reader="party").exists()


def test_the_readers_are_told_and_the_one_who_signed_is_not(joint, draft, head):
    council = factories.member(joint.initiator, Position.COUNCIL)
    other = factories.signatory_of(joint.parties.get(ordinal=2).organization)
    signed(draft, head)
    told = {one.person_id for one in notices_of(joint.journal.get(code="sign_report"))}
    assert {council.pk, other.pk} <= told
    assert head.pk not in told


def test_a_draft_can_be_given_up_but_not_what_was_signed(joint, draft, head):
    client = opened(head)
    assert "hilang" in client.get(url(draft, "buang/")).content.decode()
    client.post(url(draft, "buang/"), {"seen": 99})
    assert Report.objects.exists(), "somebody wrote meanwhile"
    client.post(url(draft, "buang/"), {"seen": 1})
    assert not Report.objects.exists()
    again = signed(begun(joint, head), head)
    with pytest.raises(actions.Refused, match="sudah disahkan"):
        actions.discard(again, by=head, edition=again.edition)


def test_the_worker_makes_the_pdf_and_a_failure_can_be_repeated(joint, draft, head, monkeypatch):
    signed(draft, head)
    client = opened(head)
    assert "menunggu giliran" in client.get(url(draft)).content.decode()
    assert client.get(url(draft, "pdf/")).status_code == 404

    def broken(*args, **kwargs):
        raise MemoryError

    monkeypatch.setattr(making, "printed", broken)
    with pytest.raises(MemoryError):
        work()
    assert "Buat PDF sekali lagi" in client.get(url(draft)).content.decode()
    monkeypatch.setattr(making, "printed", lambda html, *rest: b"%PDF-1.7\n" + html.encode())
    DBTaskResult.objects.all().delete()
    client.post(url(draft, "pdf/buat/"))
    client.post(url(draft, "pdf/buat/"))
    assert work() == 1, "asked for twice, made once"
    response = client.get(url(draft, "pdf/"))
    body = b"".join(response)
    assert response["Content-Type"] == "application/pdf"
    assert "Angkut sampah" in body.decode()
    assert "private" in response["Cache-Control"]


def test_the_pdf_is_readable_by_programs_and_carries_its_figures(draft, head):
    actions.write(draft, by=head, edition=1, done="Semua <b>jalan</b>.\nTruk & gerobak 🌿.")
    report = signed(draft, head)
    written = contents(report)
    data = printed(written.html, written.figures, report.signed_at)
    assert faults(data) == []
    pdf = pikepdf.open(io.BytesIO(data))
    [name] = pdf.attachments
    assert (name, b"4000000" in pdf.attachments[name].get_file().read_bytes()) == ("laporan.json", True)
    assert [round(float(side)) for side in pdf.pages[0].mediabox][2:] == [612, 935]
    assert printed(written.html, written.figures, report.signed_at) == data
