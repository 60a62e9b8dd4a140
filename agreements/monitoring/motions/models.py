"""A proposal to all parties and how each of them answered."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement, Party
from agreements.record.triggers import tells_of_change


class Motion(models.Model):
    """What one party proposes to the others: to suspend, to resume, to end; it is carried when every head agrees.

    `terms` says what exactly, as the room that acts on it has written it (a day, a ground, words).
    """

    class Kind(models.TextChoices):
        """What is proposed."""

        SUSPEND = "suspend", _("menunda kerja sama")
        RESUME = "resume", _("melanjutkan kerja sama")
        END = "end", _("mengakhiri kerja sama")

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("menunggu jawaban")
        CARRIED = "carried", _("disetujui semua pihak")
        REFUSED = "refused", _("ditolak")
        WITHDRAWN = "withdrawn", _("ditarik")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="motions")
    kind = models.CharField(_("usul"), max_length=7, choices=Kind)
    terms = models.JSONField(default=dict)
    reason = models.TextField(_("alasan"), max_length=3000)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(_("keadaan"), max_length=9, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement", "proposed_at", "pk"]
        verbose_name = _("usul kepada para pihak")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind"],
                condition=Q(state="open"),
                name="one_open_motion_of_a_kind",
                violation_error_message=_("Usul yang sama masih menunggu jawaban."),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="motion_stays", operation=pgtrigger.Delete),
            tells_of_change(),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.get_kind_display()}"


class Vote(models.Model):
    """How a party's head answered a motion."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="votes")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    agrees = models.BooleanField(_("setuju"))
    note = models.CharField(_("keterangan"), max_length=1000, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["motion", "given_at", "pk"]
        verbose_name = _("jawaban atas usul")
        constraints = [models.UniqueConstraint(fields=["motion", "party"], name="one_vote_per_party")]
        triggers = [
            pgtrigger.Protect(name="vote_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            tells_of_change("(SELECT agreement_id FROM agreements_motion WHERE id = changed.motion_id)"),
        ]

    def __str__(self) -> str:
        return f"{self.motion}: {self.party}"
