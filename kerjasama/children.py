"""Runs the parts of the portal as processes of our own, and ends them all when one ends or we do."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType

from kerjasama.setup.places import ROOT
from kerjasama.setup.words import Trouble, say

GRACE = 20
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """On Linux: let the kernel stop this child when the launcher is killed."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Children:
    """The processes that make up the portal; each in a group of its own, so that Ctrl-C is ours alone."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Children":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def begin(self, name: str, *words: str, output: int | None = None) -> subprocess.Popen[bytes]:
        """Start a Python program as a part."""
        child = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509
        )
        self.running[name] = child
        return child

    def finish(self, name: str, *words: str) -> None:
        """Run a program to its end; raise Trouble when it fails."""
        code = self.begin(name, *words).wait()
        del self.running[name]
        if code:
            raise Trouble(
                f"Langkah {name} gagal; lihat pesan di atas.", f"The step {name} failed; see the lines above."
            )

    def check(self) -> None:
        """Raise Trouble when a part has ended by itself."""
        for name, child in list(self.running.items()):
            if (code := child.poll()) is not None:
                del self.running[name]
                raise Trouble(
                    f"Bagian {name} berhenti sendiri (kode {code}); yang lain dihentikan. Lihat di atas.",
                    f"The part {name} has ended by itself (code {code}); the others are stopped. See above.",
                )

    def watch(self) -> None:
        """Stay until a part ends or a signal comes."""
        while True:
            self.check()
            time.sleep(0.2)

    def stop(self) -> None:
        """End all parts: politely, and after a while or a second Ctrl-C at once."""
        if self.running:
            say("Menghentikan portal", "stopping")
        for child in self.running.values():
            self.signal(child, signal.SIGTERM)
        try:
            end = time.monotonic() + GRACE
            for child in self.running.values():
                child.wait(timeout=max(0.1, end - time.monotonic()))
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            for child in self.running.values():
                self.signal(child, signal.SIGKILL)
        for child in self.running.values():
            child.wait()
        self.running.clear()

    def signal(self, child: subprocess.Popen[bytes], number: signal.Signals) -> None:
        """Send a signal to a part and to whatever it has started."""
        with suppress(ProcessLookupError):
            if child.poll() is None:
                os.killpg(child.pid, number)
