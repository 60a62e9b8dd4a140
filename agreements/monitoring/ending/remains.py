"""An agreement that ends -> what the parties still have to settle: work, money, assets to give back."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, Sum

from agreements.drafting.models import Asset, Funding
from agreements.monitoring.activities.models import Movement
from agreements.monitoring.breaches.queries import debts
from agreements.monitoring.ending.lasting import newest_with
from agreements.monitoring.ending.models import SettlementItem
from agreements.monitoring.obligations.models import Occurrence
from agreements.record.access import name_with_place, parties_of
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import AssetUse, Instrument

DAYS = 30
"""Calendar days after the end until which what remains should be settled (portal default, no law)."""
GIVEN_BACK = (AssetUse.LEASE, AssetUse.LOAN, AssetUse.JOINT_USE, AssetUse.BUILD_TRANSFER)
"""On these footings another party uses the asset and gives it back (Permendagri 1/2016)."""
_Kind = SettlementItem.Kind


@dataclass(frozen=True)
class Holding:
    """Whose text says what was promised; addenda in force take the place of the first one's."""

    funding: Agreement
    assets: Agreement

    @classmethod
    def now(cls, agreement: Agreement) -> "Holding":
        """As it stands while the agreement is in force."""
        return cls(newest_with(agreement, "funding"), newest_with(agreement, "assets"))


def remains(agreement: Agreement, day: dt.date, held: Holding) -> list[SettlementItem]:
    """What is open now that the agreement ended on that day, not yet written; each as the party that owes it.

    Obligations that are still planned (what falls due no more was dropped with the end) or wait for a confirmation,
    compensation that was asked and not paid, money promised until that year and not recorded as paid, assets of
    others to give back. An addendum has none of its own: what is carried out belongs to the agreement that it
    changes.
    """
    if agreement.instrument == Instrument.ADDENDUM:
        return []
    due = day + dt.timedelta(days=DAYS)
    work = list(_work(agreement, due))
    money = _money(agreement, day, due, held.funding, work)
    return [*work, *_compensation(agreement, due), *money, *_assets(agreement, day, held.assets)]


def _item(
    agreement: Agreement, party: Party, kind: str, text: str, due_on: dt.date, **more
) -> SettlementItem:
    return SettlementItem(agreement=agreement, party=party, kind=kind, text=text[:500], due_on=due_on, **more)


def _work(agreement: Agreement, due: dt.date) -> Iterator[SettlementItem]:
    """What a party still owes and has not done, and what it reported and nobody has confirmed yet.

    A report may still be sent back, and then it is owed. It stands without its rupiah: what was paid is in the books.
    """
    waits = Occurrence.State.DONE
    still = agreement.occurrences.filter(state__in=(Occurrence.State.PLANNED, waits))
    for one in still.select_related("provision", "party").order_by("due_on", "pk"):
        reported = one.state == waits
        text = one.provision.text
        if reported:
            text = f"{text[:450]} (dilaporkan selesai, menunggu konfirmasi)"
        facts = {"amount": None if reported else one.amount, "occurrence": one}
        yield _item(agreement, one.party, _Kind.OBLIGATION, text, max(due, one.due_on), **facts)


def _compensation(agreement: Agreement, due: dt.date) -> Iterator[SettlementItem]:
    """Damages that a sanction asked for and nobody has paid."""
    for debt in debts(agreement):
        if debt.paid_on is None:
            to = f" kepada {name_with_place(debt.creditor.organization)}" if debt.creditor else ""
            text = f"Ganti rugi dari dugaan pelanggaran nomor {debt.case}{to}"
            until = max(debt.due_on, due)
            yield _item(agreement, debt.debtor, _Kind.MONEY, text, until, amount=debt.amount)


def _money(
    agreement: Agreement, day: dt.date, due: dt.date, funding: Agreement, work: list[SettlementItem]
) -> Iterator[SettlementItem]:
    """What a party promised to bring in until that year beyond what is recorded as paid and what stands above it."""
    unpaid = still_promised(agreement, day.year, funding)
    for party in parties_of(agreement):
        above = sum(item.amount or 0 for item in work if item.party_id == party.pk)
        missing = unpaid[party.pk] - above
        if missing > 0:
            text = f"Dana yang dijanjikan sampai tahun {day.year} dan belum tercatat dibayar"
            yield _item(agreement, party, _Kind.MONEY, text, due, amount=missing)


def still_promised(agreement: Agreement, year: int, funding: Agreement) -> dict[int, int]:
    """What each party (its key) promised to bring in until that year and has not paid; two queries for all of them.

    What was entered by mistake and set right does not count as paid.
    """
    rows = Funding.objects.filter(agreement=funding, year__lte=year).order_by()
    told = dict(rows.values_list("party__organization").annotate(total=Sum("amount")))
    real = Q(reverses__isnull=True, reversed_by__isnull=True, direction=Movement.Direction.PAID)
    moved = Movement.objects.filter(real, agreement=agreement).order_by()
    paid = dict(moved.values_list("party").annotate(total=Sum("amount")))
    return {
        party.pk: int(told.get(party.organization_id, 0) - paid.get(party.pk, 0))
        for party in parties_of(agreement)
    }


def _assets(agreement: Agreement, day: dt.date, holding: Agreement) -> Iterator[SettlementItem]:
    """Assets that another party uses: given back when their use was to end, at the latest `DAYS` after an earlier end.

    Who gives back is the other party; among more than two the first that is not the owner, since the text names none.
    """
    parties = parties_of(agreement)
    for asset in to_give_back(holding):
        owner = asset.party.organization
        others = [party for party in parties if party.organization_id != owner.pk]
        until = asset.ends_on if asset.ends_on and asset.ends_on > day else day + dt.timedelta(days=DAYS)
        text = (
            f"Mengembalikan {asset.description} ({asset.get_use_display()}) kepada {name_with_place(owner)}"
        )
        yield _item(agreement, others[0], _Kind.ASSET, text, until, asset=asset, amount=asset.value)


def to_give_back(holding: Agreement) -> list[Asset]:
    """The assets that another party uses than the one that brought them in, by the text that holds."""
    found = holding.assets.filter(use__in=GIVEN_BACK).select_related(
        "party__organization__village__area__subdistrict"
    )
    return list(found.order_by("party__ordinal", "pk"))
