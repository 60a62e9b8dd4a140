"""Let agreements hold again whose suspension is over; meant for a daily timer, safe to run twice or late."""

from django.core.management.base import BaseCommand

from agreements.monitoring.changing.actions import resume_due


class Command(BaseCommand):
    """Say how many agreements hold again today."""

    help = "Berlakukan kembali kerja sama yang masa penundaannya sudah lewat (dapat dijalankan berulang)."

    def handle(self, *args, **options) -> None:
        """Resume what is due."""
        self.stdout.write(f"{resume_due()} kerja sama berlaku kembali")
