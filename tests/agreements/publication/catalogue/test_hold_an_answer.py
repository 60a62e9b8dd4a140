"""An answer that was given is given again, until something changes that it is made of."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, override_settings
from django.utils import timezone

from agreements.publication import caching, filters
from agreements.publication.catalogue import answering, facets, holding, paging
from agreements.publication.catalogue import home as first_page
from agreements.publication.catalogue.models import Listing
from tests import factories
from tests.agreements.publication.listings import listing
from villages.organizations.models import Village

pytestmark = pytest.mark.django_db
PAGES = {"pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "held"}}
LISTS = (
    "/kerja-sama/",
    "/kerja-sama/?q=sampah",
    "/kerja-sama/?q=sampah&topik=waste",
    "/api/v1/kerja-sama/?q=sampah",
)
QUESTIONS = (
    "/",
    *LISTS[:2],
    "/api/v1/kerja-sama/?q=sampah&topik=waste",
    "/kerja-sama/?q=sampah&urut=terbaru",
    "/kerja-sama/?q=sampah&urut=nilai",
    "/kerja-sama/?q=air&urut=berakhir",
    "/kerja-sama/?topik=waste",
    "/kerja-sama/?tahap=ended",
    "/kerja-sama/?urut=nilai",
    "/kerja-sama/?q=tidakada",
    "/api/v1/kerja-sama/",
    "/api/v1/kerja-sama/?topik=clean_water&jumlah=2",
)
"""None with narrowings whose list may be empty: the ways on from there drift for a moment."""


@pytest.fixture(autouse=True)
def kept_pages(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages are kept, and all of a test happens between two of the moments at which everything is built anew."""
    monkeypatch.setattr(caching, "MOMENT", 10**12)
    monkeypatch.setattr(holding, "MOMENT", 10**12)
    with override_settings(CACHES=settings.CACHES | PAGES):
        caches["pages"].clear()
        yield
        caches["pages"].clear()


@pytest.fixture
def pair() -> list[Village]:
    return [factories.village("Argopeni"), factories.village("Pasir")]


@pytest.fixture
def old(pair: list[Village]) -> Listing:
    """An agreement on waste, in force for a year."""
    return told(pair, "Sampah seantero", days=365, topic="waste")


def told(pair: list[Village], title: str, *, days: int = 0, **facts: Any) -> Listing:
    """The listing of an agreement that reached its stage so many days ago."""
    since = timezone.now() - dt.timedelta(days=days)
    return listing(*pair, title=title, summary="Dua desa.", body="", stage_since=since, **facts)


def change(one: Listing, **facts: Any) -> None:
    Listing.objects.filter(pk=one.pk).update(**facts, changed_at=timezone.now())


def later() -> None:
    """What changed before is no longer new; the agreement on waste least of all."""
    Listing.objects.update(changed_at=timezone.now() - holding.LATE * 2)
    Listing.objects.filter(topic="waste").update(changed_at=timezone.now() - holding.LATE * 4)


@pytest.mark.parametrize("address", LISTS[1:])
def test_what_changes_elsewhere_leaves_an_answer_as_it_is(
    client: Client,
    pair: list[Village],
    old: Listing,
    address: str,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    other = told(pair, "Jalan desa", topic="roads_bridges")
    later()
    first = client.get(address)
    change(other, title="Jalan antardesa")
    with django_assert_max_num_queries(3):
        again = client.get(address)
    assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])
    change(other, title="Jembatan antardesa")
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("address", LISTS)
def test_what_changes_in_an_answer_is_told_at_once(client: Client, old: Listing, address: str) -> None:
    first = client.get(address)
    assert b"seantero" in first.content
    change(old, title="Sampah terpilah")
    again = client.get(address)
    assert b"terpilah" in again.content
    assert again.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("address", LISTS)
def test_what_newly_fits_is_told_at_once(
    client: Client, pair: list[Village], old: Listing, address: str
) -> None:
    client.get(address)
    told(pair, "Sampah terbarui", topic="waste")
    assert b"terbarui" in client.get(address).content


def test_what_no_longer_fits_leaves_at_once(client: Client, old: Listing) -> None:
    assert b"seantero" in client.get(LISTS[2]).content
    change(old, topic="clean_water")
    assert b"seantero" not in client.get(LISTS[2]).content


def test_after_many_changes_everything_is_asked_anew(
    client: Client, pair: list[Village], old: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "MOST", 1)
    others = [told(pair, f"Jalan {n}", topic="roads_bridges") for n in range(2)]
    later()
    first = client.get(LISTS[1])
    for other in others:
        change(other, title=f"{other.title} desa")
    assert client.get(LISTS[1]).headers["ETag"] != first.headers["ETag"]


def test_a_change_that_is_committed_late_is_still_seen(
    client: Client, pair: list[Village], old: Listing
) -> None:
    other = told(pair, "Jalan desa", topic="roads_bridges")
    later()
    client.get(LISTS[1])
    moment = timezone.now()
    change(other, title="Jalan antardesa")
    client.get(LISTS[1])
    Listing.objects.filter(pk=old.pk).update(title="Sampah terpilah", changed_at=moment)
    change(other, title="Jembatan antardesa")
    assert b"terpilah" in client.get(LISTS[1]).content


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_an_answer_that_is_held_says_what_a_new_one_would(
    client: Client, pair: list[Village], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    for module in (answering, facets, filters, holding, paging):
        monkeypatch.setattr(module, "COUNTED", 3)
    monkeypatch.setattr(paging, "RANKED", 2)
    monkeypatch.setattr(first_page, "LOOKED_AT", 6)
    monkeypatch.setattr(holding, "LATE", dt.timedelta(0))
    chance, known = random.Random(seed), []
    for _step in range(12):
        if not known or chance.random() < 0.4:
            known.append(told(pair, *title(chance), days=chance.randrange(900), **facts(chance)))
        else:
            change(chance.choice(known), title=title(chance)[0], **facts(chance))
        held = {address: client.get(address).content for address in QUESTIONS}
        kept = caches["pages"]._cache.copy()  # type: ignore[attr-defined]
        caches["pages"].clear()
        anew = {address: client.get(address).content for address in QUESTIONS}
        assert held == anew
        caches["pages"]._cache.update(kept)  # type: ignore[attr-defined]


def title(chance: random.Random) -> list[str]:
    return [" ".join(chance.sample(["Sampah", "Air", "Jalan", "Wisata", "bersama", "desa"], 3))]


def facts(chance: random.Random) -> dict[str, Any]:
    return {
        "topic": chance.choice(["waste", "clean_water"]),
        "stage": chance.choice(["in_force", "in_force", "ended"]),
        "value": chance.choice([None, 1_000_000, 5_000_000]),
        "ends_on": timezone.localdate() + dt.timedelta(days=chance.randrange(-30, 400)),
    }
