"""An old register is uploaded, its columns matched, its rows looked at, and only then recorded, each row once."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements.drafting.elsewhere import jobs, recording
from agreements.drafting.elsewhere.checking import check
from agreements.drafting.elsewhere.columns import guess
from agreements.drafting.elsewhere.models import ElsewhereRecord, ImportJob, ImportRow, JobState, RowState
from agreements.drafting.elsewhere.recording import record
from agreements.record import journal
from agreements.record.models import Agreement
from tests import factories as make
from tests.agreements.drafting.elsewhere.registers import HEADER, as_csv, line
from villages.organizations.models import Office, Organization, Partner, Village
from villages.people.access import Refused
from villages.people.models import User

pytestmark = pytest.mark.django_db
DEFAULTS = {"field": "development", "topic": "other", "place": "Kebumen"}


@pytest.fixture
def officer() -> User:
    """An officer of the DPMD; two villages of the regency are known as areas only."""
    person = make.reviewer()
    for name in ("Argopeni", "Srati"):
        make.VillageAreaFactory(name=name)
    return person


@pytest.fixture
def agency(officer: User) -> Office:
    return make.agency()


def brought(
    rows: list[list[str]], by: User, organization: Organization, header: list[str] = HEADER
) -> ImportJob:
    """A register whose rows have been checked."""
    file = SimpleUploadedFile("register.csv", as_csv([header, *rows]))
    job = jobs.bring(file, by=by, organization=Organization.objects.get(pk=organization.pk))
    jobs.map_columns(job, by=by, mapping=guess(header), defaults=DEFAULTS)
    check.call(job.pk)
    job.refresh_from_db()
    return job


def states(job: ImportJob) -> list[str]:
    return list(job.rows.order_by("number").values_list("state", flat=True))


def problems(job: ImportJob, number: int = 2) -> str:
    return " ".join(words for _header, words in job.rows.get(number=number).problems)


def written(job: ImportJob, by: User) -> ImportJob:
    jobs.write(job, by=by)
    record.call(job.pk)
    job.refresh_from_db()
    return job


def test_from_upload_to_report(
    client: Client, officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(officer)
    start = reverse("agreements:elsewhere-import")
    assert client.get(start).status_code == 200
    rows = [HEADER, line(1), line(2, Nomor=""), line(3), line(3, Judul="Pengelolaan Sampah yang sama")]
    file = SimpleUploadedFile("daftar lama.csv", as_csv(rows))
    answer = client.post(start, {"organization": make.agency().pk, "file": file})
    assert answer.status_code == 302, answer.context["form"].errors
    job = ImportJob.objects.get()
    page = client.get(answer["Location"])
    assert b"Pengelolaan Sampah Bersama 1" in page.content
    form = {f"column_{n}": code for n, code in enumerate(job.mapping)} | DEFAULTS
    url = reverse("agreements:elsewhere-job", args=[job.key])
    assert client.post(answer["Location"], form)["Location"] == url
    assert "Baris sedang diperiksa" in client.get(url).content.decode()
    check.call(job.pk)
    text = client.get(url).content.decode()
    assert "2 baris akan dicatat; 1 perlu diperbaiki; 1 mungkin sudah tercatat" in text
    assert "Sama dengan baris 4 berkas ini." in text
    assert Agreement.objects.count() == Village.objects.count() == 0
    assert client.get(url, {"keadaan": "problem"}).status_code == 200
    confirm = reverse("agreements:elsewhere-write", args=[job.key])
    assert "Catat 2 perjanjian" in client.get(confirm).content.decode()
    assert client.post(confirm)["Location"] == url
    assert "Baris sedang dicatat" in client.get(url).content.decode()
    assert client.get(url, headers={"HX-Request": "true"}).content.decode().count("<html") == 0
    with django_capture_on_commit_callbacks(execute=True):
        record.call(job.pk)
    assert "2 perjanjian dicatat" in client.get(url).content.decode()
    assert client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    text = client.get("/naskah/luar-portal/?pindaian=belum").content.decode()
    assert "Pengelolaan Sampah Bersama 1" in text
    assert not job.file.storage.exists(job.file.name)


def test_what_is_recorded_is_what_the_rows_say(officer: User, agency: Office) -> None:
    row = line(1, **{"Para Pihak": "Desa Argopeni; PT Sumber Air", "Nomor": "01/2024; 7/SA/2024"})
    job = written(brought([row, line(2, Nomor="tanpa nomor")], officer, agency), officer)
    assert job.state == JobState.DONE
    contract, regulation = Agreement.objects.order_by("pk")
    assert (contract.kind, contract.instrument, contract.value) == ("third_party", "contract", 12_500_000)
    assert contract.stage == "drafting"
    assert contract.elsewhere.signed_on == dt.date(2024, 1, 15)
    assert (contract.starts_on, contract.ends_on) == (dt.date(2024, 2, 1), dt.date(2027, 1, 31))
    assert list(contract.elsewhere_numbers.order_by("pk").values_list("number", flat=True)) == [
        "01/2024",
        "7/SA/2024",
    ]
    assert Partner.objects.get().standing == "listed"
    assert (regulation.kind, regulation.instrument) == ("inter_village", "joint_regulation")
    assert regulation.elsewhere_numbers.count() == 0
    assert regulation.initiator.name == "Desa Argopeni"
    assert not list(journal.breaks([contract, regulation]))
    assert contract.journal.get().on_behalf_of == agency.organization


@pytest.mark.parametrize(
    ("parties", "words"),
    [
        ("Desa Argopeni", "paling sedikit dua pihak"),
        ("Desa Argopeni; Desa Argopeni", "hanya dapat menjadi pihak satu kali"),
        ("Desa Argopeni; Desa Antahberantah", "tidak ditemukan di Kabupaten Kebumen"),
        ("Desa Argopeni; Kelurahan Panjer", "kelurahan tidak dapat menjadi pihak"),
        ("Desa Argopeni; 33.05.01.1234", "Tidak ada desa dengan kode"),
        ("Desa Argopeni; Entah Apa", "tidak dikenal"),
        ("Desa Argopeni; Desa Kembar", "dapat berarti: Kembar (Kecamatan Ayah, Kabupaten Kebumen)"),
        ("PT Satu; PT Dua", "sedikit satu desa dan satu mitra"),
        ("Desa Argopeni; PT Sumber Air; pt sumber air", "satu kali"),
        ("", "paling sedikit dua pihak"),
    ],
)
def test_parties_that_cannot_be_are_told(officer: User, agency: Office, parties: str, words: str) -> None:
    buayan = make.SubdistrictFactory(code="33.05.02", name="Buayan")
    make.VillageAreaFactory(name="Kembar")
    make.VillageAreaFactory(name="Kembar", subdistrict=buayan)
    job = brought([line(1, **{"Para Pihak": parties})], officer, agency)
    assert states(job) == [RowState.PROBLEM]
    assert words in problems(job)
    assert jobs.to_write(job).count() == 0


def test_one_of_two_villages_of_the_same_name(officer: User, agency: Office) -> None:
    buayan = make.SubdistrictFactory(code="33.05.02", name="Buayan")
    here = make.VillageAreaFactory(name="Kembar", subdistrict=buayan)
    there = make.VillageAreaFactory(name="Kembar")
    named = [
        f"Desa Argopeni; {text}" for text in ("Desa Kembar (Buayan)", "Desa Kembar Kec. Ayah", there.code)
    ]
    job = brought([line(n, **{"Para Pihak": text}) for n, text in enumerate(named)], officer, agency)
    found = [row.said["parties"][1] for row in job.rows.order_by("number")]
    assert found == [here.code, there.code, there.code]


@pytest.mark.parametrize(("count", "state"), [(49, "ready"), (60, "ready"), (61, "problem")])
def test_forty_nine_parties_sixty_and_no_more(officer: User, agency: Office, count: int, state: str) -> None:
    areas = [make.VillageAreaFactory(name=f"Desauji {number}") for number in range(count)]
    names = "\n".join(f"Desa {area.name} (Kecamatan Ayah)" for area in areas)
    job = brought([line(1, **{"Para Pihak": names})], officer, agency)
    assert states(job) == [state], problems(job)
    if state == "ready":
        written(job, officer)
        assert Agreement.objects.get().parties.count() == count
    else:
        assert "Paling banyak 60 pihak" in problems(job)


def test_a_village_brings_in_its_own_only(officer: User) -> None:
    own = make.village("Jladri")
    head = make.signatory_of(own.organization)
    rows = [line(1), line(2, **{"Para Pihak": "Desa Jladri; Desa Srati"})]
    job = brought(rows, head, own.organization)
    assert states(job) == ["problem", "ready"]
    assert "Salah satu pihak harus: Desa Jladri." in problems(job)
    with pytest.raises(Refused):
        brought(rows, head, make.agency().organization)


def test_officers_of_another_regency_do_not_bring_it_in(officer: User) -> None:
    far = make.OfficeFactory(
        name="DPMD Banjarnegara", regency=make.RegencyFactory(code="33.04", name="Kabupaten Banjarnegara")
    )
    job = brought(
        [line(1, **{"Para Pihak": "Desa Argopeni (Ayah); Desa Srati (Ayah)"})], make.officer(far), far
    )
    assert "harus terletak di Kabupaten Banjarnegara" in problems(job)


def test_what_is_recorded_already_is_left_out_unless_kept(
    client: Client, officer: User, agency: Office
) -> None:
    first = written(brought([line(1), line(2)], officer, agency), officer)
    again = brought([line(1), line(9), line(2, Nomor="88")], officer, agency)
    assert states(again) == ["duplicate", "ready", "duplicate"] or states(again)[0] == "duplicate"
    row = again.rows.get(number=2)
    assert row.alike[0]["ref"] == first.rows.get(number=2).agreement.ref
    client.force_login(officer)
    url = reverse("agreements:elsewhere-keep", args=[again.key, 2])
    assert client.post(url, {"kept": "ya"}).status_code == 302
    count = Agreement.objects.count()
    ready = again.rows.filter(state="ready").count()
    written(again, officer)
    assert Agreement.objects.count() == count + ready + 1
    assert client.post(url, {"kept": "tidak"}).status_code == 302
    assert again.rows.get(number=2).kept


def test_the_rows_to_mend_come_back_as_a_safe_file(client: Client, officer: User, agency: Office) -> None:
    evil = ['=HYPERLINK("http://x")', "+1", "-1", "@x"]
    rows = [line(n, Nomor="", Judul=f"{text} panjang sekali") for n, text in enumerate(evil)]
    job = brought(rows, officer, agency)
    client.force_login(officer)
    data = client.get(reverse("agreements:elsewhere-problems", args=[job.key])).content
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert len(table) == 5
    assert not [cell for cells in table for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    mended = jobs.table_of(data)
    assert guess(mended.columns)[1:] == guess(HEADER)


def test_a_stop_on_the_way_loses_and_repeats_nothing(
    officer: User, agency: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "BATCH", 2)
    rows = [line(n, **{"Mulai Berlaku": f"{n:02}/02/2024"}) for n in range(1, 8)]
    job = brought(rows, officer, agency)
    assert states(job) == ["ready"] * 7
    jobs.write(job, by=officer)
    for _step in range(2):
        assert recording._batch(job.pk)
    assert Agreement.objects.count() == 4

    def killed(*args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(recording.ElsewhereNumber.objects, "bulk_create", killed)
        with pytest.raises(KeyboardInterrupt):
            recording._batch(job.pk)
    assert Agreement.objects.count() == 4
    with pytest.raises(Refused, match="tidak terhenti"):
        jobs.resume(job, by=officer)
    ImportJob.objects.update(touched_at=timezone.now() - jobs.PATIENCE * 2)
    record.call(jobs.resume(job, by=officer).pk)
    record.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (JobState.DONE, 7, 7)
    assert Agreement.objects.count() == ElsewhereRecord.objects.count() == 7
    assert ImportRow.objects.filter(state=RowState.WRITTEN).values("agreement").distinct().count() == 7


def test_one_row_that_the_database_refuses_does_not_stop_the_others(officer: User, agency: Office) -> None:
    job = brought([line(1), line(2, **{"Mulai Berlaku": "02/02/2024"})], officer, agency)
    row = job.rows.get(number=2)
    row.said["parties"] = [row.said["parties"][0]] * 2
    row.save()
    written(job, officer)
    assert states(job) == ["problem", "written"]
    assert Agreement.objects.count() == 1


def test_who_no_longer_speaks_for_the_office_records_nothing_more(officer: User, agency: Office) -> None:
    job = brought([line(1)], officer, agency)
    jobs.write(job, by=officer)
    officer.memberships.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    record.call(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert Agreement.objects.count() == 0


def test_only_whoever_brought_it_sees_it(client: Client, officer: User, agency: Office) -> None:
    job = brought([line(1)], officer, agency)
    colleague = make.reviewer()
    client.force_login(colleague)
    for name in ("job", "mapping", "problems", "write", "cancel"):
        assert client.get(reverse(f"agreements:elsewhere-{name}", args=[job.key])).status_code == 404, name
    with pytest.raises(Refused):
        jobs.write(job, by=colleague)


def test_a_register_is_given_up(client: Client, officer: User, agency: Office) -> None:
    job = brought([line(1)], officer, agency)
    client.force_login(officer)
    url = reverse("agreements:elsewhere-cancel", args=[job.key])
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 302
    assert (ImportRow.objects.count(), Agreement.objects.count()) == (0, 0)
    assert client.get(reverse("agreements:elsewhere-job", args=[job.key])).status_code == 200
    assert client.post(url).status_code == 302
    assert ImportJob.objects.get().state == JobState.CANCELLED


def test_a_mapping_that_lacks_something_is_told(client: Client, officer: User, agency: Office) -> None:
    job = brought([line(1)], officer, agency)
    client.force_login(officer)
    url = reverse("agreements:elsewhere-mapping", args=[job.key])
    form = {f"column_{n}": code for n, code in enumerate(job.mapping)} | DEFAULTS
    answer = client.post(url, form | {"column_0": ""})
    assert "Belum ada kolom untuk: Judul." in answer.content.decode()
    answer = client.post(url, form | {"column_6": "title"})
    assert "Judul" in str(answer.context["form"].non_field_errors())
    assert client.post(url, form | {"column_0": "zzz"}).status_code == 200


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_templates_can_be_downloaded(client: Client, officer: User, ending: str) -> None:
    client.force_login(officer)
    answer = client.get(reverse("agreements:elsewhere-template", args=[ending]))
    assert answer.status_code == 200
    assert jobs.table_of(answer.content).rows
    assert client.get(reverse("agreements:elsewhere-template", args=["xls"])).status_code == 404


def test_a_file_that_cannot_be_read_is_refused_beside_its_field(client: Client, officer: User) -> None:
    client.force_login(officer)
    file = SimpleUploadedFile("lama.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 100)
    answer = client.post(
        reverse("agreements:elsewhere-import"), {"organization": make.agency().pk, "file": file}
    )
    assert ".xls" in str(answer.context["form"].errors["file"])
    assert ImportJob.objects.count() == 0


def test_many_rows_take_no_more_queries_than_few(officer: User, agency: Office) -> None:
    counts = []
    for begin, number in ((0, 2), (100, 40)):
        rows = [
            line(begin + n, **{"Mulai Berlaku": f"{n % 28 + 1:02}/{n // 28 + 1:02}/20{20 + begin // 50}"})
            for n in range(number)
        ]
        with CaptureQueriesContext(connection) as checking:
            job = brought(rows, officer, agency)
        with CaptureQueriesContext(connection) as writing:
            written(job, officer)
        assert Agreement.objects.filter(imported_from__job=job).count() == number, states(job)
        counts.append((len(checking), len(writing)))
    assert counts[1][0] <= counts[0][0] + 3
    assert counts[1][1] <= counts[0][1] + 3


def test_the_rows_are_shown_page_by_page(client: Client, officer: User, agency: Office) -> None:
    rows = [line(n, Nomor="") for n in range(60)]
    job = brought(rows, officer, agency)
    client.force_login(officer)
    url, seen = reverse("agreements:elsewhere-job", args=[job.key]) + "?keadaan=problem", set()
    while url:
        page = client.get(url).context["page"]
        seen |= {shown.row.number for shown in page.rows}
        url = reverse("agreements:elsewhere-job", args=[job.key]) + page.next_url if page.next_url else ""
    assert seen == set(range(2, 62))


def test_the_database_keeps_one_record_a_row(officer: User, agency: Office) -> None:
    job = brought([line(1)], officer, agency)
    with pytest.raises(DatabaseError):
        ImportRow.objects.create(job=job, number=2, state=RowState.READY)
