"""Keeps the tests' private PostgreSQL running from first to last, unless DATABASE_URL names another."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pgtrigger
import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations

from kerjasama.postgres import Cluster
from kerjasama.setup.words import Trouble

running = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    if not os.environ.get("DATABASE_URL") and not config.option.collectonly:
        try:
            cluster = running.enter_context(Cluster(settings.TEST_CLUSTER, throwaway=True).used())
        except Trouble as trouble:
            pytest.exit(f"{trouble.indonesian}\n{trouble.english}", returncode=1)
        connections["default"].settings_dict.update(
            {name: value for name, value in cluster.settings().items() if name in {"HOST", "PORT"}}
        )


def pytest_unconfigure() -> None:
    running.close()


@pytest.fixture(autouse=True, scope="session")
def emptying_passes_the_guards() -> Iterator[None]:
    """After a test with real transactions all tables are emptied, also those that nobody may empty."""
    execute = DatabaseOperations.execute_sql_flush

    def execute_unguarded(operations: DatabaseOperations, sql: Any) -> None:
        with pgtrigger.ignore():
            execute(operations, sql)

    DatabaseOperations.execute_sql_flush = execute_unguarded
    yield
    DatabaseOperations.execute_sql_flush = execute
