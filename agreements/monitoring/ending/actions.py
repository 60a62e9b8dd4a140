"""How an agreement in force ends: on one of nine grounds, with what shows it, and a list of what remains."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import override

from agreements.monitoring.ending.checking import Said, check
from agreements.monitoring.ending.lasting import addenda_in_force
from agreements.monitoring.ending.models import Ending, SettlementItem
from agreements.monitoring.ending.proposals import Proposal, check_proposal
from agreements.monitoring.ending.remains import Holding, remains
from agreements.monitoring.ending.wording import letter_of
from agreements.monitoring.files.actions import keep_all
from agreements.monitoring.files.taking import Taken
from agreements.monitoring.letters.actions import issue
from agreements.monitoring.letters.models import Letter
from agreements.monitoring.motions.actions import propose
from agreements.monitoring.motions.models import Motion
from agreements.record.crossing import ask, cross, lock
from agreements.record.models import Agreement
from agreements.record.place_days import today_at
from agreements.record.vocabulary import EndingGround
from agreements.review.queries import reviewing_office
from villages.organizations.models import Organization
from villages.people.models import User


@transaction.atomic
def end(
    agreement: Agreement,
    *,
    by: User | None,
    ground: str,
    note: str = "",
    public_note: str = "",
    decision_number: str = "",
    decided_on: dt.date | None = None,
    noticed_on: dt.date | None = None,
    replaced_by: Agreement | None = None,
    motion: Motion | None = None,
    scans: Sequence[Taken] = (),
) -> Ending:
    """End an agreement on one of the nine grounds, list what remains to be settled, and write the minutes of it.

    `by` is the district's officer; None when the term ran out or all parties carried the `motion`. Its addenda in force
    end with it. Law: PP 43/2014 and Permendagri 96/2017 on the ending of cooperation. Raises Refused, or
    ValidationError with what the ground still needs (`grounds`).
    """
    if by is None and motion is None and ground != EndingGround.EXPIRED:
        raise ValueError("only time and a motion end an agreement without a person")
    current = lock(agreement)
    ask(by, "end", current)
    said = Said(note, public_note, decision_number, decided_on, noticed_on, replaced_by, motion, scans)
    check(current, ground, said)
    office = reviewing_office(current) if by else None
    addenda, held = addenda_in_force(current), Holding.now(current)
    details = {"ground": ground, **({"motion": motion.pk} if motion else {})}
    cross(agreement, "end", by=by, on_behalf_of=office, details=details, asked=current)
    for addendum in addenda:
        cross(addendum, "end", by=by, on_behalf_of=office, details={"ground": ground, "with": current.ref})
        Ending.objects.create(agreement=addendum, ground=ground, recorded_by=by)
    with override("id"):
        left = remains(agreement, today_at(agreement), held)
    return _recorded(agreement, ground, said, by, office, left)


def _recorded(
    agreement: Agreement,
    ground: str,
    said: Said,
    by: User | None,
    office: Organization | None,
    left: Sequence[SettlementItem],
) -> Ending:
    """What remains, the minutes, the ending itself, and its document."""
    SettlementItem.objects.bulk_create(left)
    ending = Ending(agreement=agreement, ground=ground, recorded_by=by, **_facts(said))
    ending.letter = _minutes(ending, left, said.motion, office)
    ending.full_clean(exclude=["recorded_by"])
    ending.save()
    if by and said.scans:
        keep_all(agreement, by=by, owner=ending, title=_title(ending), files=said.scans, verb="settle")
    return ending


def _facts(said: Said) -> dict[str, Any]:
    return {
        "note": said.note.strip(),
        "public_note": said.public_note.strip(),
        "decision_number": said.decision_number.strip(),
        "decided_on": said.decided_on,
        "noticed_on": said.noticed_on,
        "replaced_by": said.replaced_by,
        "motion": said.motion,
    }


def _title(ending: Ending) -> str:
    with override("id"):
        return f"{ending.get_ground_display()}: {ending.decision_number}".rstrip(": ")


def _minutes(
    ending: Ending, left: Sequence[SettlementItem], motion: Motion | None, office: Organization | None
) -> Letter | None:
    """The minutes, by the district or by the party that proposed it; when time ends it there is nobody to write."""
    writer, issuer = ending.recorded_by, office
    if motion:
        writer, issuer = motion.proposed_by, motion.party.organization
    if writer is None or issuer is None:
        return None
    with override("id"):
        text = letter_of(ending, left)
    return issue(ending.agreement, by=writer, issuer=issuer, kind=Letter.Kind.ENDING, text=text)


@transaction.atomic
def propose_end(
    agreement: Agreement,
    *,
    by: User,
    ground: str,
    note: str,
    public_note: str = "",
    on: dt.date | None = None,
    replaced_by: Agreement | None = None,
) -> Motion:
    """Propose to all parties to end on a ground for which their consent is enough; carried, it ends on the day `on`.

    Without a day it ends with the last yes, or when the days of notice are over. Raises Refused, or ValidationError
    with what is missing.
    """
    current = lock(agreement)
    ask(by, "move", current)
    said = Proposal(ground, public_note.strip(), on, replaced_by)
    check_proposal(current, said)
    return propose(current, by=by, kind=Motion.Kind.END, terms=said.terms(), reason=note)
