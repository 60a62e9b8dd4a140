"""Keys from an address or a register -> the bodies that took part, whether or not they use the portal."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from agreements.drafting.choosing import Choice, known_organizations, resolve, search
from agreements.drafting.elsewhere.guards import VILLAGE_KEY, bringer_for, bringers, may_bring
from agreements.record.guards import party_set
from agreements.record.vocabulary import Kind
from villages.organizations.actions import list_partner, list_village, partners_named
from villages.organizations.models import Organization, OrganizationKind, PartnerKind, Village
from villages.regions.models import Regency, VillageArea

MOST_NAME = 120
_NEW = re.compile(r"baru:([a-z_]+):(\d\d\.\d\d):(.+)", re.DOTALL)


@dataclass(frozen=True)
class NewPartner:
    """A partner that the portal does not know yet."""

    name: str
    kind: str
    regency: str
    """Code of the regency in which it has its seat."""

    @property
    def key(self) -> str:
        """How it is named in addresses and rows until it is written."""
        return f"baru:{self.kind}:{self.regency}:{self.name}"


def new_partner(key: str) -> NewPartner | None:
    """The new partner that the key means; None for any other key, or for one that cannot be."""
    found = _NEW.fullmatch(key)
    if not found or found[1] not in PartnerKind.values:
        return None
    name = " ".join(found[3].split())
    sound = 3 <= len(name) <= MOST_NAME and name.isprintable()
    return NewPartner(name, found[1], found[2]) if sound else None


def bodies(keys: Iterable[str], kind: str) -> list[Choice]:
    """The choices that the keys mean, in their order; what has signed once may be named, registered or not."""
    wanted = list(keys)
    known = resolve([key for key in wanted if not new_partner(key)], kind)
    places = _regencies([new.regency for key in wanted if (new := new_partner(key))])
    rest, found = iter(known), []
    for key in wanted:
        new = new_partner(key)
        choice = (
            _new(new, places)
            if new
            else next(rest, Choice(key[:80], key[:80], "", reason=_("Tidak ditemukan.")))
        )
        found.append(_named(choice, kind))
    return found


def matching(text: str, kind: str, *, taken: Sequence[str]) -> list[Choice]:
    """Bodies whose name is like the text; those that do not use the portal can be chosen too."""
    found = [_named(choice, kind) for choice in search(text, kind)]
    return [replace(c, reason=_("Sudah dipilih.")) if c.key in taken else c for c in found]


def _regencies(codes: list[str]) -> dict[str, str]:
    return dict(Regency.objects.filter(pk__in=codes).values_list("pk", "name").order_by("pk"))


def _new(new: NewPartner, places: dict[str, str]) -> Choice:
    if new.regency not in places:
        return Choice(new.key, new.name, "", reason=_("Pilih kabupaten/kota kedudukannya."))
    place = _("%(place)s, mitra baru (%(kind)s)") % {
        "place": places[new.regency],
        "kind": PartnerKind(new.kind).label,
    }
    return Choice(new.key, new.name, place)


def _named(choice: Choice, kind: str) -> Choice:
    """The choice, open also to bodies that do not use the portal; kelurahan and unknown keys stay closed."""
    village = _is_village(choice)
    if kind == Kind.INTER_VILLAGE and not village:
        return replace(choice, reason=choice.reason or _("Kerja sama antar-Desa hanya dapat diikuti desa."))
    return replace(choice, reason="") if village or choice.organization else choice


def _is_village(choice: Choice) -> bool:
    if choice.organization:
        return choice.organization.kind == OrganizationKind.VILLAGE
    return bool(VILLAGE_KEY.fullmatch(choice.key) and choice.place)


def wrong_with(choices: Sequence[Choice], kind: str, user) -> list[str]:
    """Why these cannot be recorded together by this person, as sentences; empty when they can."""
    unfit = [f"{choice.name}: {choice.reason}" for choice in choices if choice.reason]
    if unfit:
        return list(dict.fromkeys(unfit))
    keys = [choice.key for choice in choices]
    answer = party_set(kind, [_stand_in(choice, keys.index(choice.key)) for choice in choices])
    if not answer:
        return [answer.reason]
    if bringer_for(user, keys):
        return []
    return [may_bring(one, keys).reason for one in bringers(user) if one.is_confirmed][:1]


def _stand_in(choice: Choice, place: int) -> Organization:
    """The organization, or one that stands for what will be put on the list."""
    kind = OrganizationKind.VILLAGE if _is_village(choice) else OrganizationKind.PARTNER
    return choice.organization or Organization(pk=-place - 1, kind=kind, name=choice.name)


def written(choices: Iterable[Choice]) -> list[Organization]:
    """The organizations of these choices, in their order; those that the portal did not know are put on the list."""
    chosen = list(choices)
    made = listed([choice.key for choice in chosen if not choice.organization])
    keys = [choice.organization.pk if choice.organization else made[choice.key] for choice in chosen]
    ordered = known_organizations().in_bulk(keys)
    return [ordered[key] for key in keys]


def listed(keys: Sequence[str]) -> dict[str, int]:
    """The organizations that these keys of villages and new partners mean, put on the list where they were not yet."""
    new = {key: partner for key in keys if (partner := new_partner(key))}
    villages = [key for key in keys if key not in new]
    known = Village.objects.filter(area__in=villages).order_by()
    found = dict(known.values_list("area_id", "pk"))
    areas = VillageArea.objects.in_bulk([key for key in villages if key not in found])
    found |= {key: list_village(area).pk for key, area in areas.items()}
    partners = partners_named([partner.name for partner in new.values()]).order_by("-pk") if new else ()
    named = {(partner.name.upper(), partner.regency_id): partner.pk for partner in partners}
    for key, partner in new.items():
        mark = (partner.name.upper(), partner.regency)
        if mark not in named:
            regency = Regency.objects.get(pk=partner.regency)
            named[mark] = list_partner(partner.name, partner.kind, regency).pk
        found[key] = named[mark]
    return found
