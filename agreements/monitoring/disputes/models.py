"""A dispute, its hearings, and who stands behind its outcome."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.letters.models import Letter
from agreements.record.models import Agreement, Party
from villages.organizations.models import Organization


class Level(models.TextChoices):
    """Who helps the parties to agree, from near to far (Permendagri 96/2017 on disputes)."""

    DELIBERATION = "deliberation", _("musyawarah para pihak")
    SUBDISTRICT = "subdistrict", _("camat")
    REGENCY = "regency", _("bupati/wali kota")
    PROVINCE = "province", _("gubernur")
    BEYOND = "beyond", _("kementerian atau pengadilan")


class Dispute(models.Model):
    """What one party asks of the others, until it is settled. The public sees that it exists and its public outcome."""

    class State(models.TextChoices):
        """Where it stands."""

        CLAIMED = "claimed", _("menunggu jawaban")
        DELIBERATED = "deliberated", _("dimusyawarahkan")
        FACILITATED = "facilitated", _("difasilitasi")
        TO_SIGN = "to_sign", _("berita acara menunggu tanda tangan")
        SETTLED = "settled", _("selesai")
        WITHDRAWN = "withdrawn", _("dicabut")
        REFERRED = "referred", _("diteruskan ke luar portal")

    class Effect(models.TextChoices):
        """What the outcome means for the agreement."""

        NONE = "none", _("kerja sama berlanjut seperti semula")
        ADDENDUM = "addendum", _("kerja sama berlanjut dengan adendum")
        SUSPENSION = "suspension", _("kerja sama ditunda")
        ENDING = "ending", _("kerja sama diakhiri")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="disputes")
    ordinal = models.PositiveSmallIntegerField()
    claimant = models.ForeignKey(
        Party, models.PROTECT, related_name="+", verbose_name=_("pihak yang mengajukan")
    )
    case = models.ForeignKey(BreachCase, models.PROTECT, null=True, blank=True, related_name="disputes")
    claim = models.TextField(_("pokok perselisihan"), max_length=5000)
    wish = models.TextField(_("penyelesaian yang diharapkan"), max_length=3000)
    state = models.CharField(_("keadaan"), max_length=11, choices=State, default=State.CLAIMED)
    level = models.CharField(_("tingkat"), max_length=12, choices=Level, default=Level.DELIBERATION)
    facilitator = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    """The office that facilitates; empty where the portal knows none (governor, ministry)."""
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField(default=timezone.now)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("ditunggu sampai"))
    """Until when the present state should have moved on."""
    outcome = models.TextField(_("isi kesepakatan"), max_length=10000, blank=True)
    public_outcome = models.CharField(_("hasil untuk warga"), max_length=1000, blank=True)
    effect = models.CharField(_("akibat"), max_length=10, choices=Effect, blank=True)
    minutes = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["agreement", "ordinal"]
        verbose_name = _("perselisihan")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "ordinal"], name="dispute_ordinal_once"),
            models.CheckConstraint(
                condition=~Q(state="settled") | (~Q(outcome="") & ~Q(public_outcome="") & ~Q(effect="")),
                name="settled_with_outcome",
                violation_error_message=_("Isi hasil, ringkasan untuk warga, dan akibatnya."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="dispute_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.ordinal}"


class DisputeAnswer(models.Model):
    """What another party answers to the claim."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="answers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    text = models.TextField(_("jawaban"), max_length=5000)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["dispute", "answered_at", "pk"]
        verbose_name = _("jawaban perselisihan")
        constraints = [models.UniqueConstraint(fields=["dispute", "party"], name="one_answer_per_party")]
        triggers = [pgtrigger.Protect(name="answer_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.party}: {self.text}"


class Hearing(models.Model):
    """One session: when, where, at which level, who came, what was said and agreed."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="hearings")
    level = models.CharField(_("tingkat"), max_length=12, choices=Level)
    planned_at = models.DateTimeField(_("waktu"))
    place = models.CharField(_("tempat"), max_length=200)
    invitation = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")
    attendance = models.TextField(_("yang hadir"), max_length=3000, blank=True)
    minutes = models.TextField(_("jalannya sidang"), max_length=10000, blank=True)
    agreed = models.BooleanField(_("mencapai kesepakatan"), null=True, blank=True)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["dispute", "planned_at", "pk"]
        verbose_name = _("sidang musyawarah")
        triggers = [pgtrigger.Protect(name="hearing_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.dispute} {self.planned_at:%Y-%m-%d}"


class OutcomeSignature(models.Model):
    """That a party's head or the facilitator signed the minutes of the outcome; the digest says of which text."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    """Empty for the facilitator."""
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    office = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    """SHA-256 of the PDF that was before the signer's eyes."""
    signature = models.TextField(blank=True)
    """The detached signature with the signer's certificate, base64."""
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["dispute", "signed_at", "pk"]
        verbose_name = _("tanda tangan berita acara")
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "party"], name="outcome_signed_once", nulls_distinct=False
            )
        ]
        triggers = [
            pgtrigger.Protect(name="outcome_signature_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.office})"
