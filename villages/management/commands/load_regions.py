"""Loads the national register of regions, and tells what changed since the edition before."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from villages.organizations.models import Village
from villages.people.lineage.actions import follow_edition
from villages.regions import loading
from villages.regions.models import Edition

MOST_LINES = 50


class Command(BaseCommand):
    """`load_regions [--if-needed] [--file PATH] [--accept-losses]`."""

    help = "Memuat daftar wilayah nasional (provinsi sampai desa) ke basis data"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument(
            "--if-needed", action="store_true", help="selesai seketika bila edisi ini sudah dimuat"
        )
        parser.add_argument(
            "--file", type=Path, help="berkas JSON edisi lain (bentuknya: villages/regions/loading.py)"
        )
        parser.add_argument(
            "--accept-losses", action="store_true", help="terima lebih dari sepersepuluh kode hilang"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, with progress on standard output."""
        if options["if_needed"] and not options["file"] and loading.is_loaded():
            self.stdout.write(_("Daftar wilayah %(edition)s sudah dimuat.") % {"edition": loading.EDITION})
            return
        try:
            register = loading.from_file(options["file"]) if options["file"] else loading.national()
            edition = loading.load(
                register, accept_losses=options["accept_losses"], progress=self.stdout.write
            )
        except loading.LoadError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(_("Selesai: %(edition)s.") % {"edition": edition}))
        self.tell_registered(edition)
        count = follow_edition(edition)
        if count:
            self.stdout.write(
                _("%(count)d desa berganti nama; nama lamanya tetap tercatat.") % {"count": count}
            )

    def tell_registered(self, edition: Edition) -> None:
        """Name the villages of the portal that the edition renamed or no longer lists: people must look at them."""
        part = edition.report["village"]
        renamed = {code: new for code, _old, new in part["renamed"]}
        touched = Village.objects.filter(area__in=[*renamed, *part["vanished"]]).order_by("area")
        for village in touched[:MOST_LINES]:
            if village.area_id in renamed:
                line = _("Periksa %(code)s %(name)s: nama baru %(new)s.")
            else:
                line = _("Periksa %(code)s %(name)s: tidak lagi tercantum.")
            new = renamed.get(village.area_id, "")
            self.stdout.write(
                self.style.WARNING(line % {"code": village.area_id, "name": village.name, "new": new})
            )
