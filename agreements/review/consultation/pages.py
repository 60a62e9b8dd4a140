"""A consultation -> what its pages show: the text with opinions counted, opinions in groups, the work on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.drafting.versions.differences import Change, differences
from agreements.record.access import may, parties_of, party_line
from agreements.record.models import Agreement
from agreements.review.consultation import queries
from agreements.review.consultation.findings import longest_rule
from agreements.review.consultation.guards import may_lead
from agreements.review.consultation.models import CitizenComment, Consultation
from villages.people.models import User


@dataclass(frozen=True)
class Spoken:
    """How much was said about one article."""

    count: int
    read_url: str
    say_url: str


def reading_page(consultation: Consultation) -> dict[str, Any]:
    """Everything on the public page of a consultation; the number of queries does not depend on what was said."""
    document = queries.document_of(consultation)
    places, counts = queries.places_of(document), queries.counts_by_place(consultation)
    spoken = {key: _spoken(consultation, key, counts.get(place, 0)) for key, place in places.items()}
    return {
        "consultation": consultation,
        "agreement": consultation.agreement,
        "line": party_line(parties_of(consultation.agreement)),
        "document": document,
        "chapters": [
            (chapter, [(one, spoken.get(one.key)) for one in chapter.articles])
            for chapter in (document.chapters if document else ())
        ],
        "said": sum(counts.values()),
        "hidden": consultation.comments.filter(state=CitizenComment.Moderation.HIDDEN).count(),
    }


def _spoken(consultation: Consultation, key: str, count: int) -> Spoken:
    ref = consultation.agreement.ref
    read, say = reverse("agreements:consultation-comments", args=[ref]), ""
    if consultation.is_open:
        say = reverse("agreements:consultation-comment", args=[ref]) + f"?tentang={key}"
    return Spoken(count, f"{read}?tentang={key}", say)


@dataclass(frozen=True)
class Group:
    """Opinions that stand below each other about the same place."""

    place: str
    comments: list[CitizenComment]


def comment_groups(comments: Sequence[CitizenComment]) -> list[Group]:
    """The opinions by place, places in the order in which somebody first spoke about them."""
    found: dict[str, list[CitizenComment]] = {}
    for comment in comments:
        found.setdefault(comment.place, []).append(comment)
    return [Group(place or _("Seluruh rancangan"), rows) for place, rows in found.items()]


def working_page(user: User, agreement: Agreement) -> dict[str, Any]:
    """The page of those who take part: what a rule asks, each consultation, what the text became since."""
    held = queries.held_of(agreement)
    newest = held[0] if held else None
    return {
        "agreement": agreement,
        "rule": longest_rule(agreement) if not agreement.signed_elsewhere else None,
        "held": held,
        "consult": may(user, "consult", agreement),
        "leads": may_lead(user, newest.consultation) if newest else None,
        "changes": changes_since(agreement, newest.consultation) if newest else [],
        "crumbs": [(_("Halaman kerja"), agreement.desk_url)],
    }


def changes_since(agreement: Agreement, consultation: Consultation) -> list[Change]:
    """What the newest version of the text says otherwise than the one that citizens read."""
    newest = agreement.versions.order_by("-number").first()
    if newest is None or newest.pk == consultation.version_id:
        return []
    return differences(consultation.version.content, newest.content)


def crumbs(agreement: Agreement) -> list[tuple[str, str]]:
    """Where a page about the work on a consultation hangs."""
    return [(_("Halaman kerja"), agreement.desk_url), (_("Konsultasi publik"), work_url(agreement))]


def work_url(agreement: Agreement) -> str:
    """The page of those who look after the consultation."""
    return reverse("agreements:consultation-work", args=[agreement.ref])
