"""Printing an agreement, measured against bare WeasyPrint on the same page of HTML with the same style sheets."""

import time
from collections.abc import Callable
from typing import Any

from agreements.documents import pdf
from tests.support.contents import VILLAGES, attested

ROUNDS = 5


def ratios() -> list[tuple[str, float, str]]:
    """For small and large agreements: what is compared, the ratio of the times, and the sizes in words."""
    return [
        _ratio("joint regulation", _whole(attested(3))),
        _ratio("joint regulation", _whole(attested(8))),
        _ratio("joint regulation", _whole(attested(19))),
        _ratio("contract on A4", _whole(attested(3, "contract", paper="a4"))),
        _ratio("draft with watermark", _whole(attested(3, "contract")), draft=True),
    ]


def _whole(content: dict[str, Any]) -> dict[str, Any]:
    """The content with money of every party for two years, so that annexes are printed too."""
    parties = range(1, len(content["parties"]) + 1)
    money = {"source": "village_budget", "amount": 25_000_000, "note": f"Desa {VILLAGES[0]}"}
    funding = [{"party": party, "year": year, **money} for party in parties for year in (2027, 2028)]
    return {**content, "funding": funding}


def _ratio(what: str, content: dict[str, Any], *, draft: bool = False) -> tuple[str, float, str]:
    import weasyprint

    html = pdf.page(content, draft=draft)
    styles = [pdf.style_sheet(), pdf.sheet_style(content, draft=draft)]
    ours = lambda: pdf.render(content, draft=draft)  # noqa: E731
    bare = lambda: weasyprint.HTML(string=html).write_pdf(  # noqa: E731
        stylesheets=[weasyprint.CSS(string=style) for style in styles], presentational_hints=True
    )
    mine, theirs = _best(ours, bare)
    laid = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=style) for style in styles])
    size = f"{len(laid.pages)} pages, {len(content['parties'])} parties"
    note = f"{size}: {mine * 1000:.0f} ms against {theirs * 1000:.0f} ms"
    return f"PDF/A + PDF/UA with fields, data and tags, {what}, against bare WeasyPrint", mine / theirs, note


def _best(*works: Callable[[], object]) -> tuple[float, ...]:
    """The shortest time of each, taken in turns so that a busy machine disturbs both alike."""
    times: list[list[float]] = [[] for _work in works]
    for _round in range(ROUNDS):
        for work, found in zip(works, times, strict=True):
            begun = time.perf_counter()
            work()
            found.append(time.perf_counter() - begun)
    return tuple(min(found) for found in times)
