"""Give agreements that came into force before obligations were followed their schedule; safe to run again."""

from django.core.management.base import BaseCommand

from agreements.monitoring.obligations.backfilling import yield_missing


class Command(BaseCommand):
    """Say how many agreements got a schedule."""

    help = "Susun jadwal kewajiban untuk kerja sama yang sudah berlaku dan belum punya (dapat dijalankan berulang)."

    def handle(self, *args, **options) -> None:
        """Yield what is missing, from today on."""
        self.stdout.write(f"{yield_missing()} kerja sama mendapat jadwal kewajiban")
