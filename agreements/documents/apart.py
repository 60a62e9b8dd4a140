"""A function and its arguments -> what it returns, computed in a process of its own under limits of time and memory.

One such process is kept warm for each process that asks, so that heavy libraries are imported once; it serves one
call after the other and is replaced as soon as a call went over its limits. What comes from outside may so hang,
grow or crash without the asking process noticing more than the reason.
"""

import logging
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import django
from django.conf import ENVIRONMENT_VARIABLE, settings

logger = logging.getLogger("kerjasama.apart")

MOST_CALLS = 200
"""After so many calls the process is replaced: a leak in a library never grows large."""
_GRACE = 10
"""Seconds that the asking process waits longer than the other one gives itself."""
_STATEMENT = Path("/proc/self/statm")
_OUT_OF_TIME = (signal.SIGALRM, signal.SIGXCPU)
_OUT_OF_MEMORY = (signal.SIGKILL, signal.SIGABRT, signal.SIGTRAP)
"""How C libraries and the system end a process that gets no more memory."""


class OverLimit(Exception):
    """The call took more time or memory than it may; `what` is "time" or "memory"."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Broken(Exception):
    """The call ended in an error that nobody expected; the other process has written it to its log."""


@dataclass(frozen=True)
class Limits:
    """What one call may take."""

    seconds: int
    """Of computing; on a busy machine the call may last twice as long."""
    megabytes: int
    """Of memory, on top of what the process has when it begins to wait for calls."""


class _Helper:
    """The other process, as the asking one sees it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        module = settings.SETTINGS_MODULE or os.environ[ENVIRONMENT_VARIABLE]  # overridden settings name none
        environment = {**os.environ, ENVIRONMENT_VARIABLE: module}
        self.process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno())],
            pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, cwd=settings.BASE_DIR, env=environment,
        )  # fmt: skip
        theirs.close()
        self.connection = Connection(ours.detach())
        self.parent = os.getpid()
        self.calls = 0

    @property
    def usable(self) -> bool:
        """Whether it is ours, alive, and not yet due to be replaced."""
        return self.parent == os.getpid() and self.process.poll() is None and self.calls < MOST_CALLS

    def call(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        limits: Limits,
        told: Callable[[Any], None] | None,
    ) -> Any:
        self.calls += 1
        self.connection.send((function, args, limits))
        while self.connection.poll(2 * limits.seconds + _GRACE):
            kind, value = self.connection.recv()
            if kind == "value":
                return value
            if kind == "over":
                raise OverLimit(value)
            if kind == "broken":
                raise Broken(value)
            if told:
                told(value)
        raise OverLimit("time")

    def end(self) -> int:
        """Have it gone, whatever it does; returns how it ended."""
        self.connection.close()
        with suppress(subprocess.TimeoutExpired):
            return self.process.wait(timeout=0.5)
        self.process.kill()
        return self.process.wait()


_lock = threading.Lock()
_helper: _Helper | None = None


def apart(
    function: Callable[..., Any],
    *args: Any,
    limits: Limits,
    told: Callable[[Any], None] | None = None,
) -> Any:
    """Call `function(say, *args)` in the other process and return its value; what it says is handed to `told`.

    The function stands at the top of its module, so that the other process finds it; arguments and value can be
    pickled. It has no database. Raises OverLimit, or Broken for any exception: what a caller should know of, the
    function returns. Calls from several threads wait for each other.
    """
    global _helper
    with _lock:
        if _helper is None or not _helper.usable:
            _stop()
            _helper = _Helper()
        try:
            return _helper.call(function, args, limits, told)
        except (EOFError, ConnectionError):
            raise _reason(_stop()) from None
        except BaseException:
            _stop()
            raise


def _stop() -> int:
    """End the other process, if there is one of ours."""
    global _helper
    stopped, _helper = _helper, None
    return stopped.end() if stopped and stopped.parent == os.getpid() else 0


def _reason(code: int) -> Exception:
    """What the end of the other process means."""
    if -code in _OUT_OF_TIME:
        return OverLimit("time")
    return OverLimit("memory") if -code in _OUT_OF_MEMORY else Broken(f"ended with {code}")


def _serve(connection: Connection) -> None:
    """Answer calls until the asking process is gone."""
    begun_with = _megabytes()
    while True:
        try:
            function, args, limits = connection.recv()
        except EOFError:
            return
        _limit(limits, begun_with)
        try:
            answer = ("value", function(lambda word: connection.send(("told", word)), *args))
        except Exception as error:
            answer = ("over", "memory") if _lacked_memory(error) else ("broken", type(error).__name__)
            if answer[0] == "broken":
                logger.exception("a call broke")
        finally:
            signal.alarm(0)
        connection.send(answer)


def _lacked_memory(error: BaseException | None) -> bool:
    """Whether it began with a lack of memory, which libraries sometimes wrap into errors of their own."""
    while error is not None and not isinstance(error, MemoryError):
        error = error.__cause__ or error.__context__
    return error is not None


def _megabytes() -> int:
    """How much address space this process has; 0 where the system does not say, which then sets no limit."""
    try:
        return int(_STATEMENT.read_text().split()[0]) * resource.getpagesize() // 2**20
    except OSError:
        return 0


def _limit(limits: Limits, begun_with: int) -> None:
    """Let the system end this process when the call goes over: signals that nobody catches, in C as in Python."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = ceil(used.ru_utime + used.ru_stime)  # counted in whole seconds, of which one has begun
    resource.setrlimit(resource.RLIMIT_CPU, (spent + limits.seconds, resource.RLIM_INFINITY))
    if begun_with:
        most = (begun_with + limits.megabytes) * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(2 * limits.seconds)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is asked to stop is the asking process
    django.setup()
    _serve(Connection(int(sys.argv[1])))
