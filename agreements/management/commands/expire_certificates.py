"""Revoke the certificates of those whose office has ended; meant for a daily timer, safe to run twice or late."""

from django.core.management.base import BaseCommand

from agreements.signing.certificates import tries
from agreements.signing.certificates.actions import revoke_without_mandate


class Command(BaseCommand):
    """Say how many certificates were revoked, and forget wrong passphrases of long ago."""

    help = "Cabut sertifikat orang yang tidak menjabat lagi (dapat dijalankan berulang)."

    def handle(self, *args, **options) -> None:
        """Revoke what is due."""
        self.stdout.write(f"{revoke_without_mandate()} sertifikat dicabut")
        tries.forget_old()
