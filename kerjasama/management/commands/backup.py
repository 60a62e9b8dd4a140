"""`manage.py backup`: write everything to one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from kerjasama.archive import back_up
from kerjasama.setup.words import say


class Command(BaseCommand):
    """May run while the portal runs."""

    help = "Cadangkan basis data, dokumen, dan CA ke satu berkas (back everything up to one file)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file to write."""
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        """Write it, and say what is not in it."""
        name = f"kerjasama-{timezone.localtime():%Y%m%d-%H%M%S}.tar"
        path = (file or settings.VAR_DIR / "backup" / name).absolute()
        back_up(path)
        say(f"Cadangan: {path}", f"{path.stat().st_size // 1024} kB")
        say("Simpan CA_PASSPHRASE di tempat lain; sandi itu tidak ada di dalam cadangan", "keep it elsewhere")
