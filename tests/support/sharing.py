"""Keeps tests that share something costly in one process, when several processes share the tests."""

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is made once for a module would otherwise be made once in every process; a copy (`once`) costs nothing."""
    for item in items:
        known = getattr(item, "_fixtureinfo", None)
        made = known.name2fixturedefs if known else {}
        if "once" not in made and any(each[-1].scope == "module" for each in made.values() if each):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
