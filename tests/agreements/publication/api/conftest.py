"""The public world that all tests of the interface ask about, made once for a module."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from agreements.record.models import Agreement
from tests.agreements.publication.api.open_world import made


@pytest.fixture(scope="module")
def open_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Agreement]:
    """The agreement whose reference is `open_world.REF`, and all around it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield made()
        transaction.set_rollback(True)
