"""Keep a public page for a moment: whoever asks again hears that nothing changed, until something has."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agreements.publication import caching
from agreements.publication.catalogue.models import Listing
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = ("/", "/kerja-sama/", "/statistik/", "/wilayah/", "/data/")


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of a test happens between two buildings of a page."""
    monkeypatch.setattr(caching, "MOMENT", 10**12)


def changed() -> None:
    """Something public has changed a minute ago."""
    agreement = factories.begun()
    Listing.objects.create(
        agreement=agreement,
        ref=agreement.ref,
        year=2026,
        published_at=timezone.now(),
        changed_at=timezone.now() - dt.timedelta(minutes=1),
        stage="in_force",
        **{
            name: getattr(agreement, name)
            for name in ("kind", "instrument", "form", "field", "topic", "title")
        },
        **{name: getattr(agreement, name) for name in ("stage_since", "starts_on", "ends_on", "summary")},
    )


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_may_keep_the_page_and_is_given_no_cookie(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert set(response.headers["Cache-Control"].split(", ")) == {"public", "max-age=60"}
    assert {"Accept-Language", "Cookie", "HX-Request"} <= set(response.headers["Vary"].split(", "))
    assert not response.cookies


@pytest.mark.parametrize("address", PAGES)
def test_who_has_the_page_hears_that_nothing_changed(
    client: Client, address: str, django_assert_max_num_queries
) -> None:
    etag = client.get(address).headers["ETag"]
    with django_assert_max_num_queries(3):
        again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)


def test_what_was_built_for_one_stranger_serves_the_next(
    client: Client, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept"},
    }
    first = client.get("/kerja-sama/")
    with django_assert_max_num_queries(1):
        second = Client().get("/kerja-sama/")
    assert (second.content, second.headers["ETag"]) == (first.content, first.headers["ETag"])
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    changed()
    assert Client().get("/kerja-sama/").headers["ETag"] != first.headers["ETag"]


def test_what_becomes_public_makes_the_kept_page_old(client: Client) -> None:
    etag = client.get("/kerja-sama/").headers["ETag"]
    changed()
    again = client.get("/kerja-sama/", headers={"If-None-Match": etag})
    assert again.status_code == 200
    assert again.headers["ETag"] != etag


def test_each_language_and_each_question_is_a_page_of_its_own(client: Client) -> None:
    asked = [("/kerja-sama/", "id"), ("/kerja-sama/", "en"), ("/kerja-sama/?q=sampah", "id")]
    etags = {
        client.get(address, headers={"Accept-Language": tongue}).headers["ETag"] for address, tongue in asked
    }
    assert len(etags) == 3


def test_who_is_signed_in_has_a_page_that_nobody_else_may_keep(client: Client) -> None:
    client.force_login(factories.UserFactory())
    response = client.get("/kerja-sama/", headers={"If-None-Match": "*"})
    assert response.status_code == 200
    assert "private" in response.headers["Cache-Control"]
    assert "ETag" not in response.headers


def test_a_page_that_says_no_is_not_kept(client: Client) -> None:
    response = client.get("/kerja-sama/?tahap=entah")
    assert response.status_code == 400
    assert "public" not in response.headers.get("Cache-Control", "")
