"""Forget what citizens never confirmed, and who wrote where a consultation stopped; meant for a daily timer."""

from typing import Any

from django.core.management.base import BaseCommand

from agreements.monitoring.voices.actions import forget_speakers
from agreements.publication.following.actions import forget_unconfirmed
from agreements.review.consultation.actions import forget_citizens


class Command(BaseCommand):
    """Say how much was forgotten; a second run finds nothing to do."""

    help = (
        "Hapus pendapat, suara, dan permintaan kabar yang tidak dikonfirmasi, dan data penulis pada konsultasi yang "
        "berhenti (dapat dijalankan berulang)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say the numbers."""
        deleted, forgotten = forget_citizens()
        voices, speakers = forget_speakers()
        followers = forget_unconfirmed()
        self.stdout.write(
            f"{deleted} pendapat dan {voices} suara dihapus, {forgotten + speakers} penulis dilupakan, "
            f"{followers} permintaan kabar dihapus"
        )
