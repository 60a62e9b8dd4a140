"""What a list is narrowed to, each with the address without it; and for an empty list, ways that lead somewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.utils.translation import gettext as _

from agreements.publication.catalogue.addresses import address
from agreements.publication.catalogue.facets import Facet
from agreements.publication.catalogue.models import Listing
from agreements.publication.catalogue.newest import exist
from agreements.publication.catalogue.words import all_of
from agreements.publication.filters import Catalogue
from villages.regions.models import Province, Regency, Subdistrict, VillageArea

MOST_WAYS = 6


@dataclass(frozen=True)
class Way:
    """A list that is not empty and near to what was asked."""

    label: str
    url: str


def names_of(codes: list[str]) -> dict[str, str]:
    """The names of regions and villages by their codes, a village with its kecamatan; one query."""
    if not codes:
        return {}
    plain = [
        model.objects.filter(pk__in=codes).order_by().values_list("pk", "name", Value("", CharField()))
        for model in (Province, Regency, Subdistrict)
    ]
    villages = VillageArea.objects.filter(pk__in=codes).order_by()
    rows = plain[0].union(*plain[1:], villages.values_list("pk", "name", "subdistrict__name"), all=True)
    return {code: _named(code, name, place) for code, name, place in rows}


def _named(code: str, name: str, place: str) -> str:
    """A village with its kecamatan, a kecamatan with its word; the others carry theirs in the name."""
    if place:
        return f"{name} ({place})"
    return Subdistrict(code=code, name=name).titled if code.count(".") == 2 else name


def within(asked: Catalogue, facets: list[Facet], names: dict[str, str]) -> list[tuple[Any, str]]:
    """Everything the list is narrowed to besides words, each with the address of the list without it."""
    said = asked.asked
    chosen = {facet.name: facet.chosen.label for facet in facets if facet.chosen}
    if code := said.get("wilayah"):
        chosen["wilayah"] = names.get(code, code)
    if code := said.get("desa"):
        chosen["desa"] = _("Desa %(name)s") % {"name": names[code]} if code in names else code
    if slug := said.get("mitra"):
        chosen["mitra"] = asked.partner.name if asked.partner else slug
    return [(label, address(said, **{name: ""})) for name, label in chosen.items()]


Try = tuple[str, str, QuerySet[Listing]]
"""A near question: what it is called, its address, and what fits."""


def ways_on(asked: Catalogue, names: dict[str, str]) -> list[Way]:
    """Near questions that have an answer: one word less, a wider region, one narrowing less; one query for all."""
    if not asked.is_valid():
        return []
    tries = [*_fewer_words(asked), *_wider(asked, names), *_fewer_facets(asked)]
    there = exist([(found, "q=" in url) for _label, url, found in tries])
    ways = [Way(label, url) for (label, url, _found), is_there in zip(tries, there, strict=True) if is_there]
    return ways[:MOST_WAYS]


def _fewer_words(asked: Catalogue) -> Iterator[Try]:
    """The question without one of its words, the longest left out last."""
    words = asked.sought.words if asked.sought else ()
    if len(words) < 2:
        return
    for left_out in sorted(words, key=lambda one: len(one.word)):
        rest = [one for one in words if one is not left_out]
        text = " ".join(one.word for one in rest)
        label = _("Cari “%(words)s” saja") % {"words": text}
        yield label, address(asked.asked, q=text), asked.near({}, all_of(rest))
        if others := _without_words(asked):
            everywhere = _("Cari “%(words)s” tanpa saringan apa pun") % {"words": text}
            yield everywhere, address({"q": text}), asked.near(others, all_of(rest))


def _wider(asked: Catalogue, names: dict[str, str]) -> Iterator[Try]:
    """The same in the region around: of a village its kecamatan, of that its kabupaten, then the province."""
    code = asked.asked.get("desa") or asked.asked.get("wilayah") or ""
    while "." in code:
        code = code.rpartition(".")[0]
        changes = {"desa": "", "wilayah": code}
        label = _("Cari di %(region)s") % {"region": names.get(code, code)}
        yield label, address(asked.asked, **changes), asked.near(changes)


def _fewer_facets(asked: Catalogue) -> Iterator[Try]:
    """The same without one of the narrowings, and at last the narrowings alone and the words alone."""
    narrowed = [name for name in asked.asked if name not in ("q", "urut", "desa", "wilayah")]
    for name in narrowed:
        label = _("Tanpa saringan “%(name)s”") % {"name": asked.filters[name].label}
        yield label, address(asked.asked, **{name: ""}), asked.near({name: ""})
    others = _without_words(asked)
    if "q" in asked.asked and others:
        yield _("Semua dengan saringan ini"), address(asked.asked, q=""), asked.near({"q": ""})
        label = _("Cari “%(words)s” tanpa saringan apa pun") % {"words": asked.asked["q"]}
        yield label, address(asked.asked, **others), asked.near(others)


def _without_words(asked: Catalogue) -> dict[str, str]:
    """Changes that leave out everything but the words."""
    return dict.fromkeys((name for name in asked.asked if name not in ("q", "urut")), "")


def regions_above(asked: Catalogue) -> list[str]:
    """The codes of the region or village that was asked for, and of those around it."""
    code = asked.asked.get("desa") or asked.asked.get("wilayah") or ""
    codes = [code] if code else []
    while "." in code:
        code = code.rpartition(".")[0]
        codes.append(code)
    return codes
