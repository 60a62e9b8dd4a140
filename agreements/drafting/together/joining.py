"""Answer an invitation to write a draft together, and hand on the pen with which its common text is written."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.guards import has_joined, own_parties, pen_of, takes_back, unjoined_of
from agreements.drafting.together.models import Joining, Participation
from agreements.record import journal
from agreements.record.access import parties_of, speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement, Party
from villages.organizations.models import Organization
from villages.people.access import Answer
from villages.people.models import User


@transaction.atomic
def join(agreement: Agreement, *, by: User) -> list[Participation]:
    """Write along for one's party, also after having refused. Raises Refused for who has joined already."""
    current = lock(agreement)
    ask(by, "join", current)
    return [_answered(current, party, by, Joining.JOINED) for party in unjoined_of(by, current)]


@transaction.atomic
def take_part(agreement: Agreement, *, by: User) -> None:
    """Join by doing: whoever works in the draft for an invited party has joined; a refusal stands until `join`."""
    waiting = unjoined_of(by, agreement)
    answers = Participation.objects.filter(party__in=waiting).order_by("pk")
    answered = set(answers.values_list("party_id", flat=True)) if waiting else set()
    for party in waiting:
        if party.pk not in answered:
            _answered(agreement, party, by, Joining.JOINED)


@transaction.atomic
def stay_out(agreement: Agreement, *, by: User, reason: str) -> list[Participation]:
    """Refuse to write along, with a reason that the other parties read; a pen that was held goes back to the initiator.

    Raises Refused, or ValidationError without a reason.
    """
    current = lock(agreement)
    ask(by, "stay_out", current)
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasannya: pihak lain akan membacanya.")})
    own = [p for p in own_parties(by, current, signing=True) if p.organization_id != current.initiator_id]
    if current.draft.pen_id in {party.organization_id for party in own}:
        _give_pen(current, None)
    return [_answered(current, party, by, Joining.DECLINED, reason.strip()) for party in own]


@transaction.atomic
def hand_over(agreement: Agreement, *, by: User, to: Organization) -> Organization:
    """Let another party that has joined write the common text; the initiator's signatory may take the pen back.

    Raises Refused for who does not hold the pen, and for a party that cannot take it.
    """
    current = lock(agreement)
    ask(by, "hand_over", current)
    party = next((p for p in parties_of(current) if p.organization_id == to.pk), None)
    if party is None or not has_joined(current, party):
        raise Refused(Answer(False, _("Pena hanya dapat diserahkan kepada pihak yang ikut menyusun.")))
    pen = pen_of(current)
    holder = pen.pk in {p.organization_id for p in own_parties(by, current)}
    if not holder and not (takes_back(by, current) and to.pk == current.initiator_id):
        raise Refused(Answer(False, _("Pena dipegang %(name)s.") % {"name": pen.name}, because_of_who=True))
    if to.pk != pen.pk:
        _give_pen(current, to)
        details = {"to": to.name}
        journal.append(current, "hand_over", by=by, on_behalf_of=speaking_for(by, current), details=details)
    return to


def takers_of(user: User, agreement: Agreement) -> list[Party]:
    """The parties to which this person can hand the pen: who writes along, or only the initiator who takes it back."""
    pen = pen_of(agreement)
    holder = pen.pk in {party.organization_id for party in own_parties(user, agreement)}
    found = [p for p in parties_of(agreement) if p.organization_id != pen.pk and has_joined(agreement, p)]
    return found if holder else [p for p in found if p.organization_id == agreement.initiator_id]


def _give_pen(agreement: Agreement, to: Organization | None) -> None:
    draft = agreement.draft
    draft.pen = to if to and to.pk != agreement.initiator_id else None
    draft.save(update_fields=["pen"])


def _answered(agreement: Agreement, party: Party, by: User, state: str, reason: str = "") -> Participation:
    """Keep and journal the answer of one party."""
    given = {"state": state, "reason": reason, "by": by, "at": timezone.now()}
    answer, _made = Participation.objects.update_or_create(party=party, defaults=given)
    code = "join" if state == Joining.JOINED else "stay_out"
    details = {"reason": reason} if reason else {}
    journal.append(agreement, code, by=by, on_behalf_of=party.organization, details=details)
    return answer
