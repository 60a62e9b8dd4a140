"""The verbs on remarks: write one, answer it, resolve it, open it again."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone, translation

from agreements.drafting.models import Article, Provision
from agreements.record import journal
from agreements.record.crossing import ask, lock
from agreements.record.models import Agreement
from agreements.review.models import Remark, Step, Weight
from agreements.review.steps import own_steps
from villages.people.models import User


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
    """Store a remark of that step; the caller has asked. Raises ValidationError."""
    row = Remark(
        round=step.round,
        step=step,
        article=new.article,
        provision=new.provision,
        detail=new.detail,
        place=place_of(new),
        weight=new.weight,
        text=new.text.strip(),
        proposal=new.proposal.strip(),
        author=by,
    )
    row.full_clean()
    row.save()
    return row


def place_of(new: NewRemark) -> str:
    """How the place was called when the remark was written, as the text has it; it may be renumbered later."""
    with translation.override("id"):
        if new.article:
            article = new.article
            return f"Pasal {article.ordinal} {article.heading or article.get_content_display()}"[:250]
        if new.provision:
            line = new.provision
            return f"{line.get_kind_display().capitalize()} {line.party.organization.name}: {line.text}"[:250]
        if new.detail:
            field = Agreement._meta.get_field(new.detail)
            return str(getattr(field, "verbose_name", new.detail)).capitalize()[:250]
        return ""


@transaction.atomic
def resolve(row: Remark, *, by: User) -> Remark:
    """Say that nothing more is asked for here; the place closes again. Raises Refused."""
    agreement = lock(row.round.agreement)
    ask(by, "resolve", agreement)
    row.resolved_at, row.resolved_by = timezone.now(), by
    row.save(update_fields=["resolved_at", "resolved_by"])
    step = own_steps(agreement, by)[0]
    journal.append(agreement, "resolve", by=by, on_behalf_of=step.office, details={"place": row.place})
    return row
