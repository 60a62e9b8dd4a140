"""Public pages -> the sitemaps that search engines read: an index, and parts of at most 50,000 addresses each.

A part of agreements or partners is a span of keys, and a part of villages a province, so that no part is ever counted.
The days of the last changes are looked up once an hour at most.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from django.core.cache import cache
from django.db.models import F, Max
from django.db.models.functions import Substr

from agreements.publication.catalogue.models import Listing
from agreements.publication.opendata.elements import add, root, written
from agreements.publication.opendata.formats import in_json
from agreements.publication.opendata.rows import address, of_agreement
from villages.organizations.queries import public_partners, registered_villages
from villages.regions.models import Province, Regency

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
SPAN = 10_000
"""So many keys a part spans; below the 50,000 addresses that one part may have."""
MOST = 50_000
_KEPT = 3600
_GENERAL = (
    *("home", "catalogue", "regions", "maps", "statistics", "verify", "consultation-list"),
    *("data", "data-dictionary", "api"),
)

Address = tuple[str, dt.datetime | None]
_ALSO: list[Callable[[], Iterable[Address]]] = []


def also(pages: Callable[[], Iterable[Address]]) -> Callable[[], Iterable[Address]]:
    """Register public pages of a later package; they stand in the general part."""
    _ALSO.append(pages)
    return pages


def index() -> bytes:
    """All parts, each with its last change where it is known."""
    outer = root("sitemapindex", NAMESPACE)
    parts: list[tuple[str, str | None]] | None = cache.get("sitemap")
    if parts is None:
        parts = list(_parts())
        cache.set("sitemap", parts, _KEPT)
    for name, changed in parts:
        element = add(outer, "sitemap")
        add(element, "loc", address("agreements:sitemap-part", name))
        if changed:
            add(element, "lastmod", changed)
    return written(outer)


def _parts() -> Iterator[tuple[str, str | None]]:
    yield "umum", None
    yield "wilayah", None
    spans = Listing.objects.order_by().annotate(span=F("pk") / SPAN).values("span")
    for row in spans.annotate(changed=Max("changed_at")).order_by("span"):
        yield f"kerja-sama-{row['span']}", in_json(row["changed"])
    provinces = registered_villages().order_by().values_list(Substr("area_id", 1, 2)).distinct()
    for code in sorted(code for (code,) in provinces):
        yield f"desa-{code}", None
    partners = public_partners().order_by().annotate(span=F("pk") / SPAN).values_list("span").distinct()
    for span in sorted(span for (span,) in partners):
        yield f"mitra-{span}", None


def part(name: str) -> bytes | None:
    """One part by its name; None for a name that no part has, or has any more."""
    kind, _dash, key = name.rpartition("-") if "-" in name else (name, "", "")
    makers = {"umum": _general, "wilayah": _regions} if not key else _KEYED
    if kind not in makers or (key and not (key.isascii() and key.isdecimal() and len(key) < 12)):
        return None
    found = list(makers[kind](key))[:MOST]
    return _urlset(found) if found else None


def _general(key: str) -> Iterable[Address]:
    yield from ((address(f"agreements:{name}"), None) for name in _GENERAL)
    yield from ((address(f"villages:{name}"), None) for name in ("village-list", "partner-list"))
    for pages in _ALSO:
        yield from pages()


def _regions(key: str) -> Iterable[Address]:
    codes = [*Province.objects.order_by("pk").values_list("pk", flat=True)]
    codes += Regency.objects.filter(vanished=False).order_by("pk").values_list("pk", flat=True)
    yield from ((address("agreements:region", code), None) for code in codes)


def _agreements(key: str) -> Iterable[Address]:
    first = int(key) * SPAN
    rows = Listing.objects.filter(pk__gte=first, pk__lt=first + SPAN).order_by("pk")
    page = of_agreement("agreements:agreement")
    for ref, changed in rows.values_list("ref", "changed_at"):
        yield page(ref), changed


def _villages(key: str) -> Iterable[Address]:
    rows = registered_villages().filter(area__code__startswith=f"{key}.").order_by("area_id")
    yield from ((address("villages:village", code), None) for code in rows.values_list("area_id", flat=True))


def _partners(key: str) -> Iterable[Address]:
    first = int(key) * SPAN
    rows = public_partners().filter(pk__gte=first, pk__lt=first + SPAN).order_by("pk")
    yield from ((address("villages:partner", slug), None) for slug in rows.values_list("slug", flat=True))


_KEYED = {"kerja-sama": _agreements, "desa": _villages, "mitra": _partners}


def _urlset(found: Iterable[Address]) -> bytes:
    outer = root("urlset", NAMESPACE)
    for where, changed in found:
        element = add(outer, "url")
        add(element, "loc", where)
        if changed:
            add(element, "lastmod", in_json(changed))
    return written(outer)
