"""Builds the chain of middleware once for all test clients, and again when a setting changes."""

from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.core.signals import setting_changed
from django.test.client import ClientHandler

PARTS = (
    "_view_middleware",
    "_template_response_middleware",
    "_exception_middleware",
    "_middleware_chain",
)
"""What a handler holds after loading; none of it depends on the client."""
built: dict[str, Any] = {}


def load_once(handler: ClientHandler, is_async: bool = False) -> None:
    if not built:
        BaseHandler.load_middleware(handler, is_async)
        built.update({part: getattr(handler, part) for part in PARTS})
    vars(handler).update(built)


def forget(**_setting: Any) -> None:
    built.clear()


@pytest.fixture(autouse=True, scope="session")
def middleware_is_built_once(reading_never_writes: None) -> None:
    ClientHandler.load_middleware = load_once  # type: ignore[method-assign]
    setting_changed.connect(forget)
