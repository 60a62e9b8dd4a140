"""What is signed, by whom, and what came of it: the frozen document, its places, its signatures, its file in time."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.codes import random_code
from agreements.record.models import Agreement, Party
from agreements.record.triggers import tells_of_change
from agreements.record.vocabulary import Capacity, SigningMethod
from agreements.signing.certificates.models import Certificate
from villages.organizations.models import Organization
from villages.people.models import Delegation

_EVIDENCE = pgtrigger.Protect(name="evidence_stays", operation=pgtrigger.Delete)


def new_verification_code() -> str:
    """A code that is read aloud and typed: three groups of four (60 bits)."""
    return "-".join(random_code(4) for _i in range(3))


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
    witnesses_needed = models.PositiveSmallIntegerField(_("saksi yang harus menandatangani"), default=0)
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
            tells_of_change(),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} v{self.version}"


class Signer(models.Model):
    """One place for a signature in a frozen document: who signs here, as what, in which turn.

    The places of one `group` are open together; a group opens when the one before is complete.
    """

    document = models.ForeignKey(FrozenDocument, models.PROTECT, related_name="signers")
    ordinal = models.PositiveSmallIntegerField(_("urutan"))
    key = models.CharField(_("kunci"), max_length=12)
    capacity = models.CharField(_("sebagai"), max_length=13, choices=Capacity, default=Capacity.PARTY)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="signers")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="signers")
    name = models.CharField(_("nama"), max_length=150)
    office = models.CharField(_("jabatan"), max_length=300, blank=True)
    basis = models.CharField(_("dasar kewenangan"), max_length=600, blank=True)
    acting = models.BooleanField(_("atas pelimpahan"), default=False)
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, related_name="+")
    group = models.PositiveSmallIntegerField(_("kelompok"), default=1)
    method = models.CharField(_("cara"), max_length=5, choices=SigningMethod, default=SigningMethod.LOCAL)
    is_open = models.BooleanField(_("gilirannya"), default=False)

    class Meta:
        ordering = ["document", "ordinal"]
        verbose_name = _("tempat tanda tangan")
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="signer_key_once"),
            models.UniqueConstraint(fields=["document", "ordinal"], name="signer_ordinal_once"),
        ]
        triggers = [
            _EVIDENCE,
            pgtrigger.Protect(
                name="signer_stays",
                operation=pgtrigger.UpdateOf(
                    "document_id", "key", "capacity", "party_id", "person_id", "name", "office", "group"
                ),
            ),
            tells_of_change(
                "(SELECT agreement_id FROM agreements_frozendocument WHERE id = changed.document_id)"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.office}" if self.office else self.name

    @property
    def field(self) -> str:
        """The signature field of this place in the PDF."""
        return f"ttd-{self.key}"


class Signature(models.Model):
    """One signature on the frozen document, with the file as it was right afterwards.

    From a file alone a cut-back to an earlier signature still validates, so digest, size and count are kept here.
    A signature in ink leaves the file as it was and points to the scan that shows it.
    """

    document = models.ForeignKey(FrozenDocument, models.PROTECT, related_name="signatures")
    signer = models.OneToOneField(Signer, models.PROTECT, related_name="signature")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="signatures")
    method = models.CharField(_("cara"), max_length=5, choices=SigningMethod, default=SigningMethod.LOCAL)
    level = models.CharField(_("tingkat PAdES"), max_length=5, default="B-LT", blank=True)
    certificate = models.ForeignKey(Certificate, models.PROTECT, null=True, related_name="signatures")
    provider = models.JSONField(_("keterangan penyelenggara"), default=dict, blank=True)
    paper_copy = models.ForeignKey("agreements.PaperCopy", models.PROTECT, null=True, related_name="+")
    assistance = models.ForeignKey("agreements.Assistance", models.PROTECT, null=True, related_name="+")
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, related_name="+")
    ordinal = models.PositiveSmallIntegerField(_("urutan tanda tangan"))
    name = models.CharField(_("nama"), max_length=150)
    office = models.CharField(_("jabatan"), max_length=300, blank=True)
    basis = models.CharField(_("dasar kewenangan"), max_length=600, blank=True)
    acting = models.BooleanField(_("atas pelimpahan"), default=False)
    signed_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["document", "ordinal"]
        verbose_name = _("tanda tangan")
        constraints = [models.UniqueConstraint(fields=["document", "ordinal"], name="signature_ordinal_once")]
        triggers = [pgtrigger.Protect(name="signature_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.name}, {self.office}"


class Revision(models.Model):
    """The document's file at one moment: whatever the portal ever handed out is known by digest, size and count."""

    class Kind(models.TextChoices):
        """What the file gained."""

        BASE = "base", _("dokumen yang akan ditandatangani")
        SIGNATURE = "signature", _("tanda tangan")
        EVIDENCE = "evidence", _("bukti waktu dan pencabutan")
        ARCHIVE = "archive", _("cap waktu arsip")

    document = models.ForeignKey(FrozenDocument, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("urutan"))
    kind = models.CharField(_("jenis"), max_length=9, choices=Kind)
    signatures = models.PositiveSmallIntegerField(_("jumlah tanda tangan elektronik"), default=0)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    time_source = models.CharField(_("sumber waktu"), max_length=120, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["document", "number"]
        verbose_name = _("keadaan berkas")
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="revision_number_once")]
        triggers = [pgtrigger.Protect(name="revision_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.document} {self.number} {self.kind}"
