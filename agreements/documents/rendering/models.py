"""A text that is to become a PDF, is becoming one, or has become one: kept by the digest of what goes in."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Rendering(models.Model):
    """One PDF by its inputs: the same text asked for twice is laid out once."""

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", _("menunggu giliran")
        RUNNING = "running", _("sedang disusun")
        READY = "ready", _("siap")
        FAILED = "failed", _("gagal")

    key = models.CharField(_("SHA-256 masukan"), max_length=64, unique=True)
    content = models.TextField(_("naskah kanonik (JSON)"))
    draft = models.BooleanField(_("rancangan"), default=False)
    state = models.CharField(_("keadaan"), max_length=7, choices=State, default=State.QUEUED)
    step = models.PositiveSmallIntegerField(_("langkah"), default=0)
    place = models.CharField(_("tempat masalah"), max_length=200, blank=True)
    problem = models.TextField(_("masalah"), blank=True)
    sha256 = models.CharField(_("SHA-256 berkas"), max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(_("halaman"), default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("penyusunan PDF")

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.state}"
