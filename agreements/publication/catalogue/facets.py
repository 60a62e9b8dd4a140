"""A question -> how many listings fit, and how many of them each further question would leave.

Affordable at any size by looking no further than the newest `COUNTED` that fit, in one query: figures are exact up to
that many; beyond, the list says "lebih dari" and each figure is the least that there is.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.publication.catalogue.newest import COUNTED
from agreements.publication.filters import SOON, Catalogue, Match
from agreements.record.stages import PUBLIC, Stage
from agreements.record.vocabulary import Field, Kind, Topic
from villages.organizations.models import PartnerKind
from villages.regions.models import Province, Regency, Subdistrict

MOST_OPTIONS = 24
_LEVELS: tuple[tuple[int, type[Province | Regency | Subdistrict]], ...] = (
    (2, Province),
    (5, Regency),
    (8, Subdistrict),
)


@dataclass(frozen=True)
class Option:
    """One further question, with how many listings it would leave at the least."""

    value: str
    label: Any
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """One respect in which the list can be narrowed."""

    name: str
    """The name of the question in the address."""
    label: Any
    options: list[Option]
    """The most frequent first; only the chosen one where one is chosen."""
    shown: int = 8
    """How many are shown at once; the others are folded."""

    @property
    def chosen(self) -> Option | None:
        """What the list is narrowed to."""
        return next((option for option in self.options if option.chosen), None)


@dataclass
class Counted:
    """How many fit, and the facets."""

    total: int
    """One more than `COUNTED` where there are more."""
    facets: list[Facet] = field(default_factory=list)

    @property
    def capped(self) -> bool:
        """Whether there are more than were counted."""
        return self.total > COUNTED


def counted(asked: Catalogue) -> Counted:
    """The figures for a question, from its newest matches; one query more for the names of regions."""
    rows = asked.newest
    result = Counted(len(rows))
    rows = rows[:COUNTED]
    found = [
        _facet(asked, name, label, Counter(values(rows)), labels) for name, label, values, labels in _PLAIN
    ]
    found.insert(2, _regions(asked, rows))
    found.append(_ending(asked, rows))
    result.facets = [facet for facet in found if facet.chosen or len(facet.options) > 1]
    return result


def _column(name: str) -> Callable[[Iterable[Match]], list[str]]:
    return lambda rows: [str(getattr(row, name)) for row in rows]


def _each(name: str) -> Callable[[Iterable[Match]], list[str]]:
    return lambda rows: [value for row in rows for value in getattr(row, name)]


_STAGES = {stage.value: Stage(stage).label for stage in PUBLIC}
_PLAIN: tuple[tuple[str, Any, Callable[[Iterable[Match]], list[str]], dict[str, Any] | None], ...] = (
    ("topik", _("Topik"), _column("topic"), dict(Topic.choices)),
    ("tahap", _("Keadaan"), _column("stage"), _STAGES),
    ("jenis", _("Jenis"), _column("kind"), dict(Kind.choices)),
    ("bidang", _("Bidang"), _column("field"), dict(Field.choices)),
    ("jenis_mitra", _("Jenis mitra"), _each("partner_kinds"), dict(PartnerKind.choices)),
    ("tahun", _("Tahun mulai"), _column("year"), None),
)


def _facet(
    asked: Catalogue, name: str, label: Any, counts: Counter[str], labels: dict[str, Any] | None
) -> Facet:
    """The options of a plain column; years run backwards, everything else by how often it occurs."""
    if chosen := str(asked.asked.get(name, "")):
        said = labels[chosen] if labels else chosen
        return Facet(name, label, [Option(chosen, said, counts[chosen], chosen=True)])
    order = sorted(counts.items(), key=lambda one: (-int(one[0]) if labels is None else -one[1], one[0]))
    return Facet(
        name, label, [Option(v, labels[v] if labels else v, n) for v, n in order[:MOST_OPTIONS] if n]
    )


def _ending(asked: Catalogue, rows: list[Match]) -> Facet:
    """How many of those in force end soon, each span including the shorter ones."""
    today = timezone.localdate()
    days = [
        (row.ends_on - today).days for row in rows if row.stage == Stage.IN_FORCE and row.ends_on >= today
    ]
    chosen = asked.asked.get("berakhir")
    spans = dict(SOON)
    if chosen:
        label = spans.get(chosen) or _("%(days)s hari lagi") % {"days": chosen}
        options = [Option(str(chosen), label, len(rows), chosen=True)]
    else:
        counts = [(span, label, sum(left <= span for left in days)) for span, label in SOON]
        options = [Option(str(span), label, count) for span, label, count in counts if count]
    return Facet("berakhir", _("Berakhir dalam"), options)


def _regions(asked: Catalogue, rows: list[Match]) -> Facet:
    """The regions just below the one asked for; where all lie in one, those below it."""
    within = asked.asked.get("wilayah", "")
    label = _("Wilayah")
    places = [row.places for row in rows]
    for length, model in _LEVELS:
        if length <= len(within) or asked.asked.get("desa"):
            continue
        counts = Counter(
            code for codes in places for code in codes if len(code) == length and code.startswith(within)
        )
        if len(counts) == 1 and length < _LEVELS[-1][0]:
            continue
        shown = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_OPTIONS]
        names = dict(
            model.objects.filter(pk__in=[code for code, _n in shown]).order_by().values_list("pk", "name")
        )
        return Facet("wilayah", label, [Option(code, names.get(code, code), n) for code, n in shown])
    return Facet("wilayah", label, [])
