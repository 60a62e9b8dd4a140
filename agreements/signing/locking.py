"""An agreement that people sign at the same moment -> one of them at a time, the others waiting, but not for ever."""

from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from agreements.record.crossing import Refused, lock
from agreements.record.models import Agreement
from villages.people.access import Answer

LONGEST_WAIT = 25
"""Seconds: a signature takes about one, so two dozen people may press at once; who waits longer is sent back."""
_NOT_IN_TIME = "55P03"


def take_turn(agreement: Agreement) -> Agreement:
    """Hold the agreement's row until the transaction ends, as `lock` does, but wait for it only so long.

    Whoever changes a frozen document holds the agreement first and the document's row second, so that nobody waits in
    a circle. Readers never wait. Raises Refused, in words for the person who pressed, when others were busy all along.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{LONGEST_WAIT}s"])
    try:
        return lock(agreement)
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) != _NOT_IN_TIME:
            raise
    words = _(
        "Dokumen ini sedang ditandatangani orang lain. Tanda tangan Anda belum dibubuhkan; coba lagi sebentar lagi."
    )
    raise Refused(Answer(False, words), "sign")
