"""An agreement and what happened to it -> the people whom it concerns, as keys of users.

Whoever acted is left out by `notices.deriving`; an officer whose own organization is a party is never asked to review.
"""

from collections.abc import Iterable

from agreements.drafting.models import Draft
from agreements.record.access import parties_of
from agreements.record.models import Agreement, JournalEntry
from agreements.review.models import Step
from agreements.review.queries import reviewing_office
from agreements.signing.models import Signer
from villages.organizations.lineage.queries import successors
from villages.people.access import today
from villages.people.models import DRAFTING_POSITIONS, SIGNING_POSITIONS, Delegation, Membership, Position


def people(organizations: Iterable[int], positions: Iterable[str] | None = None) -> set[int]:
    """Whoever holds one of these positions there today (None: any), acting heads included; only open accounts."""
    return set().union(*people_of(organizations, positions).values())


def people_of(organizations: Iterable[int], positions: Iterable[str] | None = None) -> dict[int, set[int]]:
    """The same for each of many organizations, in two queries; organizations without anybody are left out.

    Of a village that merged those of its successor are told.
    """
    keys, day = list(organizations), today()
    held = Membership.objects.on(day).filter(organization__in=keys, person__is_active=True)
    acting = Delegation.objects.on(day).filter(organization__in=keys, person__is_active=True)
    if positions is not None:
        wanted = set(positions)
        held = held.filter(position__in=wanted)
        acting = acting if wanted & set(SIGNING_POSITIONS) else acting.none()
    found: dict[int, set[int]] = {}
    for rows in (held, acting):
        for organization, person in rows.order_by("pk").values_list("organization_id", "person_id"):
            found.setdefault(organization, set()).add(person)
    nobody = [key for key in keys if key not in found]
    for key, heirs in successors(nobody, day).items() if nobody else ():
        found[key] = people(heirs, positions)
    return found


def party_keys(agreement: Agreement) -> list[int]:
    """The organizations that are parties, in their order."""
    return [party.organization_id for party in parties_of(agreement)]


def parties(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """Everybody who drafts or signs for a party."""
    return people(party_keys(agreement), DRAFTING_POSITIONS)


def other_parties(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """The same without the party for which the deed was done."""
    others = [key for key in party_keys(agreement) if key != entry.on_behalf_of_id]
    return people(others, DRAFTING_POSITIONS)


def other_signatories(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """Whoever may sign for a party that did not do it."""
    others = [key for key in party_keys(agreement) if key != entry.on_behalf_of_id]
    return people(others, SIGNING_POSITIONS)


def everybody(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """The parties with their village councils (BPD), which look after what is carried out."""
    return people(party_keys(agreement), (*DRAFTING_POSITIONS, Position.COUNCIL))


def pen(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """The party that holds the pen of the draft; the one that began it where nobody was handed it."""
    held = Draft.objects.filter(agreement=agreement).values_list("pen_id", flat=True).first()
    return people([held or agreement.initiator_id], DRAFTING_POSITIONS)


def asked_party(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """Whoever works for the party that the entry names (`details["party"]`, an organization's key); nobody without."""
    key = entry.details.get("party")
    return people([key], DRAFTING_POSITIONS) if isinstance(key, int) else set()


def agency(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """The officers of the village agency (DPMD) of the regency."""
    office = reviewing_office(agreement)
    return reviewers(agreement, [office.pk]) if office else set()


def asked_before(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """The officers of the offices that were asked in the newest round."""
    steps = Step.objects.filter(round__agreement=agreement, opened_on__isnull=False)
    newest = steps.order_by("-round__number").values_list("round_id", flat=True).first()
    offices = steps.filter(round=newest).order_by("pk").values_list("office_id", flat=True)
    return reviewers(agreement, set(offices))


def at_work(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """Whoever has an open step of the agreement before them."""
    steps = Step.objects.filter(
        round__agreement=agreement, round__outcome="", decision="", opened_on__isnull=False
    )
    found: set[int] = set()
    for step in steps.order_by("pk"):
        found |= of_step(step, agreement)
    return found


def of_step(step: Step, agreement: Agreement) -> set[int]:
    """Whoever holds the step; where nobody does, every officer of its office and of the one it was escalated to."""
    escalated = [step.escalate_to_id] if step.escalated_on and step.escalate_to_id else []
    if step.holder_id and not escalated:
        return {step.holder_id}
    return reviewers(agreement, [step.office_id, *escalated])


def reviewers(agreement: Agreement, offices: Iterable[int]) -> set[int]:
    """The officers of these offices who do not belong to a party themselves."""
    return people(offices) - people(party_keys(agreement))


def of_turn(signer: Signer) -> set[int]:
    """The person named for a place to sign, or whoever may sign for its organization."""
    if signer.person_id:
        return {signer.person_id}
    return people([signer.organization_id], SIGNING_POSITIONS) if signer.organization_id else set()
