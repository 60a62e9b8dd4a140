"""What citizens said of an agreement: what everybody reads, what waits, and how much of it there is."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from agreements.monitoring.voices.models import Voice
from agreements.record.models import Agreement

PAGE = 20
State = Voice.State


def checked(agreement: Agreement) -> QuerySet[Voice]:
    """The voices that were checked, the newest first; of the hidden ones only kind, day and reason are public."""
    return agreement.voices.filter(state__in=[State.SHOWN, State.HIDDEN]).order_by("-confirmed_at", "-pk")


def page_of(found: QuerySet[Voice], after: int = 0) -> tuple[list[Voice], int]:
    """One page in the order of keys, the newest first, and the key after which the next begins, or 0."""
    if after:
        found = found.filter(pk__lt=after)
    rows = list(found.select_related("party__organization").order_by("-pk")[: PAGE + 1])
    shown = rows[:PAGE]
    return shown, shown[-1].pk if len(rows) > PAGE else 0


def to_do(agreement: Agreement) -> QuerySet[Voice]:
    """The confirmed voices that are not checked, or that were passed to a party and are not answered."""
    waits = Q(state=State.WAITING) | Q(state=State.SHOWN, party__isnull=False, answer="")
    return agreement.voices.filter(waits, confirmed_at__isnull=False)


@dataclass(frozen=True)
class Tally:
    """How many confirmed voices there are."""

    missing: int
    """Shown ones that say "this did not happen"."""
    thanks: int
    answered: int
    """Of the shown ones that ask for an answer."""
    asked: int
    """Shown ones that ask for an answer."""
    late: int
    """Of these, past their day without an answer."""
    hidden: int
    unchecked: int


def tally(voices: QuerySet[Voice]) -> Tally:
    """Counted in one query."""
    shown, today = Q(state=State.SHOWN), timezone.localdate()
    asked = shown & Q(party__isnull=False)
    counted = (
        voices.filter(confirmed_at__isnull=False)
        .order_by()
        .aggregate(
            missing=Count("pk", filter=shown & Q(kind=Voice.Kind.MISSING)),
            thanks=Count("pk", filter=shown & Q(kind=Voice.Kind.THANKS)),
            answered=Count("pk", filter=asked & ~Q(answer="")),
            asked=Count("pk", filter=asked),
            late=Count("pk", filter=asked & Q(answer="", answer_due_on__lt=today)),
            hidden=Count("pk", filter=Q(state=State.HIDDEN)),
            unchecked=Count("pk", filter=Q(state=State.WAITING)),
        )
    )
    return Tally(**counted)
