"""A region -> how its agreements are carried out, as figures for everybody: promises kept, and what citizens say of it.

Where counting is long work the figures are kept for ten minutes; they name nobody and belong to no reader.
"""

import csv
import io
import time
from dataclasses import astuple, dataclass, fields

from django.core.cache import cache
from django.db.models import Count, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.monitoring.pulse.models import Pulse
from agreements.monitoring.voices.models import Voice
from agreements.monitoring.voices.queries import tally
from agreements.publication.statistics.files import COLUMNS
from agreements.publication.statistics.places import Place

LONG_WORK = 0.2
"""Seconds of counting after which the figures are kept."""
KEPT_FOR = 600
"""Seconds for which they are kept."""


@dataclass(frozen=True)
class CarriedOut:
    """The figures of a region; what is asked of an agreement counts in every region of its villages."""

    agreements: int
    """In force or ended, and counted at least once."""
    due: int
    kept: int
    missing: int
    thanks: int
    asked: int
    answered: int
    late: int

    @property
    def percent(self) -> int | None:
        """How many of a hundred obligations were kept on time; None while none was due."""
        return self.kept * 100 // self.due if self.due else None


LABELS = {
    "agreements": _("Kerja sama yang dipantau"),
    "due": _("Kewajiban yang sudah jatuh tempo"),
    "kept": _("Kewajiban ditepati pada waktunya"),
    "missing": _("Suara warga: ini tidak terjadi"),
    "thanks": _("Suara warga: terima kasih"),
    "asked": _("Suara warga yang meminta jawaban"),
    "answered": _("Suara warga yang sudah dijawab"),
    "late": _("Suara warga yang lewat tenggat"),
}
"""What each figure is called, in its order."""


def carried_out(place: Place) -> CarriedOut:
    """The figures as they stand, or as they stood at most ten minutes ago."""
    key = f"carried-out:{place.scope}:{timezone.localdate()}"
    kept = cache.get(key)
    if isinstance(kept, CarriedOut):
        return kept
    begin = time.monotonic()
    found = _count(place)
    if time.monotonic() - begin > LONG_WORK:
        cache.set(key, found, KEPT_FOR)
    return found


def _count(place: Place) -> CarriedOut:
    pulses = _here(place)
    sums = pulses.order_by().aggregate(agreements=Count("pk"), due=Sum("due"), kept=Sum("kept"))
    voices = Voice.objects.all()
    if place.scope:
        voices = voices.filter(agreement__in=pulses.order_by().values("pk"))
    said = tally(voices)
    counted = {name: int(value or 0) for name, value in sums.items()}
    words = {name: getattr(said, name) for name in ("missing", "thanks", "asked", "answered", "late")}
    return CarriedOut(**counted, **words)


def _here(place: Place) -> QuerySet[Pulse]:
    return Pulse.objects.filter(places__contains=[place.scope]) if place.scope else Pulse.objects.all()


def lines(found: CarriedOut) -> list[tuple[str, str, int]]:
    """Code, name and number of every figure, in their order."""
    names = [field.name for field in fields(found)]
    return [(name, str(LABELS[name]), value) for name, value in zip(names, astuple(found), strict=True)]


def as_csv(place: Place, found: CarriedOut) -> str:
    """The figures as a file with the columns of all public figures."""
    file, moment = io.StringIO(), timezone.localtime().isoformat(timespec="seconds")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for code, name, number in lines(found):
        writer.writerow([place.scope, place.name, "carried_out", code, name, number, None, "", moment])
    return file.getvalue()
