"""Prints the demo's people with what opens their accounts, for those who try the portal out."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from villages.people.demo import secrets_of_the_demo
from villages.people.queries import demo_people, offices_by_person

COLUMNS = ("username", "password", "passphrase", "office", "organization", "role")


class Command(BaseCommand):
    """`demo_logins [--format table|json]`."""

    help = "Menampilkan akun contoh: nama pengguna, kata sandi, frasa sandi, jabatan, organisasi, peran"

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how it may be printed."""
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print those of the demo's people that are in the database."""
        if not settings.DEMO_MODE:
            raise CommandError(_("Mode contoh tidak menyala (KERJASAMA_DEMO)."))
        rows = self.rows()
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        if not rows:
            self.stdout.write(_("Belum ada orang contoh di basis data."))
            return
        widths = [max(len(column), *(len(row[column]) for row in rows)) for column in COLUMNS]
        for row in [dict(zip(COLUMNS, COLUMNS, strict=True)), *rows]:
            line = "  ".join(row[column].ljust(width) for column, width in zip(COLUMNS, widths, strict=True))
            self.stdout.write(line.rstrip())

    @staticmethod
    def rows() -> list[dict[str, str]]:
        """One row per person: the first office held today stands for them."""
        known = secrets_of_the_demo()
        people = list(demo_people())
        offices = offices_by_person(people)
        found = []
        for person in people:
            secret = known.get(person.username, {})
            held = offices[person.pk][0] if offices[person.pk] else None
            found.append(
                {
                    "username": person.username,
                    "password": secret.get("password", ""),
                    "passphrase": secret.get("passphrase", ""),
                    "office": str(held.get_position_display()) if held else "",
                    "organization": held.organization.name if held else "",
                    "role": secret.get("role", ""),
                }
            )
        return found
