"""What happens to organizations themselves: a regency opens its offices, a partner gets its page's address."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from villages.organizations.models import Office, OfficeKind, Organization, Partner, Standing
from villages.regions.models import Regency, Subdistrict

RESERVED_SLUGS = frozenset({"daftar"})
"""Words that are addresses of their own below `/mitra/`."""


@transaction.atomic
def open_regency(regency: Regency) -> dict[str, Office]:
    """Create the offices of a regency that do not exist yet: DPMD, Bagian Hukum, regent and every kecamatan.

    Answers the three regency-wide ones by kind. Calling it again changes nothing.
    """
    word = "Wali Kota" if regency.name.startswith("Kota ") else "Bupati"
    bare = regency.name.removeprefix("Kabupaten ").removeprefix("Kota ")
    names = {
        OfficeKind.VILLAGE_AGENCY: f"Dinas Pemberdayaan Masyarakat dan Desa {regency.name}",
        OfficeKind.LEGAL: f"Bagian Hukum Sekretariat Daerah {regency.name}",
        OfficeKind.REGENT: f"{word} {bare}",
    }
    for subdistrict in Subdistrict.objects.filter(regency=regency, vanished=False).order_by("code"):
        _office(regency, OfficeKind.SUBDISTRICT, f"Kecamatan {subdistrict.name}", subdistrict)
    return {kind.value: _office(regency, kind, name) for kind, name in names.items()}


def _office(regency: Regency, kind: OfficeKind, name: str, subdistrict: Subdistrict | None = None) -> Office:
    office, _new = Office.objects.get_or_create(
        regency=regency,
        office_kind=kind,
        subdistrict=subdistrict,
        defaults={
            "name": name,
            "standing": Standing.CONFIRMED,
            "standing_on": timezone.localdate(),
            "examiner": regency,
        },
    )
    return office


def set_standing(
    organization: Organization, standing: str, *, reason: str = "", examiner: Regency | None = None
) -> None:
    """Write down how far the district has confirmed the organization, since today, and which district it was."""
    organization.standing = standing
    organization.standing_on = timezone.localdate()
    organization.standing_reason = reason
    if examiner is not None:
        organization.examiner = examiner
    organization.save(update_fields=["standing", "standing_on", "standing_reason", "examiner"])


def free_slug(name: str, *, besides: int | None = None) -> str:
    """An address for a partner's page made from its name, with a number behind it when it is taken."""
    stem = slugify(name)[:70].strip("-") or "mitra"
    others = Partner.objects.filter(slug__startswith=stem)
    if besides is not None:
        others = others.exclude(pk=besides)
    taken = RESERVED_SLUGS.union(others.values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{stem}-{number}") not in taken)
