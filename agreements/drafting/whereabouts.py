"""A place in a content ("chapters[2].articles[0].body") -> what people call it, and the page on which it is mended."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.record.models import Agreement
from agreements.record.vocabulary import ProvisionKind

_STEPS = re.compile(r"(\w+)(?:\[(\d+)\])?")
_PARTICULARS = (
    *("title", "place", "field", "topic", "starts_on", "ends_on", "value", "instrument", "kind", "parent"),
    "date",
)


@dataclass(frozen=True)
class Whereabouts:
    """A part of a draft."""

    label: str
    """What it is called in a sentence: "Pasal 7"."""
    url: str
    """The page on which it is mended."""


def whereabouts(place: str, content: Mapping[str, Any], agreement: Agreement) -> Whereabouts:
    """Where in the draft a place of its content is; the draft's own page for what has none of its own.

    An article or a provision that is gone since is looked for on the page that lists them all.
    """
    steps = [(name, int(index) if index else None) for name, index in _STEPS.findall(place)]
    first = steps[0][0] if steps else ""
    known = _KINDS.get(first, _particulars if first in _PARTICULARS else _whole)
    return known(steps, content, agreement)


_Steps = list[tuple[str, int | None]]


def _url(name: str, agreement: Agreement, *more: int, at: str = "") -> str:
    return reverse(f"agreements:{name}", args=[agreement.ref, *more]) + (at and f"#{at}")


def _whole(_steps: _Steps, _content: Mapping[str, Any], agreement: Agreement) -> Whereabouts:
    return Whereabouts(_("Naskah"), _url("draft-edit", agreement))


def _particulars(_steps: _Steps, _content: Mapping[str, Any], agreement: Agreement) -> Whereabouts:
    return Whereabouts(_("Pokok dan bidang"), _url("draft-details", agreement))


def _party(steps: _Steps, content: Mapping[str, Any], agreement: Agreement) -> Whereabouts:
    row = _row(content, "parties", steps[0][1])
    label = str(row["name"]) if row else _("Para pihak")
    return Whereabouts(label, _url("draft-parties", agreement))


def _signers(_steps: _Steps, _content: Mapping[str, Any], agreement: Agreement) -> Whereabouts:
    return Whereabouts(_("Rencana penandatanganan"), _url("signing-plan", agreement))


def _recital(steps: _Steps, _content: Mapping[str, Any], agreement: Agreement) -> Whereabouts:
    name, index = steps[0]
    words = _("Pertimbangan ke-%d") if name == "considering" else _("Dasar hukum ke-%d")
    label = words % (index + 1) if index is not None else _("Pertimbangan dan dasar hukum")
    return Whereabouts(label, _url("draft-recitals", agreement))


def _article(steps: _Steps, content: Mapping[str, Any], agreement: Agreement) -> Whereabouts:
    chapters = content.get("chapters") or []
    chapter = _row(content, "chapters", steps[0][1])
    index = steps[1][1] if len(steps) > 1 and steps[1][0] == "articles" else None
    article = _row(chapter or {}, "articles", index)
    if chapter is None or article is None or index is None:
        return Whereabouts(_("Daftar pasal"), _url("draft-articles", agreement))
    number = sum(len(before["articles"]) for before in chapters[: steps[0][1]]) + index + 1
    label = _("Pasal %d") % number
    key = int(article["key"].removeprefix("a"))
    if not agreement.articles.filter(pk=key).exists():
        return Whereabouts(label, _url("draft-articles", agreement))
    return Whereabouts(label, _url("article-edit", agreement, key))


def _provision(steps: _Steps, content: Mapping[str, Any], agreement: Agreement) -> Whereabouts:
    row = _row(content, "provisions", steps[0][1])
    if row is None:
        return Whereabouts(_("Hak dan kewajiban"), _url("draft-provisions", agreement))
    names = {party["ordinal"]: party["name"] for party in content["parties"]}
    words = {"kind": ProvisionKind(row["kind"]).label, "name": names.get(row["party"], "")}
    at = f"ketentuan-{row['key'].removeprefix('v')}"
    return Whereabouts(_("%(kind)s %(name)s") % words, _url("draft-provisions", agreement, at=at))


def _contribution(_steps: _Steps, _content: Mapping[str, Any], agreement: Agreement) -> Whereabouts:
    return Whereabouts(_("Uang dan aset"), _url("draft-funding", agreement))


def _row(holder: Mapping[str, Any], key: str, index: int | None) -> Mapping[str, Any] | None:
    rows = holder.get(key) or []
    return rows[index] if index is not None and index < len(rows) else None


_KINDS: dict[str, Callable[[_Steps, Mapping[str, Any], Agreement], Whereabouts]] = {
    "parties": _party,
    "signers": _signers,
    "paper": _signers,
    "witnesses_needed": _signers,
    "considering": _recital,
    "in_view_of": _recital,
    "chapters": _article,
    "provisions": _provision,
    "funding": _contribution,
    "assets": _contribution,
}
