"""Whoever measures gets a country's worth of agreements of which every rule of the portal holds."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, transaction
from django.test import Client
from django.utils import timezone

from agreements.documents.content import check
from agreements.documents.numbering import number
from agreements.drafting.queries import content_of
from agreements.drafting.signatories.queries import as_content, places
from agreements.drafting.versions.actions import text_digest
from agreements.monitoring.obligations.calculating import dues
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.terms import holdings
from agreements.publication.catalogue.models import Listing
from agreements.publication.catalogue.rebuilding import rebuild_all
from agreements.record.journal import breaks
from agreements.record.models import Agreement, RegisterEntry
from agreements.record.numbering import write_number
from agreements.record.stages import PUBLIC, Stage
from demo.volume import copying, country, tables
from demo.volume.making import NotEmpty, Size, Teller, make
from villages.organizations.models import Organization, Partner, Village
from villages.regions import loading

SIZE = Size(agreements=80, partners=30, seed=7, within="33.05")
SPECIMEN = ("a" * 64, 1_000)


def laid_down() -> dict[str, Any]:
    """Every key, index and trigger of the tables that are filled."""
    names = sorted({*country.COLUMNS, *tables.COLUMNS})
    with connection.cursor() as cursor:
        found = {name: sorted(copying._asked(cursor, sql, names)) for name, sql in copying._RULES.items()}
        cursor.execute(
            "SELECT tgname, tgenabled::text FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY(%s)",
            [names],
        )
        return {**found, "triggers": sorted(cursor.fetchall())}


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """One regency of the national register and its agreements, made once; keys and triggers as they were before."""
    whole = loading.national()
    names = {code: name for code, name in whole.names.items() if code.startswith("33.05") or code == "33"}
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load(loading.Register(whole.edition, names, {}))
        call_command("load_defaults", stdout=StringIO())
        before = laid_down()
        make(SIZE, SPECIMEN)
        yield before
        transaction.set_rollback(True)


@pytest.fixture
def volume(filled: dict[str, Any], db: None) -> dict[str, Any]:
    return filled


def test_every_key_index_and_trigger_stands_again(volume: dict[str, Any]) -> None:
    assert laid_down() == volume
    assert all(enabled == "O" for _name, enabled in volume["triggers"])
    one = Agreement.objects.filter(stage=Stage.IN_FORCE).order_by("pk")[0]
    with pytest.raises(InternalError, match="frozen"), transaction.atomic():
        Agreement.objects.filter(pk=one.pk).update(title="Judul yang lain sama sekali")
    with pytest.raises(InternalError, match="stage"), transaction.atomic():
        Agreement.objects.filter(pk=one.pk).update(stage=Stage.ENDED)


def test_there_is_as_much_as_was_asked_for_at_every_stage(volume: dict[str, Any]) -> None:
    assert Agreement.objects.count() == SIZE.agreements
    assert Partner.objects.count() == SIZE.partners
    assert Village.objects.count() == 449
    stages = Counter(Agreement.objects.order_by().values_list("stage", flat=True))
    assert {Stage.IN_FORCE, Stage.ENDED} < set(stages)
    assert stages[Stage.IN_FORCE] + stages[Stage.ENDED] == Listing.objects.count() > 60
    assert Organization.objects.exclude(standing="confirmed").count() == 0


def test_every_chain_listing_text_and_number_says_what_the_portal_would_say(volume: dict[str, Any]) -> None:
    agreements = list(Agreement.objects.order_by("pk"))
    assert list(breaks(agreements)) == []
    assert rebuild_all() == 0
    for agreement in agreements[::3]:
        for version in agreement.versions.all():
            check(version.content, draft=True)
            assert version.digest == text_digest(version.content)
        for document in agreement.documents.all():
            frozen = json.loads(document.content)
            check(frozen)
            number(frozen)
            told = {entry.organization_id: entry.number for entry in agreement.numbers.all()}
            facts = {key: frozen[key] for key in ("version", "date", "verification")}
            ours = content_of(agreement, numbers=told, **facts)
            signing = as_content(agreement, places(agreement))
            assert {**ours, **signing} == frozen


def test_registers_are_counted_without_gaps(volume: dict[str, Any]) -> None:
    serials = defaultdict(list)
    for entry in RegisterEntry.objects.select_related("organization", "agreement__publication"):
        serials[entry.organization_id, entry.instrument, entry.year].append(entry.serial)
        day = entry.issued_at.date()
        assert entry.number == write_number(entry.organization, entry.instrument, entry.serial, day)
    assert serials
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in serials.values())


def test_pages_open_and_the_portal_goes_on_from_there(volume: dict[str, Any]) -> None:
    client = Client()
    for agreement in Agreement.objects.order_by("pk")[:40:4]:
        expected = 200 if agreement.stage in PUBLIC else 404
        assert client.get(f"/kerja-sama/{agreement.ref}/").status_code == expected, agreement.stage
    listing = Listing.objects.order_by("pk")[0]
    word = listing.title.split()[1]
    assert listing.ref in client.get("/kerja-sama/", {"q": word, "tahun": listing.year}).text
    head = Organization.objects.create(kind="office", name="Kantor Berikutnya")
    assert head.pk == Organization.objects.order_by("-pk")[0].pk > SIZE.partners


def test_the_same_seed_tells_the_same(volume: dict[str, Any]) -> None:
    now = timezone.now()

    def told(seed: int) -> list[tuple[str, str, str]]:
        chance = Random(seed)
        teller = Teller(chance, country.people_it(chance, 10, SIZE.within), now, SIZE)
        return [(one.ref, one.words.title, one.life.stage) for one in teller.all()]

    assert told(1) == told(1) != told(2)
    refs = [ref for ref, _title, _stage in told(1)]
    assert len(set(refs)) == len(refs)


def test_it_fills_an_empty_database_only_and_only_in_demo_mode(volume: dict[str, Any], settings: Any) -> None:
    with pytest.raises(NotEmpty):
        make(SIZE, SPECIMEN)
    settings.DEMO_MODE = False
    with pytest.raises(CommandError, match="mode contoh"):
        call_command("make_volume", agreements=1, stdout=StringIO())


def test_what_was_promised_has_its_days_as_the_portal_counts_them(filled):
    """Nothing is moved or missing by the portal's own calculation, unless it had ended before its day."""
    kept = 0
    for agreement in (
        Agreement.objects.filter(stage=Stage.IN_FORCE).exclude(instrument="addendum").order_by("pk")
    ):
        rows = agreement.occurrences.order_by("pk").values_list("provision_id", "ordinal", "due_on")
        wanted = {
            (one.provision.pk, due.ordinal, due.day)
            for one in holdings(agreement)
            for due in dues(one.rule, replace(one.term, ends_on=agreement.ends_on))
            if one.provision.agreement_id == agreement.pk
        }
        assert set(rows) == wanted
        kept += len(wanted)
    assert kept > 20
    states = set(Occurrence.objects.order_by("pk").values_list("state", flat=True))
    assert {"planned", "confirmed", "done"} == states
    late = Occurrence.objects.filter(state="planned", due_on__gte=timezone.localdate(), look_on__isnull=True)
    assert not late.exists(), "what is to come is looked at"
