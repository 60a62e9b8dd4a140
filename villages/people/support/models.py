"""Acting for somebody else to help them: for a reason, for a short time, recorded."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SupportSession(models.Model):
    """An administrator sees and does what one person can, until a moment; what they do is recorded under both names."""

    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="support_given", verbose_name=_("petugas")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="support_received", verbose_name=_("dibantu")
    )
    reason = models.CharField(_("alasan"), max_length=500)
    began_at = models.DateTimeField(_("mulai"), default=timezone.now)
    until = models.DateTimeField(_("paling lama sampai"))
    ended_at = models.DateTimeField(_("selesai"), null=True, blank=True)

    class Meta:
        ordering = ["-began_at", "-pk"]
        verbose_name = _("bantuan atas nama")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("began_at")), name="support_ends"),
            models.CheckConstraint(condition=~Q(helper=F("person")), name="support_for_somebody_else"),
        ]
        triggers = [pgtrigger.Protect(name="support_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.helper} → {self.person}"


class SupportAct(models.Model):
    """One thing that was sent in such a session: the address and what became of it, never what was typed."""

    session = models.ForeignKey(SupportSession, models.PROTECT, related_name="acts")
    at = models.DateTimeField(default=timezone.now)
    method = models.CharField(max_length=7)
    path = models.CharField(max_length=300)
    status = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["session", "pk"]
        verbose_name = _("perbuatan dalam bantuan")
        triggers = [pgtrigger.Protect(name="act_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
