"""Keeps tests that share something costly in one process, when several processes share the tests."""

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is made once for a module would otherwise be made once in every process."""
    for item in items:
        known = getattr(item, "_fixtureinfo", None)
        shared = known and any(made[-1].scope == "module" for made in known.name2fixturedefs.values() if made)
        if shared:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
