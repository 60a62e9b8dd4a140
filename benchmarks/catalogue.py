"""The catalogue page against a bare Django view that fetches the same rows: no middleware, no filter, no layout."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pgtrigger
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from agreements.record.models import Agreement, Party
from agreements.record.stages import Stage
from agreements.record.vocabulary import Field, Instrument, Kind, Topic
from benchmarks.measuring import ratio
from tests import factories

AGREEMENTS, VILLAGES, REQUESTS = 10_000, 200, 30
SEARCHED = "sampah"
ROWS = engines["django"].from_string(
    "<!doctype html><title>Kerja sama</title><ul>{% for agreement in agreements %}<li>"
    "<a href='/kerja-sama/{{ agreement.ref }}/'>{{ agreement.title }}</a> "
    "{% for party in agreement.parties.all %}{{ party.organization.name }} "
    "({{ party.organization.village.area.subdistrict.name }}) {% endfor %}"
    "{{ agreement.topic }} {{ agreement.ends_on }} {{ agreement.stage }}</li>{% endfor %}</ul>"
)


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """The newest twenty with their parties, as anybody would write it on the first day."""
    found = Agreement.objects.filter(stage__in=[Stage.IN_FORCE, Stage.ENDED])
    if request.GET.get("q"):
        found = found.filter(title__icontains=request.GET["q"])
    parties = "parties__organization__village__area__subdistrict"
    rows = found.order_by("-stage_since", "-pk").prefetch_related(parties)[:20]
    return HttpResponse(ROWS.render({"agreements": rows}))


urlpatterns = [path("kerja-sama/", bare)]


def fill() -> None:
    """Ten thousand published agreements of two to four villages each."""
    people = factories.UserFactory()
    subdistricts = [
        factories.SubdistrictFactory(code=f"33.05.{n:02d}", name=f"Kecamatan{n}") for n in range(50, 60)
    ]
    villages = [factories.village(head=False, subdistrict=subdistricts[n % 10]) for n in range(VILLAGES)]
    topics, now = list(Topic), timezone.now()
    with pgtrigger.ignore(
        "agreements.Agreement:stage_only_through_crossing", "agreements.Party:only_while_drafting"
    ):
        agreements = Agreement.objects.bulk_create(
            Agreement(
                kind=Kind.INTER_VILLAGE,
                instrument=Instrument.JOINT_REGULATION,
                title=f"{topics[n % len(topics)].label} bersama di wilayah nomor {n}",
                summary="Beberapa desa bekerja sama dan berbagi biaya menurut kemampuan masing-masing.",
                field=Field.DEVELOPMENT,
                topic=topics[n % len(topics)],
                place="Kebumen",
                starts_on=now.date(),
                ends_on=now.date() + dt.timedelta(days=n % 1000),
                stage=Stage.IN_FORCE if n % 4 else Stage.ENDED,
                stage_since=now - dt.timedelta(minutes=n),
                created_by=people,
                initiator_id=villages[n % VILLAGES].pk,
            )
            for n in range(AGREEMENTS)
        )
        Party.objects.bulk_create(
            Party(agreement=agreement, organization_id=villages[(n * 7 + k) % VILLAGES].pk, ordinal=k + 1)
            for n, agreement in enumerate(agreements)
            for k in range(2 + n % 3)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def asking(client: Client, url: str) -> Callable[[], None]:
    """Many requests for one page, in the settings under which the client was made."""

    def ask() -> None:
        for _n in range(REQUESTS):
            response = client.get(url)
            assert response.status_code == 200, response.status_code
            assert response.content.count(b"<li") >= 20

    return ask


def client_of(**settings: Any) -> Client:
    """A client whose middleware and addresses are loaded now, under these settings."""
    client = Client()
    with override_settings(**settings):
        client.get("/kerja-sama/")
    return client


def bare_asking(url: str) -> Callable[[], None]:
    settings = {"ROOT_URLCONF": __name__, "MIDDLEWARE": []}
    ask = asking(client_of(**settings), url)

    def under_settings() -> None:
        with override_settings(**settings):
            ask()

    return under_settings


def ratios() -> list[tuple[str, float, str]]:
    """The first page, and the first page of a search."""
    found = []
    with transaction.atomic():
        fill()
        for what, query in (("catalogue page", ""), ("catalogue search", f"?q={SEARCHED}")):
            url = f"/kerja-sama/{query}"
            ours, theirs = asking(client_of(), url), bare_asking(url)
            value, note = ratio(ours, theirs)
            size = f"{AGREEMENTS} agreements, 20 rows, {REQUESTS} requests a round"
            found.append((f"{what} against a bare Django view", value, f"{size}; {note}"))
        transaction.set_rollback(True)
    return found
