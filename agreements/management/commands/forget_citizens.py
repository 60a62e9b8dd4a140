"""Forget what citizens never confirmed, and who wrote where a consultation stopped; meant for a daily timer."""

from typing import Any

from django.core.management.base import BaseCommand

from agreements.publication.following.actions import forget_unconfirmed
from agreements.review.consultation.actions import forget_citizens


class Command(BaseCommand):
    """Say how much was forgotten; a second run finds nothing to do."""

    help = (
        "Hapus pendapat dan permintaan kabar yang tidak dikonfirmasi, dan data penulis pada konsultasi yang berhenti "
        "(dapat dijalankan berulang)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say the three numbers."""
        deleted, forgotten = forget_citizens()
        followers = forget_unconfirmed()
        self.stdout.write(
            f"{deleted} pendapat dihapus, {forgotten} penulis dilupakan, {followers} permintaan kabar dihapus"
        )
