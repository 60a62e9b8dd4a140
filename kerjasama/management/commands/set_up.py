"""`manage.py set_up`: bring database, files and demo to where this version wants them."""

import hashlib
import json
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from kerjasama.setup.words import say


class Command(BaseCommand):
    """May be repeated at any time."""

    help = "Siapkan basis data, berkas, wilayah, dan data contoh (prepare everything that running needs)."

    requires_system_checks: list[str] = []  # `make run` waits for us

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file for the list of the demo's people."""
        parser.add_argument("--logins", type=Path, help="write the demo's logins to this file, as JSON")

    def handle(self, *args: Any, logins: Path | None, **options: Any) -> None:
        """Migrate, collect the files, load the regions, make the authority, seed the demo where wanted."""
        for folder in (settings.MEDIA_ROOT, settings.CA_DIR):
            Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        migrate()
        collect_static()
        steps = [("load_regions", "--if-needed"), ("load_defaults",), ("create_ca",)]
        steps += [("seed_demo", "--if-empty")] if settings.DEMO_MODE else []
        steps += [("rebuild_listings", "--if-empty")]
        for name, *words in steps:
            call_command(name, *words)
        if logins:
            write_logins(logins)


def write_logins(path: Path) -> None:
    """Write who may log into the demo, for the one who has started it; an empty list without a demo."""
    words = StringIO("[]")
    if settings.DEMO_MODE:
        call_command("demo_logins", format="json", stdout=words)
    path.touch(mode=0o600)
    path.write_text(words.getvalue())


def migrate() -> None:
    """Apply the migrations that are not yet applied."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Menyiapkan basis data", "preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def collect_static() -> None:
    """Collect and compress the files that browsers get, when one of them has changed."""
    if not issubclass(import_string(settings.STORAGES["staticfiles"]["BACKEND"]), ManifestFilesMixin):
        return
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    mark = fingerprint()
    if stamp.exists() and stamp.read_text() == mark:
        return
    say("Mengumpulkan berkas tampilan", "collecting style sheets and pictures")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(mark)


def fingerprint() -> str:
    """Answer a digest over names, sizes and times of all files to collect."""
    rows = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            about = Path(storage.path(path)).stat()
            rows.append([getattr(storage, "prefix", ""), path, about.st_size, about.st_mtime_ns])
    return hashlib.sha256(json.dumps(sorted(rows, key=str)).encode()).hexdigest()
