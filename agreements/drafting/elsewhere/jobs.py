"""What a person does with an old register: bring the file, say what its columns hold, have it written, give it up."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.elsewhere import columns, delimited, sheets, workbooks
from agreements.drafting.elsewhere.guards import bringers
from agreements.drafting.elsewhere.models import ImportJob, ImportRow, JobState, RowState
from villages.organizations.models import Organization, OrganizationKind
from villages.people.access import Answer, Refused
from villages.people.models import User
from villages.regions.models import Regency

PATIENCE = dt.timedelta(minutes=2)
"""After this long without a step the work is taken to have stopped."""
_SAMPLE = 60
_SHOWN = 3
_UNDECIDED = (JobState.MAPPING, JobState.CHECKED, JobState.FAILED)
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def table_of(data: bytes, *, most: int = sheets.MOST_ROWS) -> sheets.Table:
    """Header and rows of a CSV or XLSX file, judged by what it contains. Raises BadSheet in words."""
    if len(data) > sheets.MOST_BYTES:
        raise sheets.BadSheet(_("Berkas ini lebih besar dari 8 MB; pecah menjadi beberapa berkas."))
    if data.startswith(_OLD_EXCEL):
        raise sheets.BadSheet(
            _(
                "Ini berkas Excel lama (.xls) atau dilindungi kata sandi. Simpan sebagai .xlsx tanpa kata sandi."
            )
        )
    if data.startswith(b"PK\x03\x04"):
        return workbooks.read(data, most=most)
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"PK")):
        raise sheets.BadSheet(_("Berkas ini bukan CSV atau XLSX."))
    return delimited.read(data, most=most)


@transaction.atomic
def bring(file: UploadedFile, *, by: User, organization: Organization) -> ImportJob:
    """Keep a register to be read for that organization, with a guess of what its columns hold.

    Raises Refused, or ValidationError for a file that cannot be read.
    """
    if organization.pk not in {one.pk for one in bringers(by) if one.is_confirmed}:
        raise Refused(Answer(False, _("Anda tidak mencatat atas nama %s.") % organization.name, True))
    file.seek(0)
    data = file.read(sheets.MOST_BYTES + 1)
    try:
        found = table_of(data, most=_SAMPLE)
    except sheets.BadSheet as error:
        raise ValidationError({"file": str(error)}) from None
    job = ImportJob(
        owner=by,
        organization=organization,
        regency=home_of(organization),
        name=_name(file.name or ""),
        columns=found.columns,
        samples=[row.cells for row in found.rows[:_SHOWN]],
        mapping=columns.guess(found.columns),
        notices=found.notices,
    )
    job.file.save(hashlib.sha256(data).hexdigest(), ContentFile(data), save=False)
    try:
        job.save()
    except BaseException:
        job.file.delete(save=False)
        raise
    return job


def _name(name: str) -> str:
    kept = "".join(sign for sign in name if sign.isprintable() and sign not in "/\\")
    return kept[-120:] or _("register")


def home_of(organization: Organization) -> Regency:
    """The regency in which names of villages are looked for first."""
    if organization.kind == OrganizationKind.OFFICE:
        return organization.office.regency
    if organization.kind == OrganizationKind.VILLAGE:
        return organization.village.area.subdistrict.regency
    return organization.partner.regency


def locked(job: ImportJob) -> ImportJob:
    """The job as it stands now, held until the transaction ends."""
    related = ("owner", "organization__office", "organization__village", "regency")
    return ImportJob.objects.select_for_update(of=("self",)).select_related(*related).get(pk=job.pk)


@transaction.atomic
def map_columns(
    job: ImportJob, *, by: User, mapping: Sequence[str], defaults: Mapping[str, str]
) -> ImportJob:
    """Say what each column holds and what stands where a row says nothing; the rows are then to be checked.

    Raises Refused when the rows are at work or written already, ValidationError for a mapping that lacks something.
    """
    current = _undecided(job, by)
    if len(mapping) != len(current.columns) or set(mapping) - {"", *columns.BY_CODE}:
        raise ValidationError(_("Kolom yang dipilih tidak dikenal."))
    if lacking := columns.missing(mapping):
        raise ValidationError(_("Belum ada kolom untuk: %s.") % ", ".join(lacking))
    if doubled := columns.doubled(mapping):
        raise ValidationError(_("Hanya satu kolom yang dapat berisi: %s.") % ", ".join(doubled))
    current.mapping, current.defaults = list(mapping), dict(defaults)
    return _set(current, JobState.CHECKING, done=0, problem="")


@transaction.atomic
def keep_row(row: ImportRow, *, by: User, kept: bool) -> ImportRow:
    """Say that a row which seems to be recorded already is another agreement, or take that back. Raises Refused."""
    _undecided(row.job, by)
    current = ImportRow.objects.select_for_update().get(pk=row.pk)
    if current.state != RowState.DUPLICATE:
        raise Refused(Answer(False, _("Baris ini tidak perlu dipastikan.")))
    current.kept = kept
    current.save(update_fields=["kept"])
    return current


@transaction.atomic
def write(job: ImportJob, *, by: User) -> ImportJob:
    """Have the rows recorded that are ready, and those of the doubtful ones that are to be kept. Raises Refused."""
    current = _undecided(job, by)
    if current.state != JobState.CHECKED:
        raise Refused(Answer(False, _("Register ini belum selesai diperiksa.")))
    count = to_write(current).count()
    if not count:
        raise Refused(Answer(False, _("Tidak ada baris yang siap dicatat.")))
    return _set(current, JobState.WRITING, done=0, total=count)


def to_write(job: ImportJob):
    """The rows that are still to be recorded, in their order."""
    ready = job.rows.filter(state=RowState.READY) | job.rows.filter(state=RowState.DUPLICATE, kept=True)
    return ready.order_by("number")


@transaction.atomic
def resume(job: ImportJob, *, by: User) -> ImportJob:
    """Take up work that stopped on the way; what is written already stays. Raises Refused."""
    current = _own(job, by)
    if not has_stopped(current):
        raise Refused(Answer(False, _("Pekerjaan ini tidak terhenti.")))
    return _set(current, JobState(current.state))


def has_stopped(job: ImportJob) -> bool:
    """Whether the work is taken to have stopped: no step for some minutes."""
    at_work = job.state in (JobState.CHECKING, JobState.WRITING)
    return at_work and timezone.now() - job.touched_at > PATIENCE


@transaction.atomic
def cancel(job: ImportJob, *, by: User) -> ImportJob:
    """Give the register up: its file and its rows go, nothing has been recorded. Raises Refused."""
    current = _undecided(job, by)
    current.rows.all().delete()
    storage, name = current.file.storage, str(current.file.name)
    transaction.on_commit(lambda: storage.delete(name))
    return _set(current, JobState.CANCELLED, total=0, done=0)


def _own(job: ImportJob, by: User) -> ImportJob:
    current = locked(job)
    mine = {one.pk for one in bringers(by) if one.is_confirmed}
    if current.owner_id != by.pk or current.organization_id not in mine:
        raise Refused(Answer(False, _("Hanya pengunggahnya yang dapat melanjutkan register ini."), True))
    return current


def _undecided(job: ImportJob, by: User) -> ImportJob:
    current = _own(job, by)
    if current.state not in _UNDECIDED:
        words = _("Register ini %(state)s.")
        raise Refused(Answer(False, words % {"state": current.get_state_display()}))
    return current


def _set(job: ImportJob, state: JobState, **more: object) -> ImportJob:
    job.state, job.touched_at = state, timezone.now()
    for name, value in more.items():
        setattr(job, name, value)
    job.save()
    return job
