"""A file that shows what was done, and what it belongs to."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement

_OWNERS = ("occurrence", "activity", "movement", "measurement", "step", "hearing", "ending", "dispute")


def _belongs_to_one() -> Q:
    """Exactly one of the owners is named."""
    found = Q()
    for owner in _OWNERS:
        alone = Q(**{f"{owner}__isnull": False})
        for other in _OWNERS:
            if other != owner:
                alone &= Q(**{f"{other}__isnull": True})
        found |= alone
    return found


class Evidence(models.Model):
    """A picture or a PDF about one thing: kept under a random name, without the place and device it came from.

    `key` is made by the page that sends it, so that the same sending over a bad line counts once.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="evidence")
    occurrence = models.ForeignKey(
        "Occurrence", models.PROTECT, null=True, blank=True, related_name="evidence_files"
    )
    activity = models.ForeignKey("Activity", models.PROTECT, null=True, blank=True, related_name="files")
    movement = models.ForeignKey("Movement", models.PROTECT, null=True, blank=True, related_name="files")
    measurement = models.ForeignKey(
        "Measurement", models.PROTECT, null=True, blank=True, related_name="files"
    )
    step = models.ForeignKey("BreachStep", models.PROTECT, null=True, blank=True, related_name="files")
    hearing = models.ForeignKey("Hearing", models.PROTECT, null=True, blank=True, related_name="files")
    ending = models.ForeignKey("Ending", models.PROTECT, null=True, blank=True, related_name="files")
    dispute = models.ForeignKey("Dispute", models.PROTECT, null=True, blank=True, related_name="files")
    title = models.CharField(_("keterangan"), max_length=200)
    file = models.FileField(_("berkas"), upload_to="evidence/")
    thumbnail = models.FileField(upload_to="evidence/", blank=True, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    taken_on = models.DateField(_("diambil pada"), null=True, blank=True)
    is_public = models.BooleanField(_("boleh dilihat warga"), default=False)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When the file itself was destroyed because it showed too much; the row and its digest stay."""
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    removed_because = models.CharField(_("alasan dihapus"), max_length=500, blank=True)

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("bukti")
        constraints = [
            models.CheckConstraint(condition=_belongs_to_one(), name="evidence_of_one_thing"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(is_public=False),
                name="removed_evidence_is_not_public",
            ),
        ]
        triggers = [pgtrigger.Protect(name="evidence_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.title

    @property
    def is_picture(self) -> bool:
        """Whether it can be looked at in a page: pictures are drawn anew, so what they hold is known."""
        return self.content_type == "image/jpeg"
