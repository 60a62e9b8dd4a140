"""Agreements that all have signed, and one that is announced."""

import pytest

from agreements.publication.actions import publish
from agreements.record.models import Agreement
from tests import factories

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
