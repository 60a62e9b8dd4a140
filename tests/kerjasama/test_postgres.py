"""The private PostgreSQL belongs to us alone, is shared by those who use it, and survives a crash."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest

from kerjasama import postgres, postgres_server
from kerjasama.postgres import Cluster
from kerjasama.postgres_server import find_server, started_at
from kerjasama.setup.places import ROOT
from kerjasama.setup.words import Trouble


def connect(cluster: Cluster, **changes: str):
    about = cluster.settings()
    words = {"dbname": about["NAME"], "user": about["USER"], "password": about["PASSWORD"]}
    return psycopg2.connect(**{**words, "host": about["HOST"], "port": about["PORT"], **changes})


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Cluster:
    made = Cluster(tmp_path_factory.mktemp("cluster"), throwaway=True)
    with made.used():
        return made


def test_nobody_gets_in_without_the_password_and_the_portal_is_no_superuser(cluster: Cluster) -> None:
    with cluster.used():
        with pytest.raises(psycopg2.OperationalError):
            connect(cluster, password="guess")
        with connect(cluster) as link, link.cursor() as cursor:
            cursor.execute("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == (False, True)
            cursor.execute("SHOW listen_addresses")
            assert cursor.fetchone() == ("",)
            cursor.execute("SHOW server_encoding")
            assert cursor.fetchone() == ("UTF8",)
        link.close()
        assert cluster.socket_folder.stat().st_mode & 0o777 == 0o700
        for path in cluster.folder.glob("password-*"):
            assert path.stat().st_mode & 0o777 == 0o600


def test_the_last_user_stops_it(cluster: Cluster) -> None:
    other = Cluster(cluster.folder)
    with cluster.used():
        with other.used():
            pid = other.running_pid()
            assert pid == cluster.running_pid()
        assert cluster.running_pid() == pid
    assert cluster.running_pid() is None
    assert started_at(pid) == ""


def test_it_recovers_after_being_killed(cluster: Cluster) -> None:
    with cluster.used():
        pid = cluster.running_pid()
        with connect(cluster) as link, link.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
        link.close()
        os.kill(pid, signal.SIGKILL)
        cluster.child.wait()
        with Cluster(cluster.folder).used() as again:
            assert again.running_pid() not in {None, pid}
            connect(again).close()


def test_a_stranger_with_our_pid_is_neither_taken_for_ours_nor_killed(cluster: Cluster) -> None:
    with cluster.used():
        pass
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        record = f'{{"pid": {stranger.pid}, "started": "1", "data": "{cluster.folder / "data"}"}}'
        cluster.state.write_text(record)
        (cluster.folder / "data" / "postmaster.pid").write_text(f"{stranger.pid}\n")
        with cluster.used():
            assert cluster.running_pid() not in {None, stranger.pid}
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_that_ended_before_it_was_recorded_does_not_run(tmp_path: Path) -> None:
    ended = subprocess.Popen(["true"])
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and nobody has asked how
    try:
        cluster = Cluster(tmp_path)
        cluster._record(find_server(tmp_path), ended.pid, None)
        assert cluster.running_pid() is None
    finally:
        ended.wait()


def test_a_server_whose_record_is_lost_is_taken_over(cluster: Cluster) -> None:
    with cluster.used():
        pid = cluster.running_pid()
        cluster.state.unlink()
        with Cluster(cluster.folder).used() as other:
            assert other.running_pid() == pid


def test_users_in_other_processes_count_even_when_they_are_killed(cluster: Cluster) -> None:
    program = f"""
import sys, time
from pathlib import Path
from kerjasama.postgres import Cluster
with Cluster(Path({str(cluster.folder)!r})).used():
    print("here", flush=True)
    time.sleep(60)
"""
    user = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert user.stdout.readline() == b"here\n"
        with cluster.used():
            pid = cluster.running_pid()
        assert cluster.running_pid() == pid  # the other one still uses it
    finally:
        user.kill()
        user.wait()
    with cluster.used():
        assert cluster.running_pid() == pid
    assert cluster.running_pid() is None


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    deep = Cluster(tmp_path / ("long" * 20) / "cluster", throwaway=True)
    assert len(str(deep.socket_folder)) < 90
    with deep.used():
        connect(deep).close()


def test_a_socket_folder_of_someone_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = Cluster(tmp_path / "cluster", throwaway=True)
    cluster.folder.mkdir()
    (tmp_path / "elsewhere").mkdir()
    cluster.socket_folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Trouble, match="milik pengguna lain"), cluster.used():
        pass


def test_without_sockets_it_listens_on_this_machine_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(postgres.socket, "AF_UNIX")
    cluster = Cluster(tmp_path, throwaway=True)
    with cluster.used():
        assert cluster.settings()["HOST"] == "127.0.0.1"
        connect(cluster).close()


def test_a_missing_program_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERJASAMA_PG_BIN", str(tmp_path))
    with pytest.raises(Trouble, match="KERJASAMA_PG_BIN"):
        find_server(tmp_path)
    monkeypatch.delenv("KERJASAMA_PG_BIN")
    monkeypatch.setattr(postgres_server, "candidates", lambda: iter([]))
    with pytest.raises(Trouble, match="PostgreSQL ≥ 15"):
        find_server(tmp_path)


def test_data_of_another_version_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("14\n")
    with pytest.raises(Trouble, match="PostgreSQL 14"):
        find_server(tmp_path)


def test_a_server_that_cannot_start_says_why(cluster: Cluster) -> None:
    with cluster.used():
        pass
    options = cluster.folder / "data" / "postgresql.conf"
    text = options.read_text()
    options.write_text(text + "\nnonsense = 1\n")
    begin = time.monotonic()
    try:
        with pytest.raises(Trouble) as caught, cluster.used():
            pass
        assert "nonsense" in caught.value.english
        assert time.monotonic() - begin < 10
    finally:
        options.write_text(text)


def test_a_full_disk_is_named() -> None:
    assert "Cakram penuh" in postgres_server.trouble_from("postgres", "x: No space left on device").indonesian


@pytest.mark.skipif(os.getuid() != 0, reason="only root has to become someone else")
def test_root_without_namespaces_runs_it_as_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Path(tempfile.mkdtemp(prefix="kerjasama-"))
    place.chmod(0o755)
    monkeypatch.setattr(postgres_server, "AS_NOBODY", ["false"])
    monkeypatch.setattr(postgres_server, "REACHABLE", place / "reachable")
    try:
        with Cluster(tmp_path, throwaway=True).used() as cluster:
            assert cluster.socket_folder.stat().st_uid == postgres_server.NOBODY
            connect(cluster).close()
    finally:
        shutil.rmtree(place)
