"""The announcement with which a signed agreement becomes public and comes into force."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement
from agreements.signing.models import FrozenDocument


class Publication(models.Model):
    """That an agreement was published, when, by whom and in which version."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="publication")
    document = models.ForeignKey(FrozenDocument, models.PROTECT, related_name="publications")
    published_at = models.DateTimeField(_("diumumkan pada"), default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("pengumuman")
        triggers = [
            pgtrigger.Protect(name="publication_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.agreement)
