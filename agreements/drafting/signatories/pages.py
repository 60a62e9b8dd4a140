"""The plan of signing -> what its pages show: who signs in which turn, as what and how, and what may be changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.documents.words import designation
from agreements.drafting.guards import may_write_text
from agreements.drafting.pages import steps_of
from agreements.drafting.signatories.actions import MOST, edition_of
from agreements.drafting.signatories.candidates import Candidate, attesting
from agreements.drafting.signatories.findings import well_planned
from agreements.drafting.signatories.models import SigningPlan
from agreements.drafting.signatories.queries import Place, in_order_of_turns, needed, places, plan_of
from agreements.record.access import name_with_place
from agreements.record.models import Agreement
from agreements.record.vocabulary import Capacity, SigningMethod, SigningOrder
from villages.people.models import Membership, Position, User


@dataclass(frozen=True)
class Line:
    """One place as a page shows it."""

    place: Place
    for_whom: str
    """ "PIHAK KESATU, Desa Pasir (Ayah)", "Saksi", "Mengetahui, Kecamatan Ayah"."""
    method: str
    """How, in words."""
    up: bool
    """Whether it can sign a turn earlier."""
    down: bool
    """Whether it can sign a turn later."""
    further: str
    """The address for one more signatory of the same party; empty elsewhere."""
    removable: bool
    """Whether it can be taken out: a party always keeps one."""


@dataclass(frozen=True)
class Turn:
    """The places that are signed side by side."""

    number: int
    """From 1."""
    label: str
    """What the turn is called."""
    lines: list[Line]


def told(agreement: Agreement) -> dict[str, Any]:
    """The plan to be read: the turns with their people, how many witnesses are enough, the sheet."""
    plan, found = plan_of(agreement), places(agreement)
    return {
        "plan": plan,
        "turns": _turns(agreement, plan, found),
        "witnesses": _witnesses(plan, found),
    }


def plan_page(user: User, agreement: Agreement) -> dict[str, Any]:
    """Everything on the page on which signing is planned."""
    page = told(agreement)
    return {
        "agreement": agreement,
        "steps": steps_of(user, agreement, here="parties"),
        "writes": may_write_text(user, agreement),
        "seen": edition_of(agreement),
        "missing": [(finding, "#giliran") for finding in well_planned(agreement)],
        "camats": _camats(user, agreement, page["turns"]),
        **page,
    }


def _turns(agreement: Agreement, plan: SigningPlan, found: Sequence[Place]) -> list[Turn]:
    ordered = in_order_of_turns(found)
    movable = {place.key: _movable(place, ordered, plan.order) for place in ordered}
    turns = []
    for number, (_group, mine) in enumerate(groupby(ordered, key=lambda place: place.group), start=1):
        lines = [_line(agreement, place, found, movable[place.key]) for place in mine]
        turns.append(Turn(number, _called(number, lines, plan.order), lines))
    return turns


def _called(number: int, lines: Sequence[Line], order: str) -> str:
    """What a turn is called; who acknowledges comes last whatever the order."""
    if all(line.place.capacity == Capacity.ACKNOWLEDGING for line in lines):
        return _("Terakhir: yang mengetahui")
    if order == SigningOrder.PARALLEL:
        return _("Bersamaan, siapa saja lebih dahulu")
    if order == SigningOrder.GROUPS:
        return _("Kelompok %d") % lines[0].place.group
    return _("Giliran %d") % number


def _movable(place: Place, ordered: Sequence[Place], order: str) -> tuple[bool, bool]:
    """Whether the place can go up, and down, as `actions.move` would do it."""
    acknowledging = place.capacity == Capacity.ACKNOWLEDGING
    if order == SigningOrder.GROUPS and not acknowledging:
        return place.group > 1, True
    among = [
        other.key
        for other in ordered
        if (
            other.capacity != Capacity.ACKNOWLEDGING
            if order == SigningOrder.SEQUENCE and not acknowledging
            else (other.capacity, other.party) == (place.capacity, place.party)
        )
    ]
    return among[0] != place.key, among[-1] != place.key


def _line(agreement: Agreement, place: Place, found: Sequence[Place], movable: tuple[bool, bool]) -> Line:
    own = [other for other in found if other.party and other.party == place.party]
    further = ""
    if place.party and own[-1] is place and len(own) < MOST[Capacity.PARTY]:
        further = add_url(agreement, Capacity.PARTY) + f"&pihak={place.party.ordinal}"
    return Line(
        place=place,
        for_whom=for_whom(place),
        method=str(SigningMethod(place.method).label),
        up=movable[0],
        down=movable[1],
        further=further,
        removable=len(own) != 1,
    )


def for_whom(place: Place) -> str:
    """For whom, and as what, a place is signed."""
    where = name_with_place(place.organization) if place.organization else ""
    as_what = designation(place.party.ordinal) if place.party else str(Capacity(place.capacity).label)
    return ", ".join(filter(None, [as_what, where]))


def _witnesses(plan: SigningPlan, found: Sequence[Place]) -> str:
    """How many witnesses there are and how many must sign, in words; empty without any."""
    named = sum(place.capacity == Capacity.WITNESS for place in found)
    if not named:
        return ""
    asked = needed(plan, found)
    if asked == named:
        return ngettext("%d saksi, semua menandatangani.", "%d saksi, semua menandatangani.", named) % named
    words = {"asked": asked, "named": named}
    return _("Cukup %(asked)d dari %(named)d saksi menandatangani.") % words


def _camats(user: User, agreement: Agreement, turns: Sequence[Turn]) -> list[tuple[str, str]]:
    """The camat of each kecamatan of the parties that are not in the plan yet, each with the address that adds them."""
    there = {line.place.person.pk for turn in turns for line in turn.lines if line.place.person}
    offered = attesting(user, agreement, Capacity.ACKNOWLEDGING)
    held = Membership.objects.filter(
        person__in={c.person.pk for c in offered} - there, position=Position.SUBDISTRICT_HEAD
    )
    heads = set(held.order_by().values_list("person", "organization"))
    return [
        (candidate.label, add_url(agreement, Capacity.ACKNOWLEDGING) + f"&siapa={candidate.value}")
        for candidate in offered
        if (candidate.person.pk, candidate.organization.pk) in heads
    ]


def add_url(agreement: Agreement, capacity: str) -> str:
    """The page that adds somebody in that capacity."""
    return reverse("agreements:planned-add", args=[agreement.ref]) + f"?sebagai={capacity}"


def plan_url(agreement: Agreement) -> str:
    """The page on which signing is planned."""
    return reverse("agreements:signing-plan", args=[agreement.ref])


def crumbs(agreement: Agreement) -> list[tuple[str, str]]:
    """Where a page about one place hangs."""
    naskah = reverse("agreements:draft-edit", args=[agreement.ref])
    return [(_("Naskah"), naskah), (_("Penandatanganan"), plan_url(agreement))]


def still_there(place: Place, offered: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with the one named now, who may have been named by account and still holds an office."""
    known = list(offered)
    if not (place.mandate and place.person and place.organization and place.row and place.row.person):
        return known
    now = Candidate(place.person, place.organization, place.office, name_with_place(place.organization))
    return known if now.value in {candidate.value for candidate in known} else [now, *known]
