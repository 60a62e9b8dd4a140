"""The remarks of a round and a reader -> what their page tells of each, and what this reader may do with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from agreements.drafting.versions.differences import Stretch, stretches
from agreements.drafting.versions.weaving import text_of, weave
from agreements.drafting.writing.storing import order_of
from agreements.record.access import may
from agreements.record.models import Agreement
from agreements.review.models import Remark, Reply, Round, Weight
from agreements.review.remarks.actions import may_settle
from agreements.review.remarks.answering import may_change
from agreements.review.remarks.places import mark, place_of_remark, proposed, text_at
from agreements.review.steps import open_steps, own_steps
from villages.people.access import Answer
from villages.people.models import User


@dataclass(frozen=True)
class Said:
    """One message below a remark."""

    row: Reply
    """Who said what, when, for whom."""
    changed: list[Stretch]
    """What it changed in the place, old and new woven together; empty for words alone."""


@dataclass(frozen=True)
class Shown:
    """One remark as a page tells of it."""

    row: Remark
    key: str
    """The key of its place (`places.Place.key`)."""
    url: str
    """Its own page."""
    said: list[Said]
    """The thread below it."""
    proposal: list[Stretch]
    """The proposed wording woven into what stands there now; empty for none, or once it stands there."""
    unlocks: bool
    """Whether this reader may change the place now."""
    may_say: bool
    """Whether this reader may say something below it now."""
    may_settle: bool
    """Whether this reader may resolve it, or open it again."""
    seen: str
    """The mark of what stands in the place."""

    @property
    def is_open(self) -> bool:
        """Whether something is still asked for here."""
        return self.row.resolved_at is None

    @property
    def may_take(self) -> bool:
        """Whether this reader may take the proposed wording with one press."""
        return self.unlocks and bool(self.proposal)

    @property
    def waits(self) -> bool:
        """Whether the parties have not answered since it was written or opened again."""
        return self.is_open and self.row.answered_at is None


@dataclass(frozen=True)
class Board:
    """All remarks of one round before one reader."""

    round: Round
    items: list[Shown]
    """In the order of the document, the whole text first."""
    may_remark: bool
    """Whether this reader may write one more."""

    @property
    def open(self) -> list[Shown]:
        """Those that still ask for something."""
        return [item for item in self.items if item.is_open]

    @property
    def musts(self) -> int:
        """How many must lead to a change and are open."""
        return sum(1 for item in self.open if item.row.weight == Weight.MUST)

    @property
    def to_answer(self) -> list[Shown]:
        """Those that wait for an answer of this reader, who may say something."""
        return [item for item in self.items if item.waits and item.may_say]

    def at(self, key: str) -> list[Shown]:
        """Those about one place."""
        return [item for item in self.items if item.key == key]


def remarks_page(user: User, agreement: Agreement, round_: Round) -> dict[str, Any]:
    """What the fragments of a round's page need: `remarks`."""
    return {"remarks": board(user, agreement, round_)}


def board(user: User, agreement: Agreement, round_: Round) -> Board:
    """The remarks of a round with their threads; the number of queries does not grow with them."""
    reader = Reader(user, agreement, round_)
    items = [reader.shown(row) for row in found_in(round_)]
    items.sort(key=_where)
    may_remark = not round_.outcome and bool(may(user, "remark", agreement))
    return Board(round_, items, may_remark)


def found_in(round_: Round) -> list[Remark]:
    """The remarks of a round with everything that their pages tell."""
    said = Reply.objects.select_related("organization", "by").order_by("pk")
    related = ("article", "provision__party__organization", "provision__breach_of", "author")
    rows = Remark.objects.filter(round=round_).select_related(*related, "step__office", "resolved_by")
    return list(rows.prefetch_related(Prefetch("replies", said)).order_by("pk"))


def _where(item: Shown) -> tuple[int, int, int, int]:
    """The whole text, its articles, the lines of the parties, the particulars."""
    row = item.row
    if row.article:
        return 1, row.article.ordinal, 0, row.pk
    if row.provision:
        return 2, row.provision.party.ordinal, row.provision.ordinal, row.pk
    return (3, 0, 0, row.pk) if row.detail else (0, 0, 0, row.pk)


class Reader:
    """One person before the remarks of one round: what they may do is asked once for all of them."""

    def __init__(self, user: User, agreement: Agreement, round_: Round) -> None:
        self.user, self.agreement, self.round = user, agreement, round_
        self.going_on = not round_.outcome

    @cached_property
    def order(self) -> Sequence[int]:
        """The order of the articles now."""
        return order_of(self.agreement)

    @cached_property
    def answers(self) -> Answer:
        """Whether the reader answers for a party."""
        return may(self.user, "answer", self.agreement)

    @cached_property
    def remarks(self) -> Answer:
        """Whether the reader's office is asked now."""
        return may(self.user, "remark", self.agreement)

    @cached_property
    def settles(self) -> Answer:
        """Whether the reader's office resolves remarks at all."""
        return may(self.user, "resolve", self.agreement)

    @cached_property
    def steps(self) -> tuple[list[Any], list[Any]]:
        """The steps that are asked now, and the reader's own among them."""
        return list(open_steps(self.agreement)), own_steps(self.agreement, self.user)

    @cached_property
    def _changes(self) -> dict[Any, bool]:
        return {}

    def changes(self, row: Remark) -> bool:
        """Whether the reader may change the place of this remark now."""
        place = place_of_remark(row)
        if not self.going_on or row.resolved_at or not (place.key and self.answers):
            return False
        whose = place.provision.party_id if place.provision else None
        if whose not in self._changes:
            self._changes[whose] = bool(may_change(self.user, self.agreement, place))
        return self._changes[whose]

    def shown(self, row: Remark) -> Shown:
        """The remark as the reader sees it."""
        place = place_of_remark(row)
        row.round = self.round
        stands = text_at(self.agreement, place, self.order)
        return Shown(
            row=row,
            key=place.key,
            url=reverse("agreements:remark", args=[self.agreement.ref, row.pk]),
            said=[Said(reply, _woven(reply.old, reply.new)) for reply in row.replies.all()],
            proposal=self._proposal(row, stands),
            unlocks=self.changes(row),
            may_say=self.going_on and not row.resolved_at and bool(self.answers or self.remarks),
            may_settle=self.going_on and bool(self.settles) and bool(may_settle(row, *self.steps)),
            seen=mark(stands),
        )

    def _proposal(self, row: Remark, stands: str) -> list[Stretch]:
        place = place_of_remark(row)
        if not row.proposal or not place.key:
            return []
        return _woven(stands, proposed(self.agreement, place, row.proposal, self.order))


def _woven(old: str, new: str) -> list[Stretch]:
    """What changed from one text to the other, long unchanged runs apart; nothing when nothing did."""
    if old == new:
        return []
    return stretches(weave(text_of(old), text_of(new)))
