"""Cases of breach and disputes -> who is reminded of their days, whom a call to facilitate concerns, what is done."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from django.db.models import Q

from agreements.monitoring.breaches.models import BreachCase, BreachStep
from agreements.monitoring.disputes.models import Dispute
from agreements.notices.models import Notice
from agreements.notices.whom import party_keys, people, reviewers
from agreements.record.access import regency_of
from agreements.record.models import Agreement, JournalEntry
from agreements.record.rules import free_days
from agreements.record.workdays import between
from villages.people.models import DRAFTING_POSITIONS, SIGNING_POSITIONS

SOON = 2
"""Working days before the last day to answer from which on it is recalled."""
_Case, _Dispute = BreachCase.State, Dispute.State
_TALKS = (_Dispute.CLAIMED, _Dispute.DELIBERATED, _Dispute.FACILITATED)


def unasked_parties(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """Whoever works for a party other than the one that the entry names (`details["party"]`)."""
    others = [key for key in party_keys(agreement) if key != entry.details.get("party")]
    return people(others, DRAFTING_POSITIONS)


def asked_office(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """The officers of the office that is to facilitate (`details["party"]`); nobody where the portal knows none."""
    key = entry.details.get("party")
    return reviewers(agreement, [key]) if isinstance(key, int) else set()


def who_signs(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """The heads of all parties, and the officers of the office that facilitated."""
    return people(party_keys(agreement), SIGNING_POSITIONS) | asked_office(agreement, entry)


def of_cases(day: dt.date) -> Iterator[Notice]:
    """Days to answer that are near or over, steps that were not met, and disputes whose level is over."""
    yield from _answers(day)
    yield from _steps(day)
    yield from _disputes(day)


def _answers(day: dt.date) -> Iterator[Notice]:
    free: Callable[[str | None], frozenset[dt.date]] = cache(free_days)
    near = day + dt.timedelta(days=14)
    found = BreachCase.objects.filter(state=_Case.OPEN, answer_due_on__lt=near).order_by(
        "answer_due_on", "pk"
    )
    for case in found.select_related("agreement", "against", "claimant"):
        due = case.answer_due_on
        assert due is not None
        assert case.claimant is not None
        if due < day:
            key, asked = f"case:{case.pk}:late", people([case.claimant.organization_id], SIGNING_POSITIONS)
            yield from _each(case.agreement, "breach_unanswered", asked, key, None)
        elif between(day, due, free(regency_of(case.agreement))) <= SOON:
            asked = people([case.against.organization_id], DRAFTING_POSITIONS)
            yield from _each(case.agreement, "breach_due", asked, f"case:{case.pk}:due", due)


def _steps(day: dt.date) -> Iterator[Notice]:
    found = BreachStep.objects.filter(case__state=_Case.SANCTIONED, met_on__isnull=True, due_on__lt=day)
    for step in found.select_related("case__agreement", "case__claimant").order_by("due_on", "pk"):
        case = step.case
        asked = people([case.claimant.organization_id], SIGNING_POSITIONS) if case.claimant else set()
        yield from _each(case.agreement, "step_unmet", asked, f"case:{case.pk}:step:{step.ordinal}", None)


def _disputes(day: dt.date) -> Iterator[Notice]:
    found = Dispute.objects.filter(state__in=_TALKS, due_on__lt=day).select_related("agreement")
    for dispute in found.order_by("due_on", "pk"):
        agreement = dispute.agreement
        asked = people(party_keys(agreement), SIGNING_POSITIONS)
        if dispute.facilitator_id:
            asked |= reviewers(agreement, [dispute.facilitator_id])
        yield from _each(agreement, "dispute_late", asked, f"dispute:{dispute.pk}:{dispute.level}", None)


def _each(
    agreement: Agreement, code: str, asked: Iterable[int], key: str, due: dt.date | None
) -> Iterator[Notice]:
    for person in sorted(asked):
        yield Notice(person_id=person, agreement=agreement, code=code, key=key, due_on=due)


_ASKED_OF_CASE = {
    "breach_suggested": _Case.SUGGESTED,
    "breach_claimed": _Case.OPEN,
    "breach_due": _Case.OPEN,
    "breach_unanswered": _Case.OPEN,
    "sanctioned": _Case.SANCTIONED,
    "step_unmet": _Case.SANCTIONED,
}
_ASKED_OF_DISPUTE = {
    "dispute_claimed": (_Dispute.CLAIMED, _Dispute.DELIBERATED),
    "dispute_raised": (_Dispute.FACILITATED,),
    "outcome_to_sign": (_Dispute.TO_SIGN,),
    "dispute_late": _TALKS,
}
"""The notices that ask for something, and the states in which it is still asked."""


def answered(notices: Iterable[Notice]) -> set[int]:
    """Keys of those that asked about a case or a dispute which has moved on since; a query for each of the two."""
    asking = list(notices)
    cases = {code: (state,) for code, state in _ASKED_OF_CASE.items()}
    return _moved(asking, cases, "case", BreachCase) | _moved(asking, _ASKED_OF_DISPUTE, "dispute", Dispute)


def _moved(
    notices: list[Notice], asks: Mapping[str, tuple[str, ...]], name: str, model: type[BreachCase | Dispute]
) -> set[int]:
    about = {notice.pk: (_row(notice, name), notice.code) for notice in notices if notice.code in asks}
    if not about:
        return set()
    keys = [row for row, _code in about.values()]
    by_key = Q(pk__in=[pk for pk, _agreement, _ordinal in keys if pk])
    told = Q(
        agreement__in=[one for _pk, one, _o in keys], ordinal__in=[ordinal for _pk, _one, ordinal in keys]
    )
    states: dict[tuple[int, int, int], str] = {}
    rows = model.objects.filter(by_key | told).order_by("pk")
    for pk, agreement, ordinal, state in rows.values_list("pk", "agreement_id", "ordinal", "state"):
        states[0, agreement, ordinal] = states[pk, 0, 0] = state
    return {pk for pk, (row, code) in about.items() if states.get(row) not in asks[code]}


def _row(notice: Notice, name: str) -> tuple[int, int, int]:
    """Which row a notice is about: by its own key, or by agreement and ordinal as its journal entry says."""
    if notice.entry is not None:
        return 0, notice.agreement_id, int(notice.entry.details.get(name) or 0)
    return int(notice.key.split(":")[1]), 0, 0
