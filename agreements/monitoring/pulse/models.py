"""One row per agreement in force with the figures that dashboards and lists add up."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from agreements.record.models import Agreement


class Pulse(models.Model):
    """How an agreement stands; derived, and counted anew whenever its journal grew or a day went by that matters."""

    agreement = models.OneToOneField(Agreement, models.CASCADE, primary_key=True, related_name="pulse")
    due = models.PositiveIntegerField(default=0)
    """Occurrences that fell due until now, waived ones left out."""
    kept = models.PositiveIntegerField(default=0)
    """Of these, done or confirmed not later than their day."""
    late = models.PositiveIntegerField(default=0)
    """Past their day and not done."""
    next_due_on = models.DateField(null=True, blank=True)
    money_promised = models.BigIntegerField(default=0)
    """Funding rows and money obligations due until now, in rupiah."""
    money_delivered = models.BigIntegerField(default=0)
    open_cases = models.PositiveSmallIntegerField(default=0)
    open_disputes = models.PositiveSmallIntegerField(default=0)
    reports_late = models.PositiveSmallIntegerField(default=0)
    voices_open = models.PositiveSmallIntegerField(default=0)
    is_suspended = models.BooleanField(default=False)
    last_activity_at = models.DateTimeField()
    """When anybody last did something about it."""
    score = models.PositiveSmallIntegerField(default=0)
    """The early-warning score, 0 (calm) to 100."""
    reasons = models.JSONField(default=list)
    """Codes with figures from which the score is explained in words."""
    places = ArrayField(models.CharField(max_length=13), default=list)
    """Codes of the provinces, regencies and subdistricts of its villages."""
    counted_at = models.DateTimeField()
    journal_length = models.PositiveIntegerField(default=0)
    """Of the journal when it was counted."""
    look_on = models.DateField(null=True, blank=True)
    """The next day on which the passing of time alone changes it."""

    class Meta:
        ordering = ["-score", "pk"]
        indexes = [
            models.Index(
                fields=["look_on", "agreement"], name="pulse_to_look_at", condition=Q(look_on__isnull=False)
            ),
            models.Index(fields=["-score", "agreement"], name="pulse_by_score"),
            GinIndex(fields=["places"], name="pulse_places"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.score}"
