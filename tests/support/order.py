"""Shuffles the rows of a queryset that asks for no order, as PostgreSQL may do any day."""

import random
from typing import Any

import pytest
from django.db.models.query import QuerySet

fetch_all = QuerySet._fetch_all


def fetch_all_shuffled(queryset: QuerySet[Any]) -> None:
    fresh = queryset._result_cache is None
    fetch_all(queryset)
    if fresh and not queryset.ordered and not queryset.query.is_sliced:
        random.shuffle(queryset._result_cache)


@pytest.fixture(autouse=True, scope="session")
def unordered_is_random() -> None:
    QuerySet._fetch_all = fetch_all_shuffled
