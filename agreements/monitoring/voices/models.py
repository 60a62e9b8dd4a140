"""One citizen's word about a public agreement."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement, Party


class Voice(models.Model):
    """ "This did not happen" or "thank you": read by nobody before its e-mail address is confirmed.

    The address is never shown and is erased once the answer went out; the name only if the citizen wants it.
    """

    class Kind(models.TextChoices):
        """What the citizen says."""

        MISSING = "missing", _("Ini tidak terjadi")
        THANKS = "thanks", _("Terima kasih")

    class State(models.TextChoices):
        """Whether it is shown."""

        WAITING = "waiting", _("menunggu diperiksa")
        SHOWN = "shown", _("ditampilkan")
        HIDDEN = "hidden", _("tidak ditampilkan")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="voices")
    kind = models.CharField(_("isi suara"), max_length=7, choices=Kind)
    about = models.CharField(_("tentang"), max_length=300, blank=True)
    """The obligation it speaks of, in the words of the public text; empty: the whole."""
    text = models.TextField(_("cerita Anda"), max_length=3000)
    name = models.CharField(_("nama"), max_length=100, blank=True)
    name_is_shown = models.BooleanField(_("tampilkan nama saya"), default=False)
    email = models.EmailField(_("surel"), blank=True)
    photo = models.FileField(_("foto"), upload_to="voices/", blank=True)
    photo_digest = models.CharField(max_length=64, blank=True, editable=False)
    sent_at = models.DateTimeField(default=timezone.now)
    token_digest = models.CharField(max_length=64, unique=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(_("pemeriksaan"), max_length=7, choices=State, default=State.WAITING)
    reason = models.CharField(_("alasan tidak ditampilkan"), max_length=500, blank=True)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    moderated_at = models.DateTimeField(null=True, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="voices")
    """Who has to answer."""
    answer_due_on = models.DateField(_("dijawab paling lambat"), null=True, blank=True)
    answer = models.TextField(_("jawaban"), max_length=3000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement", "-confirmed_at", "-pk"]
        verbose_name = _("suara warga")
        indexes = [
            models.Index(
                fields=["agreement", "-confirmed_at", "-id"], name="voice_shown", condition=Q(state="shown")
            ),
            models.Index(
                fields=["answer_due_on", "id"],
                name="voice_unanswered",
                condition=Q(state="shown", answered_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(reason=""),
                name="voice_hidden_with_reason",
                violation_error_message=_("Tulis alasan mengapa suara ini tidak ditampilkan."),
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="voice_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.confirmed_at IS NOT NULL"),
            ),
            pgtrigger.Protect(
                name="voice_says_the_same",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.confirmed_at IS NOT NULL AND ((NEW.agreement_id, NEW.kind, NEW.text, NEW.about, "
                    "NEW.confirmed_at) IS DISTINCT FROM (OLD.agreement_id, OLD.kind, OLD.text, OLD.about, "
                    "OLD.confirmed_at) OR NEW.name NOT IN ('', OLD.name) OR NEW.email NOT IN ('', OLD.email))"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def signed(self) -> str:
        """Who says it, as anybody may read it."""
        return self.name if self.name_is_shown and self.name else gettext("Warga")
