"""Queue the copies for the public that are missing or say something else than the public may read today."""

from django.core.management.base import BaseCommand

from agreements.publication.privacy.copying import arrange
from agreements.publication.privacy.models import PublicCopy
from agreements.record.access import public


class Command(BaseCommand):
    """Look at every public text; worth its time after an update that covers more kinds of personal data."""

    help = "Siapkan salinan untuk umum yang belum ada atau tidak sesuai lagi (dapat dijalankan berulang)."

    def handle(self, *args, **options) -> None:
        """Walk through them by key and say how many the worker was given."""
        asked = 0
        for agreement in public().filter(signed_elsewhere=False).order_by("pk").iterator(chunk_size=500):
            copy = arrange(agreement)
            asked += bool(copy and copy.state == PublicCopy.State.QUEUED)
        self.stdout.write(f"{asked} salinan untuk umum diminta")
