"""The offices' look at a draft: rounds, the steps of each office, remarks on a place and what was answered."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.drafting.models import Article, Provision
from agreements.drafting.versions.models import Version
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from agreements.record.triggers import tells_of_change
from villages.organizations.models import Office, Organization


class Outcome(models.TextChoices):
    """How a round ended."""

    APPROVED = "approved", _("disetujui")
    RETURNED = "returned", _("dikembalikan")
    REJECTED = "rejected", _("ditolak")
    TAKEN_BACK = "taken_back", _("ditarik kembali oleh para pihak")


class Round(models.Model):
    """One submission to the district, with the text as it was submitted; one round is open at a time.

    `office` leads it (the DPMD); `version` is what was submitted, `current` what it became by answers to remarks.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("putaran"))
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="rounds", verbose_name=_("kantor peninjau")
    )
    version = models.ForeignKey(
        Version, models.PROTECT, related_name="rounds", verbose_name=_("naskah yang diajukan")
    )
    current = models.ForeignKey(
        Version,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("naskah sesudah jawaban"),
    )
    route = models.JSONField(_("alur"), default=list, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(_("hasil"), max_length=10, choices=Outcome, blank=True)
    opinion = models.TextField(_("pendapat"), max_length=5000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

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
            tells_of_change(),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} #{self.number}"

    @property
    def latest(self) -> Version:
        """The version that a decision is about now."""
        return self.current or self.version

    @property
    def content(self) -> dict[str, Any]:
        """The text as the offices have it before them."""
        return self.latest.content


class Effect(models.TextChoices):
    """What a step's decision does."""

    BLOCKING = "blocking", _("mengikat")
    ADVISORY = "advisory", _("memberi pertimbangan")


class Decision(models.TextChoices):
    """What an office said at its step."""

    APPROVED = "approved", _("setuju")
    APPROVED_REMARKS = "approved_remarks", _("setuju dengan catatan")
    OBJECTED = "objected", _("keberatan")
    RETURNED = "returned", _("dikembalikan")
    REJECTED = "rejected", _("ditolak")
    LAPSED = "lapsed", _("tidak memberi pendapat sampai tenggat")
    CLOSED = "closed", _("tidak diperlukan lagi")


CLEARED = (Decision.APPROVED, Decision.APPROVED_REMARKS)
"""Decisions by which a blocking step lets the text go on."""


class Step(models.Model):
    """What one office is asked in one round; made when the round opens, so that editing a rule changes no round.

    Steps of the same `ordinal` go side by side; the next ones open when these are settled (`review.steps`). A decision
    stays for ever: when the text changes by an answer after it, a new row of the same `key` and office asks again.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="steps")
    ordinal = models.PositiveSmallIntegerField(_("urutan"))
    key = models.CharField(_("langkah"), max_length=40)
    office = models.ForeignKey(Office, models.PROTECT, related_name="review_steps", verbose_name=_("kantor"))
    effect = models.CharField(_("sifat"), max_length=8, choices=Effect)
    days = models.PositiveSmallIntegerField(_("tenggat (hari kerja)"))
    rule = models.ForeignKey(LocalRule, models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.CharField(_("dasar hukum"), max_length=300, blank=True)
    because = models.CharField(_("sebab"), max_length=500, blank=True)
    again = models.BooleanField(_("ditanya kembali"), default=False)
    opened_on = models.DateField(_("dibuka"), null=True, blank=True)
    due_on = models.DateField(_("tenggat"), null=True, blank=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="held_steps",
        verbose_name=_("pemegang"),
    )
    held_since = models.DateTimeField(null=True, blank=True)
    escalate_to = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    escalated_on = models.DateField(_("diteruskan"), null=True, blank=True)
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(_("keputusan"), max_length=16, choices=Decision, blank=True)
    opinion = models.TextField(_("pendapat"), max_length=5000, blank=True)
    ground = models.CharField(_("dasar hukum keputusan"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "ordinal", "pk"]
        verbose_name = _("langkah peninjauan")
        indexes = [
            models.Index(
                fields=["office", "due_on", "id"],
                name="step_waiting",
                condition=Q(decision="", opened_on__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "key", "office"],
                condition=Q(decision=""),
                name="office_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.REJECTED) | (~Q(opinion="") & ~Q(ground="")),
                name="rejected_with_reason_and_law",
                violation_error_message=_("Penolakan harus beralasan dan menyebut dasar hukumnya."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="step_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="decided_step_stays",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__decision=""),
            ),
            tells_of_change("(SELECT agreement_id FROM agreements_round WHERE id = changed.round_id)"),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.key}"

    @property
    def is_open(self) -> bool:
        """Whether the office is asked now."""
        return not self.decision and self.opened_on is not None


class Check(models.Model):
    """One question of an office's checklist, copied from the rule when the step was made, and its answer."""

    class Answer(models.TextChoices):
        """What the officer found."""

        YES = "yes", _("ya")
        NO = "no", _("tidak")
        NOT_ASKED = "na", _("tidak berlaku")

    step = models.ForeignKey(Step, models.PROTECT, related_name="checks")
    ordinal = models.PositiveSmallIntegerField()
    text = models.CharField(_("pertanyaan"), max_length=300)
    answer = models.CharField(_("jawaban"), max_length=3, choices=Answer, blank=True)
    note = models.CharField(_("keterangan"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["step", "ordinal"]
        verbose_name = _("butir daftar periksa")
        constraints = [models.UniqueConstraint(fields=["step", "ordinal"], name="check_once")]

    def __str__(self) -> str:
        return self.text


class Weight(models.TextChoices):
    """How much a remark asks."""

    MUST = "must", _("wajib diubah")
    SUGGESTION = "suggestion", _("saran")
    QUESTION = "question", _("pertanyaan")


class Remark(models.Model):
    """One thing an office says about the whole text, an article, a provision or a particular (`detail`).

    An unresolved one unlocks just its place for the parties while the round is open. `place` is how the place was
    called when the remark was written; `proposal` the wording that the officer proposes for it.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="remarks")
    step = models.ForeignKey(Step, models.PROTECT, null=True, blank=True, related_name="remarks")
    article = models.ForeignKey(Article, models.SET_NULL, null=True, blank=True, related_name="remarks")
    provision = models.ForeignKey(Provision, models.SET_NULL, null=True, blank=True, related_name="remarks")
    detail = models.CharField(_("keterangan perjanjian"), max_length=40, blank=True)
    place = models.CharField(_("tempat"), max_length=250, blank=True)
    weight = models.CharField(_("sifat"), max_length=10, choices=Weight, default=Weight.MUST)
    text = models.TextField(_("catatan"), max_length=5000)
    proposal = models.TextField(_("usul rumusan"), max_length=20000, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(_("dijawab"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["round", "pk"]
        verbose_name = _("catatan peninjau")
        triggers = [
            tells_of_change("(SELECT agreement_id FROM agreements_round WHERE id = changed.round_id)")
        ]

    def __str__(self) -> str:
        return self.text


class Reply(models.Model):
    """One message below a remark; a party's answer may carry what it changed in that place (`old` -> `new`)."""

    remark = models.ForeignKey(Remark, models.PROTECT, related_name="replies")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    text = models.TextField(_("jawaban"), max_length=5000, blank=True)
    old = models.TextField(_("semula"), blank=True)
    new = models.TextField(_("menjadi"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["remark", "pk"]
        verbose_name = _("jawaban catatan")
        triggers = [pgtrigger.Protect(name="reply_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.text
