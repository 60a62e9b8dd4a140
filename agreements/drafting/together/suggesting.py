"""A changed text of somebody who does not hold the pen -> suggestions, one for each place."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.drafting.actions import Stale
from agreements.drafting.models import Article
from agreements.drafting.together.hunks import hunks, settled
from agreements.drafting.together.joining import take_part
from agreements.drafting.together.models import Suggestion, SuggestionKind, SuggestionState
from agreements.drafting.together.threads import place_of
from agreements.drafting.writing.references import stored, tokenise
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from villages.people.access import Answer
from villages.people.models import User

MOST_OPEN = 500
_LINKS = ("agreement", "article", "organization", "by", "source", "decided_by", "decided_at")


@transaction.atomic
def suggest(
    article: Article,
    *,
    by: User,
    heading: str,
    content: str,
    body: str,
    note: str = "",
    source: Agreement | None = None,
    order: Sequence[int] | None = None,
    edition: int | None = None,
) -> list[Suggestion]:
    """Propose that the article reads so: one suggestion for each place that differs, decided one by one.

    `order`: the keys of the articles as the writer saw them numbered, where the text names articles by number.
    `edition`: the article's own that the writer had before their eyes. `source`: the published agreement from which
    the words are. What is suggested already is not suggested twice; nothing comes back where nothing differs.
    Raises Refused outside drafting, Stale when the article has changed or is gone.
    """
    current = _at_work(article.agreement, by)
    known = Article.objects.filter(pk=article.pk, agreement=current).first()
    if known is None or edition not in (None, known.edition):
        raise Stale(known)
    if order is not None:
        body, heading = stored(body, known.body, order), stored(heading, known.heading, order)
    given = {"article": known, "place": place_of(known), "note": note, "source": source}
    rows = []
    if (heading, content) != (known.heading, known.content):
        other = content if content != known.content else ""
        rows.append(
            Suggestion(kind=SuggestionKind.HEADING, old=known.heading, new=heading, content=other, **given)
        )
    rows += [
        Suggestion(kind=SuggestionKind.TEXT, before=hunk.before, old=hunk.old, new=hunk.new, **given)
        for hunk in hunks(known.body, settled(body, known.body))
        if (hunk.old + hunk.new).strip()
    ]
    return _propose(current, by, rows)


@transaction.atomic
def suggest_new(
    agreement: Agreement,
    *,
    by: User,
    after: Article | None,
    heading: str,
    content: str,
    body: str,
    note: str = "",
    source: Agreement | None = None,
    order: Sequence[int] | None = None,
) -> Suggestion:
    """Propose a new article behind another one, or at the end. Raises Refused outside drafting."""
    current = _at_work(agreement, by)
    behind = current.articles.filter(pk=after.pk).first() if after else None
    place = _("setelah %s") % place_of(behind) if behind else _("di akhir naskah")
    row = Suggestion(
        kind=SuggestionKind.ADD,
        article=behind,
        place=place[:250],
        new=body if order is None else tokenise(body, order),
        heading=heading if order is None else tokenise(heading, order),
        content=content,
        note=note,
        source=source,
    )
    return _propose(current, by, [row])[0]


@transaction.atomic
def suggest_removal(article: Article, *, by: User, note: str) -> Suggestion:
    """Propose to take an article out. Raises Refused outside drafting, Stale when it is gone already."""
    current = _at_work(article.agreement, by)
    known = Article.objects.filter(pk=article.pk, agreement=current).first()
    if known is None:
        raise Stale(None)
    given = {"article": known, "place": place_of(known), "heading": known.heading, "old": known.body}
    return _propose(current, by, [Suggestion(kind=SuggestionKind.REMOVE, note=note, **given)])[0]


def _at_work(agreement: Agreement, by: User) -> Agreement:
    """The draft, locked, if this person may work in it; by which their party has joined."""
    current = lock(agreement)
    ask(by, "edit", current)
    take_part(current, by=by)
    return current


def _propose(agreement: Agreement, by: User, rows: list[Suggestion]) -> list[Suggestion]:
    """Keep the rows that are new, and journal them together; one that waits already stands for its like."""
    organization = speaking_for(by, agreement)
    waiting = agreement.suggestions.filter(state=SuggestionState.OPEN, organization=organization)
    there = {_said(row): row for row in waiting.order_by("pk")}
    if agreement.suggestions.filter(state=SuggestionState.OPEN).count() + len(rows) > MOST_OPEN:
        words = _("Paling banyak %d usul terbuka dalam satu rancangan; tunggu sebagian dijawab.")
        raise Refused(Answer(False, words % MOST_OPEN))
    made = []
    for row in rows:
        if _said(row) not in there:
            row.agreement, row.by = agreement, by
            row.organization = organization  # type: ignore[assignment]  # who may edit speaks for a party
            row.full_clean(exclude=_LINKS)
            row.save()
            made.append(row)
    if made:
        details = {"place": made[0].place, "count": len(made)}
        journal.append(agreement, "suggest", by=by, on_behalf_of=organization, details=details)
    return [there.get(_said(row), row) for row in rows]


def _said(row: Suggestion) -> tuple:
    return (row.kind, row.article_id, row.before, row.old, row.new, row.heading, row.content)
