"""Count anew how agreements in force are doing, where their day has come; meant for a daily timer."""

from typing import Any

from django.core.management.base import BaseCommand

from agreements.monitoring.pulse.counting import begin_all, count_due


class Command(BaseCommand):
    """Say how many were begun and counted; a second run finds nothing to do."""

    help = "Hitung ulang keadaan kerja sama yang berlaku (dapat dijalankan berulang)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say the numbers."""
        begun, counted = begin_all(), count_due()
        self.stdout.write(f"{begun} kerja sama mulai dihitung, {counted} dihitung")
