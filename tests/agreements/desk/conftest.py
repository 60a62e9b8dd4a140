"""The two villages whose desks are looked at."""

import pytest

from tests import factories
from villages.organizations.models import Village


@pytest.fixture
def pair(db: None) -> tuple[Village, Village]:
    return factories.village("Argopeni"), factories.village("Semondo")
