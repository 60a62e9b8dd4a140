"""Narrow the list of one's agreements, keep the filters under a name, and find overdue and ending ones."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.desk.lists.models import SavedFilter
from agreements.desk.parts import Part, part_of_desk
from agreements.record.access import concerning
from agreements.record.stages import Stage
from agreements.review.models import Step
from tests import factories
from tests.support.many import many_rounds
from villages.people.models import Position

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str) -> list[str]:
    response = client.get(f"/meja/semua/?{query}")
    assert response.status_code == 200, query
    return [row.agreement.title for row in response.context["rows"]]


@pytest.fixture
def officer_client(client, pair):
    client.force_login(factories.reviewer())
    return client


def test_every_question_narrows_and_they_work_together(officer_client, pair):
    today = timezone.localdate()
    buayan = factories.SubdistrictFactory(code="33.05.02", name="Buayan")
    other = factories.village("Jladri", subdistrict=buayan)
    factories.listed(*pair, title="Pasar Desa Bersama", topic="village_market")
    factories.listed(pair[0], factories.partner("Koperasi Laut"), title="Tambak Udang", topic="fisheries")
    factories.listed(pair[0], other, title="Jalan Tembus Desa", stage=Stage.ENDED)
    everything = {"Pasar Desa Bersama", "Tambak Udang", "Jalan Tembus Desa"}
    assert set(titles(officer_client, "")) == everything
    for query, wanted in {
        "q=pasar": {"Pasar Desa Bersama"},
        "q=koperasi": {"Tambak Udang"},
        "tahap=ended": {"Jalan Tembus Desa"},
        "jenis=third_party": {"Tambak Udang"},
        "topik=village_market": {"Pasar Desa Bersama"},
        "kecamatan=33.05.02": {"Jalan Tembus Desa"},
        f"sejak={today}": everything,
        f"sampai={today - dt.timedelta(days=1)}": set(),
        "jenis=inter_village&tahap=in_force": {"Pasar Desa Bersama"},
    }.items():
        assert set(titles(officer_client, query)) == wanted, query


def test_the_questions_narrow_the_concerned_only(pair, client):
    factories.listed(*pair, title="Pasar Desa Bersama")
    client.force_login(factories.signatory_of(factories.village()))
    assert titles(client, "q=pasar") == []
    client.force_login(factories.signatory_of(pair[0]))
    assert titles(client, "q=pasar") == ["Pasar Desa Bersama"]
    assert "kecamatan" not in client.get("/meja/semua/").context["form"].fields


def test_the_desk_is_about_the_same_agreements_as_the_record_says(pair):
    """Whatever the person is, the questions of the desk find what `concerning` names, no more and no less."""
    one, two = pair
    ayah = one.area.subdistrict
    camat = factories.OfficeFactory(name="Kecamatan Ayah", office_kind="subdistrict", subdistrict=ayah)
    far = factories.OfficeFactory(name="Jauh", regency=factories.RegencyFactory(code="33.04", name="Lain"))
    people = [
        factories.signatory_of(one),
        factories.reviewer(),
        factories.member(camat, Position.SUBDISTRICT_HEAD),
        factories.officer(far),
        factories.UserFactory(),
    ]
    for stage in Stage:
        factories.listed(one, two, stage=stage, title=f"Pada tahap {stage}")
    factories.submitted(factories.begun(one, two))
    for person in people:
        wanted = set(concerning(person).values_list("pk", flat=True))
        scope = part_of_desk(person)
        assert {a.pk for chunk in scope.chunks() for a in chunk} == wanted
        assert scope.count() == len(wanted)
    assert len(wanted) == 0


def test_overdue_are_steps_past_their_day_and_agreements_nobody_ended(pair, client):
    today = timezone.localdate()
    asked = factories.submitted(factories.begun(*pair, title="Menunggu Terlalu Lama"))
    punctual = factories.submitted(factories.begun(*pair, title="Masih Dalam Waktunya"))
    Step.objects.filter(round__agreement=asked).update(due_on=today - dt.timedelta(days=1))
    days = {"starts_on": today - dt.timedelta(days=400), "ends_on": today - dt.timedelta(days=2)}
    factories.listed(*pair, title="Sudah Lewat Waktunya", **days)
    officer = factories.reviewer()
    late = {a.title for a in part_of_desk(officer, Part.LATE).page().rows}
    assert late == {"Menunggu Terlalu Lama", "Sudah Lewat Waktunya"}
    client.force_login(officer)
    text = client.get("/meja/?").content.decode()
    assert "Melewati tenggat" in text
    (row,) = client.get("/meja/semua/?q=waktunya&tahap=review").context["rows"]
    assert (row.agreement, row.late) == (punctual, False)
    assert row.due > today


def test_those_that_end_within_ninety_days_stand_with_the_nearest_day_first(pair):
    today = timezone.localdate()
    for days in (-1, 0, 30, 90, 91):
        end = today + dt.timedelta(days=days)
        factories.listed(
            *pair, title=f"Berakhir dalam {days:02d}", starts_on=dt.date(2020, 1, 1), ends_on=end
        )
    scope = part_of_desk(factories.signatory_of(pair[0]), Part.ENDING)
    found, key = [], ""
    while True:
        page = scope.page(key, size=1)
        found += [a.title for a in page.rows]
        key = page.next_key
        if not key:
            break
    assert found == ["Berakhir dalam 00", "Berakhir dalam 30", "Berakhir dalam 90"]


def test_what_is_new_stands_on_the_desk_once(pair, client):
    stages = (Stage.DRAFTING, Stage.REVIEW, Stage.IN_FORCE)
    for number in range(30):
        factories.listed(*pair, title=f"Kerja sama {number:02d}", stage=stages[number % 3])
    client.force_login(factories.signatory_of(pair[0]))
    page = client.get("/meja/").context
    shown = [row.ref for part in [page["mine"], *page["parts"]] for row in part["rows"]]
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize(
    "query", ["tahap=x", "topik=%00", "sejak=kemarin", "kecamatan=33.99.01", "q=" + "a" * 201]
)
def test_an_unsound_question_says_so_and_shows_nothing(officer_client, pair, query):
    factories.listed(*pair)
    response = officer_client.get(f"/meja/semua/?{query}")
    assert response.status_code == 400
    assert response.context["rows"] == []
    assert "error-summary" in response.content.decode()


def test_a_filter_is_kept_under_a_name_replaced_and_dropped(officer_client):
    kept = {"name": "Tinjauan Ayah", "query": "tahap=review&sesudah=1-1&lain=x&q="}
    response = officer_client.post("/meja/saringan/", kept)
    assert response["Location"] == "/meja/semua/?tahap=review"
    officer_client.post("/meja/saringan/", kept | {"query": "tahap=signing"})
    (one,) = SavedFilter.objects.order_by("pk")
    assert (one.query, one.name) == ("tahap=signing", "Tinjauan Ayah")
    assert "?tahap=signing" in officer_client.get("/meja/semua/").content.decode()
    officer_client.post(f"/meja/saringan/{one.pk}/hapus/")
    assert not SavedFilter.objects.exists()


def test_nothing_is_kept_without_a_name_or_without_a_question(officer_client):
    for kept in ({"name": "", "query": "tahap=review"}, {"name": "Kosong", "query": "lain=x"}):
        response = officer_client.post("/meja/saringan/", kept)
        assert response.status_code == 200
        assert response.context["form"].errors
    assert not SavedFilter.objects.exists()


def test_twenty_are_enough(officer_client):
    for number in range(21):
        response = officer_client.post(
            "/meja/saringan/", {"name": f"Saringan {number}", "query": "tahap=review"}
        )
    assert "Paling banyak 20" in response.content.decode()
    assert SavedFilter.objects.count() == 20


def test_nobody_sees_or_drops_the_filters_of_others(officer_client, client):
    officer_client.post("/meja/saringan/", {"name": "Punya saya", "query": "tahap=review"})
    other = Client()
    other.force_login(factories.reviewer())
    assert "Punya saya" not in other.get("/meja/semua/").content.decode()
    assert other.post(f"/meja/saringan/{SavedFilter.objects.get().pk}/hapus/").status_code == 404
    assert SavedFilter.objects.count() == 1


def test_lists_with_fifty_and_with_five_thousand_rounds_cost_the_same(pair):
    template = factories.submitted(factories.begun(*pair))
    officer, counts = factories.reviewer(), []
    for more in (50, 4950):
        many_rounds(template, more)
        client = Client()
        client.force_login(officer)
        client.get("/meja/")
        for url in (
            "/meja/",
            "/meja/semua/",
            "/meja/semua/?bagian=menunggu-anda&tahap=review",
            "/meja/kabupaten/",
        ):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            counts.append((url, len(captured)))
    assert counts[:4] == counts[4:]
    assert max(count for _url, count in counts) <= 36
