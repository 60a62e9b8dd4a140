"""A published agreement and its addenda -> the text that holds on a day, as everybody may read it."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.documents.consolidating import Addendum, Consolidated, consolidated
from agreements.documents.numbering import Article, Chapter
from agreements.publication.privacy.masking import mask
from agreements.publication.privacy.models import Exclusion
from agreements.publication.privacy.queries import public_text, text_of
from agreements.record.access import public
from agreements.record.models import Agreement
from agreements.record.place_days import day_at
from agreements.record.vocabulary import Instrument
from agreements.signing.models import FrozenDocument


@dataclass(frozen=True)
class Source:
    """An addendum as the page names it."""

    title: str
    url: str
    holds_from: dt.date
    read_beside: bool
    """Whether it names no single article, so that its own text must be read beside this one."""


@dataclass(frozen=True)
class Line:
    """One article as it reads on the day."""

    article: Article
    told: str
    """What touched it last, as a sentence; empty where it reads as it was signed."""
    url: str
    """Where that addendum stands."""


@dataclass(frozen=True)
class Held:
    """The text that holds on a day."""

    whole: Consolidated
    sources: tuple[Source, ...]
    chapters: tuple[tuple[Chapter, tuple[Line, ...]], ...]
    """Every chapter with its articles."""
    days: tuple[dt.date, ...]
    """The days on which the text became another one: its own first, then those of all addenda."""


def addenda_of(agreement: Agreement) -> list[Agreement]:
    """The addenda that have ever come into force, whose text everybody may read."""
    found = public().filter(parent=agreement, instrument=Instrument.ADDENDUM).select_related("publication")
    return list(found.order_by("starts_on", "pk"))


def text_on(agreement: Agreement, day: dt.date) -> Held | None:
    """The text that holds on that day; None where there is no text (signed elsewhere). As many queries for ten addenda.

    An addendum holds from the day that it names, but not before it was made known.
    """
    text = public_text(agreement)
    if text is None:
        return None
    rows = {row.ref: row for row in addenda_of(agreement)}
    sources = [Addendum(since(row), content, row.ref) for row, content in _with_texts(list(rows.values()))]
    whole = consolidated(text.content, sources, day)
    days = sorted({agreement.starts_on, *(one.holds_from for one in sources)})
    named = tuple(_source(one, rows[one.ref], one in whole.unread) for one in whole.addenda)
    chapters = tuple(
        (chapter, tuple(_line(article, whole, rows) for article in chapter.articles))
        for chapter in whole.document.chapters
    )
    return Held(whole, named, chapters, tuple(days))


def since(addendum: Agreement) -> dt.date:
    """The first day on which an addendum holds."""
    publication = getattr(addendum, "publication", None)
    known = publication.published_at if publication else addendum.stage_since
    return max(addendum.starts_on, day_at(addendum, known))


def _with_texts(addenda: list[Agreement]) -> list[tuple[Agreement, dict]]:
    """Each with its public content; one that was signed elsewhere has none and says nothing of single articles."""
    kept_back: dict[int, list[Exclusion]] = defaultdict(list)
    for row in Exclusion.objects.filter(agreement__in=addenda).order_by("agreement", "article"):
        kept_back[row.agreement_id].append(row)
    documents = FrozenDocument.objects.filter(agreement__in=addenda, voided_at__isnull=True).order_by("pk")
    texts = {one.agreement_id: text_of(one, kept_back[one.agreement_id]).content for one in documents}
    return [(row, texts.get(row.pk, {})) for row in addenda]


def _source(one: Addendum, row: Agreement, read_beside: bool) -> Source:
    return Source(mask(row.title), row.get_absolute_url(), one.holds_from, read_beside)


def _line(article: Article, whole: Consolidated, rows: dict[str, Agreement]) -> Line:
    mark = whole.marks.get(article.anchor)
    if mark is None:
        return Line(article, "", "")
    words = {
        "change": _("Diubah dengan: %(title)s"),
        "insert": _("Disisipkan dengan: %(title)s"),
        "repeal": _("Dihapus dengan: %(title)s"),
    }[mark.op]
    row = rows[mark.by.ref]
    return Line(article, words % {"title": mask(row.title)}, row.get_absolute_url())
