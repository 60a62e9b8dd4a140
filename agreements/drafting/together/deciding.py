"""A suggestion -> accepted into the text in its place, rejected with an answer, or taken back by who made it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.actions import Stale
from agreements.drafting.guards import may_write_text, own_parties
from agreements.drafting.models import BODY_LENGTH, Article
from agreements.drafting.together.hunks import Hunk, apply
from agreements.drafting.together.models import Suggestion, SuggestionKind, SuggestionState
from agreements.drafting.writing import actions as writing
from agreements.drafting.writing.models import ChangeKind
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from villages.people.access import YES, Answer
from villages.people.models import User


class Moved(Refused):
    """The place that a suggestion names is no longer as it was; it can still be placed by hand."""

    def __init__(self) -> None:
        super().__init__(
            Answer(
                False, _("Bagian ini berubah sejak diusulkan; bandingkan keduanya, lalu tempatkan sendiri.")
            )
        )


def applied(suggestion: Suggestion, article: Article | None) -> dict[str, Any] | None:
    """What heading, content and body the article has with the suggestion in it; None when its place has changed.

    For an article to be added or removed: as it stands, when that is still possible.
    """
    kind = suggestion.kind
    if kind == SuggestionKind.ADD:
        return {"heading": suggestion.heading, "content": suggestion.content, "body": suggestion.new}
    if article is None:
        return None
    now = {"heading": article.heading, "content": article.content, "body": article.body}
    if kind == SuggestionKind.REMOVE:
        return now if suggestion.old == article.body else None
    if kind == SuggestionKind.HEADING:
        given = {"heading": suggestion.new, "content": suggestion.content or article.content}
        return now | given if article.heading == suggestion.old else None
    body = apply(article.body, hunk_of(suggestion))
    return None if body is None else now | {"body": body}


def hunk_of(suggestion: Suggestion) -> Hunk:
    """The place that a suggestion would change."""
    return Hunk(suggestion.before, suggestion.old, suggestion.new)


@transaction.atomic
def accept(suggestion: Suggestion, *, by: User) -> Suggestion:
    """Let the text read as suggested, in exactly the place that was meant.

    Only the side that holds the pen decides. Raises Refused for others and for what is answered already, Moved when
    the place has changed meanwhile: then nothing is written over.
    """
    current, row = _to_decide(suggestion, by)
    article = row.article
    text = applied(row, article)
    if text is None:
        raise Moved
    _decided(current, row, by, SuggestionState.ACCEPTED)
    _write(current, row, article, by, text)
    return row


@transaction.atomic
def place_by_hand(
    suggestion: Suggestion, *, by: User, edition: int, heading: str, content: str, body: str
) -> Suggestion:
    """Accept a suggestion whose place has changed, with the article's text as the holder of the pen now words it.

    A suggested removal takes the article out as it stands; words for an article that is gone become a new one at the
    end. Raises Refused, or Stale when the article (`edition`) has changed again.
    """
    current, row = _to_decide(suggestion, by)
    if row.article and row.article.edition != edition:
        raise Stale(row.article)
    _decided(current, row, by, SuggestionState.ACCEPTED)
    text = {"heading": heading, "content": content, "body": body}
    if row.article is None and row.kind != SuggestionKind.REMOVE:
        _add(current, None, by, text)
    else:
        _write(current, row, row.article, by, text)
    return row


@transaction.atomic
def reject(suggestion: Suggestion, *, by: User, answer: str) -> Suggestion:
    """Leave the text as it is and answer why. Raises Refused, or ValidationError without an answer."""
    current, row = _to_decide(suggestion, by)
    if not answer.strip():
        raise ValidationError({"answer": _("Tulis jawabannya: pengusul akan membacanya.")})
    row.answer = answer.strip()
    row.clean_fields(
        exclude=["place", "before", "old", "new", "heading", "content", "decided_by", "decided_at"]
    )
    return _decided(current, row, by, SuggestionState.REJECTED)


@transaction.atomic
def take_back(suggestion: Suggestion, *, by: User) -> Suggestion:
    """Let the own party's suggestion rest. Raises Refused for others and for what is answered already."""
    current = lock(suggestion.agreement)
    ask(by, "edit", current)
    if suggestion.organization_id not in {party.organization_id for party in own_parties(by, current)}:
        words = _("Hanya %(name)s yang dapat menarik usul ini.") % {"name": suggestion.organization.name}
        raise Refused(Answer(False, words, because_of_who=True))
    row = _as_it_stands(suggestion)
    answer = _is_open(row)
    if not answer:
        raise Refused(answer)
    row.state, row.decided_by, row.decided_at = SuggestionState.TAKEN_BACK, by, timezone.now()
    row.save(update_fields=["state", "decided_by", "decided_at"])
    return row


def _to_decide(suggestion: Suggestion, by: User) -> tuple[Agreement, Suggestion]:
    """The draft, locked, and the suggestion as it stands, if this person may decide on it."""
    current = lock(suggestion.agreement)
    ask(by, "edit", current)
    row = _as_it_stands(suggestion)
    answer = may_decide(by, current, row)
    if not answer:
        raise Refused(answer)
    return current, row


def may_decide(user: User, agreement: Agreement, suggestion: Suggestion) -> Answer:
    """Whether the user may accept or reject the suggestion: it is open, and their side holds the pen."""
    answer = may_write_text(user, agreement)
    return answer and _is_open(suggestion)


def _is_open(suggestion: Suggestion) -> Answer:
    if suggestion.state == SuggestionState.OPEN:
        return YES
    return Answer(False, _("Usul ini sudah %(state)s.") % {"state": suggestion.get_state_display()})


def _as_it_stands(suggestion: Suggestion) -> Suggestion:
    return Suggestion.objects.select_related("article", "organization").get(pk=suggestion.pk)


def _decided(agreement: Agreement, row: Suggestion, by: User, state: str) -> Suggestion:
    row.state, row.decided_by, row.decided_at = state, by, timezone.now()
    row.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    code = "accept" if state == SuggestionState.ACCEPTED else "reject"
    details = {"place": row.place, "from": row.organization.name}
    journal.append(agreement, code, by=by, on_behalf_of=speaking_for(by, agreement), details=details)
    return row


def _write(
    agreement: Agreement, row: Suggestion, article: Article | None, by: User, text: dict[str, Any]
) -> None:
    """Change the text as the suggestion asks; it can be undone like any other change."""
    if len(text["body"]) > BODY_LENGTH:
        raise Refused(Answer(False, _("Teks pasal menjadi terlalu panjang; pecah dahulu pasalnya.")))
    if row.kind == SuggestionKind.ADD:
        _add(agreement, article, by, text)
    elif article is None:
        return
    elif row.kind == SuggestionKind.REMOVE:
        writing.remove_article(article, by=by, kind=ChangeKind.ADOPT)
    else:
        writing.save_article(article, by=by, edition=article.edition, kind=ChangeKind.ADOPT, **text)


def _add(agreement: Agreement, after: Article | None, by: User, text: dict[str, Any]) -> None:
    writing.add_article(agreement, by=by, after=after, kind=ChangeKind.ADOPT, **text)
