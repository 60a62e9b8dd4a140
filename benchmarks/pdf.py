"""Printing an agreement, measured against bare WeasyPrint on the same page of HTML."""

import time
from collections.abc import Callable

from agreements.documents import pdf
from tests.support.contents import content

ROUNDS = 5


def ratios() -> list[tuple[str, float, str]]:
    """For a small and a large agreement: what is compared, the ratio of the times, and the sizes in words."""
    return [_ratio(3, "joint_regulation"), _ratio(19, "joint_regulation"), _ratio(3, "contract")]


def _ratio(parties: int, instrument: str) -> tuple[str, float, str]:
    import weasyprint

    source = content(parties, instrument)
    html = pdf.page(source)
    style = pdf.style_sheet()
    ours = lambda: pdf.render(source)  # noqa: E731
    bare = lambda: weasyprint.HTML(string=html).write_pdf(  # noqa: E731
        stylesheets=[weasyprint.CSS(string=style)], presentational_hints=True
    )
    mine, theirs = _best(ours, bare)
    pages = len(weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=style)]).pages)
    size = f"{pages} pages, {parties} parties: {mine * 1000:.0f} ms against {theirs * 1000:.0f} ms"
    return f"PDF/A + PDF/UA with fields and data, {instrument}, against bare WeasyPrint", mine / theirs, size


def _best(*works: Callable[[], object]) -> tuple[float, ...]:
    """The shortest time of each, taken in turns so that a busy machine disturbs both alike."""
    times: list[list[float]] = [[] for _work in works]
    for _round in range(ROUNDS):
        for work, found in zip(works, times, strict=True):
            begun = time.perf_counter()
            work()
            found.append(time.perf_counter() - begun)
    return tuple(min(found) for found in times)
