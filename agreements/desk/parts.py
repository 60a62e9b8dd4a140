"""A person -> the parts of their desk: what waits for them, for others, what is overdue, ends soon, is settled."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from agreements.desk.duties import owing
from agreements.desk.near import Group, fits, groups, narrowed_to, offices_of, parties_among, questions_of
from agreements.desk.scope import Scope
from agreements.drafting.elsewhere.models import ElsewhereRecord
from agreements.monitoring.motions.queries import asked_of
from agreements.record.models import Agreement
from agreements.record.stages import CLOSED, Stage
from agreements.record.vocabulary import Capacity
from agreements.review.models import Outcome, Round, Step
from agreements.signing.models import Signer
from agreements.signing.paper.queries import to_be_compared_by
from villages.people.access import Mandate, mandates
from villages.people.models import DRAFTING_POSITIONS, User

RUNNING = (Stage.DRAFTING, Stage.REVIEW, Stage.SIGNING, Stage.PUBLICATION)
SETTLED = (Stage.IN_FORCE, Stage.ENDED, *CLOSED)
ENDING_WITHIN = dt.timedelta(days=90)
"""How long before its last day an agreement stands among those that end soon."""
RUN_OUT = 10_000
"""So many agreements that nobody has ended in time are looked through, in all the country."""


class Part:
    """The parts of a desk, as codes in addresses and as headings."""

    MINE = "menunggu-anda"
    LATE = "terlambat"
    OTHERS = "menunggu-pihak-lain"
    ENDING = "segera-berakhir"
    SETTLED = "selesai"
    RECENT = "terbaru"
    LABELS = {
        MINE: gettext_lazy("Menunggu Anda"),
        LATE: gettext_lazy("Melewati tenggat"),
        OTHERS: gettext_lazy("Menunggu pihak lain"),
        ENDING: gettext_lazy("Berakhir dalam 90 hari"),
        SETTLED: gettext_lazy("Sudah berjalan atau selesai"),
        RECENT: gettext_lazy("Baru berubah"),
    }


def part_of_desk(user: User, part: str = "", *, near: list[Group] | None = None) -> Scope:
    """The agreements of one part of this person's desk; without a part, all with which they have to do.

    `near` is what `groups` says of this person, where that is known already.
    """
    if part == Part.MINE:
        return Scope(questions_of(waiting_groups(user)), newest=False)
    near = groups(user) if near is None else near
    if part == Part.OTHERS:
        return Scope(_for_others(user, near), newest=False)
    if part == Part.LATE:
        reviewed = Scope(questions_of(narrowed_to(near, [Stage.REVIEW]))).filter(_late_step())
        over = Scope(questions_of(narrowed_to(near, [Stage.IN_FORCE]))).filter(pk__in=_run_out())
        return Scope((*reviewed.sources, *over.sources), newest=False)
    if part == Part.ENDING:
        today = timezone.localdate()
        soon = Scope(questions_of(narrowed_to(near, [Stage.IN_FORCE])), "ends_on", newest=False)
        return soon.filter(ends_on__range=(today, today + ENDING_WITHIN))
    return Scope(questions_of(narrowed_to(near, SETTLED) if part == Part.SETTLED else near))


def _for_others(user: User, near: list[Group]) -> tuple[QuerySet[Agreement], ...]:
    """What is going on and does not wait for this person, stage by stage: each has its own ways of waiting.

    Records of what was signed elsewhere wait on their own page until they are sent.
    """
    found, waiting = [], waiting_groups(user)
    for stage in RUNNING:
        not_mine = [~group.question for group in narrowed_to(waiting, [stage])]
        if stage == Stage.DRAFTING:
            not_mine.append(Q(signed_elsewhere=False))
        found += [source.filter(*not_mine) for source in questions_of(narrowed_to(near, [stage]))]
    return tuple(found)


def _late_step() -> Q:
    """Which agreements an office should have answered before today."""
    asked = Step.objects.filter(round__agreement=OuterRef("pk"), round__outcome="", decision="")
    return Q(Exists(asked.filter(due_on__lt=timezone.localdate())))


def _run_out() -> QuerySet[Any, Any]:
    """The agreements whose last day has passed and that nobody has ended yet: none, unless the night's work came late.

    No more than `RUN_OUT`, the longest ones over: taken first, by the index of days, for else PostgreSQL, which expects
    that half of all agreements have run out, walks through every one in force.
    """
    over = Agreement.objects.filter(stage=Stage.IN_FORCE, ends_on__lt=timezone.localdate())
    return over.order_by("ends_on", "pk").values("pk")[:RUN_OUT]


# What waits for a person


def waiting_for(user: User) -> Q:
    """Which agreements wait for this person: to write, to decide, to sign, to announce, to do what was promised.

    Records of what was signed elsewhere wait on their own page, whole registers of them, until one comes back.
    """
    return fits(waiting_groups(user))


def waiting_groups(user: User) -> list[Group]:
    """The ways in which an agreement may wait for this person, one by one."""
    held = mandates(user)
    offices, signing = offices_of(held), [m.organization.pk for m in held if m.may_sign]
    mine = Q(person=user) | Q(capacity=Capacity.PARTY, organization__in=signing)
    turns = Signer.objects.filter(mine, document__agreement=OuterRef("pk"), is_open=True)
    return [
        *_writing(held),
        Group((Stage.SIGNING,), Q(Exists(turns))),
        *(_deciding(user, offices) if offices else []),
        *owing(held),
        *([Group((Stage.IN_FORCE,), asked_of(signing))] if signing else []),
    ]


def _writing(held: Iterable[Mandate]) -> list[Group]:
    """Drafts to write, signed texts to announce, records that came back."""
    writing = [m.organization.pk for m in held if m.position in DRAFTING_POSITIONS]
    if not writing:
        return []
    parties = Q(parties_among(writing))
    return [
        *(
            Group((stage,), parties & Q(signed_elsewhere=False))
            for stage in (Stage.DRAFTING, Stage.PUBLICATION)
        ),
        Group((Stage.DRAFTING,), parties & _came_back()),
    ]


def _deciding(user: User, offices: list[int]) -> list[Group]:
    """Steps of one's offices, scans to be compared, records that one's office brought and that came back."""
    asked = Q(office__in=offices) | Q(escalate_to__in=offices, escalated_on__isnull=False)
    steps = Step.objects.filter(
        asked, round__agreement=OuterRef("pk"), round__outcome="", decision="", opened_on__isnull=False
    )
    scans = to_be_compared_by(user).filter(document__agreement=OuterRef("pk"))
    records = ElsewhereRecord.objects.filter(agreement=OuterRef("pk"), brought_for__in=offices)
    return [
        Group((Stage.REVIEW,), Q(Exists(steps))),
        Group((Stage.SIGNING,), Q(Exists(scans))),
        Group((Stage.DRAFTING,), Q(Exists(records)) & _came_back()),
    ]


def _came_back() -> Q:
    """Whether it was signed elsewhere, and its record was sent back."""
    back = Round.objects.filter(agreement=OuterRef("pk"), outcome=Outcome.RETURNED)
    return Q(Exists(back), signed_elsewhere=True)
