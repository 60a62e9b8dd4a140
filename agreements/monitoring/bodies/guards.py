"""Whether an agreement has a joint body at all."""

from django.utils.translation import gettext as _

from agreements.record.access import guard
from agreements.record.models import Agreement
from agreements.record.vocabulary import Kind
from villages.people.access import YES, Answer
from villages.people.models import User


@guard("among_villages")
def among_villages(agreement: Agreement, user: User | None) -> Answer:
    """A BKAD carries out what villages agreed (Permendagri 96/2017); a contract is carried out by its parties."""
    if agreement.kind == Kind.INTER_VILLAGE:
        return YES
    return Answer(False, _("BKAD hanya ada pada kerja sama antardesa."))
