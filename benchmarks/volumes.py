"""Databases of different sizes, named or made, of which one after the other is spoken with."""

import os
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, connections

from kerjasama.settings.environment import database
from villages.templatetags.kept import pieces

MADE = (1_000, 20_000)
"""Sizes of the databases that are made where none are named."""
PLACE = ("NAME", "HOST", "PORT", "USER", "PASSWORD")


@dataclass(frozen=True)
class Page:
    """One of them: its name, its address, and the SQL that fetches what it shows."""

    name: str
    address: str
    bare: str


@dataclass
class Volume:
    """One database, and what was measured in it."""

    settings: dict[str, Any]
    size: int = 0
    pages: list[Page] = field(default_factory=list)
    times: dict[str, list[float]] = field(default_factory=dict)
    costs: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """Queries, rows read and bytes of each page."""

    def use(self) -> None:
        """Speak with this database from now on; nothing of another one is remembered."""
        connections["default"].close()
        connections["default"].settings_dict.update(self.settings)
        for cache in caches.all():
            cache.clear()
        pieces.clear()
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")  # helpers' time would not be told

    def note(self, name: str, found: float) -> None:
        self.times.setdefault(name, []).append(found)


def named() -> list[Volume]:
    """The databases of the environment."""
    return [Volume(database(url)) for url in os.environ.get("KERJASAMA_VOLUMES", "").split()]


def made() -> list[Volume]:
    """New databases beside this one, made like it and filled."""
    here = dict(connections["default"].settings_dict)
    found = []
    for size in MADE:
        name = f"{here['NAME']}_{size}"
        connections["default"].close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{here["NAME"]}"')
        volume = Volume({"NAME": name})
        volume.use()
        call_command("make_volume", agreements=size, stdout=StringIO())
        found.append(volume)
    return found


def dropped(volumes: list[Volume]) -> None:
    """Take away those that were made; another database must be in use."""
    with connection._nodb_cursor() as cursor:
        for volume in volumes:
            cursor.execute(f'DROP DATABASE IF EXISTS "{volume.settings["NAME"]}"')
