"""Fill an empty database with a believable country: every village, thousands of partners, any number of agreements."""

import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from agreements.publication.statistics.counting import count_all
from demo.volume.making import NotEmpty, Size, make
from demo.volume.specimen import specimen


class Command(BaseCommand):
    """`make_volume --agreements 130000 [--partners 20000] [--seed 1] [--within 33.05]`; only in demo mode."""

    help = "Isi basis data kosong dengan data seukuran Indonesia untuk mengukur kecepatan (hanya mode contoh)"

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("--agreements", type=int, required=True, help="jumlah kerja sama")
        parser.add_argument("--partners", type=int, default=20_000, help="jumlah mitra (bawaan: 20.000)")
        parser.add_argument(
            "--seed", type=int, default=1, help="benih: benih yang sama memberi data yang sama"
        )
        parser.add_argument("--within", default="", help="hanya desa di wilayah dengan kode ini")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what every installation starts with, fill, tidy up and count; a line of progress for every batch."""
        if not settings.DEMO_MODE:
            raise CommandError("Data sebanyak ini hanya dapat dibuat dalam mode contoh (KERJASAMA_DEMO=1).")
        if options["agreements"] < 1 or options["partners"] < 1:
            raise CommandError("Jumlah kerja sama dan mitra paling sedikit 1.")
        begun = time.monotonic()
        call_command("load_regions", "--if-needed", stdout=self.stdout)
        call_command("load_defaults", stdout=self.stdout)
        size = Size(options["agreements"], options["partners"], options["seed"], options["within"])
        try:
            written = make(size, specimen(), self._say)
        except NotEmpty:
            raise CommandError("Basis data tidak kosong; tidak ada yang diubah.") from None
        with connection.cursor() as cursor:
            self._say("merapikan")
            cursor.execute("VACUUM (ANALYZE)")
        self._say("menghitung statistik")
        count_all()
        rows = sum(written.values())
        self._say(f"selesai: {rows:,} baris dalam {time.monotonic() - begun:,.0f} detik")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
