"""The consultations that anybody may read, what was said in them, and how much of it is still to be done."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from agreements.documents.content import ContentError
from agreements.documents.numbering import Article as NumberedArticle
from agreements.documents.numbering import Document, number
from agreements.record.access import load_parties, parties_of, party_line
from agreements.record.models import Agreement
from agreements.record.stages import CLOSED, Stage
from agreements.review.consultation.models import CitizenComment, Consultation

PAGE = 20
State = CitizenComment.Moderation


def readable() -> QuerySet[Consultation]:
    """The consultations that have begun: their summary, text and opinions are open to everybody."""
    begun = Consultation.objects.filter(opens_on__lte=timezone.localdate())
    return begun.select_related("agreement", "version")


def readable_of(ref: str) -> list[Consultation]:
    """Those of one agreement, the newest first; empty where citizens were never asked."""
    return list(readable().filter(agreement__ref=ref.upper()).order_by("-opens_on", "-pk")) if ref else []


@dataclass(frozen=True)
class Line:
    """A consultation in a list."""

    consultation: Consultation
    parties: str
    """Between whom, with the kecamatan beside each village."""


def open_now() -> list[Line]:
    """Where citizens are asked today, the nearest last day first."""
    today = timezone.localdate()
    found = readable().filter(closes_on__gte=today, reported_at__isnull=True, agreement__stage=Stage.DRAFTING)
    return _lines(list(found.order_by("closes_on", "pk")[:100]))


def past_page(after: tuple[dt.date, int] | None = None) -> tuple[list[Line], Consultation | None]:
    """One page of those that are over, the latest first, and the last one of it when more follow."""
    today = timezone.localdate()
    over = Q(closes_on__lt=today) | Q(reported_at__isnull=False) | ~Q(agreement__stage=Stage.DRAFTING)
    found = readable().filter(over)
    if after:
        found = found.filter(Q(closes_on__lt=after[0]) | Q(closes_on=after[0], pk__lt=after[1]))
    rows = list(found.order_by("-closes_on", "-pk")[: PAGE + 1])
    shown = rows[:PAGE]
    return _lines(shown), shown[-1] if len(rows) > PAGE else None


def _lines(rows: Sequence[Consultation]) -> list[Line]:
    load_parties([row.agreement for row in rows])
    return [Line(row, party_line(parties_of(row.agreement))) for row in rows]


def document_of(consultation: Consultation) -> Document | None:
    """The text that citizens are asked about, numbered; None when it was withdrawn or refused meanwhile."""
    if consultation.agreement.stage in CLOSED:
        return None
    try:
        return number(consultation.version.content)
    except ContentError:
        return None


def place_of(article: NumberedArticle) -> str:
    """How an article is called beside an opinion: "Pasal 3 Ruang Lingkup"."""
    return f"{article.label} {article.heading}".strip()


def places_of(document: Document | None) -> dict[str, str]:
    """What an opinion can be about, by the article's key; what was added to hold provisions has none."""
    chapters = document.chapters if document else ()
    return {a.key: place_of(a) for chapter in chapters for a in chapter.articles if a.key}


def shown_in(consultation: Consultation) -> QuerySet[CitizenComment]:
    """The opinions that were checked, in the order they came; of the hidden ones only place and reason are public."""
    return consultation.comments.filter(state__in=[State.SHOWN, State.HIDDEN]).order_by("pk")


def comments_page(
    consultation: Consultation, *, place: str | None = None, after: int = 0
) -> tuple[list[CitizenComment], int]:
    """One page of the opinions about a place (None: about any), and the key after which the next begins, or 0."""
    found = shown_in(consultation).filter(pk__gt=after)
    if place is not None:
        found = found.filter(place=place)
    return _cut(found)


def to_do_page(
    consultation: Consultation, *, everything: bool = False, after: int = 0
) -> tuple[list[CitizenComment], int]:
    """One page of the confirmed opinions that are not checked or not answered yet; with `everything` of all."""
    found = consultation.comments.filter(confirmed_at__isnull=False, pk__gt=after)
    if not everything:
        found = found.filter(Q(state=State.WAITING) | Q(state=State.SHOWN, answer=""))
    return _cut(found.select_related("moderated_by").order_by("pk"))


def _cut(found: QuerySet[CitizenComment]) -> tuple[list[CitizenComment], int]:
    rows = list(found[: PAGE + 1])
    shown = rows[:PAGE]
    return shown, shown[-1].pk if len(rows) > PAGE else 0


def counts_by_place(consultation: Consultation) -> dict[str, int]:
    """How many opinions are shown about each place."""
    rows = consultation.comments.filter(state=State.SHOWN).order_by("place").values("place")
    return {row["place"]: row["count"] for row in rows.annotate(count=Count("pk"))}


@dataclass(frozen=True)
class Tally:
    """How many confirmed opinions there are, and what is still to be done with them."""

    said: int
    shown: int
    hidden: int
    unchecked: int
    unanswered: int
    """Shown ones without an answer."""


def tally(consultation: Consultation) -> Tally:
    """Counted in one query."""
    confirmed = consultation.comments.filter(confirmed_at__isnull=False)
    return Tally(
        **confirmed.aggregate(
            said=Count("pk"),
            shown=Count("pk", filter=Q(state=State.SHOWN)),
            hidden=Count("pk", filter=Q(state=State.HIDDEN)),
            unchecked=Count("pk", filter=Q(state=State.WAITING)),
            unanswered=Count("pk", filter=Q(state=State.SHOWN, answer="")),
        )
    )


@dataclass(frozen=True)
class Held:
    """A consultation as the review sees it."""

    consultation: Consultation
    tally: Tally
    same_text: bool
    """Whether the text is still the one that citizens read."""


def held_of(agreement: Agreement) -> list[Held]:
    """Every consultation of an agreement, the newest first, held against the newest version of its text."""
    rows = agreement.consultations.select_related("version", "rule", "reported_by", "opened_by")
    newest = agreement.versions.order_by("-number").values_list("digest", flat=True).first()
    return [Held(row, tally(row), row.version.digest == newest) for row in rows.order_by("-opens_on", "-pk")]
