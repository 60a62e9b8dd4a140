"""Who helps whom while one page is made, so that rules and journals far below know that it is help."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from villages.people.support.models import SupportSession

_RUNNING: ContextVar[SupportSession | None] = ContextVar("support_running", default=None)


@contextmanager
def acting(session: SupportSession) -> Iterator[None]:
    """While this lasts, whatever is done is done by the session's helper on behalf of its person."""
    token = _RUNNING.set(session)
    try:
        yield
    finally:
        _RUNNING.reset(token)


def running() -> SupportSession | None:
    """The session in which things are done at the moment, or None when people act for themselves."""
    return _RUNNING.get()


def both_names() -> dict[str, Any]:
    """What a journal keeps besides its actor while somebody helps: the helper's name and the session's key."""
    session = running()
    return {"helped_by": str(session.helper), "support": session.pk} if session else {}
