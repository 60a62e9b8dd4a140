"""A draft and a reader -> what pages show of writing together: parties, suggestions in their place, conversations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from agreements.documents.words import designation
from agreements.drafting.guards import may_write_text, own_parties, pen_of
from agreements.drafting.models import Article
from agreements.drafting.together.deciding import applied, hunk_of
from agreements.drafting.together.hunks import place_of, split
from agreements.drafting.together.models import Comment, Suggestion, SuggestionKind, SuggestionState, Thread
from agreements.drafting.together.queries import Standing, standings
from agreements.drafting.versions.weaving import Line, text_of, weave
from agreements.drafting.writing.references import spoken
from agreements.record.access import may
from agreements.record.models import Agreement
from agreements.record.stages import crossing
from agreements.record.vocabulary import Content
from villages.people.models import User


@dataclass(frozen=True)
class Shown:
    """A suggestion as a page shows it."""

    row: Suggestion
    above: str
    """The line above its place, to find it again; empty at the beginning of an article."""
    lines: tuple[Line, ...]
    """What was and what would be, woven together."""
    about: str
    """What the article would be about, where that is suggested or the article would be new."""
    moved: bool
    """Whether its place has changed since it was made."""
    own: bool
    """Whether the reader's party made it."""


@dataclass(frozen=True)
class Block:
    """A stretch of an article: its text as it stands, and the suggestions that begin behind it."""

    text: str
    suggestions: tuple[Shown, ...]


@dataclass(frozen=True)
class BesideArticle:
    """What stands beside an article on its page (`_beside_article.html`)."""

    agreement: Agreement
    article: Article
    decides: bool
    """Whether the reader holds the pen, and so accepts and rejects."""
    pen: str
    """Who holds it."""
    count: int
    """How many suggestions are open."""
    whole: tuple[Shown, ...]
    """About the heading, or about the article as a whole."""
    blocks: tuple[Block, ...]
    """The text with suggestions in their places; empty where none has its place."""
    moved: tuple[Shown, ...]
    """Those whose place has changed."""
    threads: list[Thread]
    """Open conversations, with their messages."""
    settled: int
    """How many are settled."""


@dataclass(frozen=True)
class PartyLine:
    """How one party stands to the draft, in words."""

    designation: str
    name: str
    writes: bool
    """Whether it holds the pen."""
    joining: str
    """Whether it writes along; empty for the initiator, who always does."""
    tone: str
    """`good`, `waits` or `bad`."""
    consent: str
    """What it said about the text."""
    agreed: bool
    """Whether it agreed to the text as it stands."""
    changes_url: str
    """What changed since it spoke; empty where nothing did."""


@dataclass(frozen=True)
class BesideDraft:
    """What stands beside the whole draft (`_beside_draft.html`)."""

    agreement: Agreement
    parties: list[PartyLine]
    invited_by: str
    """Who invited the reader's party, while it has not answered; else empty."""
    verbs: list[tuple[str, Any, str]]
    """What the reader may do: code, label, address."""
    suggestions: int
    """How many suggestions are open."""
    decides: bool
    """Whether they wait for the reader."""
    threads: int
    """How many conversations are open."""


def beside_article(user: User, agreement: Agreement, article: Article) -> dict[str, Any]:
    """For `_beside_article.html`: merge it into the page's context; a fixed number of queries."""
    order = list(agreement.articles.order_by("ordinal", "pk").values_list("pk", flat=True))
    rows = of_agreement(agreement).filter(article=article, state=SuggestionState.OPEN)
    found = shown(rows, user, agreement, order)
    placed = [s for s in found if s.row.kind == SuggestionKind.TEXT and not s.moved]
    about = threads_of(agreement).filter(article=article)
    return {
        "beside": BesideArticle(
            agreement=agreement,
            article=article,
            decides=bool(may_write_text(user, agreement)),
            pen=pen_of(agreement).name,
            count=len(found),
            whole=tuple(s for s in found if s.row.kind != SuggestionKind.TEXT and not s.moved),
            blocks=tuple(_woven(article, placed, order)),
            moved=tuple(s for s in found if s.moved),
            threads=list(about.filter(settled_at__isnull=True)),
            settled=about.filter(settled_at__isnull=False).count(),
        )
    }


def beside_draft(user: User, agreement: Agreement) -> dict[str, Any]:
    """For `_beside_draft.html`: merge it into the page's context; the text is read only where somebody agreed."""
    found = standings(agreement)
    own = {party.pk for party in own_parties(user, agreement)}
    waiting = [s for s in found if s.party.pk in own and not s.initiator and s.answer is None]
    return {
        "beside": BesideDraft(
            agreement=agreement,
            parties=[party_line(standing, agreement) for standing in found],
            invited_by=agreement.initiator.name if waiting else "",
            verbs=_verbs(user, agreement),
            suggestions=of_agreement(agreement).filter(state=SuggestionState.OPEN).count(),
            decides=bool(may_write_text(user, agreement)),
            threads=agreement.threads.filter(settled_at__isnull=True).count(),
        )
    }


def of_agreement(agreement: Agreement) -> QuerySet[Suggestion]:
    """The agreement's suggestions with what a page tells of them, as they were made."""
    named = ("article", "organization", "by", "decided_by", "source")
    return agreement.suggestions.select_related(*named).order_by("pk")


def threads_of(agreement: Agreement) -> QuerySet[Thread]:
    """The agreement's conversations with their messages, as they were begun."""
    comments = Comment.objects.select_related("by", "organization").order_by("pk")
    return (
        agreement.threads.select_related("article", "settled_by")
        .prefetch_related(Prefetch("comments", comments))
        .order_by("pk")
    )


def shown(rows: Iterable[Suggestion], user: User, agreement: Agreement, order: Sequence[int]) -> list[Shown]:
    """The suggestions as a page shows them."""
    own = {party.organization_id for party in own_parties(user, agreement)}
    return [_shown(row, order, own=row.organization_id in own) for row in rows]


def _shown(row: Suggestion, order: Sequence[int], *, own: bool) -> Shown:
    was, new = row.old, row.new
    if row.kind == SuggestionKind.ADD:
        new = f"{row.heading}\n{row.new}"
    elif row.kind == SuggestionKind.REMOVE:
        was = f"{row.heading}\n{row.old}"
    moved = row.state == SuggestionState.OPEN and applied(row, row.article) is None
    above = row.before.rstrip("\n").rpartition("\n")[2]
    lines = weave(text_of(spoken(was, order)), text_of(spoken(new, order)))
    about = str(Content(row.content).label) if row.content in Content.values else ""
    return Shown(row, spoken(above, order), lines, about, moved, own)


def _woven(article: Article, found: list[Shown], order: Sequence[int]) -> Iterable[Block]:
    """The article's text with each suggestion behind the text above its place."""
    if not found:
        return
    lines, here = article.body.split("\n"), 0
    placed = [(place_of(article.body, hunk_of(seen.row)) or 0, seen) for seen in found]
    for place, seen in sorted(placed, key=lambda pair: (pair[0], pair[1].row.pk)):
        yield Block(spoken("\n".join(lines[here:place]), order), (seen,))
        here = max(here, place + len(split(seen.row.old)))
    if "".join(lines[here:]).strip():
        yield Block(spoken("\n".join(lines[here:]), order), ())


def party_line(standing: Standing, agreement: Agreement) -> PartyLine:
    """One party's line."""
    words, tone = _joining(standing)
    consent = standing.consent
    url = ""
    if consent and not standing.current:
        url = reverse("agreements:redline", args=[agreement.ref, consent.version.number, "kini"])
    return PartyLine(
        designation=designation(standing.party.ordinal),
        name=standing.party.organization.name,
        writes=standing.holds_pen,
        joining=words,
        tone=tone,
        consent=_consent(standing),
        agreed=standing.agreed,
        changes_url=url,
    )


def _joining(standing: Standing) -> tuple[str, str]:
    if standing.initiator:
        return _("pemrakarsa"), "good"
    if standing.joined:
        return _("ikut menyusun"), "good"
    if standing.declined and standing.answer:
        return _("menolak ikut: “%(reason)s”") % {"reason": standing.answer.reason}, "bad"
    return _("belum menjawab undangan"), "waits"


def _consent(standing: Standing) -> str:
    consent = standing.consent
    if consent is None:
        return _("belum menyatakan setuju")
    words = {
        "version": consent.version.number,
        "moment": date_format(localtime(consent.at), "j F Y, H.i"),
        "reason": consent.reason,
    }
    if not consent.agreed:
        return _("belum setuju dengan versi %(version)d: “%(reason)s” (%(moment)s)") % words
    if standing.current:
        return _("setuju dengan naskah yang sekarang, versi %(version)d (%(moment)s)") % words
    return _("setuju dengan versi %(version)d (%(moment)s); naskah berubah sesudahnya") % words


def _verbs(user: User, agreement: Agreement) -> list[tuple[str, Any, str]]:
    """The verbs of writing together that are open to the reader, each with its address."""
    names = {
        "join": "join",
        "agree": "agree",
        "disagree": "disagree",
        "hand_over": "hand-over",
        "stay_out": "stay-out",
    }
    return [
        (verb, row.label, reverse(f"agreements:{name}", args=[agreement.ref]))
        for verb, name in names.items()
        if (row := crossing(agreement.stage, verb)) and may(user, verb, agreement)
    ]
