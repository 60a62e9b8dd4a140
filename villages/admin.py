"""Index: what the administration shows; regions, standings and terms are changed by the portal's own pages."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from villages.administering import ReadOnly
from villages.joining.models import Invitation, Registration
from villages.organizations.models import Office, Partner, Village
from villages.people.models import Delegation, Membership, User
from villages.regions.models import Edition, Province, Regency, Subdistrict, VillageArea


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


@admin.register(Village, Partner, Office)
class OrganizationAdmin(ReadOnly):
    """Villages, partners and offices with their standing."""

    list_display = ["name", "standing", "standing_on"]
    list_filter = ["standing"]
    search_fields = ["name"]
    ordering = ["name", "pk"]


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    """Who held which office when."""

    list_display = ["person", "position", "organization", "starts_on", "ends_on"]
    list_filter = ["position"]
    list_select_related = ["person", "organization"]
    search_fields = ["person__full_name", "organization__name"]


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


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Accounts: names and whether they may enter; what they may do comes from their offices."""

    list_display = ["username", "full_name", "email", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", "is_demo"]
    search_fields = ["username", "full_name", "email"]
    ordering = ["username"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Orang"), {"fields": ["full_name", "email"]}),
        (_("Akses"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Waktu"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "full_name", "email", "password1", "password2"]})]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People stay in the history of agreements; an account is made inactive instead."""
        return False


admin.site.unregister(Group)
admin.site.site_header = admin.site.site_title = _("Pengelolaan data")
