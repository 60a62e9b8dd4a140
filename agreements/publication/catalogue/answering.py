"""A question and one page of its answer -> everything that the list of results shows."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from agreements.publication.catalogue.addresses import address, follow_address
from agreements.publication.catalogue.facets import Facet, counted
from agreements.publication.catalogue.marking import hits
from agreements.publication.catalogue.narrowing import names_of, regions_above, ways_on, within
from agreements.publication.catalogue.newest import COUNTED
from agreements.publication.catalogue.paging import Page, judged
from agreements.publication.catalogue.suggesting import suggestions
from agreements.publication.filters import ORDERS, RELEVANT, Catalogue


def answer(asked: Catalogue, found: Page) -> dict[str, Any]:
    """What the list shows: the hits, how many there are, how it is narrowed and how it could be."""
    figures = counted(asked)
    names = names_of(regions_above(asked))
    said = asked.asked
    return {
        **_ways(asked, found, names),
        "agreements": found.rows,
        "hits": hits(found.rows, asked.sought),
        "count": figures.total,
        "capped": figures.capped,
        "counted": COUNTED,
        "facets": [_choices(asked, facet, "+" * figures.capped) for facet in figures.facets],
        "within": within(asked, figures.facets, names),
        "guesses": asked.sought.guesses if asked.sought and found.rows else [],
        "orders": _orders(asked),
        "judged": judged(asked),
        "narrowed": not asked.is_valid() or any(name != "urut" for name in said),
        "kept": [(name, value) for name, value in said.items() if name != "q"],
    }


_NONE = SafeString("")


@dataclass(frozen=True)
class Choices:
    """One respect in which the list can be narrowed, as it is shown."""

    facet: Facet
    chosen: Any = ""
    """What is chosen; empty where nothing is."""
    without: str = ""
    """The address of the list without it."""
    first: SafeString = _NONE
    """The further questions as items of a list, each with its address and how many it leaves."""
    folded: SafeString = _NONE
    """The rarer ones."""


_CHOICE = '<li><a href="{}" rel="nofollow"><span>{}</span> <span class="facet-count">{}</span></a></li>'
"""A page has up to a hundred of them."""


def _choices(asked: Catalogue, facet: Facet, more: str) -> Choices:
    """Each option with the address that chooses it, or of the chosen one that which leaves it; the last ones apart."""
    said = asked.asked
    if chosen := facet.chosen:
        return Choices(facet, capfirst(chosen.label), address(said, **{facet.name: ""}))
    drawn = [
        (address(said, **{facet.name: option.value}), capfirst(option.label), f"{option.count}{more}")
        for option in facet.options
    ]
    first, folded = drawn[: facet.shown], drawn[facet.shown :]
    return Choices(
        facet,
        first=format_html_join("", _CHOICE, first),
        folded=format_html_join("", _CHOICE, folded),
    )


def _orders(asked: Catalogue) -> list[tuple[Any, str, bool]]:
    """The orders that make sense here: their names, addresses, and which one it is."""
    return [
        (label, address(asked.asked, urut=code), code == asked.order)
        for code, label in ORDERS
        if code != RELEVANT or "q" in asked.asked
    ]


def _ways(asked: Catalogue, found: Page, names: dict[str, str]) -> dict[str, Any]:
    """Where to go from here: to the next page, or from nothing to what there is, or to be told later."""
    said = asked.asked
    empty = not found.rows
    return {
        "next_url": address(said, sesudah=found.next_key) if found.next_key else "",
        "first_url": "" if found.first else address(said),
        "ways": ways_on(asked, names) if empty else [],
        "nearest": suggestions(said["q"]) if empty and "q" in said else [],
        "follow_url": follow_address(said),
        "everything": reverse("agreements:catalogue"),
    }
