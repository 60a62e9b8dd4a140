"""Listings of public agreements: those that no longer say what is so, or all of them; for a nightly timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from agreements.publication.catalogue.models import Listing
from agreements.publication.catalogue.rebuilding import drifted, rebuild, rebuild_all


class Command(BaseCommand):
    """Say how many listings changed; a second run changes none."""

    help = "Tulis ulang daftar kerja sama yang tidak lagi sesuai: setelah desa atau mitra berganti nama, atau semuanya."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--all` and `--if-empty`."""
        parser.add_argument("--all", action="store_true", help="semua kerja sama, bukan hanya yang berubah")
        parser.add_argument("--if-empty", action="store_true", help="hanya bila belum ada daftar sama sekali")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and tell how far it is where it takes long."""
        if options["if_empty"] and Listing.objects.exists():
            return
        changed = rebuild_all(self._progress) if options["all"] else rebuild(drifted(), self._progress)
        self.stdout.write(f"{changed} daftar ditulis ulang")

    def _progress(self, done: int) -> None:
        if done % 10_000 == 0:
            self.stdout.write(f"{done} kerja sama diperiksa")
