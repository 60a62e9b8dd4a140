"""Turns the whole installation (database, documents, certificate authority) into one file, and back."""

import io
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from kerjasama.postgres_server import candidates
from kerjasama.setup.words import Trouble

FORMAT = "kerjasama-backup/1"
FORGOTTEN = (
    "kerjasama_cache",
    "django_session",
    "agreements_dump",
)  # who is signed in is no part of a backup
MADE_ANEW = ("media/dumps",)  # files of open data, which the worker makes again from what is kept


def folders() -> dict[str, Path]:
    """Answer the folders that belong to the installation, by their names in the archive."""
    return {"media": Path(settings.MEDIA_ROOT), "ca": Path(settings.CA_DIR)}


def back_up(path: Path) -> None:
    """Write database, documents and authority to one tar file that only we may read; nothing is half written.

    The passphrase of the authority's key is not in it. Raises Trouble when pg_dump fails.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix=".backup-") as scratch:
        dump, draft = Path(scratch) / "database.dump", Path(scratch) / "backup.tar"
        forget = [f"--exclude-table-data={table}" for table in FORGOTTEN]
        run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--no-comments",
            *forget,
            f"--file={dump}",
        )
        draft.touch(mode=0o600)
        with tarfile.open(draft, "w") as tar:
            add_text(tar, "backup.json", json.dumps(about(), indent=1))
            tar.add(dump, "database.dump")
            for name, folder in folders().items():
                if folder.exists():
                    tar.add(folder, name, filter=kept)
        draft.rename(path)


def kept(file: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Answer the file if it belongs into a backup; what is made anew would only change while it is read."""
    return None if file.name in MADE_ANEW else file


def about() -> dict[str, Any]:
    """Answer what a restore must know."""
    return {"format": FORMAT, "made": timezone.now().isoformat(), "postgres": server_version()}


def add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    """Add a small file."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(text.encode()), 0o600
    tar.addfile(info, io.BytesIO(text.encode()))


def restore(path: Path) -> None:
    """Replace everything by what a backup holds; the folders that were there stay beside as *.before-restore.

    Raises Trouble when the file is no backup, when others are using the database, or when pg_restore fails.
    """
    with TemporaryDirectory(dir=settings.VAR_DIR, prefix=".restore-") as scratch:
        unpack(path, Path(scratch))
        refuse_company()
        empty_database()
        run("pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error",
            f"--dbname={connection.settings_dict['NAME']}", str(Path(scratch) / "database.dump"))  # fmt: skip
        for name, folder in folders().items():
            swap(Path(scratch) / name, folder)


def unpack(path: Path, scratch: Path) -> None:
    """Unpack a backup after looking whether it is one."""
    try:
        with tarfile.open(path) as tar:
            for member in tar:
                take_out(tar, member, scratch.resolve())
        known: dict[str, Any] = json.loads((scratch / "backup.json").read_text())
    except (OSError, ValueError, tarfile.TarError):
        known = {}
    if known.get("format") != FORMAT or not (scratch / "database.dump").exists():
        raise Trouble(
            f"{path} bukan cadangan portal ini. Buat dengan make backup.",
            f"{path} is no backup of this portal. `make backup` makes one.",
        )


def take_out(tar: tarfile.TarFile, member: tarfile.TarInfo, scratch: Path) -> None:
    """Take one file out of a backup; ValueError for anything that is no plain file below the folder."""
    path = (scratch / member.name).resolve()
    if not path.is_relative_to(scratch) or not (member.isfile() or member.isdir()):
        raise ValueError(member.name)
    (path if member.isdir() else path.parent).mkdir(mode=0o700, parents=True, exist_ok=True)
    if source := tar.extractfile(member):
        path.touch(mode=0o600)
        with path.open("wb") as target:
            shutil.copyfileobj(source, target)


def swap(new: Path, folder: Path) -> None:
    """Put a folder of the backup in place; keep the one that was there."""
    before = folder.with_name(f"{folder.name}.before-restore")
    shutil.rmtree(before, ignore_errors=True)
    if folder.exists():
        folder.rename(before)
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.move(new, folder) if new.exists() else folder.mkdir(mode=0o700)


def refuse_company() -> None:
    """Raise Trouble when someone else is connected to the database: the portal must be stopped first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if cursor.fetchone()[0]:
            raise Trouble(
                "Portal masih berjalan di atas basis data ini. Hentikan dahulu (Ctrl-C), lalu ulangi.",
                "The portal is still running on this database. Stop it first and try again.",
            )


def empty_database() -> None:
    """Drop everything in the database."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    ContentType.objects.clear_cache()


def server_version() -> int:
    """Answer the major version of the server that we are connected to."""
    connection.ensure_connection()
    return int(connection.connection.server_version) // 10_000


@contextmanager
def password_file() -> Iterator[str]:
    """Write the password where libpq looks for it, and nobody else can."""
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / "pgpass"
        file.touch(mode=0o600)
        password = str(connection.settings_dict["PASSWORD"]).replace("\\", r"\\").replace(":", r"\:")
        file.write_text(f"*:*:*:*:{password}\n")
        yield str(file)


def run(program: str, *words: str) -> None:
    """Run a PostgreSQL program that is not older than the server, on our database."""
    version = server_version()
    programs = next((folder for folder, number in candidates() if number >= version), None)
    if programs is None:
        raise Trouble(
            f"{program} versi {version} atau lebih baru tidak ada; tunjuk foldernya: KERJASAMA_PG_BIN.",
            f"There is no {program} of version {version} or newer; name its folder by KERJASAMA_PG_BIN.",
        )
    about_us = connection.settings_dict
    with password_file() as file:
        ours = {
            "PGHOST": about_us["HOST"],
            "PGPORT": str(about_us["PORT"]),
            "PGUSER": about_us["USER"],
            "PGDATABASE": about_us["NAME"],
            "PGPASSFILE": file,
            **{f"PG{name.upper()}": str(value) for name, value in about_us.get("OPTIONS", {}).items()},
        }
        environment = {"PATH": os.environ["PATH"], **{name: value for name, value in ours.items() if value}}
        done = subprocess.run([programs / program, *words], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Trouble(f"{program} gagal.", f"{program} failed: {done.stderr.strip()[-2000:]}")
