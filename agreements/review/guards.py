"""Who may decide on a submission besides what the agreement itself says."""

from django.utils.translation import gettext as _

from agreements.record.access import guard
from agreements.record.models import Agreement
from agreements.review.queries import open_round_of
from villages.people.access import YES, Answer
from villages.people.models import User


@guard("not_lodged_by_self")
def not_lodged_by_self(agreement: Agreement, user: User | None) -> Answer:
    """Whoever sent a record to be confirmed does not confirm it: two people look at every scan."""
    round_ = open_round_of(agreement)
    if round_ and user and round_.opened_by_id == user.pk:
        return Answer(False, _("Anda sendiri yang mengirimnya; petugas lain harus mengonfirmasi."), True)
    return YES
