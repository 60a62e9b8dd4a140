"""Agreement types as data: what may be begun, with model articles, guidance and the law that asks for each."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.record.vocabulary import MANDATORY, Content, Form, Instrument, Kind
from villages.regions.models import Regency

BODY_LENGTH = 20_000
"""The longest article, in characters; the longest one we know has about 6,000."""


def mandatory_contents() -> list[str]:
    """The eight contents of the law, for a type that says nothing else."""
    return [content.value for content in MANDATORY]


class AgreementType(models.Model):
    """A kind of agreement that can be begun, with its model text; a draft keeps the version it began with.

    No regency means the portal's own text; a regency's row of the same code stands in its place there. A version is
    written while `published_at` is empty and never changes afterwards. `required_contents` are codes of `Content`,
    `required_attachments` of `Attachment.Kind`, `required_deliberations` of `DeliberationKind`; `provisions` are rows
    as `types.seeding` documents them.
    """

    code = models.SlugField(_("kode"), max_length=60)
    version = models.PositiveSmallIntegerField(_("versi"), default=1)
    name = models.CharField(_("nama"), max_length=200)
    regency = models.ForeignKey(
        Regency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kabupaten/kota")
    )
    summary = models.TextField(_("kapan dipakai"), max_length=1000)
    kind = models.CharField(_("jenis kerja sama"), max_length=13, choices=Kind)
    instrument = models.CharField(_("bentuk naskah"), max_length=16, choices=Instrument)
    form = models.CharField(_("sifat kerja sama"), max_length=13, choices=Form, default=Form.FORMAL)
    considering = models.JSONField(_("menimbang"), default=list)
    in_view_of = models.JSONField(_("mengingat"), default=list)
    provisions = models.JSONField(_("ketentuan awal"), default=list)
    required_contents = models.JSONField(_("isi wajib"), default=mandatory_contents)
    required_attachments = models.JSONField(_("lampiran wajib"), default=list, blank=True)
    required_deliberations = models.JSONField(_("musyawarah wajib"), default=list, blank=True)
    parties_agree_first = models.BooleanField(
        _("semua pihak menyatakan setuju sebelum dikirim"), default=False
    )
    active = models.BooleanField(_("dapat dipilih"), default=True)
    published_at = models.DateTimeField(_("diterbitkan pada"), null=True, blank=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["kind", "name", "-version"]
        verbose_name = _("jenis perjanjian")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "regency", "version"], name="type_version_once", nulls_distinct=False
            )
        ]

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
