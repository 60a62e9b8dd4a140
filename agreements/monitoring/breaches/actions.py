"""Open a case, answer it, take the steps that the sanction names, note that they were met, close it."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.documents import words
from agreements.drafting.models import Provision
from agreements.monitoring.breaches import guards, wording
from agreements.monitoring.breaches.models import BreachCase, BreachStep
from agreements.monitoring.breaches.queries import bearer, breachable, cases_of, next_of, sanction_for
from agreements.monitoring.breaches.suggesting import has_running_case, next_ordinal
from agreements.monitoring.letters.actions import issue
from agreements.monitoring.letters.models import Letter
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.settling import call_breached
from agreements.record import journal, workdays
from agreements.record.access import regency_of
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement, Party
from agreements.record.rules import Code, free_days, rule_for
from agreements.record.vocabulary import Measure
from villages.people.access import Answer
from villages.people.models import User

State = BreachCase.State
_ANSWER_DAYS = 10
"""Working days to answer, where no rule says it."""


def answer_due(agreement: Agreement, day: dt.date) -> dt.date:
    """Until when the other side may answer: working days of its regency by the rule BREACH_ANSWER."""
    rule = rule_for(agreement, Code.BREACH_ANSWER, day)
    count = rule.value if rule and isinstance(rule.value, int) else _ANSWER_DAYS
    return workdays.after(day, count, free_days(regency_of(agreement)))


@transaction.atomic
def claim(
    agreement: Agreement, *, by: User, provision: Provision, story: str, occurrence: Occurrence | None = None
) -> BreachCase:
    """Say that another party did not keep a provision: a numbered letter goes to it, with days to answer.

    Raises Refused for one's own provision, ValidationError without a story, for a provision that stands in another
    agreement, and where a case about this occurrence runs already.
    """
    current = lock(agreement)
    ask(by, "claim_breach", current)
    claimant = _own(by, current, "claim_breach")
    if provision.pk not in set(breachable(current).values_list("pk", flat=True)):
        raise ValidationError({"provision": _("Ketentuan ini tidak ada dalam kerja sama ini.")})
    if occurrence and (occurrence.provision_id != provision.pk or occurrence.agreement_id != current.pk):
        raise ValidationError({"provision": _("Jatuh tempo ini bukan dari ketentuan itu.")})
    if occurrence and has_running_case(occurrence):
        raise ValidationError(
            {"provision": _("Untuk kewajiban ini sudah ada dugaan pelanggaran yang berjalan.")}
        )
    case = BreachCase(
        agreement=current,
        ordinal=next_ordinal(current),
        against=bearer(current, provision),
        provision=provision,
        occurrence=occurrence,
        sanction=sanction_for(provision),
    )
    return _opened(case, claimant, by=by, story=story)


@transaction.atomic
def open_suggested(case: BreachCase, *, by: User, story: str) -> BreachCase:
    """Make a case of what the system suggested: somebody of another party takes it up. Raises as `claim` does."""
    case = _current(case, by, "claim_breach", guards.may_open)
    return _opened(case, _own(by, case.agreement, "claim_breach"), by=by, story=story)


def _opened(case: BreachCase, claimant: Party, *, by: User, story: str) -> BreachCase:
    if case.against_id == claimant.pk:
        raise Refused(Answer(False, _("Pihak Anda sendiri yang memikul ketentuan ini.")), "claim_breach")
    if not story.strip():
        raise ValidationError({"story": _("Tulis apa yang terjadi: pihak lain akan menanggapinya.")})
    case.claimant, case.story, case.state = claimant, story.strip(), State.OPEN
    case.opened_at, case.opened_by = timezone.now(), by
    case.answer_due_on = answer_due(case.agreement, timezone.localdate())
    case.full_clean(exclude=["letter"])
    case.letter = issue(
        case.agreement,
        by=by,
        issuer=claimant.organization,
        kind=Letter.Kind.BREACH_NOTICE,
        text=wording.notice(case),
    )
    case.edition += 1
    case.save()
    _note(case, "claim_breach", by=by, party=case.against)
    return case


@transaction.atomic
def answer(case: BreachCase, *, by: User, answer: str) -> BreachCase:
    """Answer for the party against which it is said, once; a numbered letter carries the answer.

    Late answers count as long as no step was taken. Raises Refused and, for an empty answer, ValidationError.
    """
    case = _current(case, by, "answer_breach", guards.may_answer)
    if not answer.strip():
        raise ValidationError({"answer": _("Tulis tanggapan Anda.")})
    case.answer, case.answered_at, case.answered_by = answer.strip(), timezone.now(), by
    case.state = State.ANSWERED
    case.answer_letter = issue(
        case.agreement,
        by=by,
        issuer=case.against.organization,
        kind=Letter.Kind.BREACH_ANSWER,
        text=wording.answered(case),
    )
    _kept(case)
    assert case.claimant is not None
    _note(case, "answer_breach", by=by, party=case.claimant)
    return case


@transaction.atomic
def take_step(case: BreachCase, *, by: User, ordinal: int, remark: str = "") -> BreachStep:
    """Take the next step of the sanction, as the agreement words it, by the head of the party that opened the case.

    `ordinal` is the step that was shown: a click sent twice, or a step that somebody else took meanwhile, is refused.
    Each step is a letter with a day; suspension and termination of the cooperation follow from no step by itself, they
    are decided where all parties or the district decide them. Raises Refused.
    """
    case = _current(case, by, "sanction", guards.may_step)
    taken, day = next_of(case), timezone.localdate()
    if taken is None or taken.ordinal != ordinal:
        raise Refused(Answer(False, _("Langkah ini sudah diambil; lihat keadaannya sekarang.")), "sanction")
    assert case.claimant is not None
    until = taken.due_on(day)
    letter = issue(
        case.agreement,
        by=by,
        issuer=case.claimant.organization,
        kind=wording.KINDS[Measure(taken.measure)],
        text=wording.step(case, taken, remark, words.long_date(until)),
    )
    step = BreachStep(
        case=case,
        ordinal=taken.ordinal,
        measure=taken.measure,
        amount=taken.amount,
        words="\n\n".join(letter.content["paragraphs"])[:3000],
        due_on=until,
        letter=letter,
        taken_by=by,
    )
    step.full_clean()
    step.save()
    case.state = State.SANCTIONED
    _kept(case)
    _note(case, "sanction", by=by, party=case.against, measure=taken.measure, step=taken.ordinal)
    return step


@transaction.atomic
def meet(step: BreachStep, *, by: User, met_on: dt.date, note: str = "") -> BreachStep:
    """Note that the other side did what a step asks, on that day; the party that opened the case says so.

    Raises Refused, and ValidationError for a day to come or before the step.
    """
    case = _current(step.case, by, "sanction", guards.may_meet)
    found = BreachStep.objects.select_for_update().get(pk=step.pk, case=case)
    if found.met_on:
        raise Refused(Answer(False, _("Langkah ini sudah tercatat dipenuhi.")), "sanction")
    if not timezone.localtime(found.taken_at).date() <= met_on <= timezone.localdate():
        raise ValidationError({"met_on": _("Isi tanggal antara langkah itu dan hari ini.")})
    found.met_on, found.met_note = met_on, note.strip()
    found.full_clean()
    found.save(update_fields=["met_on", "met_note"])
    _note(case, "meet_sanction", by=by, party=case.against, step=found.ordinal)
    return found


@transaction.atomic
def close(case: BreachCase, *, by: User, kept: bool, outcome: str) -> BreachCase:
    """Close a case with its result: what was owed is `kept` after all, or stays broken.

    Only in the second case the obligation itself is called breached. Raises Refused, ValidationError without a result.
    """
    case = _current(case, by, "close_breach", guards.may_close)
    if not outcome.strip():
        raise ValidationError({"outcome": _("Tulis hasilnya dengan singkat.")})
    facts: dict[str, Any] = {}
    if not kept and case.occurrence and case.occurrence.state == Occurrence.State.PLANNED:
        call_breached(case.occurrence, by=by, reason=outcome.strip())
        facts = {"breached": case.occurrence.pk}
    return _closed(case, State.SETTLED, "close_breach", by=by, outcome=outcome, **facts)


@transaction.atomic
def dismiss(case: BreachCase, *, by: User, reason: str) -> BreachCase:
    """Let a case go, or what the system suggested, with the reason that all read. Raises Refused, ValidationError."""
    rule = guards.may_open if case.state == State.SUGGESTED else guards.may_close
    case = _current(case, by, "close_breach", rule)
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasannya: semua pihak membacanya.")})
    return _closed(case, State.DISMISSED, "dismiss_breach", by=by, outcome=reason)


def _closed(case: BreachCase, state: str, code: str, *, by: User, outcome: str, **facts: Any) -> BreachCase:
    case.state, case.outcome = state, outcome.strip()
    case.closed_at, case.closed_by = timezone.now(), by
    _kept(case)
    _note(case, code, by=by, party=case.against, reason=outcome.strip()[:300], **facts)
    return case


def _current(case: BreachCase, by: User, verb: str, rule: Any) -> BreachCase:
    """The case as it stands now that its agreement is locked, if this person may do this to it. Raises Refused."""
    agreement = lock(case.agreement)
    ask(by, verb, agreement)
    current = cases_of(agreement).get(pk=case.pk)
    current.agreement = agreement
    if not (allowed := rule(by, current)):
        raise Refused(allowed, verb)
    return current


def _own(by: User, agreement: Agreement, verb: str) -> Party:
    own = guards.own_party(by, agreement)
    if own is None:
        raise Refused(
            Answer(False, _("Anda tidak bekerja untuk salah satu pihak."), because_of_who=True), verb
        )
    return own


def _kept(case: BreachCase) -> None:
    case.edition += 1
    case.full_clean()
    case.save()


def _note(case: BreachCase, code: str, *, by: User, party: Party, **more: Any) -> None:
    own = guards.own_party(by, case.agreement)
    details = {"case": case.ordinal, "party": party.organization_id, **more}
    behalf = own.organization if own else None
    journal.append(case.agreement, code, by=by, on_behalf_of=behalf, details=details)
