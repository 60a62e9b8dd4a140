"""A piece of work and a number of seconds -> what the work returns, or TimeIsUp."""

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
_AGAIN = 0.25
_MOST = 20


class TimeIsUp(BaseException):
    """Raised in the thread whose work took too long; not an Exception, so that no library swallows it."""


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """Do the work and return its result; raise TimeIsUp inside it once it has taken longer.

    Works in any thread and without signals. The work is stopped at its next step in Python; a single call into C
    is let finish.
    """
    worker = ctypes.c_ulong(threading.get_ident())
    done = threading.Event()

    def watch() -> None:
        if done.wait(seconds):
            return
        for _time in range(_MOST):  # a callback from C may swallow it: say it again
            ctypes.pythonapi.PyThreadState_SetAsyncExc(worker, ctypes.py_object(TimeIsUp))
            if done.wait(_AGAIN):
                return

    watcher = threading.Thread(target=watch, name="deadline", daemon=True)

    def stop() -> None:
        done.set()
        watcher.join()
        ctypes.pythonapi.PyThreadState_SetAsyncExc(worker, None)

    # Twice, for the exception may arrive in the midst of the first; the next one is too far away for the second.
    try:
        try:
            watcher.start()
            return work()
        finally:
            stop()
    finally:
        stop()
