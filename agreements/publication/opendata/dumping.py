"""Data sets -> files that anybody can take away, made by the worker once a day and whole or not at all.

A file is kept under its own digest; the table `Dump` says which one is current. One pass over the rows writes all three
formats, so that they say the same.
"""

import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone, translation
from django_tasks import task
from openpyxl.utils.exceptions import WorkbookAlreadySaved

from agreements.publication.catalogue.models import Listing
from agreements.publication.opendata.datasets import BY_CODE, DATASETS, Dataset
from agreements.publication.opendata.formats import FORMATS, Format
from agreements.publication.opendata.models import Dump
from agreements.publication.opendata.rows import ROWS

MAKE_FROM = 4
"""From this hour on the worker makes the day's files, if the night has not."""
_DAY = 24 * 3600
_LEFT_FOR = 3600
"""Seconds for which a file that is no longer current stays: a download may just begin."""


def folder() -> Path:
    """Where the files are kept."""
    return Path(settings.MEDIA_ROOT) / "dumps"


def path_of(dump: Dump) -> Path:
    """Where the file of a dump is kept."""
    return folder() / dump.sha256


def name_of(dump: Dump) -> str:
    """Under which name the file is offered: "kerja-sama.csv.gz", the second part "kerja-sama-2.xlsx"."""
    part = f"-{dump.part}" if dump.part > 1 else ""
    return f"{BY_CODE[dump.dataset].name}{part}.{FORMATS[dump.format].ending}"


def make(dataset: Dataset) -> list[Dump]:
    """Write the data set anew in all formats and let the new files take the place of the old ones at once."""
    folder().mkdir(parents=True, exist_ok=True)
    through = Listing.objects.aggregate(Max("changed_at"))["changed_at__max"]
    with translation.override("id"):
        written = _write(dataset)
    found = [
        Dump(
            dataset=dataset.code,
            format=code,
            part=part,
            rows=file.rows,
            size=file.path.stat().st_size,
            sha256=_kept(file.path),
            made_at=timezone.now(),
            through=through,
        )
        for code, files in written.items()
        for part, file in enumerate(files, 1)
    ]
    with transaction.atomic():
        list(Dump.objects.select_for_update().filter(dataset=dataset.code).order_by("pk"))
        Dump.objects.filter(dataset=dataset.code).delete()
        Dump.objects.bulk_create(found)
    sweep()
    return found


def _write(dataset: Dataset) -> dict[str, list[Format]]:
    """All formats in one pass; each as a list of its parts, of which only the last may have room."""
    files = {code: [_begun(code, dataset)] for code in FORMATS}
    try:
        for row in ROWS[dataset.code]():
            for code, parts in files.items():
                if parts[-1].full:
                    parts[-1].close()
                    parts.append(_begun(code, dataset))
                parts[-1].add(row)
        for parts in files.values():
            parts[-1].close()
    except BaseException:
        for file in chain.from_iterable(files.values()):
            with suppress(OSError, WorkbookAlreadySaved):
                file.close()
            file.path.unlink(missing_ok=True)
        raise
    return files


def _begun(code: str, dataset: Dataset) -> Format:
    return FORMATS[code](folder() / f"{secrets.token_hex(8)}.part", dataset)


def _kept(path: Path) -> str:
    """The file under its digest, which is returned."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if settings.SENDFILE_URL:
        path.chmod(0o640)  # the web server, a member of the portal's group, reads it
    path.replace(path.with_name(sha256))
    return sha256


def sweep() -> int:
    """Take away files that no dump names any more and leftovers of makings that broke off; answers how many."""
    current = set(Dump.objects.order_by("pk").values_list("sha256", flat=True))
    old = [path for path in _files() if path.name not in current and _age(path) > _limit(path)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _files() -> Iterator[Path]:
    return (path for path in folder().iterdir() if path.is_file())


def _limit(path: Path) -> int:
    return _DAY if path.suffix == ".part" else _LEFT_FOR


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_ctime
    except FileNotFoundError:
        return 0


@task()
def make_one(code: str) -> None:
    """Make the files of one data set, in the worker; made again they are the same."""
    make(BY_CODE[code])


def ask_for_all() -> None:
    """Let the worker make all files; a task for each data set, so that other work gets its turn between them."""
    for dataset in DATASETS:
        make_one.enqueue(dataset.code)


def ask_once_a_day() -> list[str]:
    """Let the worker make what nobody has made today, from the early morning on; answers what was asked for.

    A large portal makes them in the night's own process (`make_dumps --now`), and then nothing is left to ask. A data
    set without any file does not wait for the morning.
    """
    now = timezone.localtime()
    oldest = Dump.objects.order_by().values("dataset").annotate(made=Min("made_at"))
    made = {row["dataset"]: timezone.localtime(row["made"]).date() for row in oldest}
    asked = []
    for dataset in DATASETS:
        day = made.get(dataset.code)
        due = day is None or (now.hour >= MAKE_FROM and day < now.date())
        if due and cache.add(f"dump-asked:{dataset.code}:{now:%Y-%m-%d}", True, _DAY):
            make_one.enqueue(dataset.code)
            asked.append(dataset.code)
    return asked
