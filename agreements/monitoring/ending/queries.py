"""An agreement -> what its ending needs, what is still open before it, and what of it is told to citizens."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.disputes.models import Dispute
from agreements.monitoring.ending.grounds import BY_GROUND, GROUNDS, Needs
from agreements.monitoring.ending.models import Ending, SettlementItem
from agreements.monitoring.ending.remains import Holding, still_promised, to_give_back
from agreements.monitoring.obligations.models import Occurrence
from agreements.publication.privacy.masking import mask
from agreements.record.access import parties_of
from agreements.record.models import Agreement
from agreements.record.place_days import today_at
from agreements.record.stages import PUBLIC, Stage
from agreements.record.vocabulary import Instrument
from villages.templatetags.weave import rupiah

OPEN_WORK = (Occurrence.State.PLANNED, Occurrence.State.DONE)
"""States of an obligation that nobody has closed; an item about it is open exactly as long."""


def ending_of(agreement: Agreement) -> Ending | None:
    """How it ended; None while it holds, or when it ended before the portal kept endings."""
    found = Ending.objects.filter(agreement=agreement)
    return found.select_related("replaced_by", "letter", "motion__party__organization", "recorded_by").first()


def settlement_of(agreement: Agreement) -> QuerySet[SettlementItem]:
    """The whole list, the first due first."""
    items = SettlementItem.objects.filter(agreement=agreement)
    return items.select_related("party__organization", "occurrence", "settled_by").order_by("due_on", "pk")


def open_items(agreement: Agreement) -> QuerySet[SettlementItem]:
    """What still has to be settled; an item about an obligation is done once the obligation is."""
    owed = Q(occurrence__isnull=True) | Q(occurrence__state__in=OPEN_WORK)
    return settlement_of(agreement).filter(owed, state=SettlementItem.State.OPEN)


def still_owed() -> QuerySet[SettlementItem]:
    """What still has to be settled in whatever agreement, save obligations, which have reminders of their own."""
    return SettlementItem.objects.filter(occurrence__isnull=True, state=SettlementItem.State.OPEN)


@dataclass(frozen=True)
class Line:
    """One item as the page shows it."""

    item: SettlementItem
    is_open: bool
    is_late: bool
    state: str
    """Its state in words."""


def lines(agreement: Agreement) -> list[Line]:
    """Every item of the settlement with its true state."""
    today, found = today_at(agreement), []
    for item in settlement_of(agreement):
        item.agreement = agreement
        work = item.occurrence if item.state == SettlementItem.State.OPEN else None
        is_open = item.state == SettlementItem.State.OPEN and (work is None or work.state in OPEN_WORK)
        closed = work is not None and not is_open
        state = work.get_state_display() if work and closed else item.get_state_display()
        found.append(Line(item, is_open, is_open and item.due_on < today, state))
    return found


def still_open(agreement: Agreement) -> list[str]:
    """What is open while it still holds, as sentences: whoever ends it should have seen them."""
    held = Holding.now(agreement)
    return [
        *_work(agreement),
        *_money(agreement, held.funding),
        *_assets(held.assets),
        *_cases(agreement),
        *_addenda(agreement),
    ]


def _work(agreement: Agreement) -> list[str]:
    planned = agreement.occurrences.filter(state=Occurrence.State.PLANNED)
    late = planned.filter(due_on__lt=today_at(agreement)).count()
    ahead = planned.count() - late
    told = []
    if late:
        told.append(
            ngettext(
                "%(n)d kewajiban terlambat; akan masuk daftar penyelesaian.",
                "%(n)d kewajiban terlambat; akan masuk daftar penyelesaian.",
                late,
            )
            % {"n": late}
        )
    if ahead:
        told.append(
            ngettext(
                "%(n)d kewajiban jatuh tempo sesudah berakhir; tidak berlaku lagi.",
                "%(n)d kewajiban jatuh tempo sesudah berakhir; tidak berlaku lagi.",
                ahead,
            )
            % {"n": ahead}
        )
    return told


def _money(agreement: Agreement, funding: Agreement) -> list[str]:
    year, told = today_at(agreement).year, []
    unpaid = still_promised(agreement, year, funding)
    for party in parties_of(agreement):
        missing = unpaid[party.pk]
        if missing > 0:
            facts = {"name": party.organization.name, "amount": rupiah(missing), "year": year}
            told.append(
                _("%(name)s: %(amount)s yang dijanjikan sampai %(year)d belum tercatat dibayar.") % facts
            )
    return told


def _assets(holding: Agreement) -> list[str]:
    told = _("Aset yang harus dikembalikan: %(what)s.")
    return [told % {"what": asset.description} for asset in to_give_back(holding)]


def _cases(agreement: Agreement) -> list[str]:
    closed = (BreachCase.State.SETTLED, BreachCase.State.DISMISSED)
    cases = agreement.breaches.exclude(state__in=closed).count()
    over = (Dispute.State.SETTLED, Dispute.State.WITHDRAWN, Dispute.State.REFERRED)
    disputes = agreement.disputes.exclude(state__in=over).count()
    told = []
    if cases:
        words = ngettext(
            "%(n)d dugaan pelanggaran belum ditutup.", "%(n)d dugaan pelanggaran belum ditutup.", cases
        )
        told.append(words % {"n": cases})
    if disputes:
        words = ngettext("%(n)d perselisihan belum selesai.", "%(n)d perselisihan belum selesai.", disputes)
        told.append(words % {"n": disputes})
    return told


def _addenda(agreement: Agreement) -> list[str]:
    addenda = Agreement.objects.filter(parent=agreement, instrument=Instrument.ADDENDUM)
    held = addenda.filter(stage=Stage.IN_FORCE).count()
    if not held:
        return []
    words = ngettext("%(n)d adendumnya ikut berakhir.", "%(n)d adendumnya ikut berakhir.", held)
    return [words % {"n": held}]


@dataclass(frozen=True)
class PublicEnding:
    """How it ended, as everybody may read it."""

    ground: str
    """In words."""
    day: dt.date
    note: str
    """What the parties tell citizens, covered; else the sentence of the ground."""
    replaced_by: Agreement | None
    """The agreement that took its place, if everybody may read that one."""


def public_ending(agreement: Agreement) -> PublicEnding | None:
    """How it ended, for its public page; None while it holds."""
    if agreement.stage != Stage.ENDED or (ending := ending_of(agreement)) is None:
        return None
    needs: Needs = BY_GROUND[ending.ground]
    successor = ending.replaced_by
    return PublicEnding(
        ground=str(ending.get_ground_display()),
        day=localdate(agreement.stage_since),
        note=mask(ending.public_note) or str(needs.told),
        replaced_by=successor if successor and successor.stage in PUBLIC else None,
    )


def open_totals(agreement: Agreement) -> dict[int, int]:
    """The money that each party still owes after the end, by the party's key."""
    rows = open_items(agreement).exclude(kind=SettlementItem.Kind.ASSET).order_by()
    return {row["party"]: row["total"] or 0 for row in rows.values("party").annotate(total=Sum("amount"))}


def choices(agreement: Agreement) -> tuple[Needs, ...]:
    """The grounds that people choose from; the term's end needs nobody."""
    return tuple(needs for needs in GROUNDS if needs.way)
