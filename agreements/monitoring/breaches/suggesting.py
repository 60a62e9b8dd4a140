"""An obligation that fell late -> the suggestion to look whether it is a breach; people decide what comes of it."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.breaches.queries import CLOSED, bearer, sanction_for
from agreements.monitoring.obligations.models import Occurrence
from agreements.record import journal
from agreements.record.crossing import lock
from agreements.record.models import Agreement
from agreements.record.stages import Stage

State = BreachCase.State


def next_ordinal(agreement: Agreement) -> int:
    """The how-manieth case of the agreement the next one is; the caller holds the agreement's lock."""
    return (agreement.breaches.aggregate(last=Max("ordinal"))["last"] or 0) + 1


@transaction.atomic
def suggest(occurrence: Occurrence) -> BreachCase | None:
    """Suggest a case for an obligation that is late, once: None where one runs, or was looked into, or it is not late.

    Nothing follows from a suggestion by itself: a person of another party opens it or lets it go, with a reason.
    """
    agreement = lock(occurrence.agreement)
    current = Occurrence.objects.select_related("provision__party", "party__organization").get(
        pk=occurrence.pk
    )
    if agreement.stage != Stage.IN_FORCE or current.state != Occurrence.State.PLANNED:
        return None
    if current.due_on >= timezone.localdate() or BreachCase.objects.filter(occurrence=current).exists():
        return None
    against = bearer(agreement, current.provision)
    case = BreachCase.objects.create(
        agreement=agreement,
        ordinal=next_ordinal(agreement),
        against=against,
        provision=current.provision,
        occurrence=current,
        sanction=sanction_for(current.provision),
        state=State.SUGGESTED,
        suggested_at=timezone.now(),
    )
    details = {"case": case.ordinal, "party": against.organization_id}
    journal.append(agreement, "suggest_breach", by=None, details=details)
    return case


def has_running_case(occurrence: Occurrence) -> bool:
    """Whether a case about this occurrence is suggested or runs."""
    return BreachCase.objects.filter(occurrence=occurrence).exclude(state__in=CLOSED).exists()
