"""Index: what the administration shows; regions, standings and terms are changed by the portal's own pages."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from villages.administering import ReadOnly
from villages.joining.models import Invitation, Registration
from villages.organizations.models import Office, Partner, Village
from villages.people.actions import fits, free_for, take_office
from villages.people.models import Delegation, Membership, User
from villages.people.support.models import SupportAct, SupportSession
from villages.people.terms import Term
from villages.regions.models import Edition, Province, Regency, Subdistrict, VillageArea

TAKEN_UP = (
    "person",
    "organization",
    "position",
    "title",
    "starts_on",
    "ends_on",
    "decree_number",
    "decree_on",
)
"""What is said when an office is taken up."""


@admin.register(Edition)
class EditionAdmin(ReadOnly):
    """Editions of the national register and what each changed."""

    list_display = ["name", "loaded_at"]


@admin.register(Province, Regency, Subdistrict, VillageArea)
class RegionAdmin(ReadOnly):
    """The register itself."""

    list_display = ["code", "name", "vanished"]
    list_filter = ["vanished"]
    search_fields = ["code__startswith", "name"]
    ordering = ["code"]


@admin.register(Village, Partner)
class OrganizationAdmin(ReadOnly):
    """Villages and partners with their standing; the district confirms them, they write about themselves."""

    list_display = ["name", "standing", "standing_on"]
    list_filter = ["standing"]
    search_fields = ["name"]
    ordering = ["name", "pk"]


@admin.register(Office)
class OfficeAdmin(admin.ModelAdmin):
    """Offices: how they are called and reached; `open_regency` makes them, so that none is there twice."""

    list_display = ["name", "office_kind", "regency", "subdistrict"]
    list_filter = ["office_kind"]
    list_select_related = ["regency", "subdistrict"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    show_full_result_count = False
    fields = ["name", "address", "email", "phone", "office_kind", "regency", "subdistrict", "standing"]
    readonly_fields = ["office_kind", "regency", "subdistrict", "standing"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A regency is opened as a whole."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What once reviewed stays known."""
        return False


class MembershipForm(forms.ModelForm):
    """An office as it is taken up: the rules of the term and of the organization hold here as everywhere."""

    class Meta:
        model = Membership
        fields = [*TAKEN_UP]

    def clean(self) -> dict[str, Any]:
        """What `take_office` would refuse is told beside the form."""
        data = super().clean() or {}
        if not self.errors:
            term, organization = self.term, data["organization"]
            for answer in (fits(term, organization), free_for(data["person"], organization, term)):
                if not answer:
                    raise ValidationError(answer.reason)
        return data

    @property
    def term(self) -> Term:
        """The office as the action takes it."""
        return Term(**{name: self.cleaned_data[name] for name in Term.__dataclass_fields__})


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    """Who held which office when; a first officer is seated here, everything later is done on the portal's pages."""

    form = MembershipForm
    list_display = ["person", "position", "organization", "starts_on", "ends_on"]
    list_filter = ["position"]
    list_select_related = ["person", "organization"]
    search_fields = ["person__full_name", "organization__name"]
    raw_id_fields = ["person", "organization"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who runs the portal seats the first people of a district."""
        return bool(request.user.is_superuser)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Take up the office by the action that everybody else goes through."""
        data = form.cleaned_data
        by = cast(User, request.user)
        made = take_office(data["person"], data["organization"], form.term, by=by)
        obj.pk, obj._state.adding = made.pk, False

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """The action has noted it already."""


@admin.register(Delegation)
class DelegationAdmin(ReadOnly):
    """Who acted for a head when."""

    list_display = ["person", "acting_kind", "organization", "starts_on", "ends_on"]
    list_select_related = ["person", "organization"]
    search_fields = ["person__full_name", "organization__name"]


@admin.register(Registration)
class RegistrationAdmin(ReadOnly):
    """Claims of villages and registrations of partners; letters are seen by the district alone."""

    list_display = ["organization", "applicant", "regency", "standing", "submitted_at"]
    list_filter = ["standing"]
    list_select_related = ["organization", "applicant", "regency"]
    exclude = ["letter"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    """Links sent; the database keeps only their digests."""

    list_display = ["full_name", "position", "organization", "created_at", "expires_at", "accepted_at"]
    list_select_related = ["organization"]
    exclude = ["digest"]


class NewPerson(forms.ModelForm):
    """A new account without a password: its owner chooses one by "forgotten password", and nobody else knows it."""

    class Meta:
        model = User
        fields = ["username", "full_name", "email"]

    def save(self, commit: bool = True) -> Any:
        """Keep the account with a password that nobody can type."""
        self.instance.set_unusable_password()
        return super().save(commit)


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):
    """Accounts: whether they may enter; what they may do comes from their offices.

    Nobody sets another's password or address here: that would be a way to be them without a trace. To help somebody
    there is `people.support`.
    """

    list_display = ["username", "full_name", "email", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", "is_demo"]
    search_fields = ["username", "full_name", "email"]
    ordering = ["username"]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["username", "full_name", "email"]}),
        (_("Akses"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Waktu"), {"fields": ["last_login", "date_joined"]}),
    ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Another form for a new account."""
        return super().get_form(request, obj, change, **kwargs, **({} if obj else {"form": NewPerson}))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new account has only its three names."""
        return self.fieldsets if obj else [(None, {"fields": NewPerson.Meta.fields})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Once made, the username and the address are their owner's to change."""
        own = ["username", "email", "last_login", "date_joined"] if obj else []
        rights = [] if getattr(request.user, "is_superuser", False) else ["is_staff", "is_superuser"]
        return [*own, *rights, *(["is_active"] if obj and obj.pk == request.user.pk else [])]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People stay in the history of agreements; an account is made inactive instead."""
        return False


class ActsListed(admin.TabularInline):
    """What was sent in a session of help."""

    model = SupportAct
    extra = 0
    can_delete = False
    fields = ["at", "method", "path", "status"]
    readonly_fields = ["at", "method", "path", "status"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is added here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed here."""
        return False


@admin.register(SupportSession)
class SupportSessionAdmin(ReadOnly):
    """Who acted for whom, why and when; begun and ended on the portal's page."""

    list_display = ["helper", "person", "reason", "began_at", "until", "ended_at"]
    list_select_related = ["helper", "person"]
    search_fields = ["helper__full_name", "person__full_name", "reason"]
    inlines = [ActsListed]


@admin.register(LogEntry)
class HistoryAdmin(ReadOnly):
    """What was done in the administration and to people's offices."""

    list_display = ["action_time", "user", "content_type", "object_repr", "change_message"]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr", "change_message", "user__full_name"]
    date_hierarchy = "action_time"


admin.site.unregister(Group)
