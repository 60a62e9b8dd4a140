"""Turns a prepared checkout into the running portal: database, web server and worker, until told to stop."""

import fcntl
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

import psycopg2

from kerjasama.children import Children
from kerjasama.demo_table import print_logins
from kerjasama.postgres import Cluster
from kerjasama.setup.places import VAR
from kerjasama.setup.prepare import from_system
from kerjasama.setup.words import Trouble, explain, say

LEAST_FREE_MEGABYTES = 300
PATIENCE = 60
OLDEST_POSTGRES = 150_000


def main() -> int:
    """Run the portal; Ctrl-C or SIGTERM end it with 0, a trouble or the death of a part with 1."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, told_to_stop)
    try:
        with only_one() as tell:
            port = wanted_port()
            tell(f"http://127.0.0.1:{port}/ (pid {os.getpid()})")
            with private_database(), Children(environment(port)) as children:
                serve(children, port)
    except KeyboardInterrupt:
        say("Portal berhenti", "stopped")
        return 0
    except Trouble as trouble:
        explain(trouble)
    except OSError as error:
        explain(from_system(error))
    return 1


def told_to_stop(number: int, frame: FrameType | None) -> None:
    """Turn every polite signal into the one way out."""
    raise KeyboardInterrupt


def serve(children: Children, port: int) -> None:
    """Set up, start web server and worker, tell the address, and watch; comes back only by an exception."""
    logins = VAR / "demo-logins.json"
    children.finish("set_up", "manage.py", "set_up", "--logins", str(logins))
    children.begin("web", "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py")
    children.begin("worker", "manage.py", "worker")
    wait_for_answer(children, f"http://127.0.0.1:{port}/healthz")
    print_logins(logins.read_text())
    print(f"\n  Portal: \033[1mhttp://127.0.0.1:{port}/\033[0m    Ctrl-C: berhenti (stop)\n", flush=True)
    children.watch()


def environment(port: int) -> dict[str, str]:
    """Answer the environment of the parts: the development settings as a stranger should see them."""
    ours = {
        "DJANGO_SETTINGS_MODULE": "kerjasama.settings.development",
        "DEBUG": "0",
        "KERJASAMA_DEMO": "1",
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
        "LOG_LEVEL": "INFO" if os.environ.get("DEBUG") == "1" else "WARNING",
    }
    return {**ours, **{name: value for name, value in os.environ.items() if value}, "PORT": str(port)}


def wanted_port() -> int:
    """Answer PORT if it is free; raise Trouble with a free one when it is not."""
    word = os.environ.get("PORT") or "8000"
    if not word.isdecimal() or not 1 <= int(word) <= 65535:
        raise Trouble(
            f"PORT={word} bukan nomor porta (1 sampai 65535).", f"PORT={word} is no port (1 to 65535)."
        )
    port = int(word)
    fault = fault_of(port)
    if fault is None:
        return port
    other = next(free for free in range(8001, 65535) if free != port and fault_of(free) is None)
    why = "hanya untuk root" if isinstance(fault, PermissionError) else "sedang dipakai program lain"
    reason = "is for root only" if isinstance(fault, PermissionError) else "is taken by another program"
    raise Trouble(
        f"Porta {port} {why}. Pakai yang lain: make run PORT={other}",
        f"Port {port} {reason}. Use another one, as above.",
    )


def fault_of(port: int) -> OSError | None:
    """Try a port; answer what speaks against it."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            return error
    return None


@contextmanager
def only_one() -> Iterator[Callable[[str], object]]:
    """Hold this checkout for one portal, which tells its address to the next one that tries.

    Raises Trouble when another holds it, or when the disk is nearly full.
    """
    VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(VAR).free < LEAST_FREE_MEGABYTES * 1024 * 1024:
        raise Trouble(
            f"Cakram hampir penuh: kosongkan sedikitnya {LEAST_FREE_MEGABYTES} megabita, lalu ulangi.",
            f"The disk is nearly full: free at least {LEAST_FREE_MEGABYTES} megabytes and try again.",
        )
    with (VAR / "running.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            where = lock.read().strip()
            raise Trouble(
                f"Portal dari folder ini sudah berjalan di {where}. Buka, atau hentikan (Ctrl-C).",
                "The portal of this folder is already running there. Open it, or stop it first (Ctrl-C).",
            ) from None
        lock.truncate(0)
        yield lambda text: print(text, file=lock, flush=True)


@contextmanager
def private_database() -> Iterator[None]:
    """Have the private PostgreSQL running, or see that DATABASE_URL answers and is new enough."""
    url = os.environ.get("DATABASE_URL")
    if url:
        see_database(url)
    with nullcontext() if url else Cluster.of_development().used():
        yield


def see_database(url: str) -> None:
    """Raise Trouble when the database of DATABASE_URL does not answer or is older than PostgreSQL 15."""
    try:
        link = psycopg2.connect(url, connect_timeout=10)
    except psycopg2.Error as error:
        raise Trouble(
            "Basis data pada DATABASE_URL tidak menjawab. Periksa alamat, nama, dan sandinya; atau kosongkan "
            "DATABASE_URL agar portal memakai PostgreSQL pribadinya.",
            f"The database of DATABASE_URL does not answer: {str(error).strip()}",
        ) from None
    version = link.server_version
    link.close()
    if version < OLDEST_POSTGRES:
        raise Trouble(
            f"DATABASE_URL menunjuk PostgreSQL {version // 10000}; portal memerlukan 15 atau lebih baru.",
            f"DATABASE_URL names a PostgreSQL {version // 10000}; the portal needs 15 or newer.",
        )


def wait_for_answer(children: Children, address: str) -> None:
    """Wait until the web server answers, as long as every part lives."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        children.check()
        try:
            with urlopen(address, timeout=5):  # noqa: S310
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise Trouble(
        "Server web tidak menjawab; lihat pesan di atas.",
        "The web server does not answer; see the lines above.",
    )


if __name__ == "__main__":
    sys.exit(main())
