"""Lets every test begin in Indonesian, whatever language the last page of the test before was in."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def indonesian_again() -> Iterator[None]:
    yield
    translation.deactivate()
