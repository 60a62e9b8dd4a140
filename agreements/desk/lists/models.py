"""Views of a list that a person keeps: its filters under a name of their own."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """The filters of one list as a query string, under a name; only its owner sees it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    place = models.CharField(_("daftar"), max_length=20)
    name = models.CharField(_("nama"), max_length=60)
    query = models.CharField(_("saringan"), max_length=1000)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["person", "place", "name"]
        verbose_name = _("saringan tersimpan")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "place", "name"],
                name="filter_name_once",
                violation_error_message=_("Nama ini sudah dipakai."),
            )
        ]

    def __str__(self) -> str:
        return self.name
