"""Writing together: who joined, who suggests what, what is discussed, who agreed to which version."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.drafting.models import BODY_LENGTH, Article
from agreements.drafting.versions.models import Version
from agreements.record.models import Agreement, Party
from agreements.record.triggers import tells_of_change
from villages.organizations.models import Organization


class Joining(models.TextChoices):
    """How a party answered the invitation to write the draft together; no row yet means invited."""

    JOINED = "joined", _("ikut menyusun")
    DECLINED = "declined", _("menolak ikut")


class Participation(models.Model):
    """One party's answer to the invitation; a refusal carries the reason that the others read."""

    party = models.OneToOneField(Party, models.CASCADE, related_name="participation")
    state = models.CharField(_("jawaban"), max_length=8, choices=Joining)
    reason = models.TextField(_("alasan"), max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["party"]
        verbose_name = _("keikutsertaan")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=Joining.DECLINED) | ~Q(reason=""),
                name="declined_with_reason",
                violation_error_message=_("Tulis alasannya: pihak lain akan membacanya."),
            )
        ]
        triggers = [
            tells_of_change("(SELECT agreement_id FROM agreements_party WHERE id = changed.party_id)")
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_state_display()}"


class Consent(models.Model):
    """One party's word on one version: agreed, or not yet and why; the newest row of a party counts."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="consents")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    agreed = models.BooleanField(_("setuju"))
    reason = models.TextField(_("alasan"), max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["version", "pk"]
        verbose_name = _("pernyataan setuju")
        triggers = [
            pgtrigger.Protect(name="consent_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            tells_of_change("(SELECT agreement_id FROM agreements_version WHERE id = changed.version_id)"),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.version}"


class SuggestionKind(models.TextChoices):
    """What a suggestion would change."""

    TEXT = "text", _("mengubah teks")
    HEADING = "heading", _("mengubah judul pasal")
    ADD = "add", _("menambah pasal")
    REMOVE = "remove", _("menghapus pasal")


class SuggestionState(models.TextChoices):
    """What became of a suggestion."""

    OPEN = "open", _("menunggu jawaban")
    ACCEPTED = "accepted", _("diterima")
    REJECTED = "rejected", _("ditolak")
    TAKEN_BACK = "taken_back", _("ditarik pengusul")


class Suggestion(models.Model):
    """One change that a party proposes in common text: one place of an article, decided one by one.

    `text`: the lines `old` of the article, behind the lines `before`, would read `new` (`hunks.Hunk`). `heading`: `old`
    would be `new`.
    `add`: a new article behind `article` with `new` as text and `heading`, `content`. `remove`: the article would go.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="suggestions")
    article = models.ForeignKey(Article, models.SET_NULL, null=True, blank=True, related_name="suggestions")
    place = models.CharField(_("tempat"), max_length=250, blank=True)
    kind = models.CharField(_("usul"), max_length=7, choices=SuggestionKind)
    before = models.TextField(max_length=BODY_LENGTH, blank=True)
    old = models.TextField(_("semula"), max_length=BODY_LENGTH, blank=True)
    new = models.TextField(_("menjadi"), max_length=BODY_LENGTH, blank=True)
    heading = models.CharField(_("judul pasal"), max_length=200, blank=True)
    content = models.CharField(_("isi"), max_length=18, blank=True)
    note = models.CharField(_("alasan usul"), max_length=1000, blank=True)
    source = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("diambil dari")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("pengusul")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        _("keadaan"), max_length=10, choices=SuggestionState, default=SuggestionState.OPEN
    )
    answer = models.CharField(_("jawaban"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["agreement", "pk"]
        verbose_name = _("usul perubahan")
        triggers = [tells_of_change()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.place}"


class Thread(models.Model):
    """A conversation about one article, or about the whole draft, open until somebody settles it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="threads")
    article = models.ForeignKey(Article, models.SET_NULL, null=True, blank=True, related_name="threads")
    place = models.CharField(_("tempat"), max_length=250, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["agreement", "pk"]
        verbose_name = _("percakapan")

    def __str__(self) -> str:
        return self.place


class Comment(models.Model):
    """One contribution to a conversation; it stays as it was written."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments")
    text = models.TextField(_("pesan"), max_length=4000)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["thread", "pk"]
        verbose_name = _("pesan")

    def __str__(self) -> str:
        return self.text[:60]
