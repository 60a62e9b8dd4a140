"""Index: what the administration shows; the life of an agreement is changed by its own verbs alone."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.types.models import AgreementType, ModelArticle
from agreements.publication.models import Publication
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement, JournalEntry, Party, RegisterEntry
from agreements.review.models import Round, Step
from agreements.review.routes.shapes import check_value
from agreements.signing.certificates.models import Certificate
from agreements.signing.models import FrozenDocument, Signature
from villages.administering import ReadOnly


class Listed(admin.TabularInline):
    """Rows shown below what they belong to."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None) -> bool:
        """Nothing is added here."""
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        """Nothing is changed here."""
        return False


class PartiesListed(Listed):
    """The parties of an agreement."""

    model = Party


class JournalListed(Listed):
    """What happened, as codes."""

    model = JournalEntry
    fields = ["serial", "at", "code", "actor", "on_behalf_of", "details"]


@admin.register(Agreement)
class AgreementAdmin(ReadOnly):
    """Agreements with their parties and journal."""

    list_display = ["ref", "title", "stage", "stage_since"]
    list_filter = ["stage", "kind", "topic"]
    search_fields = ["ref", "title"]
    inlines = [PartiesListed, JournalListed]


class ArticlesListed(Listed):
    """The model articles of a type."""

    model = ModelArticle
    fields = ["ordinal", "chapter", "heading", "content", "legal_basis"]


@admin.register(AgreementType)
class AgreementTypeAdmin(ReadOnly):
    """Agreement types; a new text comes as a new version through `load_defaults`."""

    list_display = ["name", "code", "version", "active"]
    inlines = [ArticlesListed]


class LocalRuleForm(forms.ModelForm):
    """A rule to come, in the shape that its code asks for; one that has begun can only be given a last day."""

    class Meta:
        model = LocalRule
        fields = ["code", "key", "regency", "value", "legal_basis", "starts_on", "ends_on"]

    def clean_starts_on(self) -> dt.date:
        """No rule reaches back: what was submitted under the old one stays with it."""
        day = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise ValidationError(_("Aturan baru berlaku paling cepat hari ini."))
        return day

    def clean_ends_on(self) -> dt.date | None:
        """Nobody ends a rule for days that are over."""
        day = self.cleaned_data["ends_on"]
        if day and day < timezone.localdate() - dt.timedelta(days=1):
            raise ValidationError(_("Hari terakhir paling awal kemarin."))
        return day

    def clean(self) -> dict[str, Any]:
        """The value has the shape of its code."""
        data = super().clean() or {}
        if "value" in data and data.get("code"):
            try:
                check_value(data["code"], data.get("key", ""), data["value"])
            except ValidationError as error:
                self.add_error("value", error)
        return data


@admin.register(LocalRule)
class LocalRuleAdmin(admin.ModelAdmin):
    """National rules and those of regencies; a rule that ends is given a last day, not changed and not deleted."""

    form = LocalRuleForm
    list_display = ["code", "key", "regency", "value", "legal_basis", "starts_on", "ends_on"]
    list_filter = ["code"]
    list_select_related = ["regency"]
    raw_id_fields = ["regency"]
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Of a rule that has begun everything but its end."""
        begun = obj is not None and obj.starts_on <= timezone.localdate()
        return [name for name in LocalRuleForm.Meta.fields if name != "ends_on"] if begun else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A rule that is over stays as it was."""
        over = obj is not None and obj.ends_on is not None and obj.ends_on < timezone.localdate()
        return not over and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What once held stays known."""
        return False


@admin.register(Step)
class StepAdmin(ReadOnly):
    """What was asked of which office, and what it said."""

    list_display = ["round", "ordinal", "key", "office", "effect", "decision", "decided_by", "decided_at"]
    list_filter = ["key", "decision"]
    list_select_related = ["round__agreement", "office", "decided_by"]
    search_fields = ["round__agreement__ref"]


@admin.register(Round, FrozenDocument, Signature, Publication, RegisterEntry)
class EvidenceAdmin(ReadOnly):
    """What must never change."""


@admin.register(Certificate)
class CertificateAdmin(ReadOnly):
    """Certificates, without the sealed key."""

    list_display = ["person", "organization", "serial", "issued_at", "expires_at", "revoked_at"]
    exclude = ["sealed_key"]
