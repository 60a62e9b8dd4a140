"""A draft laid open to citizens: the period, what they said, how the villages answered."""

import datetime as dt

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.drafting.models import Article
from agreements.drafting.versions.models import Version
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from agreements.record.stages import Stage


class Standing(models.TextChoices):
    """Where a consultation stands today; computed, never stored."""

    COMING = "coming", _("akan dibuka")
    OPEN = "open", _("sedang dibuka")
    CLOSED = "closed", _("menunggu laporan desa")
    REPORTED = "reported", _("selesai dan dilaporkan")
    STOPPED = "stopped", _("berhenti tanpa laporan")


class Consultation(models.Model):
    """One period in which anybody reads the draft and says something; one at a time for an agreement.

    It shows the `version` that was kept when it began; `report` is what the villages make of what was said.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="consultations")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    summary = models.TextField(_("ringkasan untuk warga"), max_length=3000)
    opens_on = models.DateField(_("dibuka"))
    closes_on = models.DateField(_("ditutup sesudah"))
    rule = models.ForeignKey(LocalRule, models.PROTECT, null=True, blank=True, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    report = models.TextField(_("laporan hasil"), max_length=10000, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opens_on", "-pk"]
        verbose_name = _("konsultasi publik")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(reported_at__isnull=True), name="one_open_consultation"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="consultation_ends_after_start",
                violation_error_message=_("Hari terakhir tidak boleh sebelum hari pertama."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="consultation_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.agreement} {self.opens_on}"

    @property
    def standing(self) -> Standing:
        """Reported, stopped with its draft, coming, open until the end of its last day, or waiting for the report."""
        today = timezone.localdate()
        if self.reported_at:
            return Standing.REPORTED
        if self.agreement.stage != Stage.DRAFTING:
            return Standing.STOPPED
        if today < self.opens_on:
            return Standing.COMING
        return Standing.OPEN if today <= self.closes_on else Standing.CLOSED

    @property
    def is_open(self) -> bool:
        """Whether citizens may say something today."""
        return self.standing == Standing.OPEN

    @property
    def days_open(self) -> int:
        """For how many whole days citizens could say something: fewer than announced if the report came early."""
        end = self.closes_on + dt.timedelta(days=1)
        if self.reported_at:
            end = min(end, timezone.localdate(self.reported_at))
        return max(0, (end - self.opens_on).days)

    @property
    def ended_early(self) -> bool:
        """Whether the report came before the last day that had been announced was over."""
        return bool(self.reported_at) and timezone.localdate(self.reported_at) <= self.closes_on


class CitizenComment(models.Model):
    """What one citizen says about the draft or one of its articles; shown once the e-mail address is confirmed.

    The address is never shown and is erased when the consultation is reported; the name only if the citizen wants it.
    The database lets nobody change or delete what a confirmed writer has said, nor put another name below it.
    """

    class Moderation(models.TextChoices):
        """Whether it is shown."""

        WAITING = "waiting", _("menunggu diperiksa")
        SHOWN = "shown", _("ditampilkan")
        HIDDEN = "hidden", _("tidak ditampilkan")

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="comments")
    article = models.ForeignKey(Article, models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.CharField(_("tentang"), max_length=250, blank=True)
    name = models.CharField(_("nama"), max_length=100)
    name_is_shown = models.BooleanField(_("tampilkan nama saya"), default=False)
    email = models.EmailField(_("surel"), blank=True)
    text = models.TextField(_("pendapat"), max_length=3000)
    sent_at = models.DateTimeField(default=timezone.now)
    token_digest = models.CharField(max_length=64, unique=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(_("pemeriksaan"), max_length=7, choices=Moderation, default=Moderation.WAITING)
    reason = models.CharField(_("alasan tidak ditampilkan"), max_length=500, blank=True)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    moderated_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("jawaban desa"), max_length=3000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["consultation", "pk"]
        verbose_name = _("pendapat warga")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(reason=""),
                name="hidden_with_reason",
                violation_error_message=_("Tulis alasan mengapa pendapat ini tidak ditampilkan."),
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="said_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.confirmed_at IS NOT NULL"),
            ),
            pgtrigger.Protect(
                name="words_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.confirmed_at IS NOT NULL AND (NEW.consultation_id, NEW.text, NEW.place, NEW.confirmed_at) "
                    "IS DISTINCT FROM (OLD.consultation_id, OLD.text, OLD.place, OLD.confirmed_at)"
                ),
            ),
            pgtrigger.Protect(
                name="writer_only_forgotten",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.confirmed_at IS NOT NULL AND "
                    "(NEW.name NOT IN ('', OLD.name) OR NEW.email NOT IN ('', OLD.email))"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def signed(self) -> str:
        """Who says it, as anybody may read it."""
        return self.name if self.name_is_shown and self.name else gettext("Warga")
