"""Turns what a person types ("pasir ayah", "Desa Pasir, Kec. Ayah", "33.05.01.2004") into the villages it may mean."""

import re
from functools import reduce
from operator import or_

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, Exists, FloatField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Length, Upper

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
    matching, alike = _found(text, areas)
    return alike if not alike.query.is_empty() and not matching.exists() else matching


def nearest(text: str, only: Q, most: int) -> tuple[QuerySet[VillageArea], QuerySet[VillageArea]]:
    """As `find_areas`, as two questions that one query may ask together: the second has no answer where letters match.

    `only` says which of them are wanted, `most` how many of each; `far` how far one is from what was typed.
    """
    matching, alike = _found(text, VillageArea.objects.all())
    unlike = alike.filter(~Exists(matching.order_by())) if not matching.query.is_empty() else alike
    return matching.filter(only)[:most], unlike.filter(only)[:most]


def _found(text: str, areas: QuerySet[VillageArea]) -> tuple[QuerySet[VillageArea], QuerySet[VillageArea]]:
    """Those that have the letters of the text, best first, and those whose names look alike, the likest first."""
    if code := code_in(text):
        coded = areas.filter(code__startswith=code).annotate(far=Value(0.0, FloatField()))
        return coded.order_by("code"), areas.none()
    words = words_of(text)
    name = " ".join(words)
    if len(name) < 2:
        return areas.none(), areas.none()
    meant, exact = _meant(text, words)
    matching = areas.filter(meant)
    rank = Case(
        When(exact, then=Value(0)),
        When(name__istartswith=words[0], then=Value(1_000)),
        default=Value(2_000),
        output_field=IntegerField(),
    )
    alike = areas.alias(upper=Upper("name")).filter(upper__trigram_similar=name)
    return (
        matching.annotate(far=Cast(rank + Length("name"), FloatField())).order_by("far", "name", "code"),
        alike.annotate(far=1 - TrigramSimilarity("name", name)).order_by("far", "code"),
    )


def code_in(text: str) -> str:
    """The region code that the text is, with its dots; empty when it is none."""
    digits = re.sub(r"[\s.]", "", text)
    if not re.fullmatch(r"\d{6,10}", digits):
        return ""
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)


def _subdistricts(beginnings: list[str]) -> dict[str, list[str]]:
    """The codes of the kecamatan whose names begin so, for each of the beginnings; one query for all."""
    found: dict[str, list[str]] = {beginning: [] for beginning in beginnings}
    if not found:
        return found
    begun = reduce(or_, (Q(name__istartswith=beginning) for beginning in found))
    rows = Subdistrict.objects.filter(begun).order_by("pk").values_list("pk", "name")
    for pk, name in rows:
        for beginning, codes in found.items():
            if name.upper().startswith(beginning.upper()) and len(codes) < MOST_SUBDISTRICTS:
                codes.append(pk)
    return found


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
    known = _subdistricts([" ".join(right) for _left, right in partings])
    for left, right in partings:
        if found := known[" ".join(right)]:
            meant |= Q(name__icontains=" ".join(left), subdistrict__in=found)
            exact |= Q(name__iexact=" ".join(left), subdistrict__in=found)
    return meant, exact
