"""Two villages that write one agreement together."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.record.models import Agreement
from tests.factories import begun, member, signatory_of, village
from villages.people.models import Position, User


@pytest.fixture
def agreement(db: None) -> Agreement:
    return begun(village("Argopeni"), village("Pasir"))


@pytest.fixture
def first(agreement: Agreement) -> User:
    """The head of the village that began, and so holds the pen."""
    return agreement.created_by


@pytest.fixture
def second(agreement: Agreement) -> User:
    """The head of the other village, which is invited."""
    return signatory_of(agreement.parties.get(ordinal=2).organization)


@pytest.fixture
def seconds_secretary(agreement: Agreement) -> User:
    return member(agreement.parties.get(ordinal=2).organization, Position.VILLAGE_SECRETARY)


@pytest.fixture
def count_queries() -> Callable[[Callable[[], object]], int]:
    """How many queries something takes."""

    def count(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as caught:
            act()
        return len(caught)

    return count
