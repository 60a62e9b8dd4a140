"""The national register -> every village as an organization with its head, partners, and one DPMD for each regency."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from django.db import connection
from django.utils.text import slugify

from agreements.record.numbering import short_code
from demo.volume import names
from demo.volume.copying import null
from villages.organizations.models import Office, OfficeKind, Organization
from villages.people.models import User

COLUMNS = {
    "villages_organization": "id, kind, name, address, email, phone, logo, number_pattern, standing, standing_on,"
    " standing_reason, created_at, examiner_id",
    "villages_village": "organization_id, area_id, head_title, profile",
    "villages_partner": "organization_id, slug, partner_kind, legal_number, deed, regency_id, contact_name, interests",
    "villages_office": "organization_id, office_kind, regency_id, subdistrict_id",
    "villages_membership": "id, person_id, organization_id, position, title, starts_on, ends_on, decree_number,"
    " decree_on",
}
PEOPLE = {
    "villages_user": "id, password, is_superuser, username, is_staff, is_active, date_joined, full_name, email, is_demo"
}
BEGAN = dt.date(2017, 6, 1)
"""Since when everybody holds their office: before the first agreement."""
_AREAS = """
    SELECT a.code, a.name, s.name, r.code, r.name FROM villages_villagearea a
    JOIN villages_subdistrict s ON s.code = a.subdistrict_id JOIN villages_regency r ON r.code = s.regency_id
    WHERE a.kind <> '1' AND NOT a.vanished AND a.code LIKE %s ORDER BY a.code"""


@dataclass(slots=True)
class Body:
    """An organization as an agreement names it, and who signs for it."""

    pk: int
    kind: str
    name: str
    key: str
    """Code of a village, slug of a partner."""
    regency: str
    """Code of the regency."""
    regency_name: str
    seat: str
    subdistrict: str = ""
    partner_kind: str = ""
    short: str = ""
    """The name as it stands inside a number."""
    person: int = 0
    person_name: str = ""
    office: str = ""
    basis: str = ""


@dataclass
class Country:
    """Everybody who may take part, and the rows that say so."""

    villages: list[Body] = field(default_factory=list)
    partners: list[Body] = field(default_factory=list)
    agencies: dict[str, Body] = field(default_factory=dict)
    """The DPMD by regency, its officer as the one who speaks for it."""
    rows: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def neighbours(self) -> dict[str, list[Body]]:
        """The villages by subdistrict and by regency, for those who look for somebody to work with."""
        found: dict[str, list[Body]] = defaultdict(list)
        for village in self.villages:
            found[village.key[:8]].append(village)
            found[village.key[:5]].append(village)
        return found

    def partners_of(self) -> dict[str, list[Body]]:
        """The partners by regency and by province."""
        found: dict[str, list[Body]] = defaultdict(list)
        for partner in self.partners:
            found[partner.regency].append(partner)
            found[partner.regency[:2]].append(partner)
        return found


def people_it(chance: Random, partners: int, within: str = "") -> Country:
    """Every village within the region of that code (all of them: ""), so many partners, and the offices they need."""
    with connection.cursor() as cursor:
        cursor.execute(_AREAS, [f"{within}%"])
        areas = cursor.fetchall()
        cursor.execute("SELECT coalesce(max(id), 0) FROM villages_user")
        person = cursor.fetchone()[0]
    made = _Maker(chance, person)
    for code, name, subdistrict, regency, regency_name in areas:
        made.village(code, name, subdistrict, regency, regency_name)
    for regency, regency_name in sorted({(row[3], row[4]) for row in areas}):
        made.agency(regency, regency_name)
    for _n in range(partners if areas else 0):
        made.partner(areas[chance.randrange(len(areas))])
    return made.country


class _Maker:
    """Counts the keys while it writes the rows."""

    def __init__(self, chance: Random, last_person: int) -> None:
        self.chance, self.country = chance, Country()
        self.organization, self.person, self.membership = 0, last_person, 0
        self.slugs: set[str] = set()

    def village(self, code: str, name: str, subdistrict: str, regency: str, regency_name: str) -> None:
        seat = f"Kecamatan {subdistrict}, {regency_name}"
        body = Body(0, "village", f"Desa {name}", code, regency, regency_name, seat, subdistrict)
        self._organization(body, f"Balai Desa {name}")
        body.office = f"Kepala Desa {name}"
        decree = f"Keputusan {_head_of(regency_name)} Nomor 141.1/{self.chance.randint(101, 999)}/KEP/2017"
        self._speaker(body, "village_head", "", decree, f"kades-{code}")
        self.country.rows["villages_village"].append(f"{body.pk}\t{code}\tKepala Desa\t\n")
        self.country.villages.append(body)

    def agency(self, regency: str, regency_name: str) -> None:
        name = f"Dinas Pemberdayaan Masyarakat dan Desa {regency_name}"
        body = Body(0, "office", name, regency, regency, regency_name, regency_name)
        self._organization(body, "")
        self._speaker(body, "agency_officer", "", f"Surat Tugas Nomor 800/{body.pk}/2017", f"dpmd-{regency}")
        self.country.rows["villages_office"].append(f"{body.pk}\tvillage_agency\t{regency}\t\\N\n")
        self.country.agencies[regency] = body

    def partner(self, seat: tuple[str, ...]) -> None:
        kinds = list(names.PARTNERS)
        weights = [names.PARTNERS[kind][2] for kind in kinds]
        kind = self.chance.choices(kinds, weights)[0]
        bare = seat[4].removeprefix("Kabupaten ").removeprefix("Kota ")
        name = names.partner(self.chance, kind, bare)
        slug = base = slugify(name)[:70]
        number = 1
        while slug in self.slugs:
            number += 1
            slug = f"{base}-{number}"
        self.slugs.add(slug)
        body = Body(0, "partner", name, slug, seat[3], seat[4], seat[4], partner_kind=kind)
        self._organization(body, seat[4])
        title = names.PARTNERS[kind][1]
        body.office = f"{title} {name}"
        decree = f"Akta Pendirian Nomor {self.chance.randint(1, 99)} Tahun 2017"
        self._speaker(body, "representative", title, decree, f"mitra-{slug}")
        row = f"{body.pk}\t{slug}\t{kind}\tV{body.pk:09d}\tAkta Nomor {body.pk}\t{seat[3]}\t\t\n"
        self.country.rows["villages_partner"].append(row)
        self.country.partners.append(body)

    def _organization(self, body: Body, address: str) -> None:
        self.organization += 1
        body.pk = self.organization
        organization = Organization(kind=body.kind, name=body.name)
        if body.kind == "office":
            organization.office = Office(office_kind=OfficeKind.VILLAGE_AGENCY)
        body.short = short_code(organization)
        examiner = body.regency if body.kind == "partner" else None
        self.country.rows["villages_organization"].append(
            f"{body.pk}\t{body.kind}\t{body.name}\t{address}\t\t\t\t\tconfirmed\t{BEGAN}\t\t{BEGAN} 03:00:00+00"
            f"\t{null(examiner)}\n"
        )

    def _speaker(self, body: Body, position: str, title: str, decree: str, login: str) -> None:
        """The person who holds the office; nobody can sign in as them."""
        self.person += 1
        self.membership += 1
        body.person, body.person_name = self.person, names.person(self.chance)
        body.basis = f"{decree} tanggal {BEGAN:%d-%m-%Y}"
        self.country.rows["villages_user"].append(
            f"{body.person}\t!volume\tf\t{login}\tf\tt\t{BEGAN} 03:00:00+00\t{body.person_name}"
            f"\t{login}@volume.invalid\tf\n"
        )
        self.country.rows["villages_membership"].append(
            f"{self.membership}\t{body.person}\t{body.pk}\t{position}\t{title}\t{BEGAN}\t\\N\t{decree}\t{BEGAN}\n"
        )


def _head_of(regency_name: str) -> str:
    bare = regency_name.removeprefix("Kabupaten ")
    return f"Bupati {bare}" if bare != regency_name else f"Wali {regency_name}"


def nobody_else() -> bool:
    """Whether the database holds no organization yet, and nobody but administrators."""
    return not Organization.objects.exists() and not User.objects.filter(is_superuser=False).exists()
