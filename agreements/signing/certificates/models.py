"""Who a person is, as the district has checked it, and the certificate with its sealed key that follows."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.triggers import tells_of_change
from villages.organizations.models import Organization

_EVIDENCE = pgtrigger.Protect(name="evidence_stays", operation=pgtrigger.Delete)


class Enrolment(models.Model):
    """The district's check that a person is who they say: who checked, when and how (UU ITE art. 11: identified).

    No number of an identity card is kept, only which document was shown.
    """

    class State(models.TextChoices):
        """How far the check is."""

        ASKED = "asked", _("menunggu pemeriksaan")
        CHECKED = "checked", _("identitas cocok")
        REFUSED = "refused", _("ditolak")

    class Way(models.TextChoices):
        """How the identity was checked."""

        IN_PERSON = "in_person", _("Bertemu langsung")
        VIDEO = "video", _("Panggilan video")
        DECREE = "decree", _("Dikenal petugas, dicocokkan dengan surat keputusan")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="enrolments")
    state = models.CharField(_("keadaan"), max_length=7, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    way = models.CharField(_("cara pemeriksaan"), max_length=9, choices=Way, blank=True)
    shown = models.CharField(_("dokumen yang diperlihatkan"), max_length=120, blank=True)
    note = models.CharField(_("catatan"), max_length=400, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("pemeriksaan identitas")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organization"], condition=Q(state="asked"), name="one_open_enrolment"
            ),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="enrolment_decided_by_somebody",
            ),
        ]
        triggers = [_EVIDENCE, tells_of_change("-changed.organization_id")]

    def __str__(self) -> str:
        return f"{self.person} – {self.organization}"


class Certificate(models.Model):
    """A signatory's certificate from the portal's own authority, its private key sealed under their passphrase.

    The signature is *uncertified* in the sense of UU ITE and PP 71/2019: the portal is no licensed provider (PSrE).
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="certificates")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="certificates")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, null=True, related_name="certificates")
    office = models.CharField(_("jabatan"), max_length=300)
    serial = models.CharField(_("nomor seri"), max_length=64, unique=True)
    pem = models.TextField(_("sertifikat"))
    fingerprint = models.CharField(_("sidik jari SHA-256"), max_length=64, unique=True)
    sealed_key = models.TextField(_("kunci tersegel"))
    sealed_at = models.DateTimeField(_("frasa sandi ditetapkan"), default=timezone.now)
    issued_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revocation_reason = models.CharField(max_length=200, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Reason(models.TextChoices):
        """Why a certificate was revoked; a district writes its own words instead."""

        SUPERSEDED = "superseded", _("diganti sertifikat baru")
        LOST = "lost", _("frasa sandi lupa atau hilang")
        KNOWN = "known", _("frasa sandi mungkin diketahui orang lain")
        LEFT = "left", _("tidak menjabat lagi")
        MANDATE_ENDED = "mandate_ended", _("masa jabatan berakhir")

    class Meta:
        ordering = ["person", "-issued_at", "-pk"]
        verbose_name = _("sertifikat")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organization"],
                condition=Q(revoked_at__isnull=True),
                name="one_living_certificate",
            )
        ]
        triggers = [_EVIDENCE, tells_of_change("-changed.organization_id")]

    def __str__(self) -> str:
        return f"{self.person} {self.serial}"

    @property
    def why_revoked(self) -> str:
        """The reason in words: of the list, or as the district wrote it."""
        known = {code: str(label) for code, label in self.Reason.choices}
        return known.get(self.revocation_reason, self.revocation_reason)


class PassphraseTries(models.Model):
    """How often one person, or somebody at one network address, has typed a wrong passphrase of late.

    A row of the database and not of the cache: the count is exact between processes and nothing pushes it out.
    """

    key = models.CharField(_("siapa"), max_length=80, unique=True)
    wrong = models.PositiveSmallIntegerField(_("salah"), default=0)
    since = models.DateTimeField(_("sejak"), default=timezone.now)
    blocked_until = models.DateTimeField(_("ditangguhkan sampai"), null=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("percobaan frasa sandi")

    def __str__(self) -> str:
        return f"{self.key}: {self.wrong}"
