"""A backup brings everything back: rows, documents, the authority."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg2
import pytest

from kerjasama import archive
from kerjasama.postgres import Cluster
from kerjasama.setup.places import ROOT
from kerjasama.setup.words import Trouble


@pytest.fixture
def installation(tmp_path: Path):
    """An installation of its own, with a private PostgreSQL, that lives while the test runs."""
    with Cluster(tmp_path / "postgres", throwaway=True).used() as cluster:
        yield tmp_path, cluster


def manage(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    environment = {**kept, "KERJASAMA_VAR_DIR": str(folder), "KERJASAMA_DEMO": "0", "DEBUG": "1", **variables}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def ask(cluster: Cluster, sql: str) -> list[tuple]:
    about = cluster.settings()
    link = psycopg2.connect(
        dbname=about["NAME"],
        user=about["USER"],
        password=about["PASSWORD"],
        host=about["HOST"],
        port=about["PORT"],
    )
    try:
        with link, link.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        link.close()


def test_backup_and_restore_bring_everything_back(installation) -> None:
    folder, cluster = installation
    assert manage(folder, "migrate", "-v0").returncode == 0
    ask(cluster, "INSERT INTO django_session VALUES ('key', 'who', now())")
    ask(cluster, "INSERT INTO django_content_type (app_label, model) VALUES ('kept', 'row')")
    (folder / "media").mkdir()
    (folder / "media" / "letter.pdf").write_text("before")
    (folder / "media" / "dumps").mkdir()
    (folder / "media" / "dumps" / "0123.part").write_text("being made")
    (folder / "ca").mkdir()
    (folder / "ca" / "ca.key").write_text("key")

    file = folder / "backup.tar"
    done = manage(folder, "backup", str(file))
    assert done.returncode == 0, done.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir() if path.name.startswith(".backup")] == []

    ask(cluster, "DELETE FROM django_content_type WHERE app_label = 'kept'")
    ask(cluster, "INSERT INTO django_content_type (app_label, model) VALUES ('later', 'row')")
    (folder / "media" / "letter.pdf").write_text("after")
    shutil.rmtree(folder / "ca")

    done = manage(folder, "restore", str(file), "--yes")
    assert done.returncode == 0, done.stderr
    labels = {row[0] for row in ask(cluster, "SELECT app_label FROM django_content_type")}
    assert "kept" in labels
    assert "later" not in labels
    assert ask(cluster, "SELECT count(*) FROM django_session") == [(0,)]
    assert (folder / "media" / "letter.pdf").read_text() == "before"
    assert not (folder / "media" / "dumps").exists()
    assert (folder / "media.before-restore" / "letter.pdf").read_text() == "after"
    assert (folder / "ca" / "ca.key").read_text() == "key"


def test_a_file_that_is_no_backup_changes_nothing(installation) -> None:
    folder, cluster = installation
    ask(cluster, "CREATE TABLE kept (number int)")
    (folder / "other.tar").write_text("no archive")
    done = manage(folder, "restore", str(folder / "other.tar"), "--yes")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert ask(cluster, "SELECT count(*) FROM kept") == [(0,)]


@pytest.mark.parametrize("name", ["../outside", "/outside", "link"])
def test_a_backup_writes_only_below_its_folder(tmp_path: Path, name: str) -> None:
    info = tarfile.TarInfo(name)
    if name == "link":
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        tar.addfile(info)
    (tmp_path / "scratch").mkdir()
    with pytest.raises(Trouble, match="bukan cadangan"):
        archive.unpack(tmp_path / "evil.tar", tmp_path / "scratch")
    assert list((tmp_path / "scratch").iterdir()) == []


def test_nothing_is_replaced_without_a_yes_or_under_a_running_portal(installation) -> None:
    folder, cluster = installation
    assert manage(folder, "migrate", "-v0").returncode == 0
    file = folder / "backup.tar"
    assert manage(folder, "backup", str(file)).returncode == 0
    ask(cluster, "CREATE TABLE kept (number int)")
    assert manage(folder, "restore", str(file)).returncode == 0  # no one says yes
    about = cluster.settings()
    link = psycopg2.connect(
        dbname=about["NAME"],
        user=about["USER"],
        password=about["PASSWORD"],
        host=about["HOST"],
        port=about["PORT"],
    )
    done = manage(folder, "restore", str(file), "--yes")
    link.close()
    assert done.returncode == 1
    assert "masih berjalan" in done.stderr
    assert ask(cluster, "SELECT count(*) FROM kept") == [(0,)]


def test_only_a_demo_can_be_wiped(installation) -> None:
    folder, cluster = installation
    ask(cluster, "CREATE TABLE kept (number int)")
    done = manage(folder, "demo_reset", "--yes")
    assert done.returncode == 1
    assert "KERJASAMA_DEMO" in done.stderr
    assert ask(cluster, "SELECT count(*) FROM kept") == [(0,)]
