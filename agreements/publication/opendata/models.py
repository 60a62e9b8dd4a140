"""The files in which all public data can be taken away at once."""

from django.db import models


class Dump(models.Model):
    """One file of one data set in one format, as the worker last made it."""

    class Format(models.TextChoices):
        """In which form."""

        CSV = "csv", "CSV"
        JSON_LINES = "jsonl", "JSON Lines"
        XLSX = "xlsx", "XLSX"

    dataset = models.CharField(max_length=20)
    """agreements, parties, provisions, villages, partners, statistics."""
    format = models.CharField(max_length=5, choices=Format)
    part = models.PositiveSmallIntegerField(default=1)
    """A spreadsheet holds a million rows and no more; what is longer has several parts."""
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    rows = models.BigIntegerField()
    made_at = models.DateTimeField()
    through = models.DateTimeField(null=True)
    """Up to which change of the listings it knows."""

    class Meta:
        ordering = ["dataset", "format", "part"]
        constraints = [models.UniqueConstraint(fields=["dataset", "format", "part"], name="dump_once")]

    def __str__(self) -> str:
        return f"{self.dataset}.{self.format}"
