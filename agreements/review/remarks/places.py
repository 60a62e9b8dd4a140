"""The places of a text that a remark may be about -> their names, what stands there, and their addresses' keys."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.drafting.actions import DETAILS
from agreements.drafting.models import Article, Provision
from agreements.drafting.overview import told_value
from agreements.drafting.terms.telling import told
from agreements.drafting.writing.references import spoken
from agreements.drafting.writing.retyping import shown
from agreements.record.access import parties_of
from agreements.record.models import Agreement
from agreements.record.vocabulary import Kind
from agreements.review.models import Remark

PROVISION_FIELDS = ("due_rule", "due_on", "due_days", "event", "amount", "evidence", "breach_of", "steps")
"""What a line of rights and obligations says besides its text."""


@dataclass(frozen=True)
class Place:
    """One place of the text; with no article, provision or detail the whole of it."""

    article: Article | None = None
    provision: Provision | None = None
    detail: str = ""

    @property
    def key(self) -> str:
        """How an address names it: "a12", "v5", the name of a particular, or nothing for the whole text."""
        if self.article:
            return f"a{self.article.pk}"
        return f"v{self.provision.pk}" if self.provision else self.detail


def place_of_remark(row: Remark) -> Place:
    """Where a remark stands now; the whole text when what it was about has gone."""
    return Place(row.article, row.provision, row.detail)


def place_named(agreement: Agreement, key: str) -> Place | None:
    """The place that an address names; None when the agreement has no such place."""
    if not key:
        return Place()
    if key in details_of(agreement):
        return Place(detail=key)
    kind, number = key[:1], key[1:]
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    if kind == "a" and (article := agreement.articles.filter(pk=int(number)).first()):
        return Place(article=article)
    lines = agreement.provisions.select_related("party__organization")
    if kind == "v" and (line := lines.filter(pk=int(number)).first()):
        return Place(provision=line)
    return None


def details_of(agreement: Agreement) -> list[str]:
    """The particulars that this kind of agreement has."""
    return [name for name in DETAILS if name != "purpose" or agreement.kind == Kind.INTER_VILLAGE]


def label_of(place: Place, order: Sequence[int] = ()) -> str:
    """How the place is called now, in the language of the text."""
    with translation.override("id"):
        if place.article:
            heading = spoken(place.article.heading, order) or place.article.get_content_display()
            return f"Pasal {place.article.ordinal} {heading}"
        if place.provision:
            line = place.provision
            kind = str(line.get_kind_display()).capitalize()
            return f"{kind} {line.party.organization.name}: {line.text}"
        return detail_label(place.detail) if place.detail else ""


def detail_label(name: str) -> str:
    """What a particular is called: "Nilai (rupiah)"."""
    return capfirst(str(getattr(Agreement._meta.get_field(name), "verbose_name", name)))


def text_at(agreement: Agreement, place: Place, order: Sequence[int] = ()) -> str:
    """What stands there now, as people read it and in the language of the text."""
    with translation.override("id"):
        if place.article:
            return article_text(place.article.heading, place.article.body, order)
        if place.provision:
            return provision_text(place.provision)
        return told_value(agreement, place.detail) if place.detail else ""


def article_text(heading: str, body: str, order: Sequence[int]) -> str:
    """An article's heading and text below one another."""
    return "\n".join(filter(None, [spoken(heading, order), shown(body, order)]))


def provision_text(line: Provision) -> str:
    """A line with everything that it says besides its text, one below the other."""
    said = [line.text]
    for name in PROVISION_FIELDS:
        value = told(line, name)
        if value:
            field: Any = Provision._meta.get_field(name)
            said.append(f"{capfirst(str(field.verbose_name))}: {value}")
    return "\n".join(said)


def mark(text: str) -> str:
    """A short mark of what a page showed, to find out later whether somebody changed just that meanwhile."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def proposed(agreement: Agreement, place: Place, proposal: str, order: Sequence[int] = ()) -> str:
    """What would stand at the place with the officer's wording; to be compared with `text_at`."""
    with translation.override("id"):
        if place.article:
            return article_text(place.article.heading, proposal, order)
        if place.provision:
            rest = provision_text(place.provision).removeprefix(place.provision.text)
            return proposal + rest
        return told_value(_With(agreement, place.detail, proposal), place.detail)


class _With:
    """An agreement as it would be with another value of one particular."""

    def __init__(self, agreement: Agreement, name: str, proposal: str) -> None:
        changed = Agreement(**{name: value_of(name, proposal)})
        self.__dict__[name] = getattr(changed, name)
        if display := getattr(changed, f"get_{name}_display", None):
            self.__dict__[f"get_{name}_display"] = display


def value_of(name: str, proposal: str) -> Any:
    """A particular's value from how a proposal keeps it (`str` of the value). Raises ValidationError."""
    field: Any = Agreement._meta.get_field(name)
    return field.to_python(proposal)


@dataclass(frozen=True)
class Group:
    """Places of one sort, to choose from."""

    label: str
    places: list[tuple[str, str]]
    """Key and name of each."""


def groups_of(agreement: Agreement) -> list[Group]:
    """Every place of the text that a remark may be about, in the order of the document."""
    articles = list(agreement.articles.order_by("ordinal", "pk"))
    order = [article.pk for article in articles]
    found = [Group(_("Pasal"), [_choice(Place(article=one), order) for one in articles])]
    lines = list(agreement.provisions.order_by("party__ordinal", "ordinal", "pk"))
    for party in parties_of(agreement):
        own = [line for line in lines if line.party_id == party.pk]
        for line in own:
            line.party = party
        if own:
            found.append(Group(party.organization.name, [_choice(Place(provision=line)) for line in own]))
    details = [_choice(Place(detail=name)) for name in details_of(agreement)]
    return [*found, Group(_("Pokok kerja sama"), details)]


def _choice(place: Place, order: Sequence[int] = ()) -> tuple[str, str]:
    label = label_of(place, order)
    return place.key, label if len(label) <= 120 else f"{label[:119]}…"
