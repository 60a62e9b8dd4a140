"""Loads the centre points of villages, from which the maps are drawn, and tells which codes it does not know."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from villages.regions import coordinates

MOST_LINES = 20


class Command(BaseCommand):
    """`load_coordinates FILE`."""

    help = "Memuat titik tengah desa (CSV: code, latitude, longitude) untuk peta"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("file", type=Path, help="berkas CSV dengan kolom code, latitude, longitude")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and report on standard output."""
        try:
            report = coordinates.load(coordinates.from_file(options["file"]))
        except coordinates.CoordinatesError as error:
            raise CommandError(str(error)) from error
        self._tell(_("Kode yang tidak dikenal: %(number)d"), report.unknown)
        self._tell(_("Baris yang dilewati: %(number)d"), report.faults)
        done = _("Selesai: %(changed)d titik baru, %(same)d sudah sama.")
        self.stdout.write(self.style.SUCCESS(done % {"changed": report.changed, "same": report.same}))

    def _tell(self, line: str, found: list[str]) -> None:
        if not found:
            return
        self.stdout.write(self.style.WARNING(line % {"number": len(found)}))
        for one in found[:MOST_LINES]:
            self.stdout.write(f"  {one}")
        if len(found) > MOST_LINES:
            self.stdout.write("  …")
