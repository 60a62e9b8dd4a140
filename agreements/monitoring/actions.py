"""How an agreement in force ends."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.monitoring.models import Ending
from agreements.record.crossing import cross
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.record.vocabulary import EndingGround
from agreements.review.queries import reviewing_office
from villages.people.models import User


@transaction.atomic
def end(agreement: Agreement, *, by: User | None, ground: str, note: str = "") -> Ending:
    """End an agreement on one of the nine grounds; `by` is None when the term ran out by itself.

    Law: Permendagri 96/2017 on the ending of cooperation. Raises Refused, or ValidationError for a ground that needs a
    note and has none.
    """
    if ground != EndingGround.EXPIRED and not note.strip():
        raise ValidationError(
            {"note": _("Jelaskan dasarnya: siapa yang memutuskan, kapan, dan dengan dokumen apa.")}
        )
    if ground == EndingGround.EXPIRED and agreement.ends_on >= timezone.localdate():
        raise ValidationError({"ground": _("Jangka waktunya belum berakhir.")})
    office = reviewing_office(agreement) if by else None
    cross(agreement, "end", by=by, on_behalf_of=office, details={"ground": ground})
    ending = Ending(agreement=agreement, ground=ground, note=note.strip(), recorded_by=by)
    ending.full_clean(exclude=["recorded_by"])
    ending.save()
    return ending


def expire_due() -> int:
    """End every agreement in force whose last day is past; safe to run twice or late. Returns how many."""
    due = Agreement.objects.filter(stage=Stage.IN_FORCE, ends_on__lt=timezone.localdate()).order_by("pk")
    count = 0
    for agreement in due.iterator():
        end(agreement, by=None, ground=EndingGround.EXPIRED)
        count += 1
    return count
