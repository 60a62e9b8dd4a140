"""Opens the portal for a regency: creates its offices and prints the link for the first DPMD officer."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from villages.joining.inviting import invite
from villages.joining.notices import invitation_link
from villages.organizations.actions import open_regency
from villages.organizations.models import OfficeKind
from villages.people.access import Refused, today
from villages.people.models import Position
from villages.people.terms import Term
from villages.regions.models import Regency


class Command(BaseCommand):
    """`open_regency 33.05 --name "…" --email … --decree "…" [--decree-on 2026-01-31]`."""

    help = "Membuka portal untuk satu kabupaten/kota dan mengundang petugas DPMD pertamanya"

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("regency", help="kode kabupaten/kota, misalnya 33.05")
        parser.add_argument("--name", required=True, help="nama lengkap petugas DPMD pertama")
        parser.add_argument("--email", required=True, help="surelnya")
        parser.add_argument("--decree", required=True, help="nomor surat keputusan atau surat tugasnya")
        parser.add_argument(
            "--decree-on", type=dt.date.fromisoformat, help="tanggalnya, TTTT-BB-HH (bawaan: hari ini)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Create what is missing, invite, print the link."""
        regency = Regency.objects.filter(pk=options["regency"], vanished=False).first()
        if regency is None:
            raise CommandError(
                _("Tidak ada kabupaten/kota dengan kode itu. Sudahkah load_regions dijalankan?")
            )
        day = options["decree_on"] or today()
        term = Term(Position.AGENCY_OFFICER, max(day, dt.date(1990, 1, 1)), None, options["decree"], day)
        try:
            validate_email(options["email"])
            offices = open_regency(regency)
            agency = offices[OfficeKind.VILLAGE_AGENCY]
            _invitation, token = invite(
                agency, term=term, full_name=options["name"], email=options["email"], by=None
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Refused as refused:
            raise CommandError(refused.answer.reason) from refused
        self.stdout.write(self.style.SUCCESS(_("%(name)s dibuka.") % {"name": regency}))
        self.stdout.write(_("Tautan undangan (7 hari, sekali pakai):"))
        self.stdout.write(invitation_link(token))
