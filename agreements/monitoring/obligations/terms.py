"""An agreement in force with its addenda -> the obligations that hold, each with its term and its window of days.

An addendum's provision takes the place of the one it amends from the day on which the addendum holds; repealed ones end
on that day; what amends nothing is new. The term ends when the newest addendum says.
"""

import datetime as dt
from dataclasses import dataclass, field, replace

from django.db.models import Max, QuerySet

from agreements.drafting.models import Provision
from agreements.monitoring.changing.days import last_day as last_suspended_day
from agreements.monitoring.obligations.calculating import Pause, Rule, Term
from agreements.record.access import parties_of, regency_of
from agreements.record.models import Agreement, Party
from agreements.record.place_days import day_at
from agreements.record.rules import free_days
from agreements.record.stages import PUBLIC
from agreements.record.vocabulary import PERIODIC, DueRule, Instrument, ProvisionKind
from agreements.signing.models import Signature


@dataclass
class Holding:
    """One obligation as it holds for a while."""

    provision: Provision
    party: Party
    """The party of the agreement itself that bears it."""
    term: Term
    since: dt.date
    """From which day its times count."""
    until: dt.date | None = None
    """From which day they no longer do: an addendum has taken its place or taken it out."""
    before: list[Provision] = field(default_factory=list)
    """What it took the place of, the newest first."""

    @property
    def rule(self) -> Rule:
        """When it falls due."""
        return Rule(self.provision.due_rule, self.provision.due_on, self.provision.due_days)


def holdings(agreement: Agreement) -> list[Holding]:
    """Every obligation with days that holds or held under the agreement and its addenda in force.

    A line that an addendum repeats as it was goes on as it was: nothing about it changes.
    """
    ends_on, first = last_day(agreement), signed_on(agreement)
    pauses, free = _pauses(agreement), free_days(regency_of(agreement))
    parties = {party.organization_id: party for party in parties_of(agreement)}
    found: dict[int, Holding] = {}
    for text in (agreement, *addenda_of(agreement)):
        signed = first if text is agreement else signed_on(text)
        term = Term(text.starts_on, max(ends_on, text.starts_on), signed, pauses, free)
        rows = text.provisions.filter(kind=ProvisionKind.OBLIGATION).select_related("party", "agreement")
        for row in rows.order_by("party__ordinal", "ordinal", "pk"):
            replaced = found.get(row.amends_id or 0)
            if replaced is not None and _says(row) == _says(replaced.provision):
                found[row.pk] = replaced
                continue
            if replaced is not None:
                replaced.until = term.first_day
            if not row.repealed:
                party = parties.get(row.party.organization_id, row.party)
                found[row.pk] = _holding(row, party, term, replaced, first)
    unique = {id(one): one for one in found.values()}
    return [one for one in unique.values() if one.provision.due_rule]


def _says(row: Provision) -> tuple[object, ...]:
    """Everything that a line says; a rhythm without a day of its own begins with its agreement."""
    begins = row.due_on or (row.agreement.starts_on if row.due_rule in PERIODIC else None)
    names = ("text", "due_rule", "due_days", "event", "amount", "evidence", "repealed")
    return begins, row.party.organization_id, *(getattr(row, name) for name in names)


def _holding(row: Provision, party: Party, term: Term, replaced: Holding | None, first: dt.date) -> Holding:
    """The obligation as it holds; a rhythm that goes on under new words has no times before these hold.

    Words that take the place of others stand in the first text: what they count from the signing, they count from its.
    """
    before = [replaced.provision, *replaced.before] if replaced else []
    since = term.first_day
    if before and row.due_rule in PERIODIC:
        term = replace(term, signed_on=None)
    elif before and row.due_rule == DueRule.AFTER_SIGNING:
        term = replace(term, starts_on=since, signed_on=first)
    return Holding(row, party, term, since, before=before)


def addenda_of(agreement: Agreement) -> QuerySet[Agreement]:
    """The addenda that have come into force, in the order in which they hold."""
    found = Agreement.objects.filter(parent=agreement, instrument=Instrument.ADDENDUM, stage__in=PUBLIC)
    return found.order_by("starts_on", "pk")


def last_day(agreement: Agreement) -> dt.date:
    """The last day of the term: what the addendum says that came into force last, else its own."""
    newest = addenda_of(agreement).order_by("-stage_since", "-pk").first()
    return newest.ends_on if newest else agreement.ends_on


def signed_on(agreement: Agreement) -> dt.date:
    """The day on which the last party signed; where that is not known, the day on which it came into force here."""
    if agreement.signed_elsewhere and hasattr(agreement, "elsewhere"):
        return agreement.elsewhere.signed_on
    given = Signature.objects.filter(document__agreement=agreement, document__voided_at__isnull=True)
    moment = given.filter(party__isnull=False).aggregate(last=Max("signed_at"))["last"]
    return day_at(agreement, moment or agreement.stage_since)


def _pauses(agreement: Agreement) -> tuple[Pause, ...]:
    """The days on which it was, is or will be suspended."""
    rows = agreement.suspensions.order_by("starts_on", "pk")
    found = (Pause(row.starts_on, last_suspended_day(row)) for row in rows)
    return tuple(pause for pause in found if pause.last >= pause.first)
