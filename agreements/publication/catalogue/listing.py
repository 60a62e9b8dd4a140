"""A public agreement -> its row for lists and searches, written whenever its stage moves."""

from agreements.record.crossing import after_crossing
from agreements.record.models import Agreement
from agreements.record.stages import PUBLIC


@after_crossing
def keep_listing(agreement: Agreement) -> None:
    """Write the listing of an agreement that is public now, and take away that of one that is not."""
    if agreement.stage not in PUBLIC:
        return
