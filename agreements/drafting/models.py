"""The working text: a draft's articles, provisions, funding and assets."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.drafting.types.models import BODY_LENGTH, AgreementType
from agreements.record import triggers
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import AssetKind, AssetUse, Content, DueRule, FundingSource, ProvisionKind
from villages.organizations.models import Organization


class Draft(models.Model):
    """What an agreement's text has besides its articles: its type, considerations, legal bases, and who writes.

    `pen` is the party that changes the common text itself (empty: the initiator); the others suggest.
    """

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="draft")
    agreement_type = models.ForeignKey(AgreementType, models.PROTECT, related_name="drafts")
    pen = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("pemegang pena")
    )
    based_on = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("berdasarkan")
    )
    considering = models.TextField(_("menimbang/pertimbangan"), max_length=BODY_LENGTH, blank=True)
    in_view_of = models.TextField(_("mengingat/dasar hukum"), max_length=BODY_LENGTH, blank=True)

    class Meta:
        verbose_name = _("rancangan")
        triggers = [triggers.only_while_drafting(), triggers.tells_of_change()]

    def __str__(self) -> str:
        return str(self.agreement)


class ArticleManager(models.Manager):
    """Leaves the search vector in the database: nobody reads it, and it is long."""

    def get_queryset(self) -> models.QuerySet:
        """All articles, without the vector."""
        return super().get_queryset().defer("search")


class Article(models.Model):
    """One article of one agreement; its number follows from its place."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="articles")
    ordinal = models.PositiveSmallIntegerField(_("urutan"))
    chapter = models.CharField(_("bab"), max_length=200, blank=True)
    heading = models.CharField(_("judul pasal"), max_length=200, blank=True)
    content = models.CharField(_("isi"), max_length=18, choices=Content, default=Content.OTHER)
    body = models.TextField(_("teks"), max_length=BODY_LENGTH, blank=True)
    amends = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        editable=False,
        verbose_name=_("mengubah"),
    )
    """In an addendum: the article of the parent that this one takes the place of; None: it is inserted."""
    repealed = models.BooleanField(_("dihapus"), default=False)
    """In an addendum: whether the parent's article is taken out."""
    guidance = models.TextField(_("petunjuk"), max_length=2000, blank=True, editable=False)
    legal_basis = models.CharField(_("dasar hukum"), max_length=300, blank=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("heading", weight="A", config="indonesian")
        + SearchVector("body", weight="B", config="indonesian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ArticleManager()

    class Meta:
        ordering = ["agreement", "ordinal"]
        verbose_name = _("pasal")
        indexes = [GinIndex(fields=["search"], name="article_search")]
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
    """One right, obligation, limitation or sanction of one party: one line of the agreement, kept as data.

    A sanction names the line whose breach it answers (`breach_of`) and its `steps` in order, each a mapping
    `{"measure": Measure, "after_days": whole days since the step before, "amount": rupiah or None}`.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="provisions")
    party = models.ForeignKey(Party, models.PROTECT, related_name="provisions", verbose_name=_("pihak"))
    ordinal = models.PositiveSmallIntegerField(_("urutan"))
    kind = models.CharField(_("jenis"), max_length=10, choices=ProvisionKind)
    text = models.TextField(_("isi"), max_length=2000)
    due_rule = models.CharField(_("jatuh tempo"), max_length=13, choices=DueRule, blank=True)
    due_on = models.DateField(_("tanggal (pertama)"), null=True, blank=True)
    due_days = models.PositiveSmallIntegerField(
        _("hari sejak penandatanganan atau peristiwa"), null=True, blank=True
    )
    event = models.CharField(_("peristiwa"), max_length=200, blank=True)
    """What working days are counted from (`AFTER_EVENT`), in words."""
    amount = models.BigIntegerField(
        _("jumlah (rupiah)"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    evidence = models.CharField(_("bukti yang diharapkan"), max_length=300, blank=True)
    breach_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sanctions",
        verbose_name=_("bila melanggar"),
    )
    steps = models.JSONField(_("langkah sanksi"), default=list, blank=True)
    amends = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        editable=False,
        verbose_name=_("mengubah"),
    )
    """In an addendum: the provision of the parent that this one takes the place of."""
    repealed = models.BooleanField(_("dihapus"), default=False)
    """In an addendum: whether the parent's provision is taken out."""
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["agreement", "party", "ordinal", "pk"]
        verbose_name = _("ketentuan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
                name="amount_not_negative",
                violation_error_message=_("Jumlah tidak boleh negatif."),
            ),
            models.CheckConstraint(
                condition=~models.Q(due_rule=DueRule.ON_DATE) | models.Q(due_on__isnull=False),
                name="due_date_given",
                violation_error_message=_("Isi tanggal jatuh temponya."),
            ),
            models.CheckConstraint(
                condition=~models.Q(due_rule=DueRule.AFTER_SIGNING) | models.Q(due_days__isnull=False),
                name="due_days_given",
                violation_error_message=_("Isi berapa hari sejak penandatanganan."),
            ),
            models.CheckConstraint(
                condition=~models.Q(due_rule=DueRule.AFTER_EVENT)
                | (models.Q(due_days__isnull=False) & ~models.Q(event="")),
                name="event_and_days_given",
                violation_error_message=_("Isi peristiwanya dan berapa hari kerja sesudahnya."),
            ),
        ]
        triggers = [triggers.only_while_drafting()]

    def __str__(self) -> str:
        return self.text


class Funding(models.Model):
    """Money that one party brings in one year from one source; the account is never shown to the public."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="funding")
    party = models.ForeignKey(Party, models.PROTECT, related_name="funding", verbose_name=_("pihak"))
    source = models.CharField(_("sumber dana"), max_length=18, choices=FundingSource)
    year = models.PositiveSmallIntegerField(
        _("tahun anggaran"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    amount = models.BigIntegerField(_("jumlah (rupiah)"), validators=[MinValueValidator(0)])
    account = models.CharField(_("rekening"), max_length=120, blank=True)
    note = models.CharField(_("keterangan"), max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["agreement", "party", "year", "pk"]
        verbose_name = _("pendanaan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gte=0),
                name="funding_not_negative",
                violation_error_message=_("Jumlah tidak boleh negatif."),
            )
        ]
        triggers = [triggers.only_while_drafting()]

    def __str__(self) -> str:
        return f"{self.party} {self.year}: {self.amount}"


class Asset(models.Model):
    """Something other than money that a party brings in, and on what footing it is used (Permendagri 1/2016)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="assets")
    party = models.ForeignKey(Party, models.PROTECT, related_name="assets", verbose_name=_("pihak"))
    kind = models.CharField(_("jenis aset"), max_length=10, choices=AssetKind)
    description = models.CharField(_("uraian"), max_length=500)
    use = models.CharField(_("bentuk pemanfaatan"), max_length=14, choices=AssetUse, default=AssetUse.OWN_USE)
    village_owned = models.BooleanField(_("aset desa"), default=False)
    starts_on = models.DateField(_("dipakai sejak"), null=True, blank=True)
    ends_on = models.DateField(_("dipakai sampai"), null=True, blank=True)
    value = models.BigIntegerField(
        _("perkiraan nilai (rupiah)"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["agreement", "party", "pk"]
        verbose_name = _("aset yang disertakan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="asset_ends_after_start",
                violation_error_message=_("Akhir pemakaian tidak boleh sebelum awalnya."),
            )
        ]
        triggers = [triggers.only_while_drafting()]

    def __str__(self) -> str:
        return self.description
