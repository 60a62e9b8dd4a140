"""One command runs the portal; whatever ends it, nothing stays behind."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg2
import pytest

from kerjasama import launcher
from kerjasama.children import Children
from kerjasama.demo_table import print_logins
from kerjasama.setup.places import ROOT
from kerjasama.setup.words import Trouble


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


class Portal:
    """The launcher as a process, on a folder of its own, without the demo."""

    def __init__(self, folder: Path) -> None:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "DATABASE"))
        }
        self.port = free_port()
        self.environment = {
            **kept,
            "KERJASAMA_VAR_DIR": str(folder),
            "KERJASAMA_DEMO": "0",
            "PORT": str(self.port),
        }
        self.process = self.run()

    def run(self, **changes: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "kerjasama.launcher"],
            cwd=ROOT,
            env={**self.environment, **changes},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def wait(self) -> str:
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if "Portal: " in line:
                return "".join(lines)
        raise AssertionError("".join(lines))

    def ask(self, path: str) -> tuple[int, bytes]:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}") as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            return error.code, error.read()

    def parts(self) -> dict[str, int]:
        """The pids of our processes by what they do."""
        listing = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, text=True).stdout
        found = {}
        for pid, parent, args in re.findall(r"^\s*(\d+)\s+(\d+)\s+(.+)$", listing, re.MULTILINE):
            if int(parent) == self.process.pid:
                name = "worker" if "manage.py worker" in args else "web" if "gunicorn" in args else "postgres"
                found[name] = int(pid)
        return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("portal")


@pytest.fixture
def portal(folder: Path) -> Iterator[Portal]:
    portal = Portal(folder)
    try:
        portal.wait()
        yield portal
    finally:
        if portal.process.poll() is None:
            portal.process.send_signal(signal.SIGINT)
            portal.process.wait(60)


def gone(pids: list[int]) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.1)
    return False


def test_it_answers_and_a_signal_stops_every_part(portal: Portal) -> None:
    end = time.monotonic() + 30
    while portal.ask("/readyz")[0] != 200 and time.monotonic() < end:
        time.sleep(0.2)
    status, answer = portal.ask("/readyz")
    assert (status, json.loads(answer)["worker"]) == (200, "ok")
    status, page = portal.ask("/")
    assert status == 200
    styles = re.findall(rb'href="(/static/[^"]+\.css)"', page)
    assert styles
    for path in styles:
        assert portal.ask(path.decode())[0] == 200

    second = portal.run(PORT=str(free_port()))
    words, _ = second.communicate(timeout=60)
    assert second.returncode == 1
    assert f"sudah berjalan di http://127.0.0.1:{portal.port}/" in words
    assert "Traceback" not in words

    parts = portal.parts()
    assert set(parts) == {"web", "worker", "postgres"}
    portal.process.send_signal(signal.SIGTERM)
    assert portal.process.wait(60) == 0
    assert gone(list(parts.values()))


def test_when_a_part_dies_the_others_are_stopped_and_it_is_said(portal: Portal) -> None:
    parts = portal.parts()
    os.kill(parts["worker"], signal.SIGKILL)
    assert portal.process.wait(60) == 1
    assert "Bagian worker berhenti sendiri" in portal.process.stdout.read()
    assert gone(list(parts.values()))


def test_a_taken_port_and_a_wrong_one_are_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        with pytest.raises(Trouble, match=r"make run PORT=\d+"):
            launcher.wanted_port()
    for word in ("0", "70000", "web"):
        monkeypatch.setenv("PORT", word)
        with pytest.raises(Trouble, match="bukan nomor porta"):
            launcher.wanted_port()


def test_a_nearly_full_disk_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launcher, "VAR", tmp_path)
    monkeypatch.setattr(launcher, "LEAST_FREE_MEGABYTES", 10**12)
    with pytest.raises(Trouble, match="Cakram hampir penuh"), launcher.only_one():
        pass


def test_a_database_that_does_not_answer_or_is_too_old_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Trouble, match="tidak menjawab"):
        launcher.see_database("postgres://nobody@127.0.0.1:1/nothing")

    class Old:
        server_version = 140_012

        def close(self) -> None:
            pass

    monkeypatch.setattr(psycopg2, "connect", lambda *words, **options: Old())
    with pytest.raises(Trouble, match="PostgreSQL 14"):
        launcher.see_database("postgres://old")


def test_a_part_that_does_not_listen_is_ended_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kerjasama.children.GRACE", 0.5)
    program = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    with Children(os.environ) as children:
        deaf = children.begin("deaf", "-c", program, output=subprocess.PIPE)
        deaf.stdout.readline()
    assert deaf.returncode == -signal.SIGKILL


def test_a_step_that_fails_is_named() -> None:
    with Children(os.environ) as children, pytest.raises(Trouble, match="Langkah set_up gagal"):
        children.finish("set_up", "-c", "raise SystemExit(3)")


def test_the_logins_stand_in_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    people = [
        {
            "username": "siti",
            "password": "rahasia",
            "passphrase": None,
            "office": "Camat",
            "organization": "Ayah",
        }
    ]
    print_logins(json.dumps(people))
    shown = capsys.readouterr().out
    assert re.search(r"siti +rahasia +– +Camat, Ayah", shown)
    print_logins("[]")
    assert capsys.readouterr().out == ""
