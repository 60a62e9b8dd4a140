"""Count the public figures of every region anew; meant for a daily timer."""

from typing import Any

from django.core.management.base import BaseCommand

from agreements.publication.statistics.counting import count_all


class Command(BaseCommand):
    """Say of how many regions; a second run counts the same again."""

    help = "Hitung ulang angka statistik publik semua wilayah (dapat dijalankan berulang)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count and say the number; where somebody else is counting, say that."""
        counted = count_all()
        self.stdout.write(f"{counted} wilayah dihitung" if counted else "proses lain sedang menghitung")
