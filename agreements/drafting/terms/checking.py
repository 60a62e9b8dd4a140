"""What each party may, must, must not, and brings in -> what contradicts itself, the term, the value or the law."""

import datetime as dt
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from agreements.drafting.findings import Finding
from agreements.drafting.models import Asset, Funding, Provision
from agreements.drafting.queries import amends_articles, assets_of, funding_of, provisions_of
from agreements.drafting.terms.calendar import months_later
from agreements.drafting.terms.telling import day_told, occurrences_of, rupiah
from agreements.record.access import regency_of
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from agreements.record.rules import rules_for
from agreements.record.vocabulary import MANDATORY, PERIODIC, AssetUse, Content, ProvisionKind

_BREACHABLE = (ProvisionKind.OBLIGATION, ProvisionKind.LIMITATION)
_GRACE = dt.timedelta(days=90)
"""So long after the end an obligation may still fall due: the last report, the last settlement."""
_RIGHTS = MANDATORY[Content.RIGHTS_OBLIGATIONS]
_TERM = MANDATORY[Content.TERM]
_FUNDING = MANDATORY[Content.FUNDING]
_CLARITY = "UU 12/2011 Pasal 5 huruf f"
"""Clear wording: a sanction that answers nothing cannot be applied."""
_LONGEST = {
    AssetUse.LEASE: (3, "Permendagri 1/2016 Pasal 12"),
    AssetUse.LOAN: (7, "Permendagri 1/2016 Pasal 13 (ketentuan awal portal; izin Bupati)"),
    AssetUse.JOINT_USE: (15, "Permendagri 1/2016 Pasal 14 (ketentuan awal portal; izin Bupati)"),
    AssetUse.BUILD_TRANSFER: (20, "Permendagri 1/2016 Pasal 15 (ketentuan awal portal; izin Bupati)"),
}
"""For how many years a village asset may be used on which footing, unless the regency has a rule of its own."""
_PLEDGE = re.compile(
    r"(?<!tidak )(?<!dilarang )(?<!tanpa )\b(?:(?:men|di)?jaminkan|(?:meng|di)?agunkan|agunan|digadaikan|menggadaikan"
    r"|hak tanggungan|fidusia)\b",
    re.IGNORECASE,
)
_PLEDGE_BASIS = "Permendagri 1/2016 Pasal 6 ayat (5)"


def by_terms(agreement: Agreement) -> list[Finding]:
    """Contradictions among provisions, money, assets, term and value; few queries however many rows there are."""
    provisions, funding, assets = provisions_of(agreement), funding_of(agreement), assets_of(agreement)
    return [
        *_sanctions(provisions),
        *_due_days(agreement, provisions),
        *_sums(agreement, funding, assets),
        *_years(agreement, funding),
        *_promised(agreement, provisions, funding),
        *_asset_terms(agreement, assets),
        *_pledged(provisions),
    ]


def _sanctions(provisions: list[Provision]) -> Iterator[Finding]:
    """A sanction answers the breach of an obligation or limit of the same party, in steps."""
    rows = {row.pk: row for row in provisions}
    sanctions = [row for row in provisions if row.kind == ProvisionKind.SANCTION]
    for row in sanctions:
        target = rows.get(row.breach_of_id or 0)
        if target is None or target.party_id != row.party_id or target.kind not in _BREACHABLE:
            words = {"name": row.party.organization.name, "text": _short(row.text)}
            message = _("Sanksi %(name)s “%(text)s” belum menyebut kewajiban atau batasan yang dilanggar.")
            yield Finding(message % words, _CLARITY, place=_at(row))
    bare = [row for row in sanctions if not row.steps]
    if bare:
        which = _("Sanksi “%s”") % _short(bare[0].text) if len(bare) == 1 else _("%d sanksi") % len(bare)
        message = _("%s belum punya langkah: teguran, penghentian manfaat, ganti rugi, atau pengakhiran.")
        yield Finding(message % which, _("praktik baik: sanksi bertahap"), blocking=False, place=_at(bare[0]))


def _due_days(agreement: Agreement, provisions: list[Provision]) -> Iterator[Finding]:
    """An obligation falls due while the agreement runs; up to 90 days later for what closes it."""
    for row in provisions:
        if row.kind != ProvisionKind.OBLIGATION or not row.due_rule:
            continue
        words = {"name": row.party.organization.name, "text": _short(row.text)}
        days = occurrences_of(row, agreement, agreement.starts_on)
        if row.due_rule in PERIODIC and not days:
            message = _("Kewajiban %(name)s “%(text)s” tidak pernah jatuh tempo sebelum kerja sama berakhir.")
            yield Finding(message % words, _TERM, place=_at(row))
        elif days and days[-1] > agreement.ends_on:
            late = days[-1] > agreement.ends_on + _GRACE
            message = _(
                "Kewajiban %(name)s “%(text)s” jatuh tempo %(day)s, setelah kerja sama berakhir %(end)s."
            )
            words |= {"day": day_told(days[-1]), "end": day_told(agreement.ends_on)}
            yield Finding(message % words, _TERM, blocking=late, place=_at(row))


def _sums(agreement: Agreement, funding: list[Funding], assets: list[Asset]) -> Iterator[Finding]:
    """Money, or money and assets together, add up to the agreement's value."""
    total, value = sum(row.amount for row in funding), agreement.value
    together = total + sum(row.value or 0 for row in assets)
    if value and not funding:
        message = _("Nilai kerja sama %(value)s, tetapi belum ada sumber dananya.")
        yield Finding(message % {"value": rupiah(value)}, _FUNDING, blocking=False, place="funding")
    elif value is None and total:
        message = _("Ada pendanaan %(total)s, tetapi nilai kerja sama belum diisi.")
        yield Finding(message % {"total": rupiah(total)}, _FUNDING, blocking=False, place="details")
    elif value is not None and funding and value not in (total, together):
        message = _("Jumlah pendanaan %(total)s tidak sama dengan nilai kerja sama %(value)s.")
        words = {"total": rupiah(total), "value": rupiah(value)}
        yield Finding(message % words, _FUNDING, blocking=total > 2 * value, place="funding")


def _years(agreement: Agreement, funding: list[Funding]) -> Iterator[Finding]:
    """Money is meant for years in which the agreement runs."""
    begins = (
        agreement.parent.starts_on if amends_articles(agreement) and agreement.parent else agreement.starts_on
    )
    first, last = begins.year, agreement.ends_on.year
    outside = sorted({row.year for row in funding if not first <= row.year <= last})
    if outside:
        message = _("Ada pendanaan untuk tahun %(years)s, di luar jangka waktu %(first)d–%(last)d.")
        words = {"years": ", ".join(map(str, outside)), "first": first, "last": last}
        yield Finding(message % words, _FUNDING, blocking=False, place="funding")


def _promised(agreement: Agreement, provisions: list[Provision], funding: list[Funding]) -> Iterator[Finding]:
    """What a party must pay, however often, is covered by the money it brings in; asked once there is any."""
    if not funding:
        return
    owed: dict[int, int] = {}
    names: dict[int, str] = {}
    for row in provisions:
        if row.kind == ProvisionKind.OBLIGATION and row.amount:
            times = len(occurrences_of(row, agreement)) if row.due_rule in PERIODIC else 1
            owed[row.party_id] = owed.get(row.party_id, 0) + row.amount * times
            names[row.party_id] = row.party.organization.name
    for key, amount in owed.items():
        brought = sum(row.amount for row in funding if row.party_id == key)
        if amount > brought:
            message = _("Kewajiban uang %(name)s %(owed)s melebihi pendanaannya %(brought)s.")
            words = {"name": names[key], "owed": rupiah(amount), "brought": rupiah(brought)}
            yield Finding(message % words, _FUNDING, blocking=False, place="funding")


def _asset_terms(agreement: Agreement, assets: list[Asset]) -> Iterator[Finding]:
    """A village asset is not given away for longer than the law lets, and no asset for longer than the agreement."""
    longest = _longest(agreement) if any(row.village_owned for row in assets) else {}
    for row in assets:
        first, last = row.starts_on or agreement.starts_on, row.ends_on or agreement.ends_on
        words = {"name": row.party.organization.name, "text": _short(row.description)}
        if row.village_owned and row.use in longest:
            years, basis = longest[row.use]
            if last >= months_later(first, 12 * years):
                message = _("%(use)s aset desa “%(text)s” (%(name)s) lebih dari %(years)d tahun.")
                more = {"use": str(row.get_use_display()).capitalize(), "years": years}
                yield Finding(message % (words | more), basis, blocking=False, place=_asset_at(row))
        if last > agreement.ends_on or first < agreement.starts_on:
            message = _("Aset “%(text)s” (%(name)s) dipakai di luar jangka waktu kerja sama.")
            yield Finding(message % words, _TERM, blocking=False, place=_asset_at(row))


def _longest(agreement: Agreement) -> dict[str, tuple[int, str]]:
    """The limits by footing: those of the regency's rules (MAXIMUM_YEARS with the footing as key), else the law's."""
    rules = rules_for(regency_of(agreement), LocalRule.Code.MAXIMUM_YEARS)
    own = {rule.key: (rule.value, rule.legal_basis) for rule in rules if rule.key}
    return {str(use): limit for use, limit in _LONGEST.items()} | own


def _pledged(provisions: list[Provision]) -> Iterator[Finding]:
    """Village assets can never be pledged: a right or obligation that speaks of it is doubtful."""
    for row in provisions:
        if row.kind in (ProvisionKind.RIGHT, ProvisionKind.OBLIGATION) and _PLEDGE.search(row.text):
            message = _(
                "Baris %(name)s “%(text)s” menyebut jaminan; aset desa tidak pernah boleh dijaminkan."
            )
            words = {"name": row.party.organization.name, "text": _short(row.text)}
            yield Finding(message % words, _PLEDGE_BASIS, blocking=False, place=_at(row))


def _at(row: Provision) -> str:
    return f"provisions:ketentuan-{row.pk}"


def _asset_at(row: Asset) -> str:
    return f"asset:aset-{row.pk}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
