"""Turns what a person types ("pasir ayah", "Desa Pasir, Kec. Ayah", "33.05.01.2004") into the villages it may mean."""

import re

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length, Upper

from villages.regions.models import Subdistrict, VillageArea

FILLERS = frozenset(["desa", "kelurahan", "kel", "kecamatan", "kec", "kabupaten", "kab"])
MOST_WORDS = 6
MOST_SUBDISTRICTS = 200


def words_of(text: str) -> list[str]:
    """The words that count, in order: without "desa", "kec." and the like."""
    found = re.findall(r"[^\W_][\w'’.-]*", text[:120])
    kept = [word.strip(".-") for word in found]
    return [word for word in kept if word and word.lower() not in FILLERS][:MOST_WORDS]


def find_areas(text: str, *, regency: str = "") -> QuerySet[VillageArea]:
    """The villages that the text may mean, best first; empty for a text that says too little.

    By code; else by name, or name and then kecamatan (a comma parts them, without one every parting is tried); when
    nothing has those letters, the names that look alike (trigram), so that a slip of the finger still finds.
    """
    areas = VillageArea.objects.select_related("subdistrict__regency")
    if regency:
        areas = areas.filter(subdistrict__regency=regency)
    if code := code_in(text):
        return areas.filter(code__startswith=code).order_by("code")
    words = words_of(text)
    name = " ".join(words)
    if len(name) < 2:
        return areas.none()
    meant, exact = _meant(text, words)
    matching = areas.filter(meant)
    if not matching.exists():
        alike = areas.alias(upper=Upper("name")).filter(upper__trigram_similar=name)
        return alike.order_by(TrigramSimilarity("name", name).desc(), "code")
    rank = Case(
        When(exact, then=Value(0)),
        When(name__istartswith=words[0], then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return matching.order_by(rank, Length("name"), "name", "code")


def code_in(text: str) -> str:
    """The region code that the text is, with its dots; empty when it is none."""
    digits = re.sub(r"[\s.]", "", text)
    if not re.fullmatch(r"\d{6,10}", digits):
        return ""
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)


def _meant(text: str, words: list[str]) -> tuple[Q, Q]:
    """What may be meant and what is meant exactly: the name alone, or name and kecamatan at every parting.

    Each branch of it is answered by an index on this one table.
    """
    name, comma, place = text.partition(",")
    if comma and words_of(place) and words_of(name):
        partings = [(words_of(name), words_of(place)[:2])]
        meant = exact = Q(pk__in=[])
    else:
        partings = [(words[:at], words[at:]) for at in range(1, len(words))]
        meant, exact = Q(name__icontains=" ".join(words)), Q(name__iexact=" ".join(words))
    for left, right in partings:
        subdistricts = Subdistrict.objects.filter(name__istartswith=" ".join(right)).values_list(
            "pk", flat=True
        )
        if found := list(subdistricts.order_by("pk")[:MOST_SUBDISTRICTS]):
            meant |= Q(name__icontains=" ".join(left), subdistrict__in=found)
            exact |= Q(name__iexact=" ".join(left), subdistrict__in=found)
    return meant, exact
