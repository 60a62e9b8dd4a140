"""Holds the tests' clock: every run begins at the same moment, whatever the day and the hour outside.

What passes at nine in the morning must not fail when midnight comes during the run, on a Sunday, or next year. To look
for what depends on the hour, another beginning is named by KERJASAMA_TEST_MOMENT (ISO 8601 with its offset): one that
has passed, since files carry the disk's own time, and not so near to midnight that the run goes on into another day.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

JAKARTA = ZoneInfo("Asia/Jakarta")
MOMENT = "2026-11-18T09:00:00+07:00"
"""A Wednesday morning in Jakarta, far from the ends of the day, the week, the month and the year."""

running = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Before anything is collected: what a module works out of today's date while it is read counts as well."""
    moment = datetime.fromisoformat(os.environ.get("KERJASAMA_TEST_MOMENT") or MOMENT)
    running.enter_context(time_machine.travel(moment.astimezone(UTC), tick=True))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    running.close()


@pytest.fixture
def on_day() -> Iterator[Callable[..., Any]]:
    """`on_day("2027-03-01")`, `on_day(date(…), "23:59")`: it is then that day in Jakarta."""
    with ExitStack() as travels:

        def travel(day: date | str, clock: str = "09:00", *, tick: bool = True) -> Any:
            day = date.fromisoformat(day) if isinstance(day, str) else day
            moment = datetime.combine(day, time.fromisoformat(clock), JAKARTA)
            return travels.enter_context(time_machine.travel(moment, tick=tick))

        yield travel
