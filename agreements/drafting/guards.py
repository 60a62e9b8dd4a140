"""When a draft may be submitted."""

from django.utils.translation import gettext as _

from agreements.drafting.queries import findings
from agreements.record.access import guard
from agreements.record.models import Agreement
from villages.people.access import YES, Answer
from villages.people.models import User


@guard("content_complete")
def content_complete(agreement: Agreement, user: User | None) -> Answer:
    """All eight mandatory contents are there, every party has rights and obligations, and nothing blocks.

    Law: Permendagri 96/2017 art. 6; asked before review and again before the text is frozen.
    """
    missing = [finding for finding in findings(agreement) if finding.blocking]
    if not missing:
        return YES
    if len(missing) == 1:
        return Answer(False, missing[0].message)
    words = {"first": missing[0].message, "more": len(missing) - 1}
    return Answer(False, _("%(first)s Masih ada %(more)d hal lain yang belum lengkap.") % words)
