"""The first page a citizen loads, with everything it needs, stays under 60 kB on the wire."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

LIMIT = 60_000
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


@pytest.mark.django_db
def test_the_first_page_is_light(client: Client) -> None:
    page = client.get("/").content
    files = needed_by(page.decode())
    assert {"bootstrap/bootstrap.min.css", "css/portal.css", "js/portal.js", "img/band.svg"} <= files
    weights = {name: compressed(name) for name in files} | {"/": len(gzip.compress(page))}
    assert sum(weights.values()) < LIMIT, weights
