"""Turns a folder into a running private PostgreSQL: made, started, shared and stopped by its users."""

import fcntl
import hashlib
import json
import os
import re
import secrets
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, TextIO

import psycopg2

from kerjasama.postgres_server import Server, command_of, find_server, reachable, started_at, trouble_from
from kerjasama.settings.environment import kept_secret
from kerjasama.setup.places import VAR
from kerjasama.setup.words import Trouble, explain, say

NAME = "kerjasama"
SOCKET_PATH_LIMIT = 100
COMMON = {"max_connections": "60", "shared_buffers": "96MB", "log_timezone": "UTC", "timezone": "UTC"}
COMMON |= {"jit": "off"}
"""Compiling a question takes longer than answering ours: they read hundreds of rows, never the nation."""
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    """One private PostgreSQL below a folder; `throwaway` trades safety after a crash for speed (tests)."""

    def __init__(self, folder: Path, *, throwaway: bool = False) -> None:
        self.folder = folder
        self.throwaway = throwaway
        self.state = folder / "server.json"
        self.log = folder / "server.log"
        self.child: subprocess.Popen[bytes] | None = None

    @classmethod
    def of_development(cls) -> "Cluster":
        """Answer the cluster of this checkout."""
        return cls(VAR / "postgres")

    # What others need to know

    @property
    def socket_folder(self) -> Path:
        """Beside the data, or below the temporary folder where that path is too long for a socket."""
        elsewhere = reachable(self.folder)
        beside = (elsewhere if (elsewhere / "data").exists() else self.folder) / "socket"
        if len(os.fsencode(beside)) + len("/.s.PGSQL.5432") < SOCKET_PATH_LIMIT:
            return beside
        mark = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"{NAME}-{os.getuid()}-{mark}"

    def password(self, role: str) -> str:
        """Answer the role's random password, kept in a file that only we may read."""
        return kept_secret(self.folder / f"password-{role}", lambda: secrets.token_urlsafe(24))

    def address(self) -> tuple[str, str]:
        """Answer host and port: the folder of the socket, or 127.0.0.1 where sockets do not work."""
        port = self._recorded().get("port")
        return ("127.0.0.1", str(port)) if port else (str(self.socket_folder), "5432")

    def settings(self, conn_max_age: int = 60) -> dict[str, Any]:
        """Answer Django's settings of this database; nothing is started."""
        host, port = self.address()
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": NAME,
            "USER": NAME,
            "PASSWORD": self.password(NAME),
            "HOST": host,
            "PORT": port,
            "CONN_MAX_AGE": conn_max_age,
            "CONN_HEALTH_CHECKS": True,
        }

    @contextmanager
    def used(self) -> Iterator["Cluster"]:
        """Have the server running while the block runs; the last of all users stops it.

        Every user holds a shared lock that the system drops when the process ends, however it ends.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / "users.lock").open("w") as users:
            with self._changing():
                fcntl.flock(users, fcntl.LOCK_SH)
                self._start()
            try:
                yield self
            finally:
                with self._changing(), suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    self._stop()

    def running_pid(self) -> int | None:
        """Answer the server's pid if it is surely ours: number and start time are the recorded ones."""
        record = self._recorded()
        pid, began = record.get("pid"), record.get("started")
        # Nothing is known of when one began that had ended before it was recorded.
        return pid if pid and began and began == started_at(pid) else None

    # Start and stop

    @contextmanager
    def _changing(self) -> Iterator[TextIO]:
        with (self.folder / "change.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield lock

    def _recorded(self) -> dict[str, Any]:
        try:
            record: dict[str, Any] = json.loads(self.state.read_text())
        except (OSError, ValueError):
            return {}
        return record

    def _start(self, end: float = 0) -> None:
        end = end or time.monotonic() + 20
        if self.running_pid() is None:
            self._forget_dead_server()
            server = find_server(self.folder)
            if not self._adopt(server):
                if not (server.data / "PG_VERSION").exists():
                    self._init(server)
                self._launch(server, self._open_socket_folder(server))
        try:
            self._wait_until_it_answers()
        except Trouble:
            # The children of a server that was killed hold its memory for a moment longer.
            if "still in use" not in self.log.read_text(errors="replace") or time.monotonic() > end:
                raise
            time.sleep(0.3)
            self._start(end)

    def _adopt(self, server: Server) -> bool:
        """Take over a living server of our data that is not in the record (the record was lost)."""
        try:
            pid = int((server.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return False
        words = command_of(pid)
        if f"-D {server.data} " not in words:
            return False
        port = re.search(r"listen_addresses=127\.0\.0\.1 .*port=(\d+)", words)
        self._record(server, pid, int(port[1]) if port else None)
        return True

    def _record(self, server: Server, pid: int, port: int | None) -> None:
        record = {"pid": pid, "started": started_at(pid), "data": str(server.data)}
        self.state.write_text(json.dumps(record | ({"port": port} if port else {})))

    def _forget_dead_server(self) -> None:
        """Remove the pid files of a server that is gone, so that a stranger with its pid is no obstacle."""
        if not (pid := self._recorded().get("pid")):
            return
        data = Path(self._recorded().get("data", self.folder / "data"))
        for path in (data / "postmaster.pid", self.socket_folder / ".s.PGSQL.5432.lock"):
            with suppress(OSError):
                if path.read_text().split("\n", 1)[0] == str(pid):
                    path.unlink()
        self.state.unlink(missing_ok=True)

    def _init(self, server: Server) -> None:
        say("Menyiapkan PostgreSQL pribadi", "making the private PostgreSQL")
        fresh = server.data.with_name("data.new")
        server.remove(fresh)
        secret = server.data.with_name("initdb-password")
        secret.touch(mode=0o600)
        secret.write_text(self.password("postgres") + "\n")
        server.give(secret)
        options = [
            "--auth=scram-sha-256",
            "--username=postgres",
            f"--pwfile={secret}",
            "--encoding=UTF8",
        ]
        if self.throwaway:
            options.append("--no-sync")
        try:
            done = server.run("initdb", "-D", str(fresh), *options, *server.locale())
        finally:
            secret.unlink()
        if done.returncode:
            server.remove(fresh)
            raise trouble_from("initdb", done.stdout + done.stderr)
        fresh.rename(server.data)

    def _open_socket_folder(self, server: Server) -> int | None:
        """Make the socket's folder ours alone; answer a free TCP port where sockets do not work."""
        folder = self.socket_folder
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        about = folder.lstat()
        if not stat.S_ISDIR(about.st_mode) or about.st_uid not in {os.getuid(), server.uid}:
            raise Trouble(
                f"Folder {folder} milik pengguna lain. Hapus folder itu, lalu ulangi.",
                f"The folder {folder} belongs to someone else. Remove it and try again.",
            )
        folder.chmod(0o700)
        server.give(folder)
        try:
            with socket.socket(socket.AF_UNIX) as trial:
                trial.bind(str(folder / "trial"))
            (folder / "trial").unlink()
        except (OSError, AttributeError):
            with socket.socket() as trial:
                trial.bind(("127.0.0.1", 0))
                return int(trial.getsockname()[1])
        return None

    def _launch(self, server: Server, port: int | None) -> None:
        values = {
            **COMMON,
            **(THROWAWAY if self.throwaway else {}),
            "unix_socket_permissions": "0700",
            "unix_socket_directories": "" if port else str(self.socket_folder),
            "listen_addresses": "127.0.0.1" if port else "",
            "port": str(port or 5432),
        }
        options = [word for key, value in values.items() for word in ("-c", f"{key}={value}")]
        with self.log.open("wb") as log:
            self.child = server.begin("postgres", "-D", str(server.data), *options, log=log)
        self._record(server, self.child.pid, port)

    def _wait_until_it_answers(self, patience: float = 1800) -> None:
        """Wait as long as the server lives: recovery after a crash may take minutes."""
        begin, told = time.monotonic(), False
        while time.monotonic() - begin < patience:
            if self.running_pid() is None:
                raise trouble_from("postgres", self.log.read_text(errors="replace"))
            try:
                if self._furnish():
                    return
            except psycopg2.OperationalError as error:
                if "password authentication failed" in str(error):
                    raise trouble_from("postgres", str(error)) from None
            if not told and time.monotonic() - begin > 5:
                told = True
                say("PostgreSQL sedang memulihkan data; tunggu", "PostgreSQL is recovering; please wait")
            time.sleep(0.05)
        raise trouble_from("postgres", self.log.read_text(errors="replace"))

    def _furnish(self) -> bool:
        """Make the application's role (no superuser) and its database, once; False if another server answers."""
        host, port = self.address()
        link = psycopg2.connect(
            dbname="postgres", user="postgres", password=self.password("postgres"), host=host, port=port
        )
        try:
            link.autocommit = True
            with link.cursor() as cursor:
                cursor.execute("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")
                if cursor.fetchone() != (str(self._recorded().get("pid")),):
                    return False
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME])
                if not cursor.fetchone():
                    cursor.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB PASSWORD %s", [self.password(NAME)])
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
                if not cursor.fetchone():
                    cursor.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")
                return True
        finally:
            link.close()

    def _stop(self) -> None:
        for number, patience in ((signal.SIGINT, 60), (signal.SIGQUIT, 20)):
            if (pid := self.running_pid()) is None:
                break
            os.kill(pid, number)
            end = time.monotonic() + patience
            while time.monotonic() < end and self.running_pid() is not None:
                if self.child:
                    self.child.poll()
                time.sleep(0.02)
        if self.running_pid() is None:
            self.state.unlink(missing_ok=True)


def main() -> int:
    """Run a Python program while the database is there: `python -m kerjasama.postgres -m benchmarks`."""
    private = not os.environ.get("DATABASE_URL")
    try:
        with Cluster.of_development().used() if private else nullcontext():
            return subprocess.call([sys.executable, *sys.argv[1:]])
    except Trouble as trouble:
        explain(trouble)
        return 1


if __name__ == "__main__":
    sys.exit(main())
