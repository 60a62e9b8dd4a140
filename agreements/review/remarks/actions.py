"""The verbs on remarks: write one, say something below it, resolve it, open it again."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.models import Article, Provision
from agreements.drafting.writing.storing import order_of
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from agreements.review.models import Effect, Remark, Reply, Step, Weight
from agreements.review.remarks.places import Place, label_of
from agreements.review.steps import open_steps, own_steps
from villages.organizations.models import Organization
from villages.people.access import YES, Answer
from villages.people.models import User

_LONGEST_PLACE = 250


@dataclass(frozen=True)
class NewRemark:
    """What an officer says about one place of the text."""

    text: str
    """The remark in words."""
    article: Article | None = None
    """The article it is about; None, with no provision or detail either, for the whole text."""
    provision: Provision | None = None
    """The line of rights and obligations it is about."""
    detail: str = ""
    """The particular of the agreement it is about (`drafting.actions.DETAILS`)."""
    weight: str = Weight.MUST
    """Whether it must lead to a change, suggests one, or asks."""
    proposal: str = ""
    """The wording that the officer proposes for the place."""


@transaction.atomic
def remark(agreement: Agreement, *, by: User, new: NewRemark) -> Remark:
    """Write a remark at the step of the person's office; it unlocks its place. Raises Refused or ValidationError."""
    current = lock(agreement)
    ask(by, "remark", current)
    step = own_steps(current, by)[0]
    row = write(step, new, by=by)
    details = {"place": row.place, "weight": row.weight}
    journal.append(agreement, "remark", by=by, on_behalf_of=step.office, details=details)
    return row


def write(step: Step, new: NewRemark, *, by: User) -> Remark:
    """Store a remark of that step; the caller has asked. Raises ValidationError, also for another text's place."""
    agreement = step.round.agreement
    for row in (new.article, new.provision):
        if row is not None and row.agreement_id != agreement.pk:
            raise ValidationError(_("Tempat ini tidak ada dalam naskah."))
    found = Remark(
        round=step.round,
        step=step,
        article=new.article,
        provision=new.provision,
        detail=new.detail,
        place=place_of(new, agreement),
        weight=new.weight,
        text=new.text.strip(),
        proposal=new.proposal.strip(),
        author=by,
    )
    found.full_clean()
    found.save()
    return found


def place_of(new: NewRemark, agreement: Agreement) -> str:
    """How the place was called when the remark was written, as the text has it; it may be renumbered later."""
    order = order_of(agreement) if new.article else ()
    return label_of(Place(new.article, new.provision, new.detail), order)[:_LONGEST_PLACE]


@transaction.atomic
def say(row: Remark, *, by: User, text: str) -> Reply:
    """Say something below a remark, for a party or for an office that is asked now; no letter of the text changes.

    A party's word counts as its answer. Raises Refused, or ValidationError without a word.
    """
    agreement, current, speaker = opened(row, by)
    if not text.strip():
        raise ValidationError({"note": _("Tulis jawaban Anda.")})
    return told(agreement, current, speaker, by=by, text=text)


def opened(row: Remark, by: User) -> tuple[Agreement, Remark, Organization]:
    """The locked agreement, the remark as it stands now, and for whom this person speaks below it.

    Raises Refused unless the round is open, the remark unresolved, and the person of a party or of an office asked.
    """
    agreement = lock(row.round.agreement)
    party = speaking_for(by, agreement)
    ask(by, "answer" if party else "remark", agreement)
    current = Remark.objects.select_related("round", "step", "article", "provision").get(pk=row.pk)
    if current.round.outcome:
        raise Refused(Answer(False, _("Catatan ini dari putaran yang sudah selesai.")))
    if current.resolved_at:
        raise Refused(Answer(False, _("Catatan ini sudah dinyatakan selesai; tempatnya tertutup lagi.")))
    return agreement, current, party or own_steps(agreement, by)[0].office


def told(
    agreement: Agreement,
    row: Remark,
    speaker: Organization,
    *,
    by: User,
    text: str,
    change: tuple[str, str] = ("", ""),
    version: int | None = None,
) -> Reply:
    """Store and journal a message, with what it changed (old, new) in which version; the caller has asked."""
    said = {"organization_id": speaker.pk, "text": text.strip(), "old": change[0], "new": change[1]}
    reply = Reply(remark=row, by=by, **said)
    reply.full_clean(exclude=["remark", "organization", "by"])
    reply.save()
    if speaking_for(by, agreement):
        row.answered_at = timezone.now()
        row.save(update_fields=["answered_at"])
    details: dict[str, str | int] = {"place": row.place}
    if version is not None:
        details["version"] = version
    journal.append(agreement, "answer", by=by, on_behalf_of=speaker, details=details)
    return reply


def may_settle(row: Remark, asked: Iterable[Step], own: Iterable[Step]) -> Answer:
    """Who says that a remark is settled: the office that wrote it; once it is not asked any more, who decides.

    `asked` are the steps that are open now, `own` those of them at which this person may act.
    """
    own = list(own)
    wrote = row.step.office_id if row.step else None
    if not own or (wrote is not None and wrote in {step.office_id for step in own}):
        return YES
    if row.step and any(step.office_id == wrote for step in asked):
        words = _("Catatan ini ditulis %(name)s; kantor itu yang menyatakannya selesai.")
        return Answer(False, words % {"name": row.step.office.name}, because_of_who=True)
    if any(step.effect == Effect.BLOCKING for step in own):
        return YES
    return Answer(False, _("Hanya kantor yang memutuskan naskah dapat menyelesaikan catatan ini."), True)


@transaction.atomic
def resolve(row: Remark, *, by: User) -> Remark:
    """Say that nothing more is asked for here; the place closes again. Does nothing twice. Raises Refused."""
    agreement, current, step = _to_settle(row, by)
    if current.resolved_at:
        return current
    current.resolved_at, current.resolved_by = timezone.now(), by
    current.save(update_fields=["resolved_at", "resolved_by"])
    journal.append(agreement, "resolve", by=by, on_behalf_of=step.office, details={"place": current.place})
    return current


@transaction.atomic
def reopen(row: Remark, *, by: User) -> Remark:
    """Ask once more: the remark waits for an answer again, and its place is unlocked. Raises Refused."""
    agreement, current, step = _to_settle(row, by)
    if not current.resolved_at:
        return current
    current.resolved_at = current.resolved_by = current.answered_at = None
    current.save(update_fields=["resolved_at", "resolved_by", "answered_at"])
    details = {"place": current.place}
    journal.append(agreement, "reopen_remark", by=by, on_behalf_of=step.office, details=details)
    return current


def _to_settle(row: Remark, by: User) -> tuple[Agreement, Remark, Step]:
    agreement = lock(row.round.agreement)
    ask(by, "resolve", agreement)
    current = Remark.objects.select_related("round", "step__office").get(pk=row.pk)
    if current.round.outcome:
        raise Refused(Answer(False, _("Catatan ini dari putaran yang sudah selesai.")))
    own = own_steps(agreement, by)
    answer = may_settle(current, open_steps(agreement), own)
    if not answer:
        raise Refused(answer)
    return agreement, current, own[0]
