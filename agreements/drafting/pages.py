"""A draft -> its steps, how far each one is, and the page on which a finding is mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.drafting.completeness import remembered
from agreements.drafting.findings import Finding
from agreements.drafting.models import Article
from agreements.record.models import Agreement

STEPS: tuple[tuple[str, str | Promise, str], ...] = (
    ("parties", _("Para pihak"), "draft-parties"),
    ("particulars", _("Pokok dan bidang"), "draft-details"),
    ("articles", _("Pasal"), "draft-articles"),
    ("provisions", _("Hak, kewajiban, sanksi"), "draft-provisions"),
    ("funding", _("Uang dan jangka waktu"), "draft-funding"),
    ("attachments", _("Lampiran"), "draft-attachments"),
    ("check", _("Periksa dan kirim"), "draft-check"),
)
"""The way through a draft: code, what it is called, the name of its address."""

_OF_FINDING = {
    "parties": "parties",
    "join": "parties",
    "signing": "parties",
    "details": "particulars",
    "recitals": "particulars",
    "article": "articles",
    "passage": "articles",
    "suggestions": "articles",
    "provision": "provisions",
    "provisions": "provisions",
    "funding": "funding",
    "asset": "funding",
    "assets": "funding",
    "attachments": "attachments",
    "deliberation": "attachments",
    "deliberations": "attachments",
}
"""The step to which a finding belongs, by the first word of its place."""
_PAGES = {
    "deliberations": ("deliberations", ""),
    "consultation": ("consultation-work", ""),
    "suggestions": ("suggestions", ""),
    "attachments": ("attachment-add", ""),
    "signing": ("signing-plan", ""),
    "join": ("draft-check", "#bersama"),
    "together": ("draft-check", "#bersama"),
}
"""The page, and the place on it, that mends a finding, where that is not the page of its step."""
_OF_TEXT = {
    "chapters": "articles",
    "provisions": "provisions",
    "parties": "parties",
}
"""The step that holds a place in the content, by how that begins."""


@dataclass(frozen=True)
class Step:
    """One step of the way."""

    code: str
    """One of `STEPS`."""
    number: int
    """Its place on the way, from 1."""
    label: str | Promise
    """What it is called."""
    url: str
    """Its page."""
    open: int
    """How many things still stand in the way of submitting."""
    doubtful: int
    """How many warnings it has."""

    @property
    def done(self) -> bool:
        """Nothing in it stands in the way of submitting."""
        return not self.open


@dataclass(frozen=True)
class Steps:
    """All steps of a draft, seen from one of them, or from none (the overview)."""

    rows: tuple[Step, ...]
    """The steps in their order."""
    here: Step | None
    """The one whose page is open."""
    overview_url: str
    """The draft's own page."""

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.rows)

    @property
    def done(self) -> int:
        """How many are done, not counting the last, which is to check the others."""
        return sum(step.done for step in self.rows[:-1])

    @property
    def previous(self) -> Step | None:
        """The step before this one."""
        return self.rows[self.here.number - 2] if self.here and self.here.number > 1 else None

    @property
    def next(self) -> Step | None:
        """The step after this one; on the overview the first that is open."""
        if self.here is None:
            return next((step for step in self.rows if not step.done), self.rows[-1])
        return self.rows[self.here.number] if self.here.number < self.count else None


def steps_of(user: Any, agreement: Agreement, *, here: str = "") -> Steps:
    """The steps of a draft as `_steps.html` shows them on top of a step's page; `here` is that step's code.

    What is still missing is asked once for the agreement object, whoever asks again in the same answer.
    """
    found = remembered(agreement)
    rows = tuple(
        _step(agreement, number, code, label, name, found)
        for number, (code, label, name) in enumerate(STEPS, start=1)
    )
    present = next((step for step in rows if step.code == here), None)
    return Steps(rows, present, reverse("agreements:draft-edit", args=[agreement.ref]))


def _step(
    agreement: Agreement,
    number: int,
    code: str,
    label: str | Promise,
    name: str,
    found: Sequence[Finding],
) -> Step:
    mine = found if code == "check" else [finding for finding in found if step_of(finding) == code]
    blocking = sum(finding.blocking for finding in mine)
    return Step(code, number, label, url_named(name, agreement), blocking, len(mine) - blocking)


def step_of(finding: Finding) -> str:
    """The code of the step in which a finding is mended."""
    kind, _colon, rest = finding.place.partition(":")
    if kind == "text":
        return next((code for start, code in _OF_TEXT.items() if rest.startswith(start)), "particulars")
    return _OF_FINDING.get(kind, "check")


def url_named(name: str, agreement: Agreement) -> str:
    """The address of that name for this agreement."""
    return reverse(f"agreements:{name}", args=[agreement.ref])


def url_of(finding: Finding, agreement: Agreement, articles: Sequence[Article]) -> str:
    """The page on which a finding is mended."""
    kind, _colon, rest = finding.place.partition(":")
    if kind == "article":
        empty = next((article for article in articles if article.content == rest), None)
        if empty:
            return reverse("agreements:article-edit", args=[agreement.ref, empty.pk])
        return reverse("agreements:article-add", args=[agreement.ref]) + f"?isi={rest}"
    if kind == "passage":
        return reverse("agreements:article-edit", args=[agreement.ref, rest])
    if kind == "provision":
        ordinal, _colon, wanted = rest.partition(":")
        return reverse("agreements:provision-add", args=[agreement.ref]) + f"?pihak={ordinal}&jenis={wanted}"
    if kind == "recitals" or (kind == "text" and rest.startswith(("considering", "in_view_of"))):
        return reverse("agreements:draft-recitals", args=[agreement.ref])
    if kind in _PAGES:
        name, at = _PAGES[kind]
        return reverse(f"agreements:{name}", args=[agreement.ref]) + at
    code = step_of(finding)
    name = next((name for known, _label, name in STEPS if known == code), "draft-edit")
    row = f"#{rest}" if rest and kind in ("provisions", "funding", "asset") else ""
    return url_named("draft-edit" if code == "check" else name, agreement) + row
