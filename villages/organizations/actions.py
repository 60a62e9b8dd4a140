"""What happens to organizations themselves: a regency opens its offices, a partner gets its page's address."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.text import slugify

from villages.organizations.models import Office, OfficeKind, Organization, Partner, Standing, Village
from villages.regions.models import Regency, Subdistrict, VillageArea

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


def list_village(area: VillageArea) -> Village:
    """The village of that area, put on the list when nobody uses the portal for it yet; it has no members.

    Called where a register or an old agreement names it. A *kelurahan* is refused by the database.
    """
    listed = {"name": f"Desa {area.name}", "standing": Standing.LISTED}
    return Village.objects.get_or_create(area=area, defaults=listed)[0]


@transaction.atomic
def list_partner(name: str, partner_kind: str, regency: Regency) -> Partner:
    """The partner of that name seated in that regency, put on the list when the portal does not know it yet."""
    Regency.objects.select_for_update(no_key=True).get(
        pk=regency.pk
    )  # of two at once the second finds the first's
    known = partners_named([name]).filter(regency=regency).order_by("pk").first()
    return known or Partner.objects.create(
        name=name,
        slug=free_slug(name),
        partner_kind=partner_kind,
        regency=regency,
        standing=Standing.LISTED,
    )


def partners_named(names: Iterable[str]) -> QuerySet[Partner]:
    """The partners with one of these names, whatever the case of their letters."""
    return Partner.objects.alias(upper=Upper("name")).filter(upper__in=[name.upper() for name in names])


def show_listed(organizations: Iterable[Organization]) -> None:
    """Give those that are only listed their public page, from the day on which something public first names them."""
    keys = [organization.pk for organization in organizations]
    new = Organization.objects.filter(pk__in=keys, standing=Standing.LISTED, standing_on=None)
    new.update(standing_on=timezone.localdate())
