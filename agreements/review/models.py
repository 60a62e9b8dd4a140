"""The district's look at a draft: rounds, remarks and the decision."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.drafting.models import Article
from agreements.drafting.versions.models import Version
from agreements.record.models import Agreement
from villages.organizations.models import Office


class Outcome(models.TextChoices):
    """How a round ended."""

    APPROVED = "approved", _("disetujui")
    RETURNED = "returned", _("dikembalikan")


class Round(models.Model):
    """One submission to the district, with the text as it was submitted; one round is open at a time."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("putaran"))
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="rounds", verbose_name=_("kantor peninjau")
    )
    version = models.ForeignKey(
        Version, models.PROTECT, related_name="rounds", verbose_name=_("naskah yang diajukan")
    )
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(_("hasil"), max_length=8, choices=Outcome, blank=True)
    opinion = models.TextField(_("pendapat"), max_length=5000, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["agreement", "number"]
        verbose_name = _("putaran peninjauan")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="round_number_once"),
            models.UniqueConstraint(fields=["agreement"], condition=Q(outcome=""), name="one_open_round"),
        ]
        triggers = [
            pgtrigger.Protect(name="round_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="closed_round_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} #{self.number}"

    @property
    def content(self) -> dict[str, Any]:
        """The text as it was submitted."""
        return self.version.content


class Remark(models.Model):
    """One thing the district asks to change, about the whole text or about one article as it was then."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="remarks")
    article = models.ForeignKey(Article, models.SET_NULL, null=True, blank=True, related_name="remarks")
    place = models.CharField(_("tempat"), max_length=250, blank=True)
    text = models.TextField(_("catatan"), max_length=5000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["round", "pk"]
        verbose_name = _("catatan peninjau")

    def __str__(self) -> str:
        return self.text
