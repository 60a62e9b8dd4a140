"""What an organization was called before, and which one carries on what another began."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.organizations.models import Organization


class PastName(models.Model):
    """A name and code that an organization had until a day; documents of that time keep saying it."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="past_names")
    name = models.CharField(_("nama lama"), max_length=200)
    code = models.CharField(_("kode wilayah lama"), max_length=13, blank=True)
    until = models.DateField(_("dipakai sampai"))
    legal_basis = models.CharField(_("dasar hukum"), max_length=300)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["organization", "-until", "-pk"]
        verbose_name = _("nama lama")
        triggers = [pgtrigger.Protect(name="past_name_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """From a day on one village carries on the cooperation of another: they merged, or one was split."""

    class Kind(models.TextChoices):
        """How it came about."""

        MERGER = "merger", _("penggabungan")
        SPLIT = "split", _("pemekaran")

    predecessor = models.ForeignKey(
        Organization, models.PROTECT, related_name="successions", verbose_name=_("desa semula")
    )
    successor = models.ForeignKey(
        Organization, models.PROTECT, related_name="predecessions", verbose_name=_("desa penerus")
    )
    kind = models.CharField(_("peristiwa"), max_length=6, choices=Kind)
    on = models.DateField(_("berlaku sejak"))
    legal_basis = models.CharField(_("dasar hukum"), max_length=300)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["predecessor", "on", "pk"]
        verbose_name = _("penerus desa")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="succession_once",
                violation_error_message=_("Penerus ini sudah tercatat."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="no_successor_of_itself",
                violation_error_message=_("Desa tidak dapat menjadi penerus dirinya sendiri."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="succession_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
