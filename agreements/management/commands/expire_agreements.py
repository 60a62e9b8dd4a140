"""End every agreement whose term ran out; meant for a daily timer, safe to run twice or late."""

from django.core.management.base import BaseCommand

from agreements.monitoring.actions import expire_due


class Command(BaseCommand):
    """Say how many agreements ended today."""

    help = "Akhiri kerja sama yang jangka waktunya sudah lewat (dapat dijalankan berulang)."

    def handle(self, *args, **options) -> None:
        """End what is due."""
        self.stdout.write(f"{expire_due()} kerja sama berakhir")
