"""What the map of a regency is made of, counted beforehand."""

from django.db import models


class MapTally(models.Model):
    """The villages of a regency and their threads with how much each counts. Derived, and counted anew at will.

    The map that everybody opens first, with all agreements, is drawn from this row alone; what narrows it is counted
    from the listings.
    """

    scope = models.CharField(max_length=5, primary_key=True)
    """Code of the regency."""
    agreements = models.PositiveIntegerField()
    subdistricts = models.JSONField()
    """Code -> how many agreements the kecamatan has."""
    villages = models.JSONField()
    """Code -> [agreements, how many of them with a partner]."""
    threads = models.JSONField()
    """[one village, the other, agreements, with a partner], the strongest first, as many as a map draws."""
    further = models.JSONField()
    """The weaker ones, which only the data and the maps of a kecamatan have."""
    weaker = models.PositiveIntegerField()
    """How many these are."""

    class Meta:
        ordering = ["scope"]

    def __str__(self) -> str:
        return self.scope
