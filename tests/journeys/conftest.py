"""Opens a browser window for whoever a journey speaks of."""

import pytest
from django.conf import settings

from agreements.drafting.types.seeding import load_types
from agreements.record.rules import load_defaults
from agreements.signing.crypto import authority
from tests.journeys.people import Door, Someone


@pytest.fixture
def enter(browser, browser_context_args, transactional_db) -> Door:
    """`enter(user)`: the user, logged in; `enter(None)`: a citizen."""
    load_types()
    load_defaults()
    authority.create(settings.CA_DIR, settings.CA_PASSPHRASE)
    return lambda user: Someone(browser, browser_context_args, user)
