"""Up to which journal entry everything is known: nothing below it can still appear.

Numbers are given before a transaction ends, so that a higher one may be seen before a lower one. Whoever has written an
entry holds the journal's table until the end (ROW EXCLUSIVE, in PostgreSQL's `pg_locks`); who held it when the highest
number was read is waited for. Nobody who writes is ever stopped by this.
"""

import time

from django.db import connection
from django.db.models import Max

from agreements.record.models import JournalEntry

PATIENCE = 2.0
"""For so many seconds writers are waited for; after that the next run tries again."""
_WRITERS = """
SELECT virtualtransaction FROM pg_locks
WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND relation = to_regclass(%s)
"""


def settled(patience: float = PATIENCE) -> int | None:
    """The highest entry below which none is missing; None while somebody is still writing."""
    highest = JournalEntry.objects.aggregate(highest=Max("pk"))["highest"] or 0
    waited_for, end = _writers(), time.monotonic() + patience
    while waited_for & _writers():
        if time.monotonic() > end:
            return None
        time.sleep(0.02)
    return highest


def _writers() -> set[str]:
    """The transactions that have written to the journal and go on."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS, [JournalEntry._meta.db_table])
        return {row[0] for row in cursor.fetchall()}
