"""Loading the national register, against a bare COPY of the same rows into the same tables."""

import io
from collections.abc import Callable

import pgtrigger
from django.db import connection, transaction
from django.utils import timezone

from benchmarks.measuring import ratio
from villages.regions import loading
from villages.regions.models import Edition

TABLES = [level.model._meta.db_table for level in loading.LEVELS]


def ratios() -> list[tuple[str, float, str]]:
    """First load and a load that changes nothing, each with its sizes."""
    register = loading.national()
    size = f"{len(register.names):,} rows"

    def load() -> None:
        loading.load(register)

    def refilled() -> None:
        emptied()
        load()

    first, note = ratio(load, bare(register), before_ours=emptied, before_bare=prepared)
    again, note_again = ratio(load, bare(register), before_ours=refilled, before_bare=prepared, rounds=3)
    return [
        ("first load, against COPY into the same tables, keys and indexes", first, f"{size}: {note}"),
        ("loading again without change, against the same COPY", again, f"{size}: {note_again}"),
    ]


def emptied() -> None:
    """Tables as new; whatever else refers to them is empty in this database."""
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join([*TABLES, Edition._meta.db_table])} CASCADE")


def prepared() -> None:
    """Empty tables and the edition that the rows of a bare COPY name."""
    emptied()
    Edition.objects.create(pk=1, name="bare", loaded_at=timezone.now())


def bare(register: loading.Register) -> Callable[[], None]:
    """COPY of ready-made text, level after level; foreign keys are checked when it is committed, as in ours."""
    texts = []
    for level in loading.LEVELS:
        lines = [
            line(level.key, code, name, register.postal_codes.get(code, ""))
            for code, name in register.names.items()
            if len(code) == level.length
        ]
        names = ", ".join(["code", "name", "vanished", "edition_id", *level.columns])
        texts.append((f"COPY {level.model._meta.db_table} ({names}) FROM STDIN", "".join(lines)))

    def copy() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, text in texts:
                cursor.copy_expert(statement, io.StringIO(text))

    return copy


def line(level: str, code: str, name: str, postal: str) -> str:
    """One row as COPY reads it."""
    parent = code.rpartition(".")[0]
    own = {"province": [], "village": [parent, code[9:10], postal]}.get(level, [parent])
    return "\t".join([code, name, "f", "1", *own]) + "\n"
