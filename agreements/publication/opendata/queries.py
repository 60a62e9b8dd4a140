"""What the page of open data shows: each data set with its files, their sizes and digests."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Max

from agreements.publication.caching import last_change
from agreements.publication.catalogue.models import Listing
from agreements.publication.opendata.datasets import DATASETS, Dataset
from agreements.publication.opendata.dumping import name_of
from agreements.publication.opendata.formats import FORMATS
from agreements.publication.opendata.models import Dump

_REF = re.compile(r"[0-9A-Za-z]{8}", re.ASCII)
_NAME = re.compile(r"([a-z-]{2,20}?)(?:-([2-9]|[1-9]\d{1,3}))?\.(csv\.gz|jsonl\.gz|xlsx)", re.ASCII)


@dataclass(frozen=True)
class File:
    """One file that can be taken away."""

    dump: Dump
    name: str
    """Under which it is saved."""

    @property
    def label(self) -> str:
        """The format, and of several parts which one."""
        label = "Excel" if self.dump.format == Dump.Format.XLSX else str(self.dump.get_format_display())
        return f"{label} {self.dump.part}" if self.dump.part > 1 else label


@dataclass(frozen=True)
class Offered:
    """One data set with its files."""

    dataset: Dataset
    files: list[File]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(file.dump.rows for file in self.files if file.dump.format == Dump.Format.CSV)

    @property
    def made_at(self) -> dt.datetime | None:
        """When its files were made."""
        return max((file.dump.made_at for file in self.files), default=None)


def dumps() -> list[Dump]:
    """All files there are, in the order of the data sets."""
    return list(Dump.objects.order_by("dataset", "format", "part"))


def offered() -> list[Offered]:
    """All data sets; one whose files are not made yet has none."""
    found = dumps()
    return [
        Offered(dataset, _files([dump for dump in found if dump.dataset == dataset.code]))
        for dataset in DATASETS
    ]


def _files(found: list[Dump]) -> list[File]:
    """The files of one data set, the format that most people can open first."""
    ordered = sorted(found, key=lambda dump: (dump.format != Dump.Format.XLSX, dump.format, dump.part))
    return [File(dump, name_of(dump)) for dump in ordered]


def named(name: str) -> Dump | None:
    """The file of that name, if there is one."""
    found = _NAME.fullmatch(name)
    dataset = next((dataset for dataset in DATASETS if found and dataset.name == found[1]), None)
    if found is None or dataset is None:
        return None
    code = next(code for code, kind in FORMATS.items() if kind.ending == found[3])
    part = int(found[2] or 1)
    return Dump.objects.filter(dataset=dataset.code, format=code, part=part).order_by("pk").first()


def sums() -> str:
    """The digests in the form that `sha256sum --check` reads."""
    return "".join(f"{dump.sha256}  {name_of(dump)}\n" for dump in dumps())


def changed(request: object, ref: str) -> str:
    """What the pages of one agreement depend on: when its listing last said something new."""
    if not ref.isalnum():
        return ""
    known = ref.upper() if _REF.fullmatch(ref) else ""
    rows = Listing.objects.filter(ref=known).order_by("pk").values_list("changed_at", flat=True)
    return "".join(moment.isoformat() for moment in rows[:1])


def last_made(*args: object, **kwargs: object) -> str:
    """What pages about the files depend on."""
    made = Dump.objects.aggregate(Max("made_at"))["made_at__max"]
    return f"{last_change()} {made.isoformat() if made else '-'}"
