"""The deliberations of a draft -> what their pages show; who came is told only to those who may read it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.drafting.deliberations.attendees import written
from agreements.drafting.deliberations.findings import deliberated
from agreements.drafting.deliberations.guards import (
    Standing,
    may_change,
    may_remove,
    recordable,
    sees_names,
    standing,
)
from agreements.drafting.deliberations.models import Attendee, Deliberation, DeliberationKind
from agreements.record.access import name_with_place
from agreements.record.models import Agreement, Party
from villages.people.models import User

JOINT = "bersama"
"""Stands in a form for the joint deliberation."""


@dataclass(frozen=True)
class Card:
    """One deliberation as the list shows it."""

    row: Deliberation
    """With its files read."""
    title: str
    """Whose it was."""
    names: list[Attendee] | None
    """Who came, for those who may read it; None for the others."""
    change: bool
    """Whether the reader may mend the record."""
    remove: bool
    """Whether the reader may take it out."""


def list_page(user: User, agreement: Agreement) -> dict[str, Any]:
    """Every deliberation with what the reader may do; the number of queries does not depend on how many there are."""
    person = standing(user, agreement)
    return {
        "agreement": agreement,
        "cards": _cards(person),
        "missing": deliberated(agreement),
        "add": bool(recordable(person)),
        "crumbs": [(_("Halaman kerja"), agreement.desk_url)],
    }


def _cards(person: Standing) -> list[Card]:
    found = person.agreement.deliberations.select_related("village", "recorded_for", "recorded_by")
    rows = list(found.prefetch_related("files").order_by("held_on", "pk"))
    mine = [row.pk for row in rows if sees_names(person, row)]
    names: dict[int, list[Attendee]] = {key: [] for key in mine}
    for attendee in Attendee.objects.filter(deliberation__in=mine).order_by("pk"):
        names[attendee.deliberation_id].append(attendee)
    return [
        Card(
            row=row,
            title=title(row),
            names=names.get(row.pk),
            change=bool(may_change(person, row)),
            remove=bool(may_remove(person, row)),
        )
        for row in rows
    ]


def title(row: Deliberation) -> str:
    """ "Musyawarah Desa, Desa Argopeni"."""
    return f"{row.get_kind_display()}, {row.village.name}" if row.village else str(row.get_kind_display())


def choices(person: Standing) -> list[tuple[str, str]]:
    """Whose deliberation the person may record, as a form offers it."""
    kinds = DeliberationKind
    return [
        (str(party.organization_id), f"{kinds.VILLAGE.label}, {name_with_place(party.organization)}")
        if party
        else (JOINT, str(kinds.INTER_VILLAGE.label))
        for party in recordable(person)
    ]


def chosen(person: Standing, whose: str) -> Party | None:
    """The village that was chosen; None for the joint deliberation."""
    return next((p for p in recordable(person) if p and str(p.organization_id) == whose), None)


def names_of(row: Deliberation) -> str:
    """Who came, as the form takes it; asked only for those who may mend the record."""
    return written(row.attendees.order_by("pk").values_list("name", "capacity"))


def list_url(agreement: Agreement) -> str:
    """The page of the draft's deliberations."""
    return reverse("agreements:deliberations", args=[agreement.ref])


def crumbs(agreement: Agreement) -> list[tuple[str, str]]:
    """Where a page about one deliberation hangs."""
    return [(_("Halaman kerja"), agreement.desk_url), (_("Musyawarah"), list_url(agreement))]
