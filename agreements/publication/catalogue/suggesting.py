"""The beginning of a question -> villages with their kecamatan, partners and topics that it may mean."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Length, Upper

from agreements.publication.catalogue.addresses import address
from agreements.record.vocabulary import Topic
from villages.organizations.queries import public_partners
from villages.regions.queries import find_areas

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
    return [*_topics(text), *_villages(text), *_partners(text)]


def _topics(text: str) -> list[Suggestion]:
    words = text.casefold()
    fitting = [t for t in Topic if any(w.startswith(words) for w in _beginnings(str(t.label)))]
    return [Suggestion(str(t.label), "", address({"topik": t.value})) for t in fitting[:MOST]]


def _beginnings(label: str) -> list[str]:
    """The label from each of its words on."""
    words = label.casefold().split()
    return [" ".join(words[at:]) for at in range(len(words))]


def _villages(text: str) -> list[Suggestion]:
    areas = find_areas(text).filter(village__isnull=False)[:MOST]
    return [
        Suggestion(
            area.name, f"{area.subdistrict.titled}, {area.subdistrict.regency.name}", _of(desa=area.code)
        )
        for area in areas
    ]


def _partners(text: str) -> list[Suggestion]:
    alike = Q(name__icontains=text)
    if len(text) >= _LEAST_FORGIVEN:
        alike |= Q(upper__trigram_word_similar=text.upper())
    found = (
        public_partners().alias(upper=Upper("name")).filter(alike).order_by(Length("name"), F("slug"))[:MOST]
    )
    return [Suggestion(p.name, p.regency.name, _of(mitra=p.slug)) for p in found]


def _of(**question: Any) -> str:
    return address(question)
