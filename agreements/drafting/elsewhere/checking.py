"""A register and its mapping -> its rows, each understood or with what is wrong with it; done in the worker."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from agreements.drafting.elsewhere import jobs
from agreements.drafting.elsewhere.alike import Alike, Asked, all_alike
from agreements.drafting.elsewhere.columns import BY_CODE
from agreements.drafting.elsewhere.guards import VILLAGE_KEY, may_bring
from agreements.drafting.elsewhere.models import ImportJob, ImportRow, JobState, RowState
from agreements.drafting.elsewhere.numbers import normal
from agreements.drafting.elsewhere.places import Body, Places, Unclear
from agreements.drafting.elsewhere.sheets import BadSheet, Row
from agreements.drafting.elsewhere.understanding import Understood, orders, understand
from agreements.record.guards import party_set
from agreements.record.vocabulary import INSTRUMENT_OF, Instrument, Kind
from villages.organizations.models import Organization, OrganizationKind

BATCH = 500
_PARTY, _INSTRUMENT = BY_CODE["party"].header, BY_CODE["instrument"].header


@task()
def check(key: int) -> None:
    """Check the rows of the job of that key; asked again after a stop it begins anew, since nothing was recorded."""
    job = ImportJob.objects.select_related("owner", "organization__office", "regency").filter(pk=key).first()
    if job is None or job.state != JobState.CHECKING:
        return
    with translation.override("id"):
        try:
            with job.file.open("rb") as file:
                table = jobs.table_of(file.read())
        except FileNotFoundError:
            _failed(job, _("Berkasnya sudah tidak ada; unggah lagi."))
        except BadSheet as error:
            _failed(job, str(error))
        else:
            _check(job, table.rows, table.notices)


def _failed(job: ImportJob, why: str) -> None:
    ImportJob.objects.filter(pk=job.pk, state=JobState.CHECKING).update(
        state=JobState.FAILED, problem=why, touched_at=timezone.now()
    )


def _check(job: ImportJob, rows: Sequence[Row], notices: list[str]) -> None:
    order, assumed = orders([row.cells for row in rows], job.mapping)
    job.rows.all().delete()
    ImportJob.objects.filter(pk=job.pk).update(
        total=len(rows), done=0, notices=[*notices, *assumed], touched_at=timezone.now()
    )
    seen: dict[Any, int] = {}
    places = Places(job.regency)
    for begin in range(0, len(rows), BATCH):
        some = rows[begin : begin + BATCH]
        read = [understand(row.cells, job.mapping, order, job.defaults) for row in some]
        places.learn(named for row in read for named in row.named)
        made = list(_rows(job, some, read, places, seen))
        with transaction.atomic():
            current = jobs.locked(job)
            if current.state != JobState.CHECKING:
                return
            ImportRow.objects.bulk_create(made)
            current.done, current.touched_at = begin + len(some), timezone.now()
            current.save(update_fields=["done", "touched_at"])
    ImportJob.objects.filter(pk=job.pk, state=JobState.CHECKING).update(
        state=JobState.CHECKED, touched_at=timezone.now()
    )


def _rows(
    job: ImportJob, some: Sequence[Row], read: Sequence[Understood], places: Places, seen: dict[Any, int]
) -> Iterator[ImportRow]:
    """The rows of a batch as they are kept, with what the database knows about them, in a handful of queries."""
    bodies = [_bodies(job, row, places) for row in read]
    asked = [_asked(row, found) for row, found in zip(read, bodies, strict=True)]
    known = all_alike(job.owner, asked)
    for raw, row, found, alike in zip(some, read, bodies, known, strict=True):
        told = _told(row, found, alike, seen, raw.number)
        state = RowState.PROBLEM if row.problems else RowState.DUPLICATE if told else RowState.READY
        yield ImportRow(
            job=job,
            number=raw.number,
            state=state,
            raw=[str(cell) for cell in raw.cells],
            said=row.said,
            problems=row.problems,
            notes=row.notes,
            alike=told,
        )


def _bodies(job: ImportJob, row: Understood, places: Places) -> list[Body]:
    """The bodies that the row names; what cannot be is noted with the row."""
    found = []
    for named in row.named:
        try:
            found.append(places.body(named))
        except Unclear as error:
            row.problems.append((_PARTY, str(error)))
    row.said |= {"parties": [body.key for body in found], "names": [body.name for body in found]}
    if len(found) == len(row.named):
        _fitting(job, row, found)
    row.notes += [_("%s dicatat sebagai mitra baru.") % body.name for body in found if body.new]
    return found


def _fitting(job: ImportJob, row: Understood, found: list[Body]) -> None:
    """Whether these may cooperate, and in the form that is named."""
    villages = [bool(VILLAGE_KEY.fullmatch(body.key)) for body in found]
    kind = Kind.INTER_VILLAGE if all(villages) else Kind.THIRD_PARTY
    keys = [body.key.lower() for body in found]
    answer = party_set(
        kind, [_stand_in(keys.index(key), village) for key, village in zip(keys, villages, strict=True)]
    )
    answer = answer and may_bring(job.organization, [body.key for body in found])
    if not answer:
        row.problems.append((_PARTY, answer.reason))
    instrument = row.said["instrument"] or INSTRUMENT_OF[kind].value
    binding = {one.value for one in INSTRUMENT_OF.values()} - {INSTRUMENT_OF[kind].value}
    if instrument in binding:
        words = _("%(instrument)s tidak sesuai dengan para pihaknya.")
        row.problems.append((_INSTRUMENT, words % {"instrument": Instrument(instrument).label}))
    row.said |= {"kind": kind.value, "instrument": instrument}
    if kind == Kind.THIRD_PARTY:
        row.said["purpose"] = ""


def _stand_in(place: int, village: bool) -> Organization:
    """What the rule on parties asks of an organization, whether or not the portal knows it."""
    return Organization(pk=-place - 1, kind=OrganizationKind.VILLAGE if village else OrganizationKind.PARTNER)


def _asked(row: Understood, found: list[Body]) -> Asked:
    known = [body.pk for body in found]
    pairs = zip(known, row.said["numbers"], strict=False)
    return Asked(
        parties=frozenset(key for key in known if key is not None),
        complete=bool(known) and None not in known,
        numbers={key: number for key, number in pairs if key is not None and number},
        starts_on=dt.date.fromisoformat(row.said["starts_on"]) if row.said["starts_on"] else None,
    )


def _told(
    row: Understood, found: list[Body], alike: list[Alike], seen: dict[Any, int], number: int
) -> list[dict[str, Any]]:
    """The agreements and the earlier rows that seem to be the same, as the row keeps them."""
    told: list[dict[str, Any]] = [
        {"ref": one.agreement.ref, "title": one.agreement.title, "why": one.why} for one in alike
    ]
    marks: list[Any] = [
        (body.key, normal(given)) for body, given in zip(found, row.said["numbers"], strict=False) if given
    ]
    if found and row.said["starts_on"]:
        marks.append(
            (frozenset(body.key for body in found), row.said["starts_on"], row.said["title"].lower())
        )
    if earlier := next((seen[mark] for mark in marks if mark in seen), None):
        told.append({"row": earlier, "why": _("Sama dengan baris %d berkas ini.") % earlier})
    for mark in marks:
        seen.setdefault(mark, number)
    return told
