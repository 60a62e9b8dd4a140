"""Twelve public pages and API calls at 1,000, 130,000 and 1,000,000 agreements: time, queries, rows read, bytes.

Each is measured against a view that only says hello, through the portal's own middleware, and against bare SQL that
fetches the same rows; sizes take turns in every round. Time is that of the processor, of this program and of its
database connection together, where the system tells it (Linux, database on the same machine), so that other work on the
machine does not count; elsewhere it is that of the clock. Pages are built anew each time; what the next reader
costs, for whom `public_page` keeps them, stands in lines of its own at the end.

The databases are those of `KERJASAMA_VOLUMES` (addresses between blanks, from small to large), which `make_volume` has
filled; without it, two are made beside the tests' database.
"""

import gc
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from agreements.publication.catalogue.models import Listing
from agreements.record.models import Agreement
from kerjasama.settings.environment import database

MADE = (1_000, 20_000)
"""Sizes of the databases that are made where none are named."""
ROUNDS, REQUESTS = 5, 4
KEPT = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
_NEWEST = "SELECT ref, title, summary, parties, stage, topic, ends_on FROM agreements_listing"
_ORDER = "ORDER BY stage_since DESC, agreement_id DESC LIMIT 21"
_MATCH = "search @@ websearch_to_tsquery('indonesian', 'sampah')"
_READ = (
    "SELECT coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)::bigint"
    " FROM pg_stat_xact_user_tables"
)


@login_not_required
def hello(request: HttpRequest) -> HttpResponse:
    """As little as a public page can do."""
    return HttpResponse("Halo")


urlpatterns = [path("halo/", hello), path("", include("kerjasama.urls"))]


@dataclass(frozen=True)
class Page:
    """One of the twelve: its name, its address, and the SQL that fetches what it shows."""

    name: str
    address: str
    bare: str


@dataclass
class Volume:
    """One database, and what was measured in it."""

    settings: dict[str, Any]
    size: int = 0
    pages: list[Page] = field(default_factory=list)
    times: dict[str, list[float]] = field(default_factory=dict)
    costs: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """Queries, rows read and bytes of each page."""

    def use(self) -> None:
        """Speak with this database from now on; nothing of another one is remembered."""
        connections["default"].close()
        connections["default"].settings_dict.update(self.settings)
        for cache in caches.all():
            cache.clear()
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")  # helpers' time would not be told

    def note(self, name: str, found: float) -> None:
        self.times.setdefault(name, []).append(found)


def the_pages() -> list[Page]:
    """The twelve, about a village and a partner that are in the middle of what there is."""
    listing = Listing.objects.filter(
        places__contains=["33"], kind="third_party", agreement__documents__isnull=False
    )
    chosen = listing.order_by("pk")[listing.count() // 2]
    village = next(party for party in chosen.parties if party["kind"] == "village")
    partner = next(party for party in chosen.parties if party["kind"] == "partner")
    regency, name = village["key"][:5], village["name"].removeprefix("Desa ").split()[0].lower()
    of = f"{_NEWEST} WHERE organizations && ARRAY[%s]::bigint[] {_ORDER}"
    one = (
        f"SELECT a.*, d.content FROM agreements_agreement a JOIN agreements_frozendocument d ON d.agreement_id = a.id"
        f" WHERE a.ref = '{chosen.ref}'"
    )
    tally = f"SELECT * FROM agreements_tally WHERE scope = '{regency}'"
    return [
        Page("home", "/", f"{_NEWEST} WHERE stage = 'in_force' {_ORDER}"),
        Page("catalogue", "/kerja-sama/", f"{_NEWEST} {_ORDER}"),
        Page("search", "/kerja-sama/?q=sampah", f"{_NEWEST} WHERE {_MATCH} {_ORDER}"),
        Page(
            "search for topic and village",
            f"/kerja-sama/?q=air+bersih+{name}",
            f"{_NEWEST} WHERE search @@ plainto_tsquery('indonesian', 'air bersih {name}') {_ORDER}",
        ),
        Page(
            "search within a regency",
            f"/kerja-sama/?q=sampah&wilayah={regency}",
            f"{_NEWEST} WHERE {_MATCH} AND places @> ARRAY['{regency}']::varchar[] {_ORDER}",
        ),
        Page("agreement", f"/kerja-sama/{chosen.ref}/", one),
        Page("village", f"/desa/{village['key']}/", of % village["id"]),
        Page("partner", f"/mitra/{partner['key']}/", of % partner["id"]),
        Page("region", f"/wilayah/{regency}/", tally),
        Page("map", f"/peta/{regency}/", f"{_NEWEST} WHERE places @> ARRAY['{regency}']::varchar[]"),
        Page("statistics", f"/statistik/{regency}/", tally),
        Page("API search", "/api/v1/kerja-sama/?q=sampah", f"{_NEWEST} WHERE {_MATCH} {_ORDER}"),
    ]


def asking(address: str) -> Callable[[], None]:
    """Some requests by a stranger."""
    client = Client()

    def ask() -> None:
        for _n in range(REQUESTS):
            response = client.get(address)
            assert response.status_code == 200, (address, response.status_code)

    return ask


def fetching(sql: str) -> Callable[[], None]:
    """The same rows, as often, without anything around them."""

    def fetch() -> None:
        for _n in range(REQUESTS):
            with connection.cursor() as cursor:
                cursor.execute(sql)
                cursor.fetchall()

    return fetch


def spent(work: Callable[[], None]) -> float:
    """Seconds that the work takes, of the processor where the system tells them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    gc.collect()
    gc.disable()
    try:
        begun = _clock(told)
        work()
        return _clock(told) - begun
    finally:
        gc.enable()


def _clock(told: Path) -> float:
    """This program's and its database connection's time on the processor so far; else the time of day."""
    try:
        return time.process_time() + int(told.read_text().split()[0]) / 1e9
    except OSError:
        return time.perf_counter()


def cost(address: str) -> tuple[int, int, int]:
    """Queries, rows that the database read for them (without those of parallel helpers), and bytes."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_READ)
        before = cursor.fetchone()[0]
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(address)
        cursor.execute(_READ)
        return len(queries), cursor.fetchone()[0] - before, len(response.content)


def measured(volumes: list[Volume]) -> None:
    """Round after round, size after size; the first round warms up and is not kept."""
    for number in range(ROUNDS + 1):
        for volume in volumes:
            volume.use()
            if not volume.pages:
                volume.size, volume.pages = Agreement.objects.count(), the_pages()
                volume.costs = {page.name: cost(page.address) for page in volume.pages}
            halo = asking("/halo/")
            halo()
            for page in volume.pages:
                ask, fetch = asking(page.address), fetching(page.bare)
                ask()
                fetch()
                found = spent(ask), spent(fetch), spent(halo)
                if number:
                    for what, one in zip(("", " bare", " hello"), found, strict=True):
                        volume.note(page.name + what, one)


def against(mine: list[float], theirs: list[float]) -> float:
    """The median of the rounds' quotients."""
    return median(one / other for one, other in zip(mine, theirs, strict=True))


def rows(volumes: list[Volume]) -> list[tuple[str, float, str]]:
    """For each page its growth from the smallest to the largest, then its cost at each size."""
    told, first = [], volumes[0]
    for page in first.pages:
        name = page.name
        for volume in volumes:
            queries, read, size = volume.costs[name]
            halo = against(volume.times[name], volume.times[f"{name} hello"])
            bare = against(volume.times[name], volume.times[f"{name} bare"])
            milliseconds = 1000 * median(volume.times[name]) / REQUESTS
            told_of = f"{queries} queries, {read:,} rows read, {size:,} bytes"
            note = f"{milliseconds:.1f} ms, {told_of}, {bare:.1f} × bare SQL"
            told.append((f"{name}, {volume.size:,} agreements, against hello", halo, note))
            if volume is not first:
                growth = against(volume.times[name], first.times[name])
                told.append((f"{name}, {volume.size:,} against {first.size:,}", growth, f"{ROUNDS} rounds"))
    return told


def kept(volume: Volume) -> list[tuple[str, float, str]]:
    """What the next reader of each page costs, against hello; answers to programs are not kept."""
    volume.use()
    halo, told = asking("/halo/"), []
    with override_settings(CACHES={**KEPT, "pages": KEPT["default"]}):
        for page in volume.pages:
            ask = asking(page.address)
            ask()
            halo()
            found = median(spent(ask) / spent(halo) for _n in range(ROUNDS))
            told.append(
                (f"{page.name} for the next reader, {volume.size:,} agreements, against hello", found, "")
            )
    return told


def named() -> list[Volume]:
    """The databases of the environment."""
    return [Volume(database(url)) for url in os.environ.get("KERJASAMA_VOLUMES", "").split()]


def made() -> list[Volume]:
    """New databases beside this one, made like it and filled."""
    here = dict(connections["default"].settings_dict)
    found = []
    for size in MADE:
        name = f"{here['NAME']}_{size}"
        connections["default"].close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{here["NAME"]}"')
        volume = Volume({"NAME": name})
        volume.use()
        call_command("make_volume", agreements=size, stdout=StringIO())
        found.append(volume)
    return found


def ratios() -> list[tuple[str, float, str]]:
    """Everything, in the databases named or made; those made are dropped again."""
    here = Volume({name: connections["default"].settings_dict[name] for name in _PLACE})
    own = [] if (volumes := named()) else made()
    try:
        with override_settings(ROOT_URLCONF=__name__):
            measured(volumes or own)
            return rows(volumes or own) + kept((volumes or own)[-1])
    finally:
        here.use()
        with connection._nodb_cursor() as cursor:
            for volume in own:
                cursor.execute(f'DROP DATABASE IF EXISTS "{volume.settings["NAME"]}"')


_PLACE = ("NAME", "HOST", "PORT", "USER", "PASSWORD")
