"""An address and a hard time limit -> the bytes that it answers with, or Unreachable."""

import queue
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

_PIECE = 64 * 1024


class Unreachable(OSError):
    """No answer in time, none at all, a refusal or too much of an answer; `code` says which.

    `scheme`, `failed`, `slow` or `too_large`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Question:
    """What is asked of whom; its words are never shown, they may hold a password."""

    url: str
    """http or https."""
    data: bytes | None = field(default=None, repr=False)
    """Posted when given."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Further headers."""


class _NoDetours(HTTPRedirectHandler):
    """Whoever was named answers, or nobody does."""

    def redirect_request(self, *_about: Any) -> None:
        return None


def fetch(question: Question, *, seconds: float, most: int) -> bytes:
    """The answer, of at most `most` bytes, after at most `seconds`: also when names resolve slowly or bytes drip.

    Redirections are not followed. The work is done in a thread of its own, which is left behind when time is up and
    ends soon after. Raises Unreachable.
    """
    if not question.url.startswith(("https://", "http://")):
        raise Unreachable("scheme")
    answers: queue.SimpleQueue[bytes | Unreachable] = queue.SimpleQueue()
    until = time.monotonic() + seconds

    def work() -> None:
        try:
            answers.put(_read(question, seconds, most, until))
        except Unreachable as problem:
            answers.put(problem)
        except Exception as error:  # noqa: BLE001 (whatever the other side makes our library raise)
            answers.put(Unreachable("slow" if isinstance(error, TimeoutError) else "failed"))

    threading.Thread(target=work, name="fetching", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise Unreachable("slow") from None
    if isinstance(answer, Unreachable):
        raise answer
    return answer


def _read(question: Question, seconds: float, most: int, until: float) -> bytes:
    request = Request(question.url, data=question.data, headers=dict(question.headers))  # noqa: S310 (see fetch)
    found = b""
    with build_opener(_NoDetours).open(request, timeout=seconds) as answer:
        while piece := answer.read1(_PIECE):
            found += piece
            if len(found) > most:
                raise Unreachable("too_large")
            if time.monotonic() > until:
                raise Unreachable("slow")
    return found
