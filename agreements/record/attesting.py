"""Who reads along because they sign as witness or acknowledge: a person and an agreement -> a row."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement
from agreements.record.triggers import tells_of_change


class Attestant(models.Model):
    """A person who is to sign as witness or as the official who acknowledges: such a person may read the agreement."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="attestants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attests")

    class Meta:
        ordering = ["agreement", "pk"]
        verbose_name = _("saksi atau pejabat yang mengetahui")
        constraints = [models.UniqueConstraint(fields=["agreement", "person"], name="attests_once")]
        triggers = [tells_of_change()]

    def __str__(self) -> str:
        return f"{self.person} – {self.agreement}"
