"""Write a question once: whatever the values, the answer is the one that the models give, with one query."""

import datetime as dt

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from agreements.publication import queries
from agreements.publication.caching import newest_change
from agreements.publication.catalogue.models import Listing
from agreements.publication.written import Written
from agreements.record.models import Agreement
from tests import factories

pytestmark = pytest.mark.django_db
BETWEEN = Written(
    lambda title, first, last: (
        Listing.objects.filter(title=title, ends_on__range=(first, last)).order_by("pk").values_list("pk")
    ),
    str,
    dt.date,
    dt.date,
)


def test_the_answer_is_that_of_the_models(django_assert_num_queries) -> None:
    listed = [
        factories.listed(factories.village(), title=title)
        for title in ("Air", "Air", "Sampah", "%s □0 'x'; --")
    ]
    ends = Listing.objects.get(pk=listed[0].pk).ends_on
    for title in ("Air", "Sampah", "%s □0 'x'; --", "□0", "", "%"):
        for first, last in ((ends, ends), (ends + dt.timedelta(1), dt.date.max), (dt.date.min, ends)):
            asked = Listing.objects.filter(title=title, ends_on__range=(first, last)).order_by("pk")
            with django_assert_num_queries(1):
                found = BETWEEN(title, first, last)
            assert found == list(asked.values_list("pk"))


def test_a_value_may_stand_twice_and_beside_what_the_question_says_itself() -> None:
    one = factories.listed(factories.village(), title="Air")
    asked = Written(
        lambda key, title: Listing.objects.filter(
            Q(pk=key) | Q(parent=key), Q(title=title) | Q(title="Air")
        ).values_list("pk", "title"),
        int,
        str,
    )
    assert asked(one.pk, "Sampah") == asked(one.pk, "Air") == [(one.pk, "Air")]
    assert asked(one.pk + 1, "Air") == []


def test_a_value_that_the_question_does_not_use_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"\[1\]"):
        Written(lambda key, _title: Listing.objects.filter(pk=key).values_list("pk"), int, str)(1, "Air")


def test_a_value_too_few_or_too_many_is_an_error() -> None:
    for values in (("Air",), ("Air", dt.date.min, dt.date.max, 1)):
        with pytest.raises(ValueError, match="needs 3"):
            BETWEEN(*values)


@given(st.text(max_size=12))
def test_no_reference_whatever_it_says_breaks_the_question(ref: str) -> None:
    assert queries.last_told(None, ref) in ("[]", "-")


def test_what_is_told_of_an_agreement_moves_with_it_and_with_its_addenda(published) -> None:
    before = queries.last_told(None, published.ref)
    assert Agreement.objects.get(pk=published.pk).journal_hash in before
    factories.listed(factories.village(), parent=published)
    assert queries.last_told(None, published.ref) != before


def test_the_newest_change_is_that_of_the_newest_listing() -> None:
    assert newest_change() is None
    factories.listed(factories.village())
    last = factories.listed(factories.village())
    assert newest_change() == Listing.objects.get(pk=last.pk).changed_at
