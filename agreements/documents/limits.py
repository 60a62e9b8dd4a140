"""A piece of work and a number of seconds -> the work done, or TimeIsUp raised inside it."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_AGAIN = 0.25


class TimeIsUp(BaseException):
    """Raised in the thread whose work took too long; not an Exception, so that no library swallows it."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise TimeIsUp inside the block once it has taken longer, in any thread and without signals.

    The work is stopped at its next step in Python; a single call into C is let finish.
    """
    worker = ctypes.c_ulong(threading.get_ident())
    guard = threading.Lock()
    done = threading.Event()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            with guard:
                if not done.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(worker, ctypes.py_object(TimeIsUp))
            wait = _AGAIN

    threading.Thread(target=watch, name="deadline", daemon=True).start()
    try:
        yield
    finally:
        with guard:
            done.set()
            ctypes.pythonapi.PyThreadState_SetAsyncExc(worker, None)
