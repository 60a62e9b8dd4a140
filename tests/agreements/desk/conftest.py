"""The two villages whose desks are looked at."""

import pytest
from django.core.cache import cache

from tests import factories
from villages.organizations.models import Village


@pytest.fixture
def pair(db: None) -> tuple[Village, Village]:
    return factories.village("Argopeni"), factories.village("Semondo")


@pytest.fixture(autouse=True)
def figures_are_counted_anew() -> None:
    cache.clear()
