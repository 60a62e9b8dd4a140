"""The parties that a batch of rows names -> the keys of the bodies they mean, with the choices where more are meant."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from agreements.drafting.elsewhere.bodies import MOST_NAME, NewPartner
from agreements.drafting.elsewhere.naming import Named
from villages.organizations.actions import partners_named
from villages.organizations.models import Partner, PartnerKind, Standing, Village
from villages.regions.models import AreaKind, Regency, VillageArea

_MOST_CHOICES = 5


@dataclass(frozen=True)
class Body:
    """The one body that a name means."""

    key: str
    name: str
    """With the kecamatan, for a village."""
    pk: int | None = None
    """The organization's key, when the portal knows it."""
    new: bool = False
    """Whether it is a partner that would be put on the list."""


class Unclear(ValueError):
    """No body, or more than one, is meant; the message says which, in words."""


class Places:
    """What the names of a register may mean; each new batch of names is looked up in a handful of queries."""

    def __init__(self, regency: Regency) -> None:
        self.regency = regency
        self.known: set[Named] = set()
        self.areas: dict[str, list[VillageArea]] = {}
        self.by_code: dict[str, VillageArea] = {}
        self.villages: dict[str, int] = {}
        self.partners: dict[str, list[Partner]] = {}
        self.regencies: dict[str, str] = {}

    def learn(self, names: Iterable[Named]) -> None:
        """Look up those of the names that have not come before."""
        wanted = set(names) - self.known
        self.known |= wanted
        plain = {one.name for one in wanted if not one.code}
        self._learn_areas({one.code for one in wanted if one.code}, {name.upper() for name in plain})
        self._learn_partners({one.name for one in wanted if not one.code and not one.village})
        places = {one.regency.upper() for one in wanted if one.regency} - set(self.regencies)
        rows = Regency.objects.alias(upper=Upper("name")).filter(upper__in=places).order_by()
        self.regencies |= {name.upper(): code for code, name in rows.values_list("pk", "name")}

    def _learn_areas(self, codes: set[str], names: set[str]) -> None:
        every = VillageArea.objects.select_related("subdistrict__regency")
        by_code = {area.pk: area for area in every.filter(pk__in=codes).order_by("pk")}
        new = {name: [] for name in names - set(self.areas)}  # type: dict[str, list[VillageArea]]
        alike = every.alias(upper=Upper("name")).filter(upper__in=list(new)).exclude(kind=AreaKind.KELURAHAN)
        for area in alike.order_by("vanished", "pk"):
            new[area.name.upper()].append(area)
        self.by_code |= by_code
        self.areas |= new
        keys = [*by_code, *(area.pk for areas in new.values() for area in areas)]
        known = Village.objects.filter(area__in=keys).order_by()
        self.villages |= dict(known.values_list("area_id", "pk"))

    def _learn_partners(self, names: set[str]) -> None:
        new = {name.upper(): [] for name in names if name.upper() not in self.partners}  # type: dict[str, list[Partner]]
        if new:
            for partner in partners_named(list(new)).select_related("regency").order_by("pk"):
                new.setdefault(partner.name.upper(), []).append(partner)
        self.partners |= new

    def body(self, named: Named) -> Body:
        """The body that is meant. Raises Unclear in words, with the choices where there are some."""
        if named.kelurahan:
            words = _("%(text)s: kelurahan tidak dapat menjadi pihak kerja sama desa.")
            raise Unclear(words % {"text": named.text[:80]})
        if named.code:
            return self._by_code(named)
        if named.village:
            return self._village(named)
        return self._partner(named)

    def _by_code(self, named: Named) -> Body:
        area = self.by_code.get(named.code)
        if area is None or area.kind == AreaKind.KELURAHAN:
            words = _("Tidak ada desa dengan kode %(code)s.")
            raise Unclear(words % {"code": named.code})
        return self._of(area)

    def _of(self, area: VillageArea) -> Body:
        return Body(area.pk, f"Desa {area.name} ({area.subdistrict.name})", self.villages.get(area.pk))

    def _village(self, named: Named) -> Body:
        fitting = self._fitting(named)
        here = [area for area in fitting if area.subdistrict.regency_id == self.regency.pk]
        meant = here or (fitting if named.subdistrict or named.regency else [])
        if len(meant) == 1:
            return self._of(meant[0])
        if meant:
            raise Unclear(self._which(named, meant))
        elsewhere = self.areas.get(named.name.upper(), [])
        near = [area for area in elsewhere if area.subdistrict.regency_id == self.regency.pk]
        if near:
            raise Unclear(self._which(named, near))
        words = _("%(text)s tidak ditemukan di %(place)s. Periksa ejaannya, atau tulis kode wilayahnya.")
        raise Unclear(words % {"text": named.text[:80], "place": named.regency or self.regency.name})

    def _fitting(self, named: Named) -> list[VillageArea]:
        """The villages of that name in the kecamatan and kabupaten that are named."""
        found = self.areas.get(named.name.upper(), [])
        if named.subdistrict:
            found = [a for a in found if a.subdistrict.name.upper() == named.subdistrict.upper()]
        if named.regency:
            found = [a for a in found if a.subdistrict.regency.name.upper() == named.regency.upper()]
        return found

    def _which(self, named: Named, meant: list[VillageArea]) -> str:
        choices = [f"{area.name} ({area.place}), {area.pk}" for area in meant[:_MOST_CHOICES]]
        words = _("%(text)s dapat berarti: %(choices)s. Tulis kecamatannya atau kode wilayahnya.")
        return words % {"text": named.text[:80], "choices": "; ".join(choices)}

    def _partner(self, named: Named) -> Body:
        known = self.partners.get(named.name.upper(), [])
        code = self.regencies.get(named.regency.upper(), "") if named.regency else ""
        seated = [one for one in known if one.regency_id == (code or self.regency.pk)]
        meant = seated or ([] if code else known)
        confirmed = [one for one in meant if one.standing == Standing.CONFIRMED] or meant
        if len(confirmed) == 1:
            one = confirmed[0]
            return Body(one.slug, one.name, one.pk)
        if confirmed:
            seats = "; ".join(f"{one.name} ({one.regency.name})" for one in confirmed[:_MOST_CHOICES])
            words = _("%(text)s dapat berarti: %(choices)s. Tulis kabupaten kedudukannya dalam kurung.")
            raise Unclear(words % {"text": named.text[:80], "choices": seats})
        return self._unknown(named, code)

    def _unknown(self, named: Named, code: str) -> Body:
        """A name that no partner has: a village named without its title, or a partner to be put on the list."""
        if not named.partner_kind and self.areas.get(named.name.upper()):
            return self._village(named)
        if not named.partner_kind:
            words = _(
                "%(text)s tidak dikenal. Untuk desa tulis “Desa …”, untuk mitra bentuknya di depan (PT, CV, Yayasan, …)"
                " atau “Mitra: …”."
            )
            raise Unclear(words % {"text": named.text[:80]})
        if named.regency and not code:
            raise Unclear(_("%s tidak ada dalam daftar wilayah.") % named.regency)
        if not 3 <= len(named.name) <= MOST_NAME:
            raise Unclear(_("Nama mitra %s terlalu pendek atau terlalu panjang.") % named.text[:80])
        new = NewPartner(named.name, PartnerKind(named.partner_kind), code or self.regency.pk)
        return Body(new.key, new.name, new=True)
