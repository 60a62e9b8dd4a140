"""Public figures, counted beforehand for every region."""

from django.db import models


class Tally(models.Model):
    """One counted figure: of a region, in one respect, for one value of it. Derived, and counted anew at will."""

    scope = models.CharField(max_length=8)
    """Code of the province, regency or subdistrict; empty for all Indonesia."""
    measure = models.CharField(max_length=24)
    """In which respect: kind, field, topic, stage, year, partner_kind, value, duration, approval, coverage, …"""
    key = models.CharField(max_length=40, blank=True)
    """The value: a code, a year, a band, a region within the scope."""
    count = models.BigIntegerField(default=0)
    """How many agreements (for coverage: villages)."""
    amount = models.BigIntegerField(null=True)
    """What belongs to it besides the count: rupiah, or days."""

    class Meta:
        ordering = ["scope", "measure", "key"]
        constraints = [models.UniqueConstraint(fields=["scope", "measure", "key"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.measure} {self.key}: {self.count}"


class Tallied(models.Model):
    """When a region was last counted, and up to which change of the listings."""

    scope = models.CharField(max_length=8, primary_key=True)
    counted_at = models.DateTimeField()
    through = models.DateTimeField(null=True)

    class Meta:
        ordering = ["scope"]

    def __str__(self) -> str:
        return self.scope


class YearlyReport(models.Model):
    """The printed report of a region's year, made by the worker and kept."""

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued"
        READY = "ready"
        FAILED = "failed"

    scope = models.CharField(max_length=8, blank=True)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=6, choices=State, default=State.QUEUED)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["scope", "-year"]
        constraints = [models.UniqueConstraint(fields=["scope", "year"], name="one_report_a_year")]

    def __str__(self) -> str:
        return f"{self.scope or 'Indonesia'} {self.year}"
