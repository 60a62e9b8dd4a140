"""One row per public agreement with everything that a list of the public part asks or shows."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.record.vocabulary import Field, Form, Instrument, Kind, Purpose, Topic

_TOPICS = {topic.value: topic.label for topic in Topic}


class TenDays(models.Func):
    """The number of the ten days in which a moment lies, as an array of one: so that the index of the words knows age.

    With it a search for a common word reads the newest listings that say it and none of the others.
    """

    template = "(ARRAY[((%(expressions)s AT TIME ZONE 'UTC')::date - DATE '2000-01-01') / 10])"
    output_field = ArrayField(models.IntegerField())


class ListingManager(models.Manager):
    """Leaves the long texts in the database: no list reads them."""

    def get_queryset(self) -> models.QuerySet:
        """All listings, without text and search vector."""
        return super().get_queryset().defer("body", "search")


class Listing(models.Model):
    """A public agreement as lists, searches, maps, statistics and feeds know it; derived, and made anew at will.

    It stands here exactly while its agreement is public: whatever moves a stage writes it in the same transaction.
    No word of it may be personal data or an excluded part, since citizens search and read it.
    """

    agreement = models.OneToOneField(
        Agreement, models.CASCADE, primary_key=True, related_name="listing", db_index=False
    )
    ref = models.CharField(max_length=8, unique=True)
    kind = models.CharField(max_length=13, choices=Kind)
    instrument = models.CharField(max_length=16, choices=Instrument)
    form = models.CharField(max_length=13, choices=Form)
    field = models.CharField(max_length=12, choices=Field)
    purpose = models.CharField(max_length=10, choices=Purpose, blank=True)
    topic = models.CharField(max_length=16, choices=Topic)
    stage = models.CharField(max_length=12, choices=Stage)
    stage_since = models.DateTimeField()
    """Since when it is in that stage; what "newest" means."""
    published_at = models.DateTimeField()
    """When it became public."""
    starts_on = models.DateField()
    ends_on = models.DateField()
    year = models.PositiveSmallIntegerField()
    """The year in which it came to hold: that of `starts_on`."""
    value = models.BigIntegerField(null=True)
    signed_elsewhere = models.BooleanField(default=False)
    has_document = models.BooleanField(default=False)
    """Whether anybody can download a PDF of it."""
    parent = models.ForeignKey(Agreement, models.SET_NULL, null=True, related_name="+", db_index=False)
    approval_days = models.PositiveSmallIntegerField(null=True)
    """Working days from the first submission to the approval; None where the portal did not review it."""
    title = models.CharField(max_length=250)
    summary = models.TextField()
    names = models.TextField()
    """The parties' names with their places, to be searched."""
    body = models.TextField(blank=True)
    """The articles and provisions as plain text, personal data masked, excluded parts left out."""
    parties = models.JSONField(default=list)
    """In their order: {"id", "kind": village|partner, "name", "place", "key": village code or partner's slug,
    "partner_kind"}."""
    organizations = ArrayField(models.BigIntegerField(), default=list)
    """The parties' keys."""
    places = ArrayField(models.CharField(max_length=13), default=list)
    """Codes of the parties' province, regency, subdistrict and village, each once; of a partner only its seat's
    province and regency are left out: an agreement belongs where its villages are."""
    partner_kinds = ArrayField(models.CharField(max_length=20), default=list)
    changed_at = models.DateTimeField(db_index=True)
    """When this row last said something new; what caches, feeds and dumps go by."""
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="indonesian")
        + SearchVector("names", weight="A", config="simple")
        + SearchVector("summary", weight="B", config="indonesian")
        + SearchVector("body", weight="C", config="indonesian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ListingManager()

    class Meta:
        ordering = ["-stage_since", "-pk"]
        indexes = [
            GinIndex(F("search"), TenDays("stage_since"), name="listing_words"),
            GinIndex(fields=["places"], name="listing_places"),
            GinIndex(fields=["organizations"], name="listing_organizations"),
            GinIndex(fields=["partner_kinds"], name="listing_partner_kinds"),
            models.Index(fields=["-stage_since", "-agreement"], name="listing_newest"),
            models.Index(fields=["stage", "-stage_since", "-agreement"], name="listing_by_stage"),
            models.Index(fields=["topic", "-stage_since", "-agreement"], name="listing_by_topic"),
            models.Index(fields=["ends_on", "agreement"], name="listing_ending"),
            models.Index(fields=["published_at", "agreement"], name="listing_published"),
            models.Index(fields=["year", "-stage_since", "-agreement"], name="listing_by_year"),
            models.Index(fields=["agreement", "changed_at"], name="listing_changes"),
            models.Index(F("value").desc(nulls_last=True), F("agreement").desc(), name="listing_by_value"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The agreement's public page."""
        return reverse("agreements:agreement", args=[self.ref])

    @property
    def topic_label(self) -> str:
        """The topic in words."""
        return str(_TOPICS[self.topic])

    @property
    def party_line(self) -> str:
        """ "Desa Pasir (Ayah) dan Universitas …": names with the kecamatan beside them, since names are no keys."""
        names = [short_name(party) for party in self.parties]
        if len(names) < 2:
            return "".join(names)
        return _("%(first)s dan %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def short_name(party: dict[str, Any]) -> str:
    """The name of one of `Listing.parties`, for a village with its kecamatan."""
    if party["kind"] != "village":
        return party["name"]
    subdistrict = party["place"].partition(",")[0].partition(" ")[2]
    return f"{party['name']} ({subdistrict})"


class Word(models.Model):
    """A word that stands in a title, a summary or a party's name of a listing: what a typing slip may have meant.

    Derived like the listings; `rebuild_listings --all` forgets words that nothing says any more.
    """

    word = models.CharField(max_length=40, primary_key=True)
    """As written, in lower case."""
    stem = models.CharField(max_length=40, db_index=True)
    """Its Indonesian stem, so that "mengelola" is known where "pengelolaan" stands."""

    class Meta:
        ordering = ["word"]
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="word_trigram")]

    def __str__(self) -> str:
        return self.word
