"""Makes a GET that writes to the database fail; only sessions, the cache and rate limits may change."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse

WRITE = re.compile(
    r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|MERGE INTO|ALTER|CREATE|DROP)\s+"?(\w+)', re.IGNORECASE
)
MAY_CHANGE = {"django_session", "kerjasama_cache"}
SAFE = {"GET", "HEAD", "OPTIONS"}


def refuse_writes(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    found = WRITE.match(str(sql))
    if found and found[1] not in MAY_CHANGE:
        raise AssertionError(f"a GET has written: {str(sql)[:200]}")
    return execute(sql, params, many, context)


@pytest.fixture(autouse=True, scope="session")
def reading_never_writes() -> None:
    respond = BaseHandler._get_response

    def respond_reading(handler: BaseHandler, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE:
            return respond(handler, request)
        with connection.execute_wrapper(refuse_writes):
            return respond(handler, request)

    BaseHandler._get_response = respond_reading
