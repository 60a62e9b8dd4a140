"""Look at every obligation whose day has come; meant for a daily timer, safe to run twice, at once or late."""

from django.core.management.base import BaseCommand, CommandError

from agreements.monitoring.breaches.suggesting import suggest
from agreements.monitoring.obligations.rounds import go_round
from agreements.notices.obligations import tell_of


class Command(BaseCommand):
    """Say how many were looked at and how many were seen late for the first time."""

    help = "Periksa kewajiban yang harinya tiba: ingatkan, catat yang terlambat (dapat dijalankan berulang)."

    def handle(self, *args, **options) -> None:
        """Go round once. Raises CommandError when an agreement could not be looked at; the others were."""
        done = go_round(on_late=suggest, tell=tell_of)
        self.stdout.write(f"{done.looked_at} kewajiban diperiksa, {done.late} baru terlambat")
        if done.left:
            self.stdout.write(
                f"{done.left} kewajiban sedang dikerjakan orang lain; diperiksa putaran berikut"
            )
        if done.failed:
            raise CommandError(f"{done.failed} kerja sama tidak dapat diperiksa; lihat catatan galat")
