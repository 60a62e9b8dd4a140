"""Settings -> the portal's certificate authority in its folder, made once."""

from datetime import UTC, date, datetime, time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements.signing.crypto import authority

DEMO_START = date(2023, 1, 1)
"""The demo replays a past that begins after this day."""


class Command(BaseCommand):
    """Idempotent: an authority that is there is opened and named, never replaced."""

    help = "Buat otoritas sertifikat portal di folder CA_DIR dengan sandi CA_PASSPHRASE (dapat dijalankan berulang)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day from which certificates may be valid."""
        parser.add_argument(
            "--not-before",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="hari mulai berlaku; bawaan: hari ini, pada mode demo 2023-01-01",
        )

    def handle(self, *args, not_before: date | None = None, **options) -> None:
        """Make or open the authority and print its fingerprint."""
        start = not_before or (DEMO_START if settings.DEMO_MODE else None)
        moment = datetime.combine(start, time(), UTC) if start else None
        try:
            made = authority.create(
                settings.CA_DIR, settings.CA_PASSPHRASE, not_before=moment, public_url=settings.PUBLIC_URL
            )
        except authority.AuthorityError as error:
            raise CommandError(
                f"{error} CA_DIR={settings.CA_DIR}. Periksa CA_DIR dan CA_PASSPHRASE; folder CA tidak diubah."
            ) from None
        except OSError as error:
            raise CommandError(f"Folder CA tidak dapat ditulis: {error}") from None
        pairs = ":".join(made.fingerprint[i : i + 2] for i in range(0, 64, 2)).upper()
        self.stdout.write(f"Otoritas sertifikat: {settings.CA_DIR}")
        self.stdout.write(f"Sidik jari akar SHA-256: {pairs}")
        self.stdout.write(f"Berlaku sejak: {made.root.not_valid_before_utc:%Y-%m-%d}")
