"""The condition of a local rule and an agreement's facts -> whether the rule asks for something, and why in words.

A condition is JSON. All that it names must hold; `{}` always does; `{"any": [conditions]}` when one of them does.
- "value_from": rupiah; the agreement's value is that or more
- "burdens": true; it burdens the community or village assets
- "assets": true; village assets are brought in
- "several_subdistricts", "several_regencies": true; the parties' villages lie in more than one
- "kinds", "instruments", "types": lists of codes, of which the agreement has one
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from agreements.drafting.models import Asset
from agreements.drafting.terms.telling import rupiah
from agreements.record.access import parties_of
from agreements.record.models import Agreement
from agreements.record.vocabulary import Instrument, Kind
from villages.organizations.models import OrganizationKind


@dataclass(frozen=True)
class Facts:
    """What conditions ask of an agreement."""

    value: int
    """Rupiah; 0 when no value is given."""
    burdens: bool
    assets: bool
    """Whether a party brings in something that belongs to a village."""
    subdistricts: frozenset[str]
    """Codes of the kecamatan of the parties' villages."""
    regencies: frozenset[str]
    kind: str
    instrument: str
    type: str
    """Code of the agreement type; empty for a record of what was signed elsewhere."""


def facts_of(agreement: Agreement) -> Facts:
    """The facts as they stand now; `with_assets` reads the assets of a whole list at once."""
    assets = getattr(agreement, "village_assets", None)
    if assets is None:
        assets = agreement.assets.filter(village_owned=True).exists()
    areas = [
        party.organization.village.area
        for party in parties_of(agreement)
        if party.organization.kind == OrganizationKind.VILLAGE
    ]
    return Facts(
        value=agreement.value or 0,
        burdens=agreement.burdens_community_or_assets,
        assets=assets,
        subdistricts=frozenset(area.subdistrict_id for area in areas),
        regencies=frozenset(area.subdistrict.regency_id for area in areas),
        kind=agreement.kind,
        instrument=agreement.instrument,
        type="" if agreement.signed_elsewhere else agreement.draft.agreement_type.code,
    )


def with_assets(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """A list whose facts can be told without a query for each: with its types and whether village assets are in."""
    owned = Asset.objects.filter(agreement=OuterRef("pk"), village_owned=True)
    return agreements.annotate(village_assets=Exists(owned)).select_related("draft__agreement_type")


_FLAGS = ("burdens", "assets", "several_subdistricts", "several_regencies")
_LISTS = ("kinds", "instruments", "types")


def holds(condition: dict[str, Any], facts: Facts) -> bool:
    """Whether everything that the condition names is true of the facts."""
    return all(_one_holds(name, wanted, facts) for name, wanted in condition.items())


def _one_holds(name: str, wanted: Any, facts: Facts) -> bool:
    if name == "any":
        return any(holds(one, facts) for one in wanted)
    if name == "value_from":
        return facts.value >= wanted
    if name in _LISTS:
        return getattr(facts, name[:-1]) in wanted
    true = {
        "burdens": facts.burdens,
        "assets": facts.assets,
        "several_subdistricts": len(facts.subdistricts) > 1,
        "several_regencies": len(facts.regencies) > 1,
    }
    return true[name] == wanted


def words(condition: dict[str, Any], facts: Facts | None = None) -> str:
    """The condition as people say it; with `facts` only what of an "any" is true, which is why the rule asks."""
    if not condition:
        return _("selalu")
    return "; ".join(_one_in_words(name, wanted, facts) for name, wanted in condition.items())


def _one_in_words(name: str, wanted: Any, facts: Facts | None) -> str:
    if name == "any":
        told = [one for one in wanted if facts is None or holds(one, facts)]
        return _(" atau ").join(words(one, facts) for one in told)
    if name == "value_from":
        return _("nilai kerja sama %(amount)s atau lebih") % {"amount": rupiah(wanted)}
    if name in _LISTS:
        return ", ".join(_named(name, code) for code in wanted)
    yes = {
        "burdens": _("membebani masyarakat atau aset Desa"),
        "assets": _("aset Desa disertakan"),
        "several_subdistricts": _("desa-desanya dari beberapa kecamatan"),
        "several_regencies": _("desa-desanya dari beberapa kabupaten"),
    }
    return yes[name] if wanted else _("tidak: %(what)s") % {"what": yes[name]}


def _named(name: str, code: str) -> str:
    known: dict[str, Any] = {"kinds": Kind, "instruments": Instrument}
    return str(known[name](code).label) if name in known and code in known[name].values else code


def check(condition: Any) -> None:
    """Raise ValidationError unless this is a condition as described above."""
    if not isinstance(condition, dict):
        raise ValidationError(_("Syarat ditulis sebagai objek, misalnya {} untuk selalu."))
    for name, wanted in condition.items():
        if name == "any" and isinstance(wanted, list) and wanted:
            for one in wanted:
                check(one)
        elif not _fits(name, wanted):
            raise ValidationError(_("Syarat “%(name)s” tidak dikenal atau isinya keliru.") % {"name": name})


def _fits(name: str, wanted: Any) -> bool:
    if name in _FLAGS:
        return isinstance(wanted, bool)
    if name == "value_from":
        return isinstance(wanted, int) and not isinstance(wanted, bool) and wanted >= 0
    return name in _LISTS and isinstance(wanted, list) and all(isinstance(code, str) for code in wanted)
