"""Before a draft is submitted its parties see what they already have on the topic; others' drafts stay unknown."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from agreements.drafting.overlap import overlapping
from agreements.record.stages import Stage
from tests.factories import begun, listed, partner, signatory_of, village

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return village("Argopeni").organization


@pytest.fixture
def second():
    return village("Srati").organization


@pytest.fixture
def third():
    return village("Pasir").organization


@pytest.fixture
def draft(first, second):
    return begun(first, second)


def titles(draft, user=None):
    return [found.agreement.title for found in overlapping(user or draft.created_by, draft)]


def test_the_same_parties_topic_and_days_are_alike(draft, first, second):
    other = listed(first, second, title="Angkutan Sampah Bersama")
    (found,) = overlapping(draft.created_by, draft)
    assert found.agreement == other
    assert found.shared == ("Desa Argopeni", "Desa Srati")
    assert (found.starts_on, found.ends_on) == (draft.starts_on, other.ends_on)
    assert found.url == other.get_absolute_url()


def test_another_topic_or_other_days_or_other_parties_are_not(draft, first, second, third):
    listed(first, second, topic="tourism")
    day = draft.ends_on + dt.timedelta(days=1)
    listed(first, second, starts_on=day, ends_on=day + dt.timedelta(days=9))
    listed(third, partner().organization)
    listed(first, second, stage=Stage.ENDED)
    listed(first, second, stage=Stage.WITHDRAWN)
    assert titles(draft) == []


def test_one_shared_day_is_enough(draft, first, second):
    listed(first, second, title="Sampah Lama", starts_on=dt.date(2020, 1, 1), ends_on=draft.starts_on)
    assert titles(draft) == ["Sampah Lama"]


def test_those_that_share_most_come_first(draft, first, second, third):
    listed(second, third, title="Berbagi satu pihak")
    listed(first, second, third, title="Berbagi dua pihak")
    assert titles(draft) == ["Berbagi dua pihak", "Berbagi satu pihak"]


def test_drafts_of_others_stay_unknown(draft, first, second, third):
    listed(second, third, title="Rancangan Srati dan Pasir", stage=Stage.DRAFTING)
    listed(first, third, title="Rancangan Argopeni dan Pasir", stage=Stage.DRAFTING)
    assert titles(draft) == ["Rancangan Argopeni dan Pasir"]
    assert titles(draft, signatory_of(second)) == ["Rancangan Srati dan Pasir"]


def test_an_addendum_is_not_like_what_it_changes(draft, first, second):
    parent = listed(first, second, title="Induk", stage=Stage.IN_FORCE)
    listed(first, second, title="Addendum lain", parent=parent, instrument="addendum")
    draft.parent = parent
    assert titles(draft) == []
    draft.parent = None
    assert sorted(titles(draft)) == ["Addendum lain", "Induk"]


def test_it_takes_two_queries_and_those_for_who_one_is(
    draft, first, second, third, django_assert_num_queries
):
    for number in range(12):
        listed(first, second, third, title=f"Sampah Bersama {number}")
    user, _parties = draft.created_by, titles(draft)
    with django_assert_num_queries(4):
        assert len(overlapping(user, draft)) == 10


def test_the_check_page_tells_it_and_lets_one_go_on(client, draft, first, second):
    client.force_login(draft.created_by)
    page = reverse("agreements:draft-check", args=[draft.ref])
    assertNotContains(client.get(page), "Sudah ada kerja sama serupa")
    listed(
        first, second, title="Angkutan Sampah Bersama", ends_on=timezone.localdate() + dt.timedelta(days=30)
    )
    shown = client.get(page)
    assertContains(shown, "Sudah ada kerja sama serupa")
    assertContains(shown, "Angkutan Sampah Bersama")
    assertContains(shown, "Pihak yang sama: Desa Argopeni, Desa Srati.")
