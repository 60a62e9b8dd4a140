"""Two versions of a text woven together, against half the length, against a page view, and written anew."""

import copy
import random
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from agreements.drafting.models import Article
from agreements.drafting.versions.actions import keep_now
from agreements.drafting.versions.differences import redline
from agreements.record.models import Agreement
from benchmarks.measuring import ratio
from tests import factories
from tests.support.contents import content

PAGES, LINES_A_PAGE, WORDS_A_LINE = 30, 22, 16
TIMES, EVERY = 10, 9
VOCABULARY = (
    "para pihak desa wajib menyediakan lahan angkutan sampah setiap bulan menurut rencana kerja bersama yang "
    "disepakati musyawarah antara kepala badan kerja sama dan warga dengan biaya dari anggaran pendapatan belanja "
    "serta swadaya paling lambat tanggal sebelum akhir tahun berdasarkan laporan tertulis tim pengawas"
)
"""Few words, so that hardly one is found only once: the hard case."""


def ratios() -> list[tuple[str, float, str]]:
    """The cost of thirty pages against fifteen, against the page of the draft, and of a text written anew."""
    half, whole, anew = text(PAGES // 2), text(PAGES), text(PAGES, seed=2)
    edited, shorter = weaving(whole, changed(whole)), weaving(half, changed(half))
    size = f"{PAGES} pages, {PAGES * LINES_A_PAGE * WORDS_A_LINE:,} words, each {EVERY}th line changed"
    length, note = ratio(edited, shorter)
    rewritten, note_rewritten = ratio(weaving(whole, anew), edited)
    page, note_page = pages(whole)
    return [
        ("each page of a text twice as long", length / 2, f"{size}; {note}"),
        ("page of the redline against the page of the draft", page, f"{size}; {note_page}"),
        ("every word changed, against some", rewritten, f"{size}; {note_rewritten}"),
    ]


def weaving(old: Mapping[str, Any], new: Mapping[str, Any]) -> Callable[[], None]:
    """Weave two texts together, some times over."""

    def weave() -> None:
        for _n in range(TIMES):
            redline(old, new)

    return weave


def pages(source: Mapping[str, Any]) -> tuple[float, str]:
    """The page of what changed since a version, against the page on which the draft is read."""
    with transaction.atomic():
        agreement = factories.begun()
        write(agreement, source)
        keep_now(agreement, by=agreement.created_by)
        write(agreement, changed(source))
        client = Client()
        client.force_login(agreement.created_by)
        found = ratio(
            asking(client, reverse("agreements:redline", args=[agreement.ref, 1, "kini"])),
            asking(client, reverse("agreements:draft-preview", args=[agreement.ref])),
        )
        transaction.set_rollback(True)
    return found


def asking(client: Client, url: str) -> Callable[[], None]:
    """Some requests for one page."""

    def ask() -> None:
        for _n in range(TIMES):
            response = client.get(url)
            assert response.status_code == 200, response.status_code

    return ask


def write(agreement: Agreement, source: Mapping[str, Any]) -> None:
    """Make these the articles of the draft; those of the same key keep theirs."""
    known = {article.guidance: article for article in agreement.articles.order_by("ordinal")}
    rows = source["chapters"][0]["articles"]
    for ordinal, row in enumerate(rows, 1):
        article = known.pop(row["key"], None) or Article(agreement=agreement, guidance=row["key"])
        article.ordinal, article.heading, article.body = ordinal + 1_000, row["heading"], row["body"]
        article.save()
    for article in known.values():
        article.delete()


def text(count: int, seed: int = 1) -> dict[str, Any]:
    """A contract of so many pages: one article a page."""
    chance = random.Random(seed)
    articles = [
        {"key": f"a{page}", "heading": f"Hal {page}", "content": "", "body": body(chance)}
        for page in range(count)
    ]
    return content(3, "contract", chapters=[{"heading": "", "articles": articles}])


def body(chance: random.Random) -> str:
    """One page of numbered sentences."""
    lines = (" ".join(chance.choices(VOCABULARY.split(), k=WORDS_A_LINE)) for _n in range(LINES_A_PAGE))
    return "\n".join(f"({n}) {line}." for n, line in enumerate(lines, 1))


def changed(source: Mapping[str, Any]) -> dict[str, Any]:
    """The text with a word more in some lines, and one article in another place."""
    new = copy.deepcopy(dict(source))
    articles = new["chapters"][0]["articles"]
    for article in articles:
        lines = article["body"].splitlines()
        lines[::EVERY] = [f"{line[:40]} sekali {line[40:]}" for line in lines[::EVERY]]
        article["body"] = "\n".join(lines)
    articles.insert(2, articles.pop())
    return new
