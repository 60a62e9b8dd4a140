"""What was read of agreements before -> which of them have changed since, told by the database itself.

Every table that a desk is made of has the trigger `triggers.tells_of_change`: whoever writes a row, by whatever way,
leaves the agreement's key here (of checks and certificates of people, the organization's), with the transaction that
wrote it. What somebody has read is marked by the snapshot of the database at that moment; what that snapshot could
not see yet is what changed, whenever it is committed. No clock takes part, so nothing falls between two readings;
only the transaction that writes cannot ask what it has written.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import connection, models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

FORGOTTEN_AFTER = dt.timedelta(hours=1)
"""How long a change is remembered; whoever has read earlier than that must read anew."""

ANY = 0
"""In place of an agreement's key: the change may concern each of them."""

MOST = 200
"""Of more changes than these nobody asks one by one."""

_SINCE = """
SELECT pg_current_snapshot()::text, ARRAY(
  SELECT DISTINCT about FROM agreements_change
  WHERE transaction >= pg_snapshot_xmin(%s::pg_snapshot)::text::bigint
    AND NOT pg_visible_in_snapshot(transaction::text::xid8, %s::pg_snapshot)
  LIMIT %s)
"""


class Change(models.Model):
    """A transaction has changed something of an agreement, itself included, or of an organization's people.

    Written by triggers only. `about` is the agreement's key, or the organization's with a minus before it.
    """

    transaction = models.BigIntegerField(_("transaksi"))
    about = models.BigIntegerField(_("tentang"))
    at = models.DateTimeField(_("pada"), db_default=Now())

    class Meta:
        verbose_name = _("perubahan")
        constraints = [models.UniqueConstraint(fields=["transaction", "about"], name="change_told_once")]

    def __str__(self) -> str:
        return f"{self.transaction}: {self.about}"


@dataclass(frozen=True)
class Changed:
    """What has changed since something was read."""

    agreements: list[int]
    organizations: list[int]
    """Those whose people were checked or certified."""

    def __bool__(self) -> bool:
        return bool(self.agreements or self.organizations)


def snapshot() -> str:
    """What can be read at this moment; to be asked before the reading begins."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return str(cursor.fetchone()[0])


def changed_since(seen: str) -> tuple[str, Changed | None]:
    """The snapshot of this moment, and what changed since that one; None for more than `MOST`."""
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, [seen, seen, MOST + 1])
        now, keys = cursor.fetchone()
    if len(keys) > MOST or ANY in keys:
        return now, None
    return now, Changed([key for key in keys if key > 0], [-key for key in keys if key < 0])


def forget_changes() -> int:
    """Remove what nobody compares any more; answers how many rows went."""
    return Change.objects.filter(at__lt=Now() - FORGOTTEN_AFTER).delete()[0]
