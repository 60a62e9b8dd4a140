"""The public figures of a region say how many promises were kept and what citizens say."""

import csv
import io

import pytest
from django.utils import timezone

from agreements.monitoring.pulse import counting
from agreements.monitoring.pulse.models import Pulse
from agreements.monitoring.showing.figures import carried_out
from agreements.monitoring.voices import actions as voices
from agreements.publication.statistics import counting as statistics
from agreements.publication.statistics.places import place
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    first, second = make.village("Argopeni"), make.village("Srati")
    made = make.listed(first.organization, second.organization, by=make.signatory_of(first))
    counting.begin_all()
    counting.count_due()
    Pulse.objects.filter(pk=made.pk).update(due=4, kept=3)
    for kind in ("missing", "thanks"):
        said = voices.confirm(voices.say(made, kind=kind, text="Begini.", email=f"{kind}@surel.example"))
        party = made.parties.get(ordinal=1) if kind == "missing" else None
        voices.moderate(said, by=made.created_by, shown=True, party=party)
    return made


@pytest.mark.parametrize("code", ["indonesia", "33", "33.05", "33.05.01"])
def test_an_agreement_counts_in_every_region_of_its_villages(agreement, code):
    found = carried_out(place(code))
    assert (found.agreements, found.due, found.kept, found.percent) == (1, 4, 3, 75)
    assert (found.missing, found.thanks, found.asked, found.answered) == (1, 1, 1, 0)


def test_elsewhere_nothing_is_counted(agreement):
    make.SubdistrictFactory(code="33.05.02", name="Buayan")
    found = carried_out(place("33.05.02"))
    assert (found.agreements, found.missing, found.percent) == (0, 0, None)


def test_the_page_and_its_file_say_the_same(client, agreement):
    statistics.count_all()
    said = client.get("/statistik/33.05/").content.decode()
    assert (
        "75% kewajiban ditepati pada waktunya (3 dari 4)." in said
        and "/statistik/33.05/pelaksanaan.csv" in said
    )
    answer = client.get("/statistik/33.05/pelaksanaan.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert {row["kunci"]: row["jumlah"] for row in rows}["kept"] == "3"
    assert rows[0]["wilayah"] == "33.05" and rows[0]["dihitung_pada"][:4] == str(timezone.localdate().year)
    assert client.get("/statistik/99.99/pelaksanaan.csv").status_code == 404
