"""The chooser of parties: what is chosen and what was searched for stand in the address, so it needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agreements.documents.words import designation
from agreements.drafting.choosing import Choice, key_of, resolve, search
from agreements.record.guards import MOST_PARTIES, party_set
from villages.organizations.models import Organization
from villages.people.access import Answer


@dataclass(frozen=True)
class Chosen:
    """One chosen party with the ways to move it or take it out."""

    choice: Choice
    designation: str
    remove_url: str
    up_url: str


def address(keys: Sequence[str], **more: str) -> str:
    """The query that holds these keys, in their order."""
    return "?" + urlencode([*(("pihak", key) for key in keys), *((k, v) for k, v in more.items() if v)])


def chooser(
    request: HttpRequest, keys: Sequence[str], kind: str, *, own: Sequence[Organization], shown: str = ""
) -> dict[str, Any]:
    """What the page needs: chosen, found, whose draft it is, and whether these may cooperate."""
    text = request.GET.get("cari", "")[:100]
    choices = resolve(keys, kind)
    found = search(text, kind, taken=keys) if keys else []
    wrong = problems(choices, kind, own)
    return {
        "keys": keys,
        "shown": shown,
        "text": text,
        "own": [(o, address([key_of(o)], dilihat=shown)) for o in own] if not keys else [],
        "chosen": _chosen(choices, keys, {key_of(organization) for organization in own}, shown),
        "found": [(choice, address([*keys, choice.key], dilihat=shown)) for choice in found],
        "full": len(keys) >= MOST_PARTIES,
        "answer": Answer(not wrong, " ".join(wrong)),
    }


def _chosen(choices: list[Choice], keys: Sequence[str], own: set[str], shown: str) -> list[Chosen]:
    rows = []
    for place, choice in enumerate(choices):
        without = [*keys[:place], *keys[place + 1 :]]
        upwards = [*keys[: place - 1], keys[place], keys[place - 1], *keys[place + 1 :]]
        rows.append(
            Chosen(
                choice,
                designation(place + 1) if place < MOST_PARTIES else "",
                address(without, dilihat=shown) if own & set(without) else "",
                address(upwards, dilihat=shown) if place else "",
            )
        )
    return rows


def problems(choices: Sequence[Choice], kind: str, own: Sequence[Organization]) -> list[str]:
    """Why these cannot cooperate in this order, as sentences; empty when they can."""
    unfit = [f"{choice.name}: {choice.reason}" for choice in choices if choice.reason]
    if unfit:
        return list(dict.fromkeys(unfit))
    organizations = [choice.organization for choice in choices if choice.organization]
    if not {o.pk for o in organizations} & {o.pk for o in own}:
        names = " / ".join(organization.name for organization in own)
        return [_("Salah satu pihak harus: %s.") % names]
    answer = party_set(kind, organizations)
    return [] if answer else [answer.reason]
