"""An address that asks very often -> how long it has to wait; counted in the cache that all processes share.

A process takes leave for some questions at once, so that most questions cost the shared cache nothing and the
limit still holds for all processes together. Addresses are kept nowhere, only their digests, for two minutes.
"""

import threading
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

from agreements.record.visitors import visitor

STRETCH = 60
"""Seconds within which questions are counted."""
SHARE = 12
"""A process takes leave for so large a part of the limit at once."""


class _Leave:
    """How many questions this process may still answer, by address, in the present stretch."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.stretch = 0
        self.left: dict[str, int] = {}

    def take(self, who: str, stretch: int, most: int) -> bool:
        """Use one question up; False when the address has had as many as it gets."""
        with self.lock:
            if stretch != self.stretch:
                self.stretch, self.left = stretch, {}
            left = self.left.get(who, 0)
            if left == 0:
                left = self._more(f"api:{stretch}:{who}", most)
            self.left[who] = left - 1 if left > 0 else -1
            return left > 0

    def _more(self, key: str, most: int) -> int:
        """Leave for more questions from the shared count; -1 when it is used up for this stretch."""
        size = max(1, most // SHARE)
        given = 0 if cache.add(key, size, 2 * STRETCH) else cache.get(key, 0)
        if given:
            try:
                cache.incr(key, size)
            except ValueError:  # it has just run out
                given = 0
        return min(size, most - given) if given < most else -1


_leave = _Leave()


class ByAddress(BaseThrottle):
    """At most `API_PER_MINUTE` questions a minute from one address (of IPv6: from one network); 0 is no limit."""

    def allow_request(self, request: HttpRequest, view: object) -> bool:
        """Whether this question is answered; it is counted."""
        if not settings.API_PER_MINUTE:
            return True
        return _leave.take(visitor(request, "api"), int(time.time()) // STRETCH, settings.API_PER_MINUTE)

    def wait(self) -> float:
        """Seconds until the next stretch begins."""
        return STRETCH - int(time.time()) % STRETCH
