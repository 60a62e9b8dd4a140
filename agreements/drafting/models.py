"""The working text: agreement types with their model articles, and a draft's articles and provisions."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.record import triggers
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import Content, Instrument, Kind, ProvisionKind

BODY_LENGTH = 20_000
"""The longest article, in characters; the longest one we know has about 6,000."""


class AgreementType(models.Model):
    """A kind of agreement that can be begun, with its model text; a draft keeps the version it began with."""

    code = models.SlugField(_("kode"), max_length=60)
    version = models.PositiveSmallIntegerField(_("versi"), default=1)
    name = models.CharField(_("nama"), max_length=200)
    summary = models.TextField(_("kapan dipakai"), max_length=1000)
    kind = models.CharField(_("jenis kerja sama"), max_length=13, choices=Kind)
    instrument = models.CharField(_("bentuk naskah"), max_length=16, choices=Instrument)
    considering = models.JSONField(_("menimbang"), default=list)
    in_view_of = models.JSONField(_("mengingat"), default=list)
    provisions = models.JSONField(_("ketentuan awal"), default=list)
    active = models.BooleanField(_("dapat dipilih"), default=True)

    class Meta:
        ordering = ["kind", "name", "-version"]
        verbose_name = _("jenis perjanjian")
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="type_version_once")]

    def __str__(self) -> str:
        return self.name


class ModelArticle(models.Model):
    """One article of a type's model text, with guidance beside it and the article of law that asks for it."""

    agreement_type = models.ForeignKey(AgreementType, models.CASCADE, related_name="articles")
    ordinal = models.PositiveSmallIntegerField(_("urutan"))
    chapter = models.CharField(_("bab"), max_length=200, blank=True)
    heading = models.CharField(_("judul pasal"), max_length=200, blank=True)
    content = models.CharField(_("isi"), max_length=18, choices=Content)
    body = models.TextField(_("teks"), max_length=BODY_LENGTH)
    guidance = models.TextField(_("petunjuk"), max_length=2000, blank=True)
    legal_basis = models.CharField(_("dasar hukum"), max_length=300, blank=True)

    class Meta:
        ordering = ["agreement_type", "ordinal"]
        verbose_name = _("pasal baku")
        constraints = [
            models.UniqueConstraint(fields=["agreement_type", "ordinal"], name="model_article_ordinal_once")
        ]

    def __str__(self) -> str:
        return self.heading or self.get_content_display()


class Draft(models.Model):
    """What an agreement's text has besides its articles: the type it began from, considerations and legal bases."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="draft")
    agreement_type = models.ForeignKey(AgreementType, models.PROTECT, related_name="drafts")
    considering = models.TextField(_("menimbang/pertimbangan"), max_length=BODY_LENGTH, blank=True)
    in_view_of = models.TextField(_("mengingat/dasar hukum"), max_length=BODY_LENGTH, blank=True)

    class Meta:
        verbose_name = _("rancangan")
        triggers = [triggers.only_while_drafting()]

    def __str__(self) -> str:
        return str(self.agreement)


class Article(models.Model):
    """One article of one agreement; its number follows from its place."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="articles")
    ordinal = models.PositiveSmallIntegerField(_("urutan"))
    chapter = models.CharField(_("bab"), max_length=200, blank=True)
    heading = models.CharField(_("judul pasal"), max_length=200, blank=True)
    content = models.CharField(_("isi"), max_length=18, choices=Content, default=Content.OTHER)
    body = models.TextField(_("teks"), max_length=BODY_LENGTH, blank=True)
    guidance = models.TextField(_("petunjuk"), max_length=2000, blank=True, editable=False)
    legal_basis = models.CharField(_("dasar hukum"), max_length=300, blank=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["agreement", "ordinal"]
        verbose_name = _("pasal")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "ordinal"],
                name="article_ordinal_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]
        triggers = [triggers.only_while_drafting()]

    def __str__(self) -> str:
        return f"Pasal {self.ordinal}"


class Provision(models.Model):
    """One right, obligation, limitation or sanction of one party: one line of the agreement, kept as data."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="provisions")
    party = models.ForeignKey(Party, models.PROTECT, related_name="provisions", verbose_name=_("pihak"))
    ordinal = models.PositiveSmallIntegerField(_("urutan"))
    kind = models.CharField(_("jenis"), max_length=10, choices=ProvisionKind)
    text = models.TextField(_("isi"), max_length=2000)
    due_on = models.DateField(_("paling lambat"), null=True, blank=True)
    amount = models.BigIntegerField(
        _("jumlah (rupiah)"), null=True, blank=True, validators=[MinValueValidator(0)]
    )

    class Meta:
        ordering = ["agreement", "party", "ordinal", "pk"]
        verbose_name = _("ketentuan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
                name="amount_not_negative",
                violation_error_message=_("Jumlah tidak boleh negatif."),
            )
        ]
        triggers = [triggers.only_while_drafting()]

    def __str__(self) -> str:
        return self.text
