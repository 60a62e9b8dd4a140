"""The beginning of a question -> villages with their kecamatan, partners and topics that it may mean."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, FloatField, Q, QuerySet, Value
from django.db.models.functions import Cast, Length, Upper

from agreements.publication.catalogue.addresses import address
from agreements.record.vocabulary import Topic
from villages.organizations.queries import public_partners
from villages.regions.models import Subdistrict
from villages.regions.queries import nearest

LEAST, MOST = 2, 5
"""From how many letters on something is suggested, and how many of each sort."""
_LEAST_FORGIVEN = 4


@dataclass(frozen=True)
class Suggestion:
    """One thing to look for."""

    label: str
    place: str
    """Where it is or what it is: names are no keys."""
    url: str
    """The catalogue's list of its agreements."""


def suggestions(text: str) -> list[Suggestion]:
    """At most five topics, villages that take part, and partners each; nothing for less than two letters."""
    text = " ".join(text.split())[:80]
    if len(text) < LEAST:
        return []
    return [*_topics(text), *_places(text)]


def _topics(text: str) -> list[Suggestion]:
    words = text.casefold()
    fitting = [t for t in Topic if any(w.startswith(words) for w in _beginnings(str(t.label)))]
    return [Suggestion(str(t.label), "", address({"topik": t.value})) for t in fitting[:MOST]]


def _beginnings(label: str) -> list[str]:
    """The label from each of its words on."""
    words = label.casefold().split()
    return [" ".join(words[at:]) for at in range(len(words))]


def _places(text: str) -> list[Suggestion]:
    """The villages that take part, then the partners; one query for all."""
    alike = Q(name__icontains=text)
    if len(text) >= _LEAST_FORGIVEN:
        alike |= Q(upper__trigram_word_similar=text.upper())
    partners = public_partners().alias(upper=Upper("name")).filter(alike)
    partners = partners.annotate(far=Cast(Length("name"), FloatField())).order_by("far", "slug")
    named = ("code", "subdistrict__code", "subdistrict__name", "subdistrict__regency__name")
    found: list[QuerySet[Any, Any]] = [
        part.values_list(Value(False), "far", "name", *named)
        for part in nearest(text, Q(village__isnull=False), MOST)
        if not part.query.is_empty()
    ]
    none = Value("", CharField())
    found.append(partners.values_list(Value(True), "far", "name", "slug", none, none, "regency__name")[:MOST])
    rows = found[0].union(*found[1:], all=True) if len(found) > 1 else found[0]
    return [_suggested(*row) for row in sorted(rows)]


def _suggested(
    is_partner: bool, _far: float, name: str, key: str, code: str, subdistrict: str, regency: str
) -> Suggestion:
    if is_partner:
        return Suggestion(name, regency, address({"mitra": key}))
    place = f"{Subdistrict(code=code, name=subdistrict).titled}, {regency}"
    return Suggestion(name, place, address({"desa": key}))
