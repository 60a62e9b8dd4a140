"""When a draft may be laid open to citizens."""

from django.utils.translation import gettext as _

from agreements.record.access import guard
from agreements.record.models import Agreement
from villages.people.access import YES, Answer
from villages.people.models import User


@guard("may_consult")
def may_consult(agreement: Agreement, user: User | None) -> Answer:
    """One consultation at a time; the next one only after the last has been reported."""
    if agreement.consultations.filter(reported_at__isnull=True).exists():
        return Answer(False, _("Konsultasi publik sedang berjalan; tutup dengan laporan lebih dahulu."))
    return YES
