"""A region's code -> its name, what it lies in and what lies in it, for figures of any level."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from villages.regions.models import AreaKind, Province, Regency, Subdistrict, VillageArea

INDONESIA = "indonesia"
"""What stands in an address where a region's code stands elsewhere."""
LOWEST = 8
"""How long the code of a kecamatan is, below which lie only villages."""
_CODE = re.compile(r"\d\d(\.\d\d(\.\d\d)?)?", re.ASCII)


@dataclass(frozen=True)
class Place:
    """One region that figures are about; `scope` "" is all Indonesia."""

    scope: str
    name: str
    within: tuple[tuple[str, str], ...] = ()
    """The larger regions, the largest first: (scope, name)."""

    @property
    def code(self) -> str:
        """What stands in addresses."""
        return self.scope or INDONESIA

    @property
    def has_map(self) -> bool:
        """Whether there is a map of it: of regencies only."""
        return len(self.scope) == 5

    @property
    def parts(self) -> str:
        """What the next smaller regions are called."""
        names = {0: _("provinsi"), 2: _("kabupaten/kota"), 5: _("kecamatan"), 8: _("desa")}
        return names[len(self.scope)]


def place(code: str) -> Place | None:
    """The region of that code; None where the register has none."""
    scope = scope_of(code)
    if scope is None:
        return None
    return _ASKED[len(scope)](scope) if scope else _nation()


def scope_of(code: str) -> str | None:
    """The scope that a code in an address means; None where it can be none."""
    if code == INDONESIA:
        return ""
    return code if _CODE.fullmatch(code) else None


def _nation() -> Place:
    return Place("", _("Indonesia"))


def _province(code: str) -> Place | None:
    found = Province.objects.filter(code=code).first()
    return Place(code, _("Provinsi %s") % found.name, (("", _("Indonesia")),)) if found else None


def _regency(code: str) -> Place | None:
    found = Regency.objects.select_related("province").filter(code=code).first()
    if found is None:
        return None
    return Place(code, found.name, (("", _("Indonesia")), (found.province_id, found.province.name)))


def _subdistrict(code: str) -> Place | None:
    found = Subdistrict.objects.select_related("regency__province").filter(code=code).first()
    if found is None:
        return None
    regency = found.regency
    above = (("", _("Indonesia")), (regency.province_id, regency.province.name), (regency.pk, regency.name))
    return Place(code, found.titled, above)


_ASKED: dict[int, Callable[[str], Place | None]] = {2: _province, 5: _regency, 8: _subdistrict}


def parts_of(scope: str) -> dict[str, str]:
    """The names of the next smaller regions of a region, by their codes."""
    rows: QuerySet[Any]
    if not scope:
        rows = Province.objects.filter(vanished=False)
    elif len(scope) == 2:
        rows = Regency.objects.filter(province=scope, vanished=False)
    elif len(scope) == 5:
        rows = Subdistrict.objects.filter(regency=scope, vanished=False)
    else:
        rows = VillageArea.objects.filter(subdistrict=scope, vanished=False).exclude(kind=AreaKind.KELURAHAN)
    return dict(rows.order_by("code").values_list("code", "name"))
