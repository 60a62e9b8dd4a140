"""Rows as text -> tables, by COPY, while their triggers, indexes and keys stand aside; afterwards all hold again.

Everything happens in the caller's transaction: if anything fails, tables, indexes, keys and triggers are as before.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection

_FOREIGN = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND (conrelid::regclass::text = ANY(%(tables)s) OR confrelid::regclass::text = ANY(%(tables)s))
    ORDER BY 1, 2"""
_KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype IN ('p', 'u', 'x') AND conrelid::regclass::text = ANY(%(tables)s) ORDER BY contype, 1, 2"""
_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid::regclass::text = ANY(%(tables)s)
        AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
    ORDER BY 1"""
_ROOM = (
    "SET LOCAL maintenance_work_mem = '1GB'",
    "SET LOCAL work_mem = '256MB'",
    "SET LOCAL synchronous_commit = off",
    "SELECT set_config('kerjasama.reset', 'on', true)",  # an empty journal may be truncated
)
Progress = Callable[[str], Any]
_CHUNK = 1 << 20
"""So much is handed over at a time: for each piece the copying thread waits until the other one pauses."""


def table_of(name: str) -> str:
    """The table of a model named like "agreements.Party"."""
    return apps.get_model(name)._meta.db_table


@contextmanager
def standing_aside(tables: list[str], progress: Progress) -> Iterator[None]:
    """Within: the tables are emptied, and nothing watches what is written; after: every rule is checked and holds."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in _ROOM:
            cursor.execute(statement)
        found = {name: _asked(cursor, sql, tables) for name, sql in _RULES.items()}
        for table, name, _definition in (*found["foreign"], *found["keys"]):
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _definition in found["indexes"]:
            cursor.execute(f"DROP INDEX {name}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"TRUNCATE {table}")
        yield
        _restore(cursor, tables, found, progress)


_RULES = {"foreign": _FOREIGN, "keys": _KEYS, "indexes": _INDEXES}


def _asked(cursor: Any, sql: str, tables: list[str]) -> list[tuple[str, ...]]:
    cursor.execute(sql, {"tables": tables})
    return cursor.fetchall()


def _restore(
    cursor: Any, tables: list[str], found: Mapping[str, list[tuple[str, ...]]], progress: Progress
) -> None:
    """Keys first, then indexes and statistics; foreign keys last, since checking them uses all of these."""
    for table, name, definition in found["keys"]:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    for name, definition in found["indexes"]:
        progress(f"indeks {name}")
        cursor.execute(definition)
    for table in tables:
        cursor.execute(f"ANALYZE {table}")
    for table, name, definition in found["foreign"]:
        progress(f"kunci {name}")
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        _count_on(cursor, table)


def _count_on(cursor: Any, table: str) -> None:
    """Let the next row that the portal writes get the next number."""
    cursor.execute(
        "SELECT 1 FROM information_schema.columns"
        " WHERE table_name = %s AND column_name = 'id' AND is_identity = 'YES'",
        [table],
    )
    if cursor.fetchone():
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), coalesce(max(id), 0) + 1, false) FROM {table}",  # noqa: S608
            [table],
        )


class Copier:
    """Copies one batch while the next is being made; `COPY … FREEZE`, for the tables were emptied just now."""

    def __init__(self, columns: Mapping[str, str], *, frozen: bool = True) -> None:
        """`columns` are the names of columns by table, in the order in which rows give them."""
        how = "WITH (FREEZE)" if frozen else ""
        self.statements = {
            table: f"COPY {table} ({names}) FROM STDIN {how}" for table, names in columns.items()
        }
        self.pool = ThreadPoolExecutor(max_workers=1)
        self.last: Future | None = None

    def copy(self, rows: Mapping[str, Iterable[str]]) -> None:
        """Take a batch of lines by table; waits until the one before is in, and raises what went wrong with it."""
        texts = {table: "".join(lines) for table, lines in rows.items() if lines}
        self.finish()
        connection.ensure_connection()
        self.last = self.pool.submit(self._write, connection.connection, texts)

    def finish(self) -> None:
        """Wait for the batch that is under way."""
        if self.last is not None:
            self.last.result()
            self.last = None

    def _write(self, raw: Any, texts: Mapping[str, str]) -> None:
        with raw.cursor() as cursor:
            for table, text in texts.items():
                cursor.copy_expert(self.statements[table], io.StringIO(text), _CHUNK)


def escaped(text: str) -> str:
    """The text as COPY reads it."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def null(value: Any) -> Any:
    """The value, or what COPY reads as none."""
    return "\\N" if value is None else value
