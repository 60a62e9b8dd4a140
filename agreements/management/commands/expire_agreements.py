"""End every agreement whose term ran out, or that all parties agreed to end by today; meant for a daily timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.monitoring.ending.expiring import expire


class Command(BaseCommand):
    """Say how many agreements ended; safe to run twice, late, and twice at once."""

    help = "Akhiri kerja sama yang jangka waktunya sudah lewat (dapat dijalankan berulang)."

    def handle(self, *args: Any, **options: Any) -> None:
        """End what is due, each for itself."""
        done = expire()
        self.stdout.write(f"{done.ended} kerja sama berakhir")
        if done.failed:
            raise CommandError("Tidak berhasil:\n" + "\n".join(done.failed))
