"""Index: what the administration shows; the life of an agreement is changed by its own verbs alone."""

from django.contrib import admin

from agreements.drafting.types.models import AgreementType, ModelArticle
from agreements.publication.models import Publication
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement, JournalEntry, Party, RegisterEntry
from agreements.review.models import Round
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


@admin.register(LocalRule)
class LocalRuleAdmin(admin.ModelAdmin):
    """Rules that differ per regency; a rule that ends is given a last day, not deleted."""

    list_display = ["code", "regency", "value", "legal_basis", "starts_on", "ends_on"]
    list_filter = ["code"]
    list_select_related = ["regency"]
    raw_id_fields = ["regency"]

    def has_delete_permission(self, request, obj=None) -> bool:
        """What once held stays known."""
        return False


@admin.register(Round, FrozenDocument, Signature, Publication, RegisterEntry)
class EvidenceAdmin(ReadOnly):
    """What must never change."""


@admin.register(Certificate)
class CertificateAdmin(ReadOnly):
    """Certificates, without the sealed key."""

    list_display = ["person", "organization", "serial", "issued_at", "expires_at", "revoked_at"]
    exclude = ["sealed_key"]
