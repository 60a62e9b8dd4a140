"""An officer's desk with 1,000 and with 100,000 agreements of the regency, against a view that only says hello.

A desk is held until something changes that it is made of: it is asked for as it is then, while agreements of others
change between any two visits, and drawn anew for every visit. Both sizes are measured against the same hello, which
goes through the portal's own middleware and login, so that the machine's mood cancels out of their quotient.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pgtrigger
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import timezone

from agreements.drafting.versions.models import Version
from agreements.record.changes import Change
from agreements.record.models import Agreement, Party
from agreements.record.stages import Stage
from agreements.record.vocabulary import Topic
from agreements.review.models import Round, Step
from benchmarks.measuring import ratio
from tests import factories
from villages.organizations.models import Office
from villages.people.models import User

FEW, MANY, VILLAGES, REQUESTS = 1_000, 100_000, 400, 5
SHARES = (
    (Stage.REVIEW, Stage.DRAFTING, Stage.SIGNING, Stage.PUBLICATION)
    + (Stage.IN_FORCE,) * 10
    + (Stage.ENDED,) * 6
)
"""Of twenty agreements, so many stand at each stage; half of those under review wait for this office."""
DESK, OTHERS, ANEW = "/meja/", "desk while others change", "desk drawn anew"
PAGES = {
    "desk": DESK,
    OTHERS: DESK,
    ANEW: DESK,
    "list": "/meja/semua/",
    "search in the list": "/meja/semua/?tahap=review&q=sampah",
    "dashboard": "/meja/kabupaten/",
}
"""The dashboard of the larger district is, but for its first visit in ten minutes, the one that was kept."""
NOBODYS = 2**40
"""Instead of the key of an agreement with which nobody of the regency has to do."""
KEPT = {"pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"}}
_GUARDS = ("agreements.Agreement:stage_only_through_crossing", "agreements.Party:only_while_drafting")


def hello(request: HttpRequest) -> HttpResponse:
    """As little as a page for somebody who has signed in can do."""
    return HttpResponse(f"Halo, {request.user}")


urlpatterns = [path("halo/", hello), path("", include("kerjasama.urls"))]


def fill(begin: int, end: int, villages: list[int], template: Agreement, legal: Office) -> None:
    """The agreements from one number to another, of two villages each, half of those under review with a step."""
    topics, now, today = list(Topic), timezone.now(), timezone.localdate()
    with pgtrigger.ignore(*_GUARDS):
        made = Agreement.objects.bulk_create(
            (
                Agreement(
                    kind=template.kind, instrument=template.instrument, title=f"Kerja sama sampah nomor {n}",
                    summary="Desa-desa berbagi biaya.", field=template.field, topic=topics[n % len(topics)],
                    place="Kebumen", starts_on=dt.date(2020, 1, 1), ends_on=today + dt.timedelta(days=n % 1500 - 20),
                    stage=SHARES[n % len(SHARES)], stage_since=now - dt.timedelta(minutes=(n * 7919) % 900_000),
                    created_by_id=template.created_by_id, initiator_id=villages[n % VILLAGES],
                )
                for n in range(begin, end)
            ),
            batch_size=5_000,
        )  # fmt: skip
        Party.objects.bulk_create(
            (
                Party(agreement=agreement, organization_id=villages[(n + k) % VILLAGES], ordinal=k + 1)
                for n, agreement in enumerate(made, start=begin)
                for k in range(2)
            ),
            batch_size=5_000,
        )
    _rounds([agreement for agreement in made if agreement.stage == Stage.REVIEW], template, legal)
    _forget_changes()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _forget_changes() -> None:
    """As after an hour: one transaction has made them all, and could not tell them from what it has read."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {Change._meta.db_table}")


def _rounds(made: list[Agreement], template: Agreement, legal: Office) -> None:
    version, office = Version.objects.get(agreement=template), factories.agency()
    today = timezone.localdate()
    rounds = Round.objects.bulk_create(
        (
            Round(agreement=a, number=1, office=office, version=version, opened_by=template.created_by)
            for a in made
        ),
        batch_size=5_000,
    )
    Step.objects.bulk_create(
        (
            Step(
                round=round_, ordinal=1, key="x", office=legal if n % 2 else office, effect="blocking", days=5,
                opened_on=today - dt.timedelta(days=n % 9), due_on=today + dt.timedelta(days=7 - n % 9),
            )
            for n, round_ in enumerate(rounds)
        ),
        batch_size=5_000,
    )  # fmt: skip


def others_change() -> None:
    """Somebody's agreement has changed, in a transaction that is newer than every visit."""
    Change.objects.create(transaction=2**62, about=NOBODYS)


def asking(user: User, what: str, address: str) -> Callable[[], None]:
    """Many requests of that person for one page."""
    if what == OTHERS:
        others_change()
    place = override_settings(ROOT_URLCONF=__name__, CACHES=settings.CACHES | KEPT)
    with place:
        client = Client()
        client.force_login(user)
        client.get(address)

    def ask() -> None:
        with place:
            for _n in range(REQUESTS):
                if what == ANEW:
                    caches["pages"].clear()
                response = client.get(address)
                assert response.status_code == 200, response.status_code

    return ask


def ratios() -> list[tuple[str, float, str]]:
    """Each page against hello at both sizes, and how much dearer the larger size makes it."""
    found = []
    with transaction.atomic():
        officer = factories.reviewer()
        villages = [factories.village(head=False).pk for _n in range(VILLAGES)]
        template = factories.submitted(factories.begun())
        legal = factories.OfficeFactory(name="Bagian Hukum", office_kind="legal")
        at: dict[int, dict[str, tuple[float, str]]] = {}
        for begin, end in ((0, FEW), (FEW, MANY)):
            fill(begin, end, villages, template, legal)
            cache.clear()
            halo = asking(officer, "hello", "/halo/")
            at[end] = {what: ratio(asking(officer, what, url), halo, rounds=3) for what, url in PAGES.items()}
        transaction.set_rollback(True)
    for what in PAGES:
        for size in (FEW, MANY):
            value, note = at[size][what]
            found.append((f"officer's {what}, {size:,} agreements, against hello", value, note))
        quotient: Any = at[MANY][what][0] / at[FEW][what][0]
        found.append(
            (f"officer's {what}, {MANY:,} against {FEW:,}", quotient, f"{REQUESTS} requests a round")
        )
    return found
