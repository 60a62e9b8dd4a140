"""A person and their questions -> one page of the list of their agreements, and the same list as lines of a table."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agreements.desk.lists.filters import DeskList
from agreements.desk.lists.models import SavedFilter
from agreements.desk.parts import part_of_desk
from agreements.desk.queries import Row, rows
from agreements.desk.scope import Scope
from villages.organizations.models import OrganizationKind
from villages.people.access import mandates
from villages.people.models import User
from villages.regions.models import Subdistrict

PLACE = "desk"
"""The list that saved filters belong to."""


def asked_by(user: User, data: Any) -> DeskList:
    """The questions of an address, with the kecamatan of this person's regencies to choose from."""
    return DeskList(data, subdistricts=subdistricts_of(user))


def subdistricts_of(user: User) -> QuerySet[Subdistrict]:
    """The kecamatan among which an officer may choose: those of the regencies of their offices."""
    offices = [m.organization for m in mandates(user) if m.organization.kind == OrganizationKind.OFFICE]
    regencies = {organization.office.regency_id for organization in offices}
    return Subdistrict.objects.filter(regency__in=regencies).order_by("name", "code")


def narrowed(user: User, asked: DeskList) -> Scope:
    """The part of the desk that is asked for, narrowed by the other questions; the form must be valid."""
    scope = part_of_desk(user, asked.form.cleaned_data.get("bagian") or "")
    return scope.narrowed(asked.filter_queryset)


def saved_filters(user: User) -> list[SavedFilter]:
    """This person's own filters of the list, by name."""
    return list(SavedFilter.objects.filter(person=user, place=PLACE).order_by("name"))


def header() -> list[str]:
    """The columns of the list as a table."""
    return [
        _("Rujukan"),
        _("Judul"),
        _("Para pihak"),
        _("Bentuk naskah"),
        _("Topik"),
        _("Tahap"),
        _("Tahap sejak"),
        _("Menunggu"),
        _("Tenggat atau hari terakhir"),
        _("Keadaan"),
        _("Mulai berlaku"),
        _("Berakhir"),
        _("Nilai (Rp)"),
    ]


def lines(scope: Scope, user: User) -> Iterator[list[Any]]:
    """Every agreement of the list as cells, read some hundreds at a time."""
    for chunk in scope.chunks():
        for row in rows(chunk, user, mine=()):
            yield _cells(row)


def _cells(row: Row) -> list[Any]:
    agreement = row.agreement
    return [
        agreement.ref,
        agreement.title,
        row.line,
        agreement.get_instrument_display(),
        agreement.topic_label,
        agreement.get_stage_display(),
        agreement.stage_since,
        row.waits_for,
        row.due,
        _("melewati tenggat") if row.late else "",
        agreement.starts_on,
        agreement.ends_on,
        agreement.value,
    ]
