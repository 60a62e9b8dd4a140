"""A coroutine -> its result, also where the caller's thread runs an event loop already."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any


def wait_for(work: Coroutine[Any, Any, Any]) -> Any:
    """Run the coroutine to its end and return what it returns or raise what it raises."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    return _elsewhere(work)


def drive(work: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine that waits for nothing outside, without an event loop: a time limit may stop it anywhere.

    A loop that is stopped in the midst could wait for ever. Raises RuntimeError if the work waits after all.
    """
    try:
        work.send(None)
    except StopIteration as ended:
        return ended.value
    work.close()
    raise RuntimeError("this work waits for something outside")


def _elsewhere(work: Coroutine[Any, Any, Any]) -> Any:
    """In a thread of its own: a running loop allows no second one beside it."""
    outcome: dict[str, Any] = {}

    def run() -> None:
        try:
            outcome["result"] = asyncio.run(work)
        except BaseException as error:  # noqa: BLE001 (handed over to the waiting thread)
            outcome["error"] = error

    thread = threading.Thread(target=run, name="signing")
    thread.start()
    thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["result"]
