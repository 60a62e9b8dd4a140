"""What a person types or posts -> the organizations it means, each with the reason why it cannot take part, if any."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agreements.record.vocabulary import Kind
from villages.organizations.models import Organization, OrganizationKind, Standing
from villages.people.access import mandates
from villages.people.models import DRAFTING_POSITIONS
from villages.regions.models import AreaKind, VillageArea
from villages.regions.queries import find_areas

MOST_RESULTS = 20
MOST_KEYS = 65
_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}", re.ASCII | re.IGNORECASE)
_VILLAGE_KEY = re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """One body that was found or posted."""

    key: str
    """The village's region code or the partner's slug."""
    name: str
    """What it is called."""
    place: str
    """Kecamatan and kabupaten, since names are no keys."""
    organization: Organization | None = None
    """The organization, when the portal knows it."""
    reason: str = ""
    """Why it cannot be chosen; empty when it can."""


def key_of(organization: Organization) -> str:
    """How an organization is named in addresses and forms."""
    if organization.kind == OrganizationKind.VILLAGE:
        return organization.village.area_id
    return organization.partner.slug


def known_organizations() -> QuerySet[Organization]:
    """Organizations with what a choice shows of them."""
    return Organization.objects.exclude(kind=OrganizationKind.OFFICE).select_related(
        "village__area__subdistrict__regency", "partner__regency"
    )


def own_organizations(user, kind: str) -> list[Organization]:
    """The organizations for which the person may begin a draft of that kind, in the order of their names."""
    keys = [m.organization.pk for m in mandates(user) if m.position in DRAFTING_POSITIONS]
    found = known_organizations().filter(pk__in=keys).order_by("name", "pk")
    return [organization for organization in found if not _unfit(organization, kind)]


def resolve(keys: Iterable[str], kind: str) -> list[Choice]:
    """The choices that the keys mean, in their order; an unknown key is a choice with a reason."""
    wanted = list(keys)[:MOST_KEYS]
    sound = [key for key in wanted if _KEY.fullmatch(key)]
    found = {key_of(o): choice_of(o, kind) for o in _by_key(sound)}
    areas = VillageArea.objects.filter(pk__in=[k for k in sound if _VILLAGE_KEY.fullmatch(k)])
    for area in areas.select_related("subdistrict__regency").order_by("pk"):
        found.setdefault(area.pk, _unregistered(area))
    return [found.get(key) or Choice(key[:80], key[:80], "", reason=_("Tidak ditemukan.")) for key in wanted]


def _by_key(keys: list[str]) -> Iterable[Organization]:
    found = known_organizations()
    return [
        *found.filter(village__area__in=keys).order_by("pk"),
        *found.filter(partner__slug__in=keys).order_by("pk"),
    ]


def search(text: str, kind: str, *, taken: Sequence[str] = ()) -> list[Choice]:
    """Bodies whose name is like the text: villages, and partners where the kind knows them; those taken say so."""
    text = " ".join(text.replace("\0", " ").split())[:100]
    if len(text) < 2:
        return []
    areas = list(find_areas(text)[:MOST_RESULTS])
    villages = {
        o.village.area_id: o for o in known_organizations().filter(village__area__in=areas).order_by("pk")
    }
    found = [choice_of(villages[a.pk], kind) if a.pk in villages else _unregistered(a) for a in areas]
    found.sort(key=lambda choice: bool(choice.reason))
    if kind == Kind.THIRD_PARTY:
        partners = known_organizations().filter(kind=OrganizationKind.PARTNER, name__icontains=text)
        found = [choice_of(o, kind) for o in partners.order_by("name", "pk")[:MOST_RESULTS]] + found
    return [_taken(choice) if choice.key in taken else choice for choice in found]


def choice_of(organization: Organization, kind: str) -> Choice:
    """An organization as a choice for an agreement of that kind."""
    if organization.kind == OrganizationKind.VILLAGE:
        place = _place(organization.village.area)
    else:
        place = organization.partner.regency.name
    return Choice(key_of(organization), organization.name, place, organization, _unfit(organization, kind))


def _place(area: VillageArea) -> str:
    return _("Kecamatan %(subdistrict)s, %(regency)s") % {
        "subdistrict": area.subdistrict.name,
        "regency": area.subdistrict.regency.name,
    }


def _unfit(organization: Organization, kind: str) -> str:
    if kind == Kind.INTER_VILLAGE and organization.kind != OrganizationKind.VILLAGE:
        return _("Kerja sama antar-Desa hanya dapat diikuti desa.")
    if organization.standing == Standing.REFUSED:
        return _("Pendaftarannya ditolak kabupaten.")
    if organization.standing == Standing.LISTED:
        return _("Belum memakai portal; ajak mendaftar.")
    if not organization.is_confirmed:
        return _("Belum dikonfirmasi kabupaten.")
    return ""


def _unregistered(area: VillageArea) -> Choice:
    """An area of the register for which no village uses the portal."""
    kelurahan = area.kind == AreaKind.KELURAHAN
    name = f"{'Kelurahan' if kelurahan else 'Desa'} {area.name}"
    if kelurahan:
        reason = _("Kelurahan tidak dapat menjadi pihak kerja sama desa (UU 6/2014 Pasal 91).")
    elif area.vanished:
        reason = _("Tidak lagi tercantum dalam daftar wilayah.")
    else:
        reason = _("Desa ini belum terdaftar di portal; ajak perangkatnya mendaftar.")
    return Choice(area.pk, name, _place(area), reason=reason)


def _taken(choice: Choice) -> Choice:
    return Choice(choice.key, choice.name, choice.place, choice.organization, _("Sudah dipilih."))
