"""Agreements that all have signed, and one that is announced."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from agreements.publication.actions import publish
from agreements.record.models import Agreement
from tests import factories
from tests.agreements.publication.five import Five, made

PRIVATE = ("@contoh.example", "@surel.example", "0287555", "Narahubung Rahasia", "NIB 12000000")
"""What organizations and people have in the tests' data and nobody else may read."""


@pytest.fixture
def signed(db: None, quick_paper: None) -> Agreement:
    """Signed by both villages, not announced."""
    return factories.signed(factories.approved(factories.begun()))


@pytest.fixture
def published(signed: Agreement) -> Agreement:
    """Announced by the village that began."""
    publish(signed, by=signed.created_by)
    return signed


@pytest.fixture(scope="module")
def five(django_db_setup: None, django_db_blocker: Any) -> Iterator[Five]:
    """Made once for all tests of a module; each test is undone on its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield made()
        transaction.set_rollback(True)
