"""Write the pages below docs/ that are generated from code."""

from django.conf import settings
from django.core.management.base import BaseCommand

from agreements.record.describing import page


class Command(BaseCommand):
    """Overwrite docs/life-of-an-agreement.md."""

    help = "Tulis halaman docs/ yang dibuat dari kode."

    def handle(self, *args, **options) -> None:
        """Write the page."""
        path = settings.BASE_DIR / "docs" / "life-of-an-agreement.md"
        path.write_text(page(), encoding="utf-8")
        self.stdout.write(f"docs/{path.name}")
