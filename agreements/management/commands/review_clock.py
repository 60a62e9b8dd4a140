"""Deadlines of the review: opinions lapse, late decisions go to the office above; for a nightly timer."""

from django.core.management.base import BaseCommand

from agreements.review.holding.clock import lapse_and_escalate


class Command(BaseCommand):
    """Say how many steps were let go and how many passed on."""

    help = "Catat tenggat peninjauan yang terlewati dan teruskan langkah yang terlambat (dapat diulang)."

    def handle(self, *args, **options) -> None:
        """Do what is due today."""
        done = lapse_and_escalate()
        self.stdout.write(f"{done.lapsed} pendapat terlewati, {done.escalated} langkah diteruskan")
