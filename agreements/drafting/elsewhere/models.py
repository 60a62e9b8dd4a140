"""What the portal keeps of an agreement that was signed elsewhere, and of the registers from which many are read."""

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record import triggers
from agreements.record.models import Agreement
from villages.organizations.models import Organization
from villages.regions.models import Regency


class Manner(models.TextChoices):
    """How the agreement was signed."""

    PAPER = "paper", _("di atas kertas")
    ELECTRONIC = "electronic", _("secara elektronik di luar portal")


class JobState(models.TextChoices):
    """How far the reading of a register is."""

    MAPPING = "mapping", _("menunggu pencocokan kolom")
    CHECKING = "checking", _("sedang diperiksa")
    CHECKED = "checked", _("sudah diperiksa, belum dicatat")
    WRITING = "writing", _("sedang dicatat")
    DONE = "done", _("selesai dicatat")
    FAILED = "failed", _("tidak dapat dibaca")
    CANCELLED = "cancelled", _("dibatalkan")


def register_path(job: "ImportJob", filename: str) -> str:
    """Where a register waits to be read: under a random name, never under the one it came with."""
    return f"registers/{secrets.token_hex(16)}"


class ImportJob(models.Model):
    """One old register in a file, read row by row; nothing becomes an agreement before its owner confirms.

    `mapping` names for every column of the file what it holds ("" for nothing), `defaults` what stands where the
    register says nothing, `notices` what the reading decided by itself (in words).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("atas nama")
    )
    regency = models.ForeignKey(Regency, models.PROTECT, related_name="+", verbose_name=_("kabupaten/kota"))
    name = models.CharField(_("nama berkas"), max_length=120)
    file = models.FileField(_("berkas"), upload_to=register_path)
    state = models.CharField(_("keadaan"), max_length=9, choices=JobState, default=JobState.MAPPING)
    columns = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    defaults = models.JSONField(default=dict)
    notices = models.JSONField(default=list)
    problem = models.TextField(_("mengapa tidak dapat dibaca"), blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("impor register")

    def __str__(self) -> str:
        return self.name


class RowState(models.TextChoices):
    """What is to become of a row."""

    READY = "ready", _("siap dicatat")
    DUPLICATE = "duplicate", _("mungkin sudah tercatat")
    PROBLEM = "problem", _("perlu diperbaiki")
    WRITTEN = "written", _("sudah dicatat")


class ImportRow(models.Model):
    """One row of a register: as it stood there, as it was understood, and what is wrong with it.

    `problems` are pairs of what the row should say and the sentence; `alike` are mappings with the reference of an
    agreement (or the number of an earlier row) that seems to be the same.
    """

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("baris"))
    state = models.CharField(_("keadaan"), max_length=9, choices=RowState)
    kept = models.BooleanField(_("tetap catat"), default=False)
    raw = models.JSONField(default=list)
    said: "models.JSONField[Any, Any]" = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    alike = models.JSONField(default=list)
    agreement = models.OneToOneField(
        Agreement, models.PROTECT, null=True, blank=True, related_name="imported_from"
    )

    class Meta:
        ordering = ["job", "number"]
        verbose_name = _("baris register")
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["job", "state", "number"], name="import_row_by_state")]

    def __str__(self) -> str:
        return f"{self.job} {self.number}"


class ElsewhereRecord(models.Model):
    """When and how an agreement was signed outside the portal, and on whose behalf it was brought here."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="elsewhere")
    signed_on = models.DateField(_("ditandatangani pada"))
    manner = models.CharField(_("cara penandatanganan"), max_length=10, choices=Manner, default=Manner.PAPER)
    note = models.TextField(_("keterangan"), max_length=1000, blank=True)
    brought_for = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("dicatat atas nama")
    )

    class Meta:
        ordering = ["agreement"]
        verbose_name = _("catatan perjanjian di luar portal")
        triggers = [triggers.only_while_drafting(), triggers.tells_of_change()]

    def __str__(self) -> str:
        return str(self.agreement)


class ElsewhereNumber(models.Model):
    """The number that an agreement bears in one party's register, as it is printed there."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="elsewhere_numbers")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    number = models.CharField(_("nomor"), max_length=120)
    normal = models.CharField(max_length=120, editable=False)

    class Meta:
        ordering = ["agreement", "pk"]
        verbose_name = _("nomor di luar portal")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organization"], name="elsewhere_number_once")
        ]
        indexes = [models.Index(fields=["normal", "organization"], name="elsewhere_number_normal")]
        triggers = [triggers.only_while_drafting()]

    def __str__(self) -> str:
        return self.number
