"""Indicators: from the portal's list or one's own, measured from the field, corrected with a trace, dropped."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from agreements.monitoring.outcomes import actions
from agreements.monitoring.outcomes.listed import BY_CODE, INDICATORS, offered
from agreements.monitoring.outcomes.models import Indicator, Measurement
from agreements.monitoring.outcomes.queries import outcomes_of
from agreements.record.crossing import Refused
from agreements.record.vocabulary import Topic
from tests.factories import listed, member, signatory_of, village
from tests.support.papers import picture
from villages.people.models import Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return listed(village("Argopeni").organization, village("Srati").organization)


@pytest.fixture
def head(agreement):
    return signatory_of(agreement.parties.get(ordinal=2).organization)


@pytest.fixture
def count(agreement, head):
    def made(code="waste_homes", **more):
        facts = {
            "baseline": Decimal(20),
            "target": Decimal(120),
            "baseline_on": agreement.starts_on,
            "target_on": agreement.ends_on,
        }
        return actions.set_indicator(agreement, by=head, code=code, **(facts | more))

    return made


def sent(agreement, **more):
    facts = {"baseline": "1.250,5", "target": "2000", "baseline_on": agreement.starts_on.isoformat()}
    return facts | {"target_on": agreement.ends_on.isoformat()} | more


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def test_one_of_the_list_keeps_its_name_and_unit(client, agreement, head):
    client.force_login(head)
    page = client.get(url("indicator-add", agreement)).content.decode()
    assert page.index("Rumah yang sampahnya diangkut") < page.index("Murid yang belajar")
    answer = client.post(url("indicator-add", agreement) + "?kode=waste_homes", sent(agreement, name="Lain"))
    row = agreement.indicators.get()
    assert answer["Location"] == url("indicator", agreement, row.pk)
    assert (row.name, row.unit, row.benefit) == ("Rumah yang sampahnya diangkut", "rumah", "environment")
    assert (row.baseline, row.target) == (Decimal("1250.5"), Decimal(2000))
    assert agreement.journal.get(code="set_indicator").details["target"] == "2000"


def test_an_own_one_is_counted_too(client, agreement, head):
    client.force_login(head)
    own = sent(agreement, name="Kelompok ronda", unit="kelompok", benefit="participation")
    assert client.post(url("indicator-add", agreement), own).status_code == 302
    assert agreement.indicators.get().code == ""
    again = client.post(url("indicator-add", agreement), own)
    assert again.status_code == 200 and "sudah ada" in again.content.decode()


def test_a_code_that_the_list_does_not_know_is_refused(client, agreement, head):
    client.force_login(head)
    assert client.get(url("indicator-add", agreement) + "?kode=happiness").status_code == 404
    with pytest.raises(ValidationError, match="tidak ada dalam daftar"):
        actions.set_indicator(agreement, by=head, code="happiness")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"target": "1250,50"}, "target"),
        ({"target": "banyak"}, "target"),
        ({"baseline": ""}, "baseline"),
        ({"target_on": "2001-01-01"}, "target_on"),
        ({"target": "9" * 20}, "target"),
    ],
)
def test_what_cannot_be_counted_is_refused_beside_its_field(client, agreement, head, change, field):
    client.force_login(head)
    answer = client.post(url("indicator-add", agreement) + "?kode=waste_homes", sent(agreement, **change))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert not Indicator.objects.exists()


def test_what_was_measured_comes_with_a_picture_and_counts_once(client, agreement, head, count):
    row = count()
    client.force_login(head)
    facts = {
        "key": uuid.uuid4(),
        "on": timezone.localdate().isoformat(),
        "value": "70,5",
        "note": "Dihitung RT.",
    }
    for _twice in range(2):
        answer = client.post(url("indicator-measure", agreement, row.pk), facts | {"files": [picture()]})
        assert answer["Location"] == url("indicator", agreement, row.pk)
    measured = row.measurements.get()
    assert (measured.value, measured.files.count()) == (Decimal("70.5"), 1)
    assert list(agreement.journal.values_list("code", flat=True)) == ["set_indicator", "measure", "add_file"]
    page = client.get(url("indicator", agreement, row.pk)).content.decode()
    assert "70,5 rumah" in page and "50 persen dari jalan ke target" in page and "Dihitung RT." in page
    assert "<svg" in client.get(url("outcomes", agreement)).content.decode()


def test_a_second_value_of_the_same_day_takes_the_place_and_leaves_a_trace(agreement, head, count):
    row, today = count(), timezone.localdate()
    actions.measure(row, by=head, on=today, value=Decimal(70))
    actions.measure(row, by=head, on=today, value=Decimal(80))
    assert row.measurements.get().value == Decimal(80)
    assert agreement.journal.order_by("-serial")[0].details["before"] == "70.00"


@pytest.mark.parametrize(("days", "words"), [(1, "belum tiba"), (-400, "sebelum keadaan awal")])
def test_a_day_that_cannot_be_is_refused(head, count, days, words):
    with pytest.raises(ValidationError, match=words):
        actions.measure(count(), by=head, on=timezone.localdate() + dt.timedelta(days=days), value=Decimal(1))
    assert not Measurement.objects.exists()


def test_a_correction_keeps_what_stood_there_and_the_second_is_told(client, agreement, head, count):
    row = count()
    client.force_login(head)
    page = client.get(url("indicator-edit", agreement, row.pk)).content.decode()
    assert 'name="name"' not in page
    facts = sent(agreement, baseline="25", target="120", edition="1")
    assert client.post(url("indicator-edit", agreement, row.pk), facts).status_code == 302
    assert agreement.journal.get(code="change_indicator").details["before"]["baseline"] == "20.00"
    answer = client.post(url("indicator-edit", agreement, row.pk), facts | {"baseline": "30"})
    assert answer.status_code == 200 and "baru saja diubah" in answer.content.decode()
    row.refresh_from_db()
    assert (row.baseline, row.edition) == (Decimal(25), 2)


def test_a_dropped_one_is_gone_and_may_begin_anew(client, agreement, head, count):
    row = count()
    client.force_login(head)
    assert client.post(url("indicator-drop", agreement, row.pk)).status_code == 302
    assert client.get(url("indicator", agreement, row.pk)).status_code == 404
    assert outcomes_of(agreement, timezone.localdate()) == []
    with pytest.raises(Refused, match="tidak dipakai"):
        actions.measure(row, by=head, on=timezone.localdate(), value=Decimal(1))
    assert count().pk != row.pk


def test_who_has_no_say_only_reads(client, agreement, count):
    row, council = count(), member(agreement.parties.get(ordinal=1).organization, Position.COUNCIL)
    client.force_login(council)
    page = client.get(url("outcomes", agreement)).content.decode()
    assert "Rumah yang sampahnya diangkut" in page and url("indicator-measure", agreement, row.pk) not in page
    with pytest.raises(Refused):
        actions.drop(row, by=council)


def test_there_is_an_end_to_what_is_counted(agreement, head, count):
    for number in range(actions.MOST_INDICATORS):
        count(code="", name=f"Hal {number}", unit="buah", benefit="services")
    with pytest.raises(Refused, match="Paling banyak"):
        count()


def test_many_take_as_many_queries_as_one(agreement, head, count, django_assert_num_queries):
    for code in ("waste_homes", "waste_handled", "trees"):
        actions.measure(count(code=code), by=head, on=timezone.localdate(), value=Decimal(30))
    with django_assert_num_queries(2):
        assert len(outcomes_of(agreement, timezone.localdate())) == 3


def test_the_list_fits_every_topic_and_tells_every_thing_once():
    assert len(BY_CODE) == len(INDICATORS)
    assert len({str(one.name) for one in INDICATORS}) == len(INDICATORS)
    for topic in Topic:
        fitting, others = offered(topic)
        assert fitting, topic
        assert len(fitting) + len(others) == len(INDICATORS)
