"""What of a public agreement the public does not get, with the reason; and the copy that is made without it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement
from agreements.signing.models import FrozenDocument


class Ground(models.TextChoices):
    """Why information may be kept from the public (UU 14/2008 art. 17, letters a to j)."""

    LAW_ENFORCEMENT = "a", _("dapat menghambat proses penegakan hukum")
    TRADE_SECRET = "b", _("mengganggu hak kekayaan intelektual dan persaingan usaha yang sehat")
    DEFENCE = "c", _("membahayakan pertahanan dan keamanan negara")
    NATURAL_RESOURCES = "d", _("mengungkapkan kekayaan alam Indonesia")
    ECONOMY = "e", _("merugikan ketahanan ekonomi nasional")
    FOREIGN_RELATIONS = "f", _("merugikan kepentingan hubungan luar negeri")
    AUTHENTIC_DEED = "g", _("mengungkapkan isi akta otentik yang bersifat pribadi atau wasiat")
    PERSONAL = "h", _("mengungkapkan rahasia pribadi")
    MEMORANDUM = "i", _("memorandum atau surat antarbadan publik yang dirahasiakan")
    BY_LAW = "j", _("tidak boleh diungkapkan berdasarkan undang-undang")


class Exclusion(models.Model):
    """One article of one agreement that the public does not read, why, and who decided it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="exclusions")
    article = models.PositiveSmallIntegerField(_("nomor pasal"))
    ground = models.CharField(_("dasar"), max_length=1, choices=Ground)
    reason = models.TextField(_("alasan"), max_length=1000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["agreement", "article"]
        verbose_name = _("bagian yang dikecualikan")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "article"],
                name="excluded_once",
                violation_error_message=_("Pasal ini sudah dikecualikan."),
            )
        ]

    def __str__(self) -> str:
        return f"Pasal {self.article}"


class PublicCopy(models.Model):
    """The PDF that the public gets instead of the signed one, where that one holds what must be covered."""

    class State(models.TextChoices):
        """How far the copy is."""

        QUEUED = "queued", _("menunggu dibuat")
        READY = "ready", _("siap")
        FAILED = "failed", _("gagal dibuat")

    document = models.OneToOneField(FrozenDocument, models.PROTECT, related_name="public_copy")
    state = models.CharField(max_length=6, choices=State, default=State.QUEUED)
    content_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the covered text that it shows; another one means that it is made anew."""
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["document"]
        verbose_name = _("salinan untuk umum")

    def __str__(self) -> str:
        return str(self.document)
