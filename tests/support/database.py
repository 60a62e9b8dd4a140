"""Keeps the tests' private PostgreSQL running from first to last, unless DATABASE_URL names another.

The migrations run once for as long as none of them changes: every test database, one per process, is a copy of the
database in which they ran. Its name says by a digest of all migrations for which of them it holds.
"""

import hashlib
import inspect
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pgtrigger
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.migrations.loader import MigrationLoader

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


@pytest.fixture(scope="session")
def usual_name() -> str:
    """The name of the database, before those of the tests get theirs from it."""
    return connections["default"].settings_dict["NAME"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest,
    usual_name: str,
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: Any,
) -> None:
    """Let the test database be copied from the one that has been migrated already, unless one is to be reused."""
    if request.config.getvalue("reuse_db") and not request.config.getvalue("create_db"):
        return
    with django_db_blocker.unblock():
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = migrated_template(usual_name)


@cache
def migrated_template(usual_name: str) -> str:
    """The name of a database with all migrations; made by the first process that needs it, while the others wait."""
    name = f"{usual_name}_at_{digest()}"
    with connections["default"].creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            migrate_into(cursor, name)
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])
    return name


def migrate_into(cursor: Any, name: str) -> None:
    """Make the database under another name and give it its own when it is whole; older ones are let go."""
    making = f"{name}_x"
    older = f"^{re.escape(name.rpartition('_at_')[0])}_at_[0-9a-f]{{12}}(_[a-z]+)?$"
    cursor.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [older])
    for (old,) in cursor.fetchall():
        cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
    cursor.execute(f'CREATE DATABASE "{making}"')
    settings_dict = connections["default"].settings_dict
    usual = settings_dict["NAME"]
    connections["default"].close()
    try:
        settings_dict["NAME"] = making
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connections["default"].close()
        settings_dict["NAME"] = usual
    cursor.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')


def digest() -> str:
    """Of every migration that would run, ours and those of the libraries."""
    found = hashlib.sha256()
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        found.update(f"{app}.{name}".encode() + Path(inspect.getfile(type(migration))).read_bytes())
    return found.hexdigest()[:12]


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
