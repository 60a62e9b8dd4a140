"""One article and what a person typed -> what its page shows, and what it says when somebody else was faster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.documents.content import ContentError
from agreements.documents.outline import Run, fill, parse, runs
from agreements.documents.placeholders import offered
from agreements.drafting.actions import Stale
from agreements.drafting.guards import may_write_text
from agreements.drafting.listing import articles_light
from agreements.drafting.models import Article
from agreements.drafting.pages import steps_of
from agreements.drafting.together.pages import beside_article
from agreements.drafting.writing.actions import shown
from agreements.drafting.writing.references import spoken
from agreements.record.models import Agreement
from agreements.record.pages import last_step
from agreements.record.vocabulary import MANDATORY, Content
from villages.people.models import User


@dataclass(frozen=True)
class Conflict:
    """What somebody else saved while one was writing: to be read beside one's own text."""

    heading: str
    """Its heading now."""
    label: str
    """What it is about now."""
    body: str
    """Its text now, with spoken references."""
    merged: str
    """Both changes in one text where they do not touch; empty where they do."""
    edition: int
    """The edition that this is."""
    who: str
    """Who was faster, when."""
    url: str
    """The article's page, as it is stored."""


def conflict_of(stale: Stale, agreement: Agreement, order: Sequence[int]) -> Conflict:
    """The conflict that a save ran into."""
    now = stale.current
    return Conflict(
        heading=spoken(now.heading, order),
        label=now.get_content_display(),
        body=shown(now.body, order),
        merged=stale.merged or "",
        edition=now.edition,
        who=last_step(agreement),
        url=reverse("agreements:article-edit", args=[agreement.ref, now.pk]),
    )


def article_page(
    user: User, agreement: Agreement, article: Article, known: Mapping[str, str], order: Sequence[int]
) -> dict[str, Any]:
    """Everything on the article's page but the form: state, neighbours, guidance, what it will look like."""
    others = list(articles_light(agreement))
    place = next((i for i, other in enumerate(others) if other.pk == article.pk), 0)
    return {
        "agreement": agreement,
        "steps": steps_of(user, agreement, here="articles"),
        "writes": may_write_text(user, agreement),
        "before": others[place - 1] if place else None,
        "after": others[place + 1] if place + 1 < len(others) else None,
        "count": len(others),
        "law": MANDATORY.get(Content(article.content), ""),
        "placeholders": offered(known),
        "order": ",".join(map(str, order)),
        "saved": saved_words(last_saved(article)),
        "problem": "",
        **beside_article(user, agreement, article),
    } | text_of(article, known, order)


def text_of(article: Article, known: Mapping[str, str], order: Sequence[int]) -> dict[str, Any]:
    """The article as the document will show it."""
    return {
        "article": article,
        "edition": article.edition,
        "heading": spoken(article.heading, order),
        "stored": _stored(shown(article.body, order), known),
    }


def _stored(body: str, known: Mapping[str, str]) -> tuple[Run, ...]:
    try:
        return runs(parse(fill(body, known)))
    except ContentError:
        return ()


def last_saved(article: Article) -> datetime | None:
    """When the article was changed last, None when it is as the type gave it."""
    changes = article.agreement.text_changes.filter(article_pk=article.pk)
    return changes.order_by("-pk").values_list("at", flat=True).first()


def saved_words(moment: datetime | None) -> str:
    """ "Tersimpan 14.05", with the day when it was another day; empty for nothing saved yet."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    shape = "H.i" if local.date() == timezone.localdate() else "j F Y, H.i"
    return _("Tersimpan %s") % date_format(local, shape)
