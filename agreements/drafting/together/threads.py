"""Talk about an article or about the whole draft: what was said stays, what was settled can be opened again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.models import Article
from agreements.drafting.together.joining import take_part
from agreements.drafting.together.models import Comment, Thread
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from villages.people.access import Answer
from villages.people.models import User

MOST_THREADS = 500
MOST_COMMENTS = 500


def place_of(article: Article) -> str:
    """What an article is called now: "Pasal 3 Ruang Lingkup"; kept, so that it is known when the article is gone."""
    return f"{article} {article.heading or article.get_content_display()}"[:250]


@transaction.atomic
def open_thread(agreement: Agreement, *, by: User, text: str, article: Article | None = None) -> Thread:
    """Begin a conversation about an article, or without one about the whole draft.

    Raises Refused outside drafting, ValidationError for an empty message.
    """
    current = _at_work(agreement, by)
    if current.threads.count() >= MOST_THREADS:
        raise Refused(Answer(False, _("Paling banyak %d percakapan dalam satu rancangan.") % MOST_THREADS))
    thread = Thread.objects.create(
        agreement=current, article=article, place=place_of(article) if article else _("Seluruh naskah")
    )
    _say(thread, current, by, text)
    return thread


@transaction.atomic
def reply(thread: Thread, *, by: User, text: str) -> Comment:
    """Add a message; a settled conversation is open again. Raises Refused, ValidationError for an empty message."""
    current = _at_work(thread.agreement, by)
    if thread.comments.count() >= MOST_COMMENTS:
        raise Refused(Answer(False, _("Percakapan ini sudah panjang; mulailah percakapan baru.")))
    if thread.settled_at:
        _settle(thread, None)
    return _say(thread, current, by, text)


@transaction.atomic
def settle(thread: Thread, *, by: User) -> Thread:
    """Close a conversation that has come to its end; any party may."""
    _at_work(thread.agreement, by)
    return _settle(thread, by)


@transaction.atomic
def reopen(thread: Thread, *, by: User) -> Thread:
    """Open a settled conversation again; any party may."""
    _at_work(thread.agreement, by)
    return _settle(thread, None)


def _at_work(agreement: Agreement, by: User) -> Agreement:
    """The draft, locked, if this person may work in it; by which their party has joined."""
    current = lock(agreement)
    ask(by, "edit", current)
    take_part(current, by=by)
    return current


def _settle(thread: Thread, by: User | None) -> Thread:
    thread.settled_by, thread.settled_at = by, timezone.now() if by else None
    thread.save(update_fields=["settled_by", "settled_at"])
    return thread


def _say(thread: Thread, agreement: Agreement, by: User, text: str) -> Comment:
    if not text.strip():
        raise ValidationError({"text": _("Tulis pesannya.")})
    comment = Comment(thread=thread, text=text.strip(), organization=speaking_for(by, agreement), by=by)
    comment.full_clean(exclude=["thread", "organization", "by"])
    comment.save()
    return comment
