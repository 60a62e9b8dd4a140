"""A content -> a rendering that is asked for, carried out once by whichever worker takes it, and swept when old."""

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from agreements.documents import store
from agreements.documents.content import ContentError, canonical, check
from agreements.documents.rendering.laying import CHECKING, LIMITS, STORING, Told, laid_out
from agreements.documents.rendering.models import Rendering
from agreements.documents.rendering.queries import is_there, key_of, shelf_of

LOST = dt.timedelta(seconds=2 * LIMITS.seconds + 60)
"""After this long a rendering that is neither ready nor failed is taken to be lost and is asked for anew."""
KEPT = dt.timedelta(days=1)
"""How long a draft's PDF is kept."""
MOST_DRAFTS = 500
"""No more drafts than this are kept, however new they are."""
_LOCK_SPACE = 0x7264  # the advisory locks of renderings, apart from any others
_EVERY = 0.5
"""Seconds between two notes on the pages laid out."""
_State = Rendering.State


@transaction.atomic
def ask_for(content: Mapping[str, Any], *, draft: bool = False) -> Rendering:
    """Have the worker lay the content out, unless that is done or under way: asked twice, laid out once.

    What failed may be asked for again, and so may what no worker finished in time. Raises ContentError with place
    and reason for a content that cannot be laid out at all.
    """
    rendering, is_new = _known(content, draft)
    if not is_new:
        rendering = Rendering.objects.select_for_update().get(pk=rendering.pk)
        if is_there(rendering) or _is_under_way(rendering):
            return rendering
        rendering.state, rendering.asked_at, rendering.started_at = _State.QUEUED, timezone.now(), None
        rendering.save(update_fields=["state", "asked_at", "started_at"])
    make.enqueue(rendering.pk)
    return rendering


def _known(content: Mapping[str, Any], draft: bool) -> tuple[Rendering, bool]:
    check(content, draft=draft)
    data = canonical(content)
    return Rendering.objects.get_or_create(
        key=key_of(data, draft=draft), defaults={"content": data.decode(), "draft": draft}
    )


def _is_under_way(rendering: Rendering) -> bool:
    waits = rendering.state in (_State.QUEUED, _State.RUNNING)
    return waits and (rendering.started_at or rendering.asked_at) > timezone.now() - LOST


@task()
def make(rendering_pk: int) -> None:
    """Carry out a rendering that was asked for, in the worker, and sweep old ones away."""
    rendering = Rendering.objects.filter(pk=rendering_pk).first()
    if rendering and rendering.state in (_State.QUEUED, _State.RUNNING):
        carry_out(rendering)
    sweep()


def carry_out_now(content: Mapping[str, Any]) -> Rendering:
    """For the worker itself: the rendering of a final text, carried out before this returns unless it was before.

    Raises ContentError for a content that cannot be laid out at all; a rendering that failed says so itself.
    """
    rendering, _is_new = _known(content, draft=False)
    return carry_out(rendering)


def carry_out(rendering: Rendering) -> Rendering:
    """Lay it out and keep the PDF, unless that has been done; returns it as it stands then.

    A worker that dies over it leaves it to whoever comes next; while another one is at work, it is left alone.
    Whatever goes wrong is noted on the rendering: with a place where the text is at fault, without one and raised
    where it is not.
    """
    with _alone(rendering) as is_mine:
        rendering.refresh_from_db()
        if is_mine and not is_there(rendering):
            _lay_out(rendering)
    return rendering


@contextmanager
def _alone(rendering: Rendering) -> Iterator[bool]:
    """Whether nobody else carries it out now: a lock that the database frees when a worker dies."""
    keys = [_LOCK_SPACE, rendering.pk % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", keys)
        is_mine = bool(cursor.fetchone()[0])
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", keys)


def _lay_out(rendering: Rendering) -> None:
    begun = {"started_at": timezone.now(), "finished_at": None, "place": "", "problem": "", "pages": 0}
    _note(rendering, state=_State.RUNNING, step=CHECKING, **begun)
    try:
        laid = laid_out(json.loads(rendering.content), draft=rendering.draft, told=_noting(rendering))
        _note(rendering, step=STORING, pages=laid.pages)
        sha256 = store.put(laid.data, shelf=shelf_of(rendering))
    except ContentError as error:
        _fail(rendering, error.place or "content", error.reason)
    except Exception:
        _fail(rendering, "", _("Kesalahan tak terduga; pengelola portal sudah dapat melihatnya dalam log."))
        raise
    else:
        facts = {"sha256": sha256, "size": len(laid.data), "finished_at": timezone.now()}
        _note(rendering, state=_State.READY, **facts)


def _fail(rendering: Rendering, place: str, problem: str) -> None:
    _note(rendering, state=_State.FAILED, place=place, problem=problem, finished_at=timezone.now())


def _note(rendering: Rendering, **facts: Any) -> None:
    """Write down at once how far it is: pages that wait for it read it from the row."""
    for name, value in facts.items():
        setattr(rendering, name, value)
    rendering.save(update_fields=list(facts))


def _noting(rendering: Rendering) -> Callable[[Told], None]:
    """Notes every step, and the pages now and then."""
    last = time.monotonic()

    def told(news: Told) -> None:
        nonlocal last
        if news.step != rendering.step or time.monotonic() - last > _EVERY:
            _note(rendering, step=news.step, pages=news.pages)
            last = time.monotonic()

    return told


def sweep() -> int:
    """Forget renderings older than `KEPT`, and drafts beyond `MOST_DRAFTS`; returns how many.

    A draft's file goes with it. The PDF of a final text belongs to its frozen document and is never touched.
    """
    newest = Rendering.objects.filter(draft=True).order_by("-asked_at", "-pk").values("pk")[:MOST_DRAFTS]
    old = Q(asked_at__lt=timezone.now() - KEPT)
    too_many = Q(draft=True) & ~Q(pk__in=list(newest.values_list("pk", flat=True)))
    gone = list(Rendering.objects.filter(old | too_many).order_by("pk"))
    for rendering in gone:
        rendering.delete()
        if rendering.draft and not Rendering.objects.filter(draft=True, sha256=rendering.sha256).exists():
            store.drop_draft(rendering.sha256)
    return len(gone)
