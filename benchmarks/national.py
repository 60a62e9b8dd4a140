"""Thirteen public pages and API calls at 1,000, 130,000 and 1,000,000 agreements: time, queries, rows read, bytes.

Each is measured against a view that only says hello, through the portal's own middleware, and against bare SQL that
fetches the same rows; sizes take turns in every round. Time is that of the processor, of this program and of its
database connection together, where the system tells it (Linux, database on the same machine), so that other work on the
machine does not count; elsewhere it is that of the clock.

Each page is measured as it is served while other agreements change ("against hello"): it has been asked for before,
and since then an agreement has changed that it says nothing of. Beside it stands what building it costs whoever asks
first after ten minutes, when the page is forgotten but its pieces are kept (`{% kept %}`; "built"), and what it costs
with nothing kept at all ("built from nothing"), as after a start of the program, or where every piece says
something new: an agreement to which something has happened, a region that was counted again.

The databases are those of `KERJASAMA_VOLUMES` (addresses between blanks, from small to large), which `make_volume` has
filled; without it, two are made beside the tests' database.
"""

import gc
import time
from pathlib import Path
from statistics import median

from django.contrib.auth.decorators import login_not_required
from django.contrib.postgres.search import SearchQuery
from django.core.cache import caches
from django.db import connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from django.utils import timezone

from agreements.publication.catalogue.models import Listing
from agreements.record.models import Agreement
from benchmarks.measuring import Work, nothing
from benchmarks.volumes import PLACE, Page, Volume, dropped, made, named
from villages.templatetags.kept import pieces

ROUNDS, REQUESTS = 5, 4
_LOCAL = "django.core.cache.backends.locmem.LocMemCache"
KEPT = {"default": {"BACKEND": _LOCAL}, "pages": {"BACKEND": _LOCAL, "LOCATION": "pages"}}
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


def the_pages() -> list[Page]:
    """All of them, about a village and a partner that are in the middle of what there is."""
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
        Page(
            "search that finds nothing", _nothing(name, chosen, regency, partner["key"]), of % partner["id"]
        ),
        Page("agreement", f"/kerja-sama/{chosen.ref}/", one),
        Page("village", f"/desa/{village['key']}/", of % village["id"]),
        Page("partner", f"/mitra/{partner['key']}/", of % partner["id"]),
        Page("region", f"/wilayah/{regency}/", tally),
        Page("map", f"/peta/{regency}/", f"{_NEWEST} WHERE places @> ARRAY['{regency}']::varchar[]"),
        Page("statistics", f"/statistik/{regency}/", tally),
        Page("API search", "/api/v1/kerja-sama/?q=sampah", f"{_NEWEST} WHERE {_MATCH} {_ORDER}"),
    ]


def _nothing(name: str, chosen: Listing, regency: str, partner: str) -> str:
    """The question that costs most: words that nothing says and all narrowings, for which ways on are looked for."""
    narrowed = f"wilayah={regency}&topik={chosen.topic}&tahun={chosen.year}&mitra={partner}"
    return f"/kerja-sama/?q=xqzwv+{name}qz&{narrowed}"


def asking(address: str) -> Work:
    """One request by a stranger."""
    client = Client()

    def ask() -> None:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    return ask


def changing() -> tuple[Work, Work]:
    """Let an agreement change that no page says anything of: an old one from elsewhere; and put it back."""
    words = SearchQuery("sampah", config="indonesian")
    far = Listing.objects.exclude(places__contains=["33"]).exclude(search=words).order_by("stage_since", "pk")
    own = Listing.objects.filter(pk=far.values("pk")[0]["pk"])
    before = own.values("changed_at")[0]

    def change() -> None:
        own.update(changed_at=timezone.now())

    def put_back() -> None:
        own.update(**before)

    return change, put_back


def fetching(sql: str) -> Work:
    """The same rows, without anything around them."""

    def fetch() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            cursor.fetchall()

    return fetch


def spent(work: Work, before: Work = nothing) -> float:
    """Seconds that doing it `REQUESTS` times takes, of the processor where the system tells them; `before` is free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    found = 0.0
    gc.collect()
    gc.disable()
    try:
        for _n in range(REQUESTS):
            before()
            begun = _clock(told)
            work()
            found += _clock(told) - begun
        return found
    finally:
        gc.enable()


def _clock(told: Path) -> float:
    """This program's and its database connection's time on the processor so far; else the time of day."""
    try:
        return time.process_time() + int(told.read_text().split()[0]) / 1e9
    except OSError:
        return time.perf_counter()


def cost(address: str) -> tuple[int, int, int]:
    """Queries, rows that the database read for them (without those of parallel helpers), and bytes of the page."""
    forget_pages()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_READ)
        before = cursor.fetchone()[0]
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(address)
        cursor.execute(_READ)
        return len(queries), cursor.fetchone()[0] - before, len(response.content)


def forget_pages() -> None:
    """Pages are built anew, of the pieces that are kept."""
    caches["pages"].clear()


def forget_all() -> None:
    """Everything is drawn anew."""
    forget_pages()
    pieces.clear()


def measured(volumes: list[Volume]) -> None:
    """Round after round, size after size; the first round warms up and is not kept."""
    for number in range(ROUNDS + 1):
        for volume in volumes:
            volume.use()
            if not volume.pages:
                volume.size, volume.pages = Agreement.objects.count(), the_pages()
                volume.costs = {page.name: cost(page.address) for page in volume.pages}
            change, put_back = changing()
            for page in volume.pages:
                found = _of_one(page, change)
                if number:
                    for what, one in found.items():
                        volume.note(page.name + what, one)
            put_back()


def _of_one(page: Page, change: Work) -> dict[str, float]:
    """What one page costs its readers, what bare SQL and what hello."""
    ask, fetch, halo = asking(page.address), fetching(page.bare), asking("/halo/")
    for work in (ask, fetch, halo):
        work()
    return {
        "": spent(ask, change),
        " built": spent(ask, forget_pages),
        " from nothing": spent(ask, forget_all),
        " bare": spent(fetch),
        " hello": spent(halo),
    }


def against(mine: list[float], theirs: list[float]) -> float:
    """The median of the rounds' quotients."""
    return median(one / other for one, other in zip(mine, theirs, strict=True))


def rows(volumes: list[Volume]) -> list[tuple[str, float, str]]:
    """For each page what it costs at each size, served and built, and how either grows from the smallest."""
    told, first = [], volumes[0]
    for page in first.pages:
        for volume in volumes:
            name = f"{page.name}, {volume.size:,} agreements"
            queries, read, size = volume.costs[page.name]
            bare = against(volume.times[f"{page.name} built"], volume.times[f"{page.name} bare"])
            cost_of = f"{queries} queries, {read:,} rows read, {size:,} bytes, {bare:.1f} × bare SQL"
            told.append(_against_hello(name, volume, page.name, ""))
            told.append(_against_hello(f"{name}, built", volume, f"{page.name} built", cost_of))
            told.append(
                _against_hello(f"{name}, built from nothing", volume, f"{page.name} from nothing", "")
            )
            for what in ("", " built") if volume is not first else ():
                growth = against(volume.times[page.name + what], first.times[page.name + what])
                of = f"{page.name}{what and ', built'}, {volume.size:,} against {first.size:,}"
                told.append((of, growth, f"{ROUNDS} rounds"))
    return told


def _against_hello(told: str, volume: Volume, name: str, more: str) -> tuple[str, float, str]:
    found = volume.times[name]
    halo = volume.times[f"{name.removesuffix(' built').removesuffix(' from nothing')} hello"]
    milliseconds = f"{1000 * median(found) / REQUESTS:.1f} ms"
    return f"{told}, against hello", against(found, halo), f"{milliseconds}, {more}".removesuffix(", ")


def sitemap(volume: Volume) -> tuple[str, float, str]:
    """The sitemap's index when nobody has asked for an hour, against hello."""
    volume.use()

    def forget() -> None:
        for cache in caches.all():
            cache.clear()

    ask, halo = asking("/sitemap.xml"), asking("/halo/")
    halo()
    found = against([spent(ask, forget) for _n in range(ROUNDS)], [spent(halo) for _n in range(ROUNDS)])
    return f"sitemap that is not kept, {volume.size:,} agreements, against hello", found, f"{ROUNDS} rounds"


def ratios() -> list[tuple[str, float, str]]:
    """Everything, in the databases named or made; those made are dropped again."""
    here = Volume({name: connections["default"].settings_dict[name] for name in PLACE})
    own = [] if (volumes := named()) else made()
    try:
        with override_settings(ROOT_URLCONF=__name__, CACHES=KEPT):
            measured(volumes or own)
            return [*rows(volumes or own), sitemap((volumes or own)[-1])]
    finally:
        here.use()
        dropped(own)
