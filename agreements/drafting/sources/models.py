"""A text that was brought from outside, cut into pieces, until its pieces are placed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement


class ImportedText(models.Model):
    """The pieces of one file or pasted text (`sources.reading.Piece` as mappings), waiting to be placed."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="imported_texts")
    name = models.CharField(_("asal"), max_length=200)
    pieces = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    placed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["agreement", "-pk"]
        verbose_name = _("naskah dari berkas")

    def __str__(self) -> str:
        return self.name
