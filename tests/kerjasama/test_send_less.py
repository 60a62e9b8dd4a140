"""Send a page in few bytes to whoever can unpack it, on a slow line."""

import gzip

import pytest
from django.test import Client

from tests.agreements.publication.listings import listing
from tests.factories import village

pytestmark = pytest.mark.django_db
ASKED = {"Accept-Encoding": "gzip, br"}


@pytest.mark.parametrize("address", ["/", "/kerja-sama/", "/api/v1/kerja-sama/", "/umpan.atom"])
def test_a_text_is_sent_compressed(client: Client, address: str) -> None:
    listing(village("Argopeni"), village("Srati"))
    plain, small = client.get(address), client.get(address, headers=ASKED)
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    if len(plain.content) > 1000:  # up to a hundred random bytes hide how long a secret would be
        assert len(small.content) < len(plain.content) * 0.8
    assert gzip.decompress(small.content)[:60] == plain.content[:60]


@pytest.mark.parametrize(("address", "at_times"), [("/api/v1/kerja-sama/", False), ("/sitemap.xml", True)])
def test_what_is_short_is_never_made_longer(client: Client, address: str, at_times: bool) -> None:
    """Of some two hundred bytes, compressed with the random ones, at times more would be left than there were."""
    plain, compressed = client.get(address), set()
    for _again in range(20):
        small = client.get(address, headers=ASKED)
        assert len(small.content) <= len(plain.content)
        packed = small.headers.get("Content-Encoding") == "gzip"
        compressed.add(packed)
        assert (gzip.decompress(small.content) if packed else small.content)[:60] == plain.content[:60]
    assert (True in compressed) is at_times


def test_who_cannot_unpack_gets_it_plain(client: Client) -> None:
    response = client.get("/", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in response.headers
    assert response.content.startswith(b"<!doctype html>")


def test_who_has_it_hears_so_without_a_body(client: Client) -> None:
    etag = client.get("/kerja-sama/", headers=ASKED).headers["ETag"]
    again = client.get("/kerja-sama/", headers=ASKED | {"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
