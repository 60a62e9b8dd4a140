"""The demo's story loads into an empty database and every agreement reaches the stage that it promises."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from agreements.publication.catalogue.models import Listing
from agreements.publication.opendata.datasets import DATASETS
from agreements.publication.opendata.dumping import make_one
from agreements.publication.statistics.counting import count_all, count_changed
from agreements.publication.statistics.models import Tally
from agreements.record.journal import breaks
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from demo import story
from demo.cast import create, known
from demo.replay import replay
from tests import factories
from tests.agreements.conftest import quick_paper  # noqa: F401
from tests.factories import SubdistrictFactory, VillageAreaFactory
from villages.organizations.models import Village
from villages.people.models import User
from villages.regions.models import VillageArea

pytestmark = pytest.mark.django_db


def regions_of_the_story():
    """Only the villages and subdistricts that the story names: the whole register is loaded by other tests."""
    places = story.organizations()
    subdistricts = {row["code"][:8] for row in places["villages"]}
    subdistricts |= {row["subdistrict"] for row in places["offices"] if "subdistrict" in row}
    known = {code: SubdistrictFactory(code=code, name=f"Kecamatan {code}") for code in sorted(subdistricts)}
    for row in places["villages"]:
        VillageAreaFactory(code=row["code"], name=row["name"], subdistrict=known[row["code"][:8]])


@pytest.fixture
def cast(settings, tmp_path):
    settings.CA_DIR = tmp_path / "ca"
    call_command("create_ca", verbosity=0)
    regions_of_the_story()
    call_command("load_defaults", verbosity=0)
    return create()


def test_every_agreement_reaches_its_stage_and_a_second_telling_changes_nothing(cast, quick_paper):  # noqa: F811
    for one in story.agreements():
        assert replay(one, cast).stage == one["stage"], one["key"]
    assert set(Agreement.objects.values_list("stage", flat=True)) == set(Stage)
    assert Agreement.objects.count() >= 20
    assert not list(breaks(Agreement.objects.order_by("pk")))
    before = sorted(Agreement.objects.values_list("ref", "journal_length"))
    for one in story.agreements():
        replay(one, known())
    assert sorted(Agreement.objects.values_list("ref", "journal_length")) == before


def test_when_all_is_told_every_region_is_counted_and_all_data_made_anew(cast, monkeypatch):
    count_all()
    village = Village.objects.order_by("pk").first()
    made = factories.listed(village)
    Listing.objects.filter(pk=made.pk).update(changed_at=timezone.now() - dt.timedelta(days=90))
    assert not count_changed()
    monkeypatch.setattr(story, "agreements", list)
    call_command("seed_demo", "--rest")
    counted = Tally.objects.filter(measure="total", key="", scope__in=["", village.area_id[:5]])
    assert [row.count for row in counted] == [1, 1]
    assert DBTaskResult.objects.filter(task_path=make_one.module_path).count() == len(DATASETS)


def test_the_villages_of_the_story_lie_where_its_file_says(cast):
    known = dict(VillageArea.objects.values_list("pk", "latitude"))
    told = story.coordinates().places
    assert known
    assert {code: latitude for code, (latitude, _longitude) in told.items() if code in known} == known


def test_the_list_of_demo_logins_names_everybody(cast, capsys):
    call_command("demo_logins", "--format", "json")
    people = json.loads(capsys.readouterr().out)
    assert {one["username"] for one in people} == set(User.objects.values_list("username", flat=True))
    assert all(
        {"username", "password", "passphrase", "office", "organization", "role"} == set(one) for one in people
    )


def test_a_second_seeding_is_refused_in_words(cast):
    with pytest.raises(Exception, match="tidak kosong"):
        call_command("seed_demo")
