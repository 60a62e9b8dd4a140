"""What an agreement is at every stage: the agreement, its parties, attachments, journal and numbers."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxLengthValidator, MinLengthValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record import triggers
from agreements.record.codes import new_ref
from agreements.record.stages import Stage
from agreements.record.vocabulary import INSTRUMENT_OF, Field, Form, Instrument, Kind, Purpose, Topic
from villages.organizations.models import Organization


class AgreementManager(models.Manager):
    """Leaves the search vector in the database: nobody reads it, and it is long."""

    def get_queryset(self) -> models.QuerySet:
        """All agreements; views begin from `record.access.visible_to` instead."""
        return super().get_queryset().defer("search")


class Agreement(models.Model):
    """A cooperation agreement from its first draft to its end; only `record.crossing` moves its stage."""

    ref = models.CharField(_("rujukan"), max_length=8, unique=True, default=new_ref, editable=False)
    kind = models.CharField(_("jenis kerja sama"), max_length=13, choices=Kind)
    instrument = models.CharField(_("bentuk naskah"), max_length=16, choices=Instrument)
    form = models.CharField(_("sifat kerja sama"), max_length=13, choices=Form, default=Form.FORMAL)
    title = models.CharField(_("judul"), max_length=250, validators=[MinLengthValidator(10)])
    summary = models.TextField(
        _("ringkasan untuk warga"), max_length=2000, validators=[MaxLengthValidator(2000)]
    )
    field = models.CharField(_("bidang"), max_length=12, choices=Field)
    purpose = models.CharField(_("tujuan kerja sama antar-Desa"), max_length=10, choices=Purpose, blank=True)
    topic = models.CharField(_("topik"), max_length=16, choices=Topic)
    place = models.CharField(_("tempat penandatanganan"), max_length=80)
    starts_on = models.DateField(_("mulai berlaku"))
    ends_on = models.DateField(_("berakhir"))
    value = models.BigIntegerField(
        _("nilai (rupiah)"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    burdens_community_or_assets = models.BooleanField(_("membebani masyarakat atau aset desa"), default=False)
    signed_elsewhere = models.BooleanField(_("ditandatangani di luar portal"), default=False, editable=False)
    stage = models.CharField(_("tahap"), max_length=12, choices=Stage, default=Stage.DRAFTING, editable=False)
    stage_since = models.DateTimeField(_("tahap sejak"), default=timezone.now, editable=False)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="descendants",
        verbose_name=_("perjanjian induk"),
    )
    initiator = models.ForeignKey(
        Organization, models.PROTECT, related_name="initiated", verbose_name=_("pemrakarsa"), editable=False
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(_("dibuat pada"), default=timezone.now, editable=False)
    edition = models.PositiveIntegerField(_("edisi naskah"), default=1, editable=False)
    journal_length = models.PositiveIntegerField(default=0, editable=False)
    journal_hash = models.CharField(max_length=64, blank=True, editable=False)
    organizations = models.ManyToManyField(Organization, through="Party", related_name="agreements")
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="indonesian")
        + SearchVector("summary", weight="B", config="indonesian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = AgreementManager()

    _parties: "list[Party]"  # read once by `record.access.parties_of`

    class Meta:
        ordering = ["-stage_since", "-pk"]
        verbose_name = _("kerja sama")
        indexes = [
            GinIndex(fields=["search"], name="agreement_search"),
            models.Index(fields=["stage", "-stage_since", "-id"], name="agreement_by_stage"),
            models.Index(fields=["-stage_since", "-id"], name="agreement_newest"),
            models.Index(
                fields=["ends_on", "id"], name="agreement_ending", condition=Q(stage=Stage.IN_FORCE)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="ends_after_start",
                violation_error_message=_("Tanggal berakhir tidak boleh sebelum tanggal mulai berlaku."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="value_not_negative",
                violation_error_message=_("Nilai tidak boleh negatif."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.INTER_VILLAGE, instrument=Instrument.CONTRACT)
                & ~Q(kind=Kind.THIRD_PARTY, instrument=Instrument.JOINT_REGULATION),
                name="instrument_fits_kind",
                violation_error_message=_("Bentuk naskah tidak sesuai dengan jenis kerja sama."),
            ),
            models.CheckConstraint(
                condition=~Q(instrument=Instrument.ADDENDUM) | Q(parent__isnull=False),
                name="addendum_has_parent",
                violation_error_message=_("Addendum harus mengubah perjanjian yang sudah ada."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            triggers.stage_only_through_crossing(),
            triggers.frozen_agreement(),
            triggers.tells_of_change("changed.id"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        """Let the instrument follow the kind (PP 43/2014 art. 143)."""
        self.instrument = self.instrument or INSTRUMENT_OF[Kind(self.kind)]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The page that citizens read, once published."""
        return reverse("agreements:agreement", args=[self.ref])

    @property
    def desk_url(self) -> str:
        """The working page for those who take part."""
        return reverse("agreements:desk-agreement", args=[self.ref])

    @property
    def topic_label(self) -> str:
        """The topic in words."""
        return self.get_topic_display()


class Party(models.Model):
    """An organization that takes part, with its ordinal: PIHAK KESATU, KEDUA, …."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="parties", verbose_name=_("organisasi")
    )
    ordinal = models.PositiveSmallIntegerField(_("urutan"), validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["agreement", "ordinal"]
        verbose_name = _("pihak")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organization"],
                name="party_once",
                violation_error_message=_("Organisasi ini sudah menjadi pihak."),
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["agreement", "ordinal"], name="ordinal_once", deferrable=models.Deferrable.DEFERRED
            ),
        ]
        triggers = [triggers.only_while_drafting(), triggers.tells_of_change()]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.organization}"


class Attachment(models.Model):
    """A file that belongs to an agreement, kept under its own digest and never under the name it came with."""

    class Kind(models.TextChoices):
        """What the file is."""

        COUNCIL_DECISION = "council_decision", _("Keputusan BPD")
        MINUTES = "minutes", _("Berita acara musyawarah")
        TERMS_OF_REFERENCE = "terms_of_reference", _("Kerangka Acuan Kerja")
        SIGNED_SCAN = "signed_scan", _("Pindaian naskah bertanda tangan")
        OTHER = "other", _("Dokumen lain")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="attachments")
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind)
    title = models.CharField(_("judul"), max_length=200)
    file = models.FileField(_("berkas"), upload_to="attachments/")
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("lampiran")
        triggers = [triggers.only_while_drafting()]

    def __str__(self) -> str:
        return self.title


class JournalEntry(models.Model):
    """One thing that happened, never changed afterwards; its hash covers the hash of the entry before.

    Codes, not sentences, are stored; `record.journal` makes the sentences when they are shown.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="journal")
    serial = models.PositiveIntegerField()
    at = models.DateTimeField()
    code = models.CharField(max_length=20)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["agreement", "serial"]
        verbose_name = _("catatan riwayat")
        constraints = [models.UniqueConstraint(fields=["agreement", "serial"], name="journal_serial_once")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            triggers.no_truncate(),
            triggers.tells_of_change(),
        ]

    def __str__(self) -> str:
        return f"{self.serial} {self.code}"


class RegisterEntry(models.Model):
    """A number from an organization's register: serials restart yearly, are never reused and never skipped."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="register")
    instrument = models.CharField(max_length=16, choices=Instrument)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(_("nomor"), max_length=120)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="numbers")
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["organization", "instrument", "year", "serial"]
        verbose_name = _("nomor register")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "instrument", "year", "serial"], name="serial_once"
            ),
            models.UniqueConstraint(fields=["organization", "agreement"], name="one_number_per_party"),
        ]
        triggers = [pgtrigger.Protect(name="number_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.number
