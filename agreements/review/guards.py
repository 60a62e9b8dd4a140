"""Who may act at which step of a round, besides what the stage table and the agreement itself say."""

from django.utils.translation import gettext as _

from agreements.record.access import guard
from agreements.record.models import Agreement
from agreements.review.models import CLEARED, Effect, Step, Weight
from agreements.review.queries import open_round_of
from agreements.review.steps import may_act, others, own_steps, spoken_for, waiting_names
from villages.people.access import YES, Answer
from villages.people.models import User

_WROTE = ("begin", "edit", "open_round", "accept", "suggest", "agree")
"""Journal entries that make somebody a drafter of the text."""


@guard("not_lodged_by_self")
def not_lodged_by_self(agreement: Agreement, user: User | None) -> Answer:
    """Whoever sent a record to be confirmed does not confirm it: two people look at every scan."""
    round_ = open_round_of(agreement)
    if round_ and user and round_.opened_by_id == user.pk:
        return Answer(False, _("Anda sendiri yang mengirimnya; petugas lain harus mengonfirmasi."), True)
    return YES


@guard("has_step")
def has_step(agreement: Agreement, user: User | None) -> Answer:
    """The person's office is asked now, or the step was escalated to it."""
    if own_steps(agreement, user):
        return YES
    return Answer(False, _("Kantor Anda tidak sedang diminta meninjau naskah ini."), because_of_who=True)


@guard("holds_step")
def holds_step(agreement: Agreement, user: User | None) -> Answer:
    """The person holds a step that is asked now."""
    if any(user and step.holder_id == user.pk for step in own_steps(agreement, user)):
        return YES
    return Answer(False, _("Anda tidak sedang memegang langkah peninjauan naskah ini."))


@guard("has_blocking_step")
def has_blocking_step(agreement: Agreement, user: User | None) -> Answer:
    """The person's office decides now, and nobody else of the office holds the step."""
    return _has(agreement, user, Effect.BLOCKING)


@guard("has_advisory_step")
def has_advisory_step(agreement: Agreement, user: User | None) -> Answer:
    """The person's office is asked for its opinion now, and nobody else of the office holds the step."""
    return _has(agreement, user, Effect.ADVISORY)


def _has(agreement: Agreement, user: User | None, effect: str) -> Answer:
    steps = own_steps(agreement, user, effect)
    if not steps:
        words = {
            Effect.BLOCKING: _("Kantor Anda tidak sedang diminta memutuskan naskah ini."),
            Effect.ADVISORY: _("Kantor Anda tidak sedang diminta memberi pendapat."),
        }
        return Answer(False, words[Effect(effect)], because_of_who=True)
    if any(may_act(step, user) for step in steps):
        return YES
    reason = _("Langkah ini dipegang %(name)s; ambil alih dahulu bila perlu.") % {"name": steps[0].holder}
    return Answer(False, reason)


def step_to_decide(agreement: Agreement, user: User | None, effect: str = Effect.BLOCKING) -> Step | None:
    """The step that this person's decision is about: the first of their office that nobody else holds.

    Who has spoken for one office in this round speaks for no other: a text changed since asks them again only there.
    """
    spoken = spoken_for(agreement, user)
    return next(
        (
            step
            for step in own_steps(agreement, user, effect)
            if may_act(step, user) and (not spoken or (step.key, step.office_id) in spoken)
        ),
        None,
    )


@guard("four_eyes")
def four_eyes(agreement: Agreement, user: User | None) -> Answer:
    """Who wrote or submitted the text does not decide on it, and nobody decides for two offices in one round."""
    if user is None:
        return YES
    if agreement.journal.filter(actor=user, code__in=_WROTE).exists():
        return Answer(False, _("Anda ikut menyusun naskah ini; petugas lain harus memutuskan."), True)
    spoken = spoken_for(agreement, user)
    if spoken and not spoken & {(step.key, step.office_id) for step in own_steps(agreement, user)}:
        return Answer(
            False, _("Anda sudah memutuskan untuk kantor lain dalam putaran ini; perlu orang kedua."), True
        )
    return YES


@guard("others_cleared")
def others_cleared(agreement: Agreement, user: User | None) -> Answer:
    """Every other blocking step of the round has cleared the text: this approval is the last one."""
    step = step_to_decide(agreement, user)
    waiting = [one for one in others(step) if one.decision not in CLEARED] if step else []
    if not waiting:
        return YES
    return Answer(False, _("Masih ditunggu: %(names)s.") % {"names": waiting_names(waiting)})


@guard("others_remain")
def others_remain(agreement: Agreement, user: User | None) -> Answer:
    """Another blocking step has still to clear the text; who comes last approves and freezes it instead."""
    step = step_to_decide(agreement, user)
    if step and any(one.decision not in CLEARED for one in others(step)):
        return YES
    return Answer(False, _("Semua kantor lain sudah setuju: persetujuan Anda membekukan naskah."))


@guard("musts_settled")
def musts_settled(agreement: Agreement, user: User | None) -> Answer:
    """No remark that must lead to a change is left open in this round."""
    round_ = open_round_of(agreement)
    if round_ and round_.remarks.filter(weight=Weight.MUST, resolved_at__isnull=True).exists():
        return Answer(
            False, _("Masih ada catatan wajib yang belum selesai; nyatakan selesai atau kembalikan naskah.")
        )
    return YES
