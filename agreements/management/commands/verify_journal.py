"""Follow the hash chain of every agreement's journal and name each place where it is broken."""

from django.core.management.base import BaseCommand, CommandError

from agreements.record.journal import breaks
from agreements.record.models import Agreement


class Command(BaseCommand):
    """Exit code 0 when every chain holds, 1 otherwise."""

    help = "Periksa rantai catatan riwayat semua kerja sama."

    def handle(self, *args, **options) -> None:
        """Print each break; raise CommandError when there is one."""
        found = list(breaks(Agreement.objects.order_by("pk").iterator()))
        for broken in found:
            self.stderr.write(f"{broken.ref} #{broken.serial}: {broken.problem}")
        if found:
            raise CommandError(f"{len(found)} rantai terputus")
        self.stdout.write("semua rantai catatan utuh")
