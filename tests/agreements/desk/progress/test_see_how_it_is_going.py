"""The dashboard of what is in force: everybody sees their own, with reasons in words and tables to take along."""

import datetime as dt

import pytest
from django.utils import timezone

from agreements.desk.progress import queries
from agreements.desk.progress.scope import chosen, places_of
from agreements.drafting.models import Provision
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.outcomes.models import Indicator, Measurement
from agreements.monitoring.pulse import counting
from agreements.record.stages import Stage
from tests import factories as make
from villages.organizations.models import OfficeKind
from villages.people.access import Refused
from villages.people.models import Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def villages():
    elsewhere = make.SubdistrictFactory(code="33.05.02", name="Buayan")
    return make.village("Argopeni"), make.village("Srati"), make.village("Jladri", subdistrict=elsewhere)


def running(first, second, *, late=0, kept=0, title="Sampah Bersama"):
    """An agreement in force in which the first village has so many late and so many kept obligations."""
    parties = (first.organization, second.organization)
    head = make.signatory_of(first)
    made = make.listed(*parties, stage=Stage.DRAFTING, by=head, title=title)
    party, day = made.parties.get(ordinal=1), timezone.localdate() - dt.timedelta(days=5)
    provision = Provision.objects.create(
        agreement=made, party=party, ordinal=1, kind="obligation", text="Membayar iuran."
    )
    make.moved(made, Stage.IN_FORCE)
    facts = {"agreement": made, "party": party, "provision": provision, "due_on": day}
    for number in range(late + kept):
        done = {"state": "done", "done_on": day, "done_by": head} if number >= late else {}
        Occurrence.objects.create(ordinal=number + 1, **facts, **done)
    counting.begin_all()
    counting.count_due()
    return made


def test_a_village_sees_its_own_and_the_district_all_of_its_place(villages):
    first, second, third = villages
    running(first, second, late=1, kept=3)
    running(third, second, kept=1)
    head = make.signatory_of(first)
    own = queries.overall(chosen(head, ""))
    assert (own.running, own.due, own.kept, own.late, own.kept_percent) == (1, 4, 3, 1, 75)
    district = queries.overall(chosen(make.reviewer(), ""))
    assert (district.running, district.kept_percent) == (2, 80)
    camat = make.OfficeFactory(
        name="Kecamatan Buayan", office_kind=OfficeKind.SUBDISTRICT, subdistrict=third.area.subdistrict
    )
    narrow = queries.overall(chosen(make.member(camat, Position.SUBDISTRICT_HEAD), ""))
    assert narrow.running == 1


def test_who_acts_for_several_chooses_and_nobody_sees_more(villages):
    first, second, third = villages
    head = make.signatory_of(first)
    make.MembershipFactory(organization=third.organization, person=head, position=Position.VILLAGE_SECRETARY)
    assert {place.name for place in places_of(head)} == {first.name, third.name}
    assert chosen(head, f"o{third.pk}").name == third.name
    assert chosen(head, f"o{second.pk}").name != second.name
    with pytest.raises(Refused):
        chosen(make.UserFactory(), "")


def test_what_wants_somebody_first_stands_first_with_its_reasons(client, villages):
    first, second, _third = villages
    running(first, second, kept=1, title="Pasar yang Tenang")
    running(first, second, late=3, title="Sampah yang Terlambat")
    client.force_login(make.signatory_of(first))
    page = client.get("/meja/pelaksanaan/")
    said = page.content.decode()
    assert said.index("Sampah yang Terlambat") < said.index("Pasar yang Tenang")
    assert "3 kewajiban terlambat (+24)" in said and "perlu diperhatikan" in said
    assert client.get("/meja/pelaksanaan/?urut=entah").status_code == 400


def test_the_parties_and_what_was_reached(villages):
    first, second, _third = villages
    made = running(first, second, late=2, kept=2)
    facts = {
        "unit": "ton",
        "benefit": "environment",
        "baseline_on": made.starts_on,
        "target_on": made.ends_on,
    }
    more = {"agreement": made, "created_by": made.created_by, **facts}
    up = Indicator.objects.create(name="Sampah terolah", baseline=0, target=10, **more)
    down = Indicator.objects.create(name="Sampah di sungai", baseline=9, target=3, **more)
    for indicator, day, value in ((up, 1, 12), (up, 2, 9), (down, 1, 2)):
        on = made.starts_on + dt.timedelta(days=day)
        Measurement.objects.create(indicator=indicator, on=on, value=value, recorded_by=made.created_by)
    place = chosen(make.signatory_of(first), "")
    (line,) = queries.by_party(place)
    assert (line.name, line.kept.late_open, line.kept.percent) == (first.name, 2, 50)
    (topic,) = queries.by_topic(place)
    assert (topic.indicators, topic.measured, topic.reached) == (2, 2, 1)  # the newest value counts


@pytest.mark.parametrize(
    ("code", "word"), [("kerja-sama", "Sampah Bersama"), ("pihak", "Argopeni"), ("hasil", "Topik")]
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_take_a_table_along(client, villages, code, word, ending):
    running(villages[0], villages[1], late=1)
    client.force_login(make.signatory_of(villages[0]))
    answer = client.get(f"/meja/pelaksanaan/{code}.{ending}")
    data = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].startswith("attachment") and data
    assert ending != "csv" or word in data.decode()


def test_as_many_queries_for_many_as_for_few(client, villages, django_assert_max_num_queries):
    first, second, third = villages
    running(first, second, late=1)
    client.force_login(make.signatory_of(first))
    with django_assert_max_num_queries(40) as few:
        client.get("/meja/pelaksanaan/")
    for _n in range(5):
        running(first, third, late=2, kept=1)
    with django_assert_max_num_queries(40) as many:
        client.get("/meja/pelaksanaan/")
    assert len(many) <= len(few)


def test_an_empty_dashboard_says_what_will_stand_there(client):
    client.force_login(make.signatory_of(make.village("Argopeni")))
    assert "Belum ada kerja sama yang berlaku" in client.get("/meja/pelaksanaan/").content.decode()
