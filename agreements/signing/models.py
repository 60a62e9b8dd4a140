"""What is signed and with what: certificates with their sealed keys, the frozen document and its signatures."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.codes import random_code
from agreements.record.models import Agreement, Party
from villages.organizations.models import Organization

_EVIDENCE = pgtrigger.Protect(name="evidence_stays", operation=pgtrigger.Delete)


def new_verification_code() -> str:
    """A code that is read aloud and typed: three groups of four (60 bits)."""
    return "-".join(random_code(4) for _i in range(3))


class Certificate(models.Model):
    """A signatory's certificate from the portal's own authority, its private key sealed under their passphrase.

    The signature is *uncertified* in the sense of UU ITE and PP 71/2019: the portal is no licensed provider (PSrE).
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="certificates")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="certificates")
    office = models.CharField(_("jabatan"), max_length=300)
    serial = models.CharField(_("nomor seri"), max_length=64, unique=True)
    pem = models.TextField(_("sertifikat"))
    fingerprint = models.CharField(_("sidik jari SHA-256"), max_length=64, unique=True)
    sealed_key = models.TextField(_("kunci tersegel"))
    issued_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revocation_reason = models.CharField(max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

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
        triggers = [_EVIDENCE]

    def __str__(self) -> str:
        return f"{self.person} {self.serial}"


class FrozenDocument(models.Model):
    """The text as approved: canonical JSON, its digest, and the PDF made from it; a new approval makes a new one."""

    class State(models.TextChoices):
        """How far the PDF is."""

        QUEUED = "queued", _("menunggu disiapkan")
        READY = "ready", _("siap ditandatangani")
        FAILED = "failed", _("gagal disiapkan")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="documents")
    version = models.PositiveSmallIntegerField(_("versi"))
    verification_code = models.CharField(
        _("kode verifikasi"), max_length=14, unique=True, default=new_verification_code
    )
    content = models.TextField(_("naskah kanonik (JSON)"))
    content_digest = models.CharField(_("SHA-256 naskah"), max_length=64)
    state = models.CharField(_("keadaan"), max_length=6, choices=State, default=State.QUEUED)
    problem = models.TextField(_("masalah"), blank=True)
    sha256 = models.CharField(_("SHA-256 berkas"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("ukuran berkas"), default=0)
    base_sha256 = models.CharField(_("SHA-256 berkas sebelum ditandatangani"), max_length=64, blank=True)
    named = models.JSONField(_("penanda tangan yang disebut"), default=dict)
    frozen_at = models.DateTimeField(default=timezone.now)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True)
    void_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["agreement", "version"]
        verbose_name = _("naskah beku")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "version"], name="frozen_version_once"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(voided_at__isnull=True), name="one_living_document"
            ),
        ]
        triggers = [
            _EVIDENCE,
            pgtrigger.Protect(
                name="frozen_content_stays",
                operation=pgtrigger.UpdateOf(
                    "content", "content_digest", "verification_code", "version", "agreement_id"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} v{self.version}"


class Signature(models.Model):
    """One party's signature on the frozen document, with the file as it was right afterwards.

    From a file alone a cut-back to an earlier signature still validates, so digest, size and count are kept here.
    """

    document = models.ForeignKey(FrozenDocument, models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="signatures")
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="signatures")
    ordinal = models.PositiveSmallIntegerField(_("urutan tanda tangan"))
    name = models.CharField(_("nama"), max_length=150)
    office = models.CharField(_("jabatan"), max_length=300)
    basis = models.CharField(_("dasar kewenangan"), max_length=600)
    acting = models.BooleanField(_("atas pelimpahan"), default=False)
    signed_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["document", "ordinal"]
        verbose_name = _("tanda tangan")
        constraints = [
            models.UniqueConstraint(fields=["document", "party"], name="one_signature_per_party"),
            models.UniqueConstraint(fields=["document", "ordinal"], name="signature_ordinal_once"),
        ]
        triggers = [pgtrigger.Protect(name="signature_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.name}, {self.office}"
