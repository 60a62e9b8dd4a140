"""A long agreement, and a page with all that it loads -> how many bytes go over the wire."""

import gzip
import random
import re
from pathlib import Path

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders

from agreements.drafting.models import Article
from agreements.record.models import Agreement
from tests.factories import agreement_type, begun, partner, village

ADDRESS = re.compile(rf'(?:href|src)="{re.escape(settings.STATIC_URL)}([^"]+)"')
PICTURE = re.compile(r'url\("\.\./([^"]+)"\)')


def compressed(name: str) -> int:
    """Answer the size of a static file as the web server sends it."""
    return len(brotli.compress(Path(finders.find(name)).read_bytes()))


def needed_by(page: str) -> set[str]:
    """Answer the static files of a page: those it names, and each picture its sheets may ask for."""
    named = set(ADDRESS.findall(page))
    sheets = [Path(finders.find(name)).read_text() for name in named if name.startswith("css/")]
    return named | {picture for sheet in sheets for picture in PICTURE.findall(sheet)}


def weights(page: bytes) -> dict[str, int]:
    """The page and every file that it needs, compressed."""
    return {name: compressed(name) for name in needed_by(page.decode())} | {"page": len(gzip.compress(page))}


def words_in(page: bytes) -> int:
    return len(re.sub(rb"<[^>]+>", b" ", page).split())


def long_agreement() -> Agreement:
    """The portal's own contract, unshortened, and as much again in the same words shuffled, which packs worse."""
    agreement_type("third_party", short=False)
    agreement, chance = begun(village(), partner()), random.Random(1)
    for place, article in enumerate(agreement.articles.order_by("ordinal")):
        words = re.sub(r"{{.*?}}", "", article.body).split()
        chance.shuffle(words)
        half = len(words) // 2
        for turn, part in enumerate((words[:half], words[half:], words, words[::-1])):
            Article.objects.create(
                agreement=agreement,
                ordinal=1000 * (turn + 1) + place,
                heading=article.heading,
                body=" ".join(part) or "Cukup jelas.",
            )
    return agreement
