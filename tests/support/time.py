"""Puts a test on the day it speaks of."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def on_day() -> Iterator[Callable[..., Any]]:
    """`on_day("2027-03-01")`, `on_day(date(…), "23:59")`: it is then that day in Jakarta."""
    with ExitStack() as travels:

        def travel(day: date | str, clock: str = "09:00", *, tick: bool = True) -> Any:
            day = date.fromisoformat(day) if isinstance(day, str) else day
            moment = datetime.combine(day, time.fromisoformat(clock), JAKARTA)
            return travels.enter_context(time_machine.travel(moment, tick=tick))

        yield travel
