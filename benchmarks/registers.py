"""Reading an old register and recording it, against writing the same rows without looking at them."""

import csv
import datetime as dt
import io
from typing import Any

import pgtrigger
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from agreements.drafting.elsewhere import jobs
from agreements.drafting.elsewhere.checking import check
from agreements.drafting.elsewhere.models import ImportJob
from agreements.drafting.elsewhere.recording import record
from agreements.record.models import Agreement, Party
from benchmarks.measuring import ratio
from tests import factories as make
from villages.organizations.models import Organization

ROWS, VILLAGES = 1_000, 60
HEADER = ["Judul", "Para Pihak", "Nomor", "Tanggal Penandatanganan", "Mulai Berlaku", "Berakhir", "Nilai"]
DEFAULTS = {"field": "development", "topic": "other", "place": "Kebumen"}
BEGIN = dt.date(2015, 1, 1)


def ratios() -> list[tuple[str, float, str]]:
    """Checking every row, then recording all of them, each against the same bare writing."""
    office = make.agency()
    officer = make.officer(office)
    names = [f"Telaga {number}" for number in range(VILLAGES)]
    villages = [make.village(name, head=False) for name in names]
    data = register(names)

    def brought() -> None:
        emptied()
        organization = Organization.objects.get(pk=office.pk)
        job = jobs.bring(SimpleUploadedFile("register.csv", data), by=officer, organization=organization)
        jobs.map_columns(job, by=officer, mapping=job.mapping, defaults=DEFAULTS)

    def checked() -> None:
        brought()
        checking()
        jobs.write(ImportJob.objects.get(), by=officer)

    keys = [village.organization.pk for village in villages]
    read, note = ratio(
        checking, lambda: bare(keys, officer), before_ours=brought, before_bare=emptied, rounds=3
    )
    kept, told = ratio(
        recording, lambda: bare(keys, officer), before_ours=checked, before_bare=emptied, rounds=3
    )
    emptied()
    size = f"{ROWS:,} rows, {VILLAGES} villages"
    return [
        ("checking a register, against writing agreements and parties", read, f"{size}: {note}"),
        ("recording it, against the same", kept, f"{size}: {told}"),
    ]


def register(names: list[str]) -> bytes:
    """A register in which each agreement is between two villages."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADER)
    for number in range(ROWS):
        first, second = names[number % VILLAGES], names[(number * 7 + 1) % VILLAGES]
        day = BEGIN + dt.timedelta(days=number)
        said = [f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", "31 Desember 2030", "Rp 12.500.000,00"]
        parties = f"Desa {first} (Ayah); Desa {second} (Ayah)"
        writer.writerow([f"Pekerjaan Bersama Nomor {number}", parties, f"{number} TAHUN 2015", *said])
    return text.getvalue().encode()


def checking() -> None:
    check.call(ImportJob.objects.get().pk)


def recording() -> None:
    record.call(ImportJob.objects.get().pk)


def bare(keys: list[int], by: Any) -> None:
    """Agreements and parties as Django writes them in bulk, nothing read, journaled or marked."""
    with transaction.atomic():
        made = Agreement.objects.bulk_create(
            Agreement(
                kind="inter_village", instrument="joint_regulation", title=f"Pekerjaan {number}", summary="x",
                field="development", topic="other", place="Kebumen", starts_on=BEGIN, ends_on=BEGIN,
                initiator_id=keys[number % VILLAGES], created_by=by, signed_elsewhere=True,
            )
            for number in range(ROWS)
        )  # fmt: skip
        Party.objects.bulk_create(
            Party(agreement=agreement, organization_id=keys[(number + place) % VILLAGES], ordinal=place)
            for number, agreement in enumerate(made)
            for place in (1, 2)
        )


def emptied() -> None:
    """No agreement and no register."""
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE agreements_agreement, agreements_importjob CASCADE")
