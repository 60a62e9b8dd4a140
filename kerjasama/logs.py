"""Turns log records into lines that tell what happened and to which request, never who or what text."""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

request_id: ContextVar[str] = ContextVar("request_id", default="")

# The server's own words for a request, without its path: a path may hold the token of an invitation.
TELLS_PATHS = ("django.request", "django.security", "django.server")


class Plain(logging.Formatter):
    """A line for a developer's eyes."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Answer the line, with the record's fields behind it."""
        words = " ".join(f"{value}" for value in getattr(record, "fields", {}).values() if value is not None)
        return f"{super().formatMessage(record)} {words}".rstrip()


class Json(logging.Formatter):
    """One JSON object per line; texts of errors stay out, for they may quote what a person wrote."""

    def format(self, record: logging.LogRecord) -> str:
        """Answer the line: time, level, logger, request, event, its fields, and the place of an error."""
        row: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self.event(record),
        }
        if number := request_id.get():
            row["request"] = number
        row |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1]:
            row["error"] = self.error(record.exc_info[1])
        return json.dumps(row, ensure_ascii=False, default=str)

    def event(self, record: logging.LogRecord) -> str:
        """Answer what happened; where the message would tell a path, only its kind."""
        if record.name.startswith(TELLS_PATHS):
            return f"{record.name} {getattr(record, 'status_code', '')}".strip()
        return record.getMessage()

    def error(self, error: BaseException) -> dict[str, Any]:
        """Answer the error's kind and where it was raised."""
        frames = traceback.extract_tb(error.__traceback__)[-12:]
        row: dict[str, Any] = {
            "kind": f"{type(error).__module__}.{type(error).__qualname__}",
            "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
        }
        if settings.LOG_ERROR_TEXTS:
            row["text"] = str(error)
        return row


def logging_to(formatter: str, level: str) -> dict[str, Any]:
    """Answer Django's LOGGING: everything to standard error, in one shape, for the system to keep."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {
            "handlers": ["stderr"],
            "level": level if level in logging.getLevelNamesMapping() else "INFO",
        },
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "django.request": {"level": "ERROR"},  # refusals stand in the access log
            "django_tasks_db": {"level": "ERROR"},
            **{name: {"level": "WARNING"} for name in ("fontTools", "weasyprint", "pyhanko", "asyncio")},
        },
    }
