"""Makes the installation known to Django: its commands, and the cache's table after each migration."""

from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate


class KerjasamaConfig(AppConfig):
    """The installation has no models of its own."""

    name = "kerjasama"

    def ready(self) -> None:
        """Listen for the end of migrations."""
        post_migrate.connect(make_cache_table, sender=apps.get_app_config("sessions"))


def make_cache_table(using: str, **_: Any) -> None:
    """Make the table of the database cache where it is missing."""
    call_command("createcachetable", database=using, verbosity=0)
