"""The rows of a register that its owner has confirmed -> agreements in drafting, batch by batch, in the worker.

Each batch is one transaction in which its rows are marked as written: after a kill the next run goes on behind the
last whole batch, and no row is recorded twice.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from agreements.drafting.elsewhere import jobs
from agreements.drafting.elsewhere.bodies import listed, new_partner
from agreements.drafting.elsewhere.columns import BY_CODE
from agreements.drafting.elsewhere.guards import VILLAGE_KEY, bringers
from agreements.drafting.elsewhere.models import (
    ElsewhereNumber,
    ElsewhereRecord,
    ImportJob,
    ImportRow,
    JobState,
    RowState,
)
from agreements.drafting.elsewhere.numbers import normal
from agreements.record import journal
from agreements.record.models import Agreement, JournalEntry, Party
from agreements.record.vocabulary import Instrument
from villages.organizations.models import OrganizationKind, Partner

BATCH = 500


class Changed(Exception):
    """A body that a row names is no longer known by the key under which it was checked."""


@task()
def record(key: int) -> None:
    """Record what is left of the job of that key, batch by batch."""
    while _batch(key):
        pass


@transaction.atomic
def _batch(key: int) -> bool:
    """Record some rows; whether there may be more."""
    job = ImportJob.objects.filter(pk=key).first()
    if job is None or (job := jobs.locked(job)).state != JobState.WRITING:
        return False
    if job.organization_id not in {one.pk for one in bringers(job.owner) if one.is_confirmed}:
        job.problem = _("Anda tidak lagi mencatat atas nama %s.") % job.organization.name
        return _finish(job, JobState.FAILED)
    rows = list(jobs.to_write(job)[:BATCH])
    if not rows:
        return _finish(job, JobState.DONE)
    with translation.override("id"):
        _record(job, rows)
    job.done, job.touched_at = job.done + len(rows), timezone.now()
    job.save(update_fields=["done", "touched_at"])
    return True


def _finish(job: ImportJob, state: JobState) -> bool:
    storage, name = job.file.storage, str(job.file.name)
    transaction.on_commit(lambda: storage.delete(name))
    job.state, job.touched_at = state, timezone.now()
    job.save(update_fields=["state", "touched_at", "problem"])
    return False


def _record(job: ImportJob, rows: Sequence[ImportRow]) -> None:
    """Record the rows together; if the database refuses, one by one, and say of the refused ones that it did."""
    try:
        with transaction.atomic():
            _write(job, rows)
    except (DatabaseError, Changed):
        for row in rows:
            try:
                with transaction.atomic():
                    _write(job, [row])
            except (DatabaseError, Changed):
                row.state, row.agreement = RowState.PROBLEM, None
                row.problems = [
                    (
                        BY_CODE["party"].header,
                        _("Para pihaknya berubah sejak diperiksa; unggah lagi baris ini."),
                    )
                ]
                row.save(update_fields=["state", "problems", "agreement"])


def _write(job: ImportJob, rows: Sequence[ImportRow]) -> None:
    bodies = _organizations({key for row in rows for key in row.said["parties"]})
    agreements = [_agreement(job, row.said, bodies) for row in rows]
    entries = journal.first_entries(agreements, "register", by=job.owner, on_behalf_of=job.organization)
    Agreement.objects.bulk_create(agreements)
    JournalEntry.objects.bulk_create(entries)
    every = list(zip(rows, agreements, strict=True))
    Party.objects.bulk_create(
        Party(agreement=agreement, organization_id=bodies[key], ordinal=ordinal)
        for row, agreement in every
        for ordinal, key in enumerate(row.said["parties"], start=1)
    )
    ElsewhereRecord.objects.bulk_create(_kept(job, row.said, agreement) for row, agreement in every)
    ElsewhereNumber.objects.bulk_create(
        ElsewhereNumber(
            agreement=agreement, organization_id=bodies[key], number=number, normal=normal(number)
        )
        for row, agreement in every
        for key, number in zip(row.said["parties"], row.said["numbers"], strict=False)
        if number
    )
    _mark_written(every)
    connection.check_constraints()  # those that are put off until the end, so that a refusal comes here


def _mark_written(every: Sequence[tuple[ImportRow, Agreement]]) -> None:
    """Name in each row the agreement that it has become; one statement, where Django's own grows with the square."""
    pairs = [[row.pk for row, _agreement_ in every], [agreement.pk for _row, agreement in every]]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE agreements_importrow AS row SET state = %s, agreement_id = made.agreement"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS made(id, agreement) WHERE row.id = made.id",
            [RowState.WRITTEN.value, *pairs],
        )


def _organizations(keys: set[str]) -> dict[str, int]:
    """The organization of each key; those that the portal does not know are put on the list. Raises Changed."""
    partners = Partner.objects.filter(slug__in=keys).order_by()
    found = dict(partners.values_list("slug", "pk"))
    rest = sorted(key for key in keys if key not in found)
    found |= listed([key for key in rest if VILLAGE_KEY.fullmatch(key) or new_partner(key)])
    if keys - set(found):
        raise Changed
    return found


def _agreement(job: ImportJob, said: Mapping[str, Any], bodies: Mapping[str, int]) -> Agreement:
    instrument = Instrument(said["instrument"])
    told = _("%(instrument)s tentang %(title)s.") % {"instrument": instrument.label, "title": said["title"]}
    office = job.organization.kind == OrganizationKind.OFFICE
    village = next((key for key in said["parties"] if VILLAGE_KEY.fullmatch(key)), "")
    return Agreement(
        kind=said["kind"],
        instrument=instrument,
        title=said["title"],
        summary=said["summary"] or told,
        field=said["field"],
        purpose=said["purpose"],
        topic=said["topic"],
        place=said["place"],
        starts_on=dt.date.fromisoformat(said["starts_on"]),
        ends_on=dt.date.fromisoformat(said["ends_on"]),
        value=said["value"],
        signed_elsewhere=True,
        initiator_id=bodies[village] if office else job.organization_id,
        created_by=job.owner,
    )


def _kept(job: ImportJob, said: Mapping[str, Any], agreement: Agreement) -> ElsewhereRecord:
    return ElsewhereRecord(
        agreement=agreement,
        signed_on=dt.date.fromisoformat(said["signed_on"]),
        manner=said["manner"],
        note=said["note"],
        brought_for=job.organization,
    )
