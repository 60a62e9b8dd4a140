"""Load what every installation starts with: agreement types with their model texts, and the national rules."""

from django.core.management.base import BaseCommand

from agreements.drafting.types.seeding import load_types
from agreements.record.rules import load_defaults


class Command(BaseCommand):
    """Idempotent: a second run writes nothing."""

    help = "Muat jenis perjanjian dengan naskah modelnya dan aturan nasional (dapat dijalankan berulang)."

    def handle(self, *args, **options) -> None:
        """Load and say what was written."""
        types, rules = load_types(), load_defaults()
        for agreement_type in types:
            self.stdout.write(f"jenis perjanjian: {agreement_type.name} (versi {agreement_type.version})")
        if types or rules:
            self.stdout.write(f"{len(types)} jenis perjanjian dan {rules} aturan baru")
