"""Plan who signs as what, in which order and how: change the plan, add a place, change it, move it, take it out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.actions import Stale
from agreements.drafting.guards import may_write_text
from agreements.drafting.signatories.models import PlannedSigner, SigningPlan
from agreements.drafting.signatories.queries import Place, places, rows_of
from agreements.drafting.together.joining import take_part
from agreements.record import journal
from agreements.record.access import parties_of, speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import Capacity, SigningMethod, SigningOrder
from villages.organizations.models import Organization
from villages.people.access import YES, Answer
from villages.people.models import User

MOST = {Capacity.PARTY: 4, Capacity.WITNESS: 20, Capacity.ACKNOWLEDGING: 10}
"""So many sign for one party, as witnesses, and acknowledge."""
LAST_GROUP = 60
_STRETCH = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Named:
    """Who is to sign at a place: an account that speaks for an organization, or a name and office without an account.

    For a party nobody at all: then whoever holds its mandate on the day of approval.
    """

    person: User | None = None
    organization: Organization | None = None
    name: str = ""
    office: str = ""


def edition_of(agreement: Agreement) -> str:
    """What a page shows of the plan: its edition and the parties in their order, whose places it names by ordinal."""
    plan = SigningPlan.objects.filter(agreement=agreement).first()
    keys = ".".join(str(party.pk) for party in parties_of(agreement))
    return f"{plan.edition if plan else 1}-{keys}"


@transaction.atomic
def set_order(
    agreement: Agreement, *, by: User, edition: str, order: str, witnesses_needed: int | None, paper: str
) -> SigningPlan:
    """Choose the order, how many witnesses are enough (None: all) and the sheet.

    Raises Refused, Stale, ValidationError.
    """
    current, plan = _opened(agreement, by, edition)
    plan.order, plan.witnesses_needed, plan.paper = order, witnesses_needed, paper
    plan.full_clean()
    return _written(current, plan, by)


@transaction.atomic
def add(
    agreement: Agreement,
    *,
    by: User,
    edition: str,
    capacity: str,
    party: Party | None = None,
    who: Named,
    method: str,
    group: int = 1,
) -> PlannedSigner:
    """One more who signs: a party's further signatory, a witness, an official who acknowledges.

    Raises Refused, Stale, ValidationError.
    """
    current, plan = _opened(agreement, by, edition)
    row = PlannedSigner(agreement=current, capacity=capacity, party=party, ordinal=_next(current))
    same = current.planned_signers.filter(capacity=capacity, party=party).count()
    if same >= MOST[Capacity(capacity)]:
        raise Refused(Answer(False, _("Paling banyak %d orang di sini.") % MOST[Capacity(capacity)]))
    _name(row, who, method, group)
    _written(current, plan, by)
    return row


@transaction.atomic
def change(
    agreement: Agreement,
    *,
    by: User,
    edition: str,
    key: str,
    who: Named,
    method: str,
    group: int | None = None,
) -> PlannedSigner:
    """Name somebody else for a place, or another way or group. Raises Refused, Stale, ValidationError."""
    current, plan = _opened(agreement, by, edition)
    row = _row(current, key)
    _name(row, who, method, row.group if group is None else group)
    _written(current, plan, by)
    return row


@transaction.atomic
def move(agreement: Agreement, *, by: User, edition: str, key: str, up: bool) -> None:
    """Let a place sign one turn earlier or later: one step in a sequence, one group where there are groups.

    Where all sign side by side only the order among those of one kind changes. Raises Refused, Stale.
    """
    current, plan = _opened(agreement, by, edition)
    row = _row(current, key)
    if plan.order == SigningOrder.GROUPS and row.capacity != Capacity.ACKNOWLEDGING:
        row.group = min(max(row.group + (-1 if up else 1), 1), LAST_GROUP)
        row.save(update_fields=["group"])
    else:
        _swap(row, [other for other in rows_of(current) if _exchangeable(row, other, plan.order)], up)
    _written(current, plan, by)


@transaction.atomic
def remove(agreement: Agreement, *, by: User, edition: str, key: str) -> None:
    """Take a place out; a party always keeps one. Raises Refused, Stale."""
    answer = may_go(places(lock(agreement)), key)
    if not answer:
        raise Refused(answer)
    current, plan = _opened(agreement, by, edition)
    _row(current, key).delete()
    _written(current, plan, by)


def may_go(found: Sequence[Place], key: str) -> Answer:
    """Whether a place can be taken out: not the only one of a party."""
    party = next((place.party for place in found if place.key == key), None)
    if party and sum(place.party == party for place in found) == 1:
        return Answer(False, _("Setiap pihak harus ditandatangani paling sedikit satu orang."))
    return YES


def _opened(agreement: Agreement, by: User, edition: str) -> tuple[Agreement, SigningPlan]:
    """The draft, held, and its plan with a row for every party; only the holder of the pen plans."""
    current = lock(agreement)
    ask(by, "plan_signing", current)
    answer = may_write_text(by, current)
    if not answer:
        raise Refused(answer)
    if edition_of(current) != edition:
        raise Stale(current)
    take_part(current, by=by)
    planned = set(current.planned_signers.order_by().values_list("party", flat=True))
    for number, party in enumerate((p for p in parties_of(current) if p.pk not in planned), _next(current)):
        PlannedSigner.objects.create(agreement=current, capacity=Capacity.PARTY, party=party, ordinal=number)
    plan, _made = SigningPlan.objects.get_or_create(agreement=current)
    return current, plan


def _next(agreement: Agreement) -> int:
    return (agreement.planned_signers.aggregate(last=Max("ordinal"))["last"] or 0) + 1


def _row(agreement: Agreement, key: str) -> PlannedSigner:
    """The row behind a place; the edition has said that the place is still what it was."""
    row = next((place.row for place in places(agreement) if place.key == key), None)
    if row is None:
        raise Refused(Answer(False, _("Tempat tanda tangan ini tidak ada lagi.")))
    return row


def _name(row: PlannedSigner, who: Named, method: str, group: int) -> None:
    """Put somebody at a place, checked; without an account there is only paper."""
    if not 1 <= group <= LAST_GROUP:
        raise ValidationError({"group": _("Kelompok 1 sampai %d.") % LAST_GROUP})
    row.person, row.name, row.office = who.person, who.name, who.office
    row.organization = who.organization if row.party is None else row.party.organization
    row.method = method if who.person or not who.name else SigningMethod.PAPER
    row.group = group
    taken = row.agreement.planned_signers.exclude(pk=row.pk).filter(person=who.person)
    if who.person and taken.exists():
        raise ValidationError(
            {"who": _("%(name)s sudah disebut di tempat lain.") % {"name": who.person.full_name}}
        )
    row.full_clean(exclude=["agreement"])
    row.save()


def _exchangeable(row: PlannedSigner, other: PlannedSigner, order: str) -> bool:
    """Whether two places may change their turns: in a sequence all but who acknowledges, else those of one kind."""
    if order == SigningOrder.SEQUENCE and row.capacity != Capacity.ACKNOWLEDGING:
        return other.capacity != Capacity.ACKNOWLEDGING
    return (other.capacity, other.party_id) == (row.capacity, row.party_id)


def _swap(row: PlannedSigner, among: list[PlannedSigner], up: bool) -> None:
    """Exchange the ordinals of a row and the one before or behind it; the first and last stay where they are."""
    place = [other.pk for other in among].index(row.pk) + (-1 if up else 1)
    if not 0 <= place < len(among):
        return
    other = among[place]
    row.ordinal, other.ordinal = other.ordinal, row.ordinal
    for moved in (row, other):
        moved.save(update_fields=["ordinal"])


def _written(agreement: Agreement, plan: SigningPlan, by: User) -> SigningPlan:
    """Count a new edition, and journal that this person plans: once for half an hour, not for every step."""
    plan.edition += 1
    plan.save()
    last = agreement.journal.order_by("-serial").first()
    going_on = last and last.code == "plan_signing" and last.actor_id == by.pk
    if not (last and going_on and timezone.now() - last.at < _STRETCH):
        journal.append(agreement, "plan_signing", by=by, on_behalf_of=speaking_for(by, agreement))
    return plan
