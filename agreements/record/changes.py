"""What was read of agreements before -> which of them have changed since, told by the database itself.

Every table that a desk is made of has the trigger `triggers.tells_of_change`: whoever writes a row, by whatever way,
leaves the agreement's key here, with the transaction that wrote it. What somebody has read is marked by the snapshot of
the database at that moment; what that snapshot could not see yet is what changed, whenever it is committed. No clock
takes part, so nothing falls between two readings; only the transaction that writes cannot ask what it has written.
"""

import datetime as dt

from django.db import connection, models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

FORGOTTEN_AFTER = dt.timedelta(hours=1)
"""How long a change is remembered; whoever has read earlier than that must read anew."""

ANY = 0
"""In place of an agreement's key: the change may concern each of them."""

MOST = 200
"""Of more changed agreements than these nobody asks one by one."""

_SINCE = """
SELECT pg_current_snapshot()::text, ARRAY(
  SELECT DISTINCT agreement FROM agreements_change
  WHERE transaction >= pg_snapshot_xmin(%s::pg_snapshot)::text::bigint
    AND NOT pg_visible_in_snapshot(transaction::text::xid8, %s::pg_snapshot)
  LIMIT %s)
"""


class Change(models.Model):
    """A transaction has changed something of an agreement, itself included; written by triggers only."""

    transaction = models.BigIntegerField(_("transaksi"))
    agreement = models.BigIntegerField(_("kerja sama"))
    at = models.DateTimeField(_("pada"), db_default=Now())

    class Meta:
        verbose_name = _("perubahan")
        constraints = [models.UniqueConstraint(fields=["transaction", "agreement"], name="change_told_once")]

    def __str__(self) -> str:
        return f"{self.transaction}: {self.agreement}"


def snapshot() -> str:
    """What can be read at this moment; to be asked before the reading begins."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return str(cursor.fetchone()[0])


def changed_since(seen: str) -> tuple[str, list[int] | None]:
    """The snapshot of this moment, and the agreements that changed since that one; None for more than `MOST`."""
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, [seen, seen, MOST + 1])
        now, keys = cursor.fetchone()
    return now, None if len(keys) > MOST or ANY in keys else keys


def forget_changes() -> int:
    """Remove what nobody compares any more; answers how many rows went."""
    return Change.objects.filter(at__lt=Now() - FORGOTTEN_AFTER).delete()[0]
