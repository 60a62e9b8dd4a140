"""Keeps the tests' private PostgreSQL running from first to last, unless DATABASE_URL names another."""

import os
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.db import connections

from kerjasama.postgres import Cluster

running = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    if not os.environ.get("DATABASE_URL") and not config.option.collectonly:
        cluster = running.enter_context(Cluster(settings.TEST_CLUSTER, throwaway=True).used())
        connections["default"].settings_dict.update(
            {name: value for name, value in cluster.settings().items() if name in {"HOST", "PORT"}}
        )


def pytest_unconfigure() -> None:
    running.close()
