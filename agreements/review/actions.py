"""The verbs that open a round and those that end a step or the round."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.elsewhere.queries import content_of_record
from agreements.drafting.versions.actions import keep
from agreements.drafting.versions.models import Occasion, Version
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, cross, lock
from agreements.record.models import Agreement
from agreements.review.guards import step_to_decide
from agreements.review.models import Decision, Effect, Outcome, Round, Step
from agreements.review.queries import open_round_of, reviewing_office
from agreements.review.remarks.actions import NewRemark, write
from agreements.review.routes.planning import AGENCY, Planned, route_of
from agreements.review.steps import close_others, decided, make_steps, open_next
from villages.organizations.models import OfficeKind
from villages.people.access import Answer
from villages.people.models import User

DECISION_OF = {
    Outcome.APPROVED: Decision.APPROVED,
    Outcome.RETURNED: Decision.RETURNED,
    Outcome.REJECTED: Decision.REJECTED,
}


@transaction.atomic
def open_round(agreement: Agreement, *, by: User) -> Round:
    """Submit the draft to the offices that the local rules name, with the text as it stands now.

    Law: Permendagri 96/2017 art. 6 (contents must be complete); the review itself is a rule of the regency. Raises
    Refused when something is missing, or when the regency has no village agency here.
    """
    current = lock(agreement)
    ask(by, "open_round", current)
    round_ = _round(current, keep(current, by=by, occasion=Occasion.SUBMITTED), by)
    behalf = speaking_for(by, current)
    details = {"round": round_.number}
    cross(agreement, "open_round", by=by, on_behalf_of=behalf, details=details, asked=current)
    make_steps(round_, route_of(current))
    return round_


@transaction.atomic
def lodge(agreement: Agreement, *, by: User) -> Round:
    """Send the record of an agreement that was signed elsewhere, with its scan, to the village agency (DPMD).

    Its officers compare the record with the scan (`publication.actions.confirm`) or send it back. Raises Refused.
    """
    current = lock(agreement)
    ask(by, "lodge", current)
    content = content_of_record(current)
    round_ = _round(current, keep(current, by=by, occasion=Occasion.SUBMITTED, content=content), by)
    behalf = speaking_for(by, current) or current.elsewhere.brought_for
    cross(agreement, "lodge", by=by, on_behalf_of=behalf, details={"round": round_.number}, asked=current)
    agency = (AGENCY, OfficeKind.VILLAGE_AGENCY, round_.office, 1, Effect.BLOCKING, 5, None)
    make_steps(round_, [Planned(*agency, because=_("dicocokkan dengan pindaiannya"))])
    return round_


def _round(agreement: Agreement, version: Version, by: User) -> Round:
    """A new round, led by the village agency. Raises Refused when the regency has none here."""
    office = reviewing_office(agreement)
    if office is None:
        raise Refused(Answer(False, _("DPMD kabupaten ini belum terdaftar di portal.")))
    number = agreement.rounds.count() + 1
    return Round.objects.create(
        agreement=agreement, number=number, office=office, version=version, opened_by=by
    )


@transaction.atomic
def clear(agreement: Agreement, *, by: User, opinion: str = "") -> Step:
    """Say for a blocking step that the text may go on; other offices have still to decide.

    The next steps open when all of this group are settled. Raises Refused, also for the last office, which approves.
    """
    current = lock(agreement)
    ask(by, "clear", current)
    step = _own_step(current, by, Effect.BLOCKING)
    decision = _decision(step, Outcome.APPROVED)
    decided(step, by=by, decision=decision, opinion=opinion)
    details = {"step": step.key, "decision": decision.value}
    journal.append(agreement, "clear", by=by, on_behalf_of=step.office, details=details)
    open_next(step.round)
    return step


@transaction.atomic
def advise(agreement: Agreement, *, by: User, decision: str, opinion: str = "") -> Step:
    """Give an advisory office's opinion: for, for with remarks, or against with the reason.

    It binds nobody (Permendagri 96/2017: the camat facilitates). Raises Refused or ValidationError by field.
    """
    current = lock(agreement)
    ask(by, "advise", current)
    if decision not in (Decision.APPROVED, Decision.APPROVED_REMARKS, Decision.OBJECTED):
        raise ValidationError({"decision": _("Pilih salah satu pendapat.")})
    if decision != Decision.APPROVED and not opinion.strip():
        raise ValidationError({"opinion": _("Tulis pendapat Anda: apa catatan atau keberatannya?")})
    step = _own_step(current, by, Effect.ADVISORY)
    decided(step, by=by, decision=decision, opinion=opinion)
    details = {"step": step.key, "decision": decision}
    journal.append(agreement, "advise", by=by, on_behalf_of=step.office, details=details)
    open_next(step.round)
    return step


def _decision(step: Step, outcome: str) -> Decision:
    """What the step's row says; approved while remarks of the office stand open is approved with remarks."""
    standing = step.round.remarks.filter(
        step__key=step.key, step__office=step.office, resolved_at__isnull=True
    )
    if outcome == Outcome.APPROVED and standing.exists():
        return Decision.APPROVED_REMARKS
    return DECISION_OF[Outcome(outcome)]


def _own_step(agreement: Agreement, by: User, effect: str) -> Step:
    step = step_to_decide(agreement, by, effect)
    if step is None:
        raise Refused(Answer(False, _("Tidak ada langkah yang menunggu keputusan Anda.")))
    return step


@transaction.atomic
def send_back(
    agreement: Agreement, *, by: User, remarks: Sequence[NewRemark] = (), opinion: str = ""
) -> Round:
    """Return the text to the parties with at least one open remark. Raises Refused or ValidationError."""
    current = lock(agreement)
    ask(by, "send_back", current)
    step = _own_step(current, by, Effect.BLOCKING)
    for remark in remarks:
        if remark.text.strip():
            write(step, remark, by=by)
    standing = step.round.remarks.filter(resolved_at__isnull=True).count()
    if not standing:
        raise ValidationError({"remarks": _("Tulis paling sedikit satu catatan: apa yang harus diubah?")})
    more = {"remarks": standing}
    return decide_round(
        agreement, by=by, verb="send_back", outcome=Outcome.RETURNED, opinion=opinion, details=more
    )


@transaction.atomic
def turn_down(agreement: Agreement, *, by: User, reason: str, ground: str) -> Round:
    """Refuse the text for good, with the reason and the law that it offends; the parties may begin anew.

    Raises Refused, or ValidationError when the reason or its legal ground is missing.
    """
    given = {"reason": reason.strip(), "ground": ground.strip()}
    wanted = {"reason": _("Tulis alasan penolakan."), "ground": _("Sebut dasar hukum penolakan.")}
    missing = {key: words for key, words in wanted.items() if not given[key]}
    if missing:
        raise ValidationError(missing)
    return decide_round(
        agreement,
        by=by,
        verb="turn_down",
        outcome=Outcome.REJECTED,
        opinion=given["reason"],
        ground=given["ground"],
        details=given,
    )


@transaction.atomic
def take_back(agreement: Agreement, *, by: User, reason: str) -> Round:
    """Take a submission back to go on drafting; the offices read why. Raises Refused or ValidationError."""
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasannya: para peninjau akan membacanya.")})
    current = lock(agreement)
    ask(by, "take_back", current)
    round_, behalf = _open_round(current), speaking_for(by, current)
    details = {"reason": reason.strip()}
    cross(agreement, "take_back", by=by, on_behalf_of=behalf, details=details, asked=current)
    close_others(round_)
    return _end(round_, by=by, outcome=Outcome.TAKEN_BACK, opinion=reason)


@transaction.atomic
def decide_round(
    agreement: Agreement,
    *,
    by: User,
    verb: str,
    outcome: str,
    opinion: str,
    ground: str = "",
    details: dict[str, Any] | None = None,
    asked: Agreement | None = None,
) -> Round:
    """End the open round by the crossing `verb`, as the decision of the step of this person's office.

    What is still undecided is not needed any more. `asked` is the row that was locked and asked about the verb
    already. Raises Refused.
    """
    if asked is None:
        asked = lock(agreement)
        ask(by, verb, asked)
    current = asked
    round_, step = _open_round(current), step_to_decide(current, by)
    office = step.office if step else round_.office
    details = {"round": round_.number, **(details or {})}
    cross(agreement, verb, by=by, on_behalf_of=office, details=details, asked=current)
    if step is not None:
        decided(step, by=by, decision=_decision(step, outcome), opinion=opinion, ground=ground)
    close_others(round_)
    return _end(round_, by=by, outcome=outcome, opinion=opinion)


def _open_round(agreement: Agreement) -> Round:
    round_ = open_round_of(agreement)
    if round_ is None:
        raise Refused(Answer(False, _("Tidak ada pengajuan yang menunggu keputusan.")))
    return round_


def _end(round_: Round, *, by: User, outcome: str, opinion: str) -> Round:
    round_.outcome, round_.opinion = outcome, opinion.strip()
    round_.closed_at, round_.closed_by = timezone.now(), by
    round_.full_clean()
    round_.save()
    return round_
