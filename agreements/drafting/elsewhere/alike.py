"""What somebody wants to record -> the agreements that seem to be the same, by number and parties or by the day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from agreements.drafting.elsewhere.models import ElsewhereNumber
from agreements.drafting.elsewhere.numbers import normal
from agreements.record.access import visible_to
from agreements.record.models import Agreement, Party, RegisterEntry
from agreements.record.stages import CLOSED


@dataclass(frozen=True)
class Asked:
    """What is known of one agreement before it is recorded."""

    parties: frozenset[int]
    """Keys of its organizations; only those that the portal knows."""
    complete: bool
    """Whether the portal knows all of them."""
    numbers: dict[int, str] = field(default_factory=dict)
    """The number in the register of each, as printed."""
    starts_on: dt.date | None = None


@dataclass(frozen=True)
class Alike:
    """An agreement that seems to be the same."""

    agreement: Agreement
    why: str
    """Why it seems so, as a sentence."""


def alike(user: Any, asked: Asked, *, besides: Agreement | None = None) -> list[Alike]:
    """The agreements visible to the user that seem to be the one asked about."""
    found = all_alike(user, [asked])[0]
    return [one for one in found if besides is None or one.agreement.pk != besides.pk]


def all_alike(user: Any, asked: Sequence[Asked]) -> list[list[Alike]]:
    """The same for many at once, in their order; the number of queries does not depend on how many."""
    by_number, by_parties = _by_number(asked), _by_parties(asked)
    keys = {key for one in (*by_number, *by_parties) for key in one}
    known = visible_to(user).exclude(stage__in=CLOSED).filter(pk__in=keys).in_bulk() if keys else {}
    found = []
    for numbered, among in zip(by_number, by_parties, strict=True):
        same = {key: _("Nomornya sama untuk pihak yang sama.") for key in numbered}
        same |= {key: _("Para pihak dan tanggal mulainya sama.") for key in among if key not in same}
        found.append([Alike(known[key], why) for key, why in sorted(same.items()) if key in known])
    return found


def _by_number(asked: Sequence[Asked]) -> list[set[int]]:
    wanted = {(key, normal(number)) for one in asked for key, number in one.numbers.items()}
    if not wanted:
        return [set() for _one in asked]
    organizations = {key for key, _number in wanted}
    here: dict[tuple[int, str], set[int]] = defaultdict(set)
    numbers = {number for _key, number in wanted}
    elsewhere = ElsewhereNumber.objects.filter(normal__in=numbers, organization__in=organizations).order_by()
    for organization, number, agreement in elsewhere.values_list("organization_id", "normal", "agreement_id"):
        here[organization, number].add(agreement)
    own = RegisterEntry.objects.filter(organization__in=organizations).order_by()
    years = {one.starts_on.year for one in asked if one.starts_on}
    near = [year + more for year in years for more in (-1, 0, 1)]
    for organization, number, agreement in own.filter(year__in=near).values_list(
        "organization_id", "number", "agreement_id"
    ):
        here[organization, normal(number)].add(agreement)
    return [
        set().union(*(here.get((key, normal(number)), set()) for key, number in one.numbers.items()))
        for one in asked
    ]


def _by_parties(asked: Sequence[Asked]) -> list[set[int]]:
    whole = [one for one in asked if one.complete and one.starts_on and one.parties]
    days = {one.starts_on for one in whole if one.starts_on}
    among = {key for one in whole for key in one.parties}
    same: dict[tuple[frozenset[int], Any], set[int]] = defaultdict(set)
    for key, (organizations, day) in _sets(days, among).items():
        same[frozenset(organizations), day].add(key)
    return [same.get((one.parties, one.starts_on), set()) if one.complete else set() for one in asked]


def _sets(days: Collection[dt.date], among: Collection[int]) -> dict[int, tuple[set[int], dt.date]]:
    """The agreements that begin on one of the days with one of these: all of their organizations, and the day."""
    found: dict[int, tuple[set[int], dt.date]] = {}
    near = Party.objects.filter(agreement__starts_on__in=days, organization__in=among).order_by()
    rows = Party.objects.filter(agreement__in=near.values("agreement")).order_by()
    for agreement, organization, day in rows.values_list(
        "agreement_id", "organization_id", "agreement__starts_on"
    ):
        found.setdefault(agreement, (set(), day))[0].add(organization)
    return found
