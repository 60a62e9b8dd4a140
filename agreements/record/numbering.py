"""Numbers from each party's register: serials restart yearly, are never skipped and never reused (practice).

One agreement has one number per party and keeps it, also when its text is frozen a second time.
"""

import datetime as dt
from string import Formatter

from django.db import transaction
from django.db.models import Max

from agreements.record.models import Agreement, RegisterEntry
from agreements.record.vocabulary import Instrument, Kind
from villages.organizations.models import OfficeKind, Organization, OrganizationKind

PATTERNS = {
    Instrument.JOINT_REGULATION: "{serial:02d} TAHUN {year}",
    Instrument.CONTRACT: "{serial:02d}/PKS/{code}/{month}/{year}",
    Instrument.MEMORANDUM: "{serial:02d}/NK/{code}/{month}/{year}",
    Instrument.CHARTER: "{serial:02d}/PIAGAM/{code}/{month}/{year}",
    Instrument.ADDENDUM: "{serial:02d}/ADD/{code}/{month}/{year}",
}
"""How a number is written when the organization has no pattern of its own."""
_OFFICES = {OfficeKind.VILLAGE_AGENCY: "DPMD", OfficeKind.LEGAL: "BAG-HUKUM", OfficeKind.REGENT: "BUPATI"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def short_code(organization: Organization) -> str:
    """The organization as it stands inside a number: DS-ARGOPENI, UNIVERSITAS-BINA-BAHARI, DPMD, KEC-AYAH."""
    name = organization.name.upper()
    if organization.kind == OrganizationKind.VILLAGE:
        name = f"DS-{name.removeprefix('DESA ')}"
    elif organization.kind == OrganizationKind.OFFICE:
        office = organization.office
        place = office.subdistrict.name.upper() if office.subdistrict else ""
        name = f"KEC-{place}" if place else _OFFICES[OfficeKind(office.office_kind)]
    return "-".join("".join(c if c.isalnum() else " " for c in name).split())[:40]


def write_number(organization: Organization, instrument: str, serial: int, day: dt.date) -> str:
    """The number of that serial on that day, by the organization's own pattern or the usual one."""
    own = organization.number_pattern if instrument == Instrument.CONTRACT else ""
    pattern = own if own and _sound(own) else PATTERNS[Instrument(instrument)]
    return pattern.format(
        serial=serial, year=day.year, month=_ROMAN[day.month - 1], code=short_code(organization)
    )


def _sound(pattern: str) -> bool:
    """Whether a pattern uses the serial and the year, and no name we do not fill."""
    try:
        names = {name for _text, name, _spec, _conv in Formatter().parse(pattern) if name is not None}
    except ValueError:
        return False
    return {"serial", "year"} <= names <= {"serial", "year", "month", "code"}


def _register_of(agreement: Agreement) -> str:
    """In which register it is numbered: what changes a Peraturan Bersama is one itself."""
    if agreement.instrument == Instrument.ADDENDUM and agreement.kind == Kind.INTER_VILLAGE:
        return Instrument.JOINT_REGULATION
    return agreement.instrument


@transaction.atomic
def number_for(agreement: Agreement, organization: Organization, day: dt.date) -> str:
    """The agreement's number in the organization's register; issued now if it has none yet.

    The organization's row is locked meanwhile, so that two agreements at once get two numbers in a row.
    """
    Organization.objects.select_for_update().get(pk=organization.pk)
    entry = RegisterEntry.objects.filter(agreement=agreement, organization=organization).first()
    if entry:
        return entry.number
    instrument = _register_of(agreement)
    taken = RegisterEntry.objects.filter(
        organization=organization, instrument=instrument, year=day.year
    ).aggregate(last=Max("serial"))["last"]
    serial = (taken or 0) + 1
    number = write_number(organization, instrument, serial, day)
    RegisterEntry.objects.create(
        organization=organization,
        instrument=instrument,
        year=day.year,
        serial=serial,
        number=number,
        agreement=agreement,
    )
    return number
