"""A person -> the parts of their desk: what waits for them, for others, what is overdue, ends soon, is settled."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from agreements.desk.scope import Scope
from agreements.drafting.elsewhere.models import ElsewhereRecord
from agreements.record.attesting import Attestant
from agreements.record.models import Agreement, Party
from agreements.record.stages import CLOSED, UNDER_REVIEWERS_EYES, Stage
from agreements.record.vocabulary import Capacity
from agreements.review.models import Outcome, Round, Step
from agreements.signing.models import Signer
from agreements.signing.paper.queries import to_be_compared_by
from villages.organizations.models import OfficeKind, OrganizationKind
from villages.people.access import Mandate, mandates
from villages.people.models import DRAFTING_POSITIONS, User

RUNNING = (Stage.DRAFTING, Stage.REVIEW, Stage.SIGNING, Stage.PUBLICATION)
SETTLED = (Stage.IN_FORCE, Stage.ENDED, *CLOSED)
ENDING_WITHIN = dt.timedelta(days=90)
"""How long before its last day an agreement stands among those that end soon."""


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


def part_of_desk(user: User, part: str = "") -> Scope:
    """The agreements of one part of this person's desk; without a part, all with which they have to do."""
    if part == Part.MINE:
        asked = tuple(Agreement.objects.filter(question) for question in waiting_questions(user))
        return Scope(asked, newest=False)
    everything = _everything(user)
    if part == Part.OTHERS:
        running = everything.split("stage", RUNNING).filter(~waiting_for(user))
        return Scope(_without_records(running), newest=False)
    if part == Part.LATE:
        return Scope((*everything.filter(_late_step()).sources, *_over(everything).sources), newest=False)
    if part == Part.ENDING:
        today = timezone.localdate()
        soon = everything.filter(stage=Stage.IN_FORCE, ends_on__range=(today, today + ENDING_WITHIN))
        return Scope(soon.sources, "ends_on", newest=False)
    return everything.split("stage", SETTLED) if part == Part.SETTLED else everything


def _without_records(running: Scope) -> tuple[QuerySet[Agreement], ...]:
    """Records of what was signed elsewhere wait on their own page until they are sent."""
    return running.filter(~Q(signed_elsewhere=True, stage=Stage.DRAFTING)).sources


def _late_step() -> Q:
    """Which agreements an office should have answered before today."""
    asked = Step.objects.filter(round__agreement=OuterRef("pk"), round__outcome="", decision="")
    return Q(Exists(asked.filter(due_on__lt=timezone.localdate())), stage=Stage.REVIEW)


def _over(everything: Scope) -> Scope:
    """Agreements whose last day has passed and which nobody has ended."""
    return everything.filter(stage=Stage.IN_FORCE, ends_on__lt=timezone.localdate())


# With which agreements a person has to do


def _everything(user: User) -> Scope:
    """What `record.access.concerning` names, as questions that an index answers each."""
    held, found = mandates(user), Agreement.objects.all()
    questions = [Q(Exists(Attestant.objects.filter(agreement=OuterRef("pk"), person=user)))]
    parties = Party.objects.filter(agreement=OuterRef("pk"))
    members = [m.organization.pk for m in held if m.organization.kind != OrganizationKind.OFFICE]
    if members:
        questions.append(Q(Exists(parties.filter(organization__in=members))))
    offices = _offices(held)
    if offices:
        brought = ElsewhereRecord.objects.filter(agreement=OuterRef("pk"), brought_for__in=offices)
        questions.append(Q(Exists(brought), stage=Stage.DRAFTING))
    returned = Exists(Round.objects.filter(agreement=OuterRef("pk")))
    for reach in _reaches(held):
        within = Q(Exists(parties.filter(reach)))
        questions += [within & Q(stage=stage) for stage in UNDER_REVIEWERS_EYES]
        questions.append(within & Q(returned, stage=Stage.DRAFTING))
    return Scope(tuple(found.filter(question) for question in questions))


def _offices(held: Iterable[Mandate]) -> list[int]:
    return [m.organization.pk for m in held if m.organization.kind == OrganizationKind.OFFICE]


def _reaches(held: Iterable[Mandate]) -> list[Q]:
    """Which parties each of an officer's offices looks after, the same place once."""
    found: dict[tuple[str, str | None], Q] = {}
    for mandate in held:
        if mandate.organization.kind != OrganizationKind.OFFICE:
            continue
        office = mandate.organization.office
        if office.office_kind == OfficeKind.SUBDISTRICT:
            place = ("organization__village__area__subdistrict", office.subdistrict_id)
        else:
            place = ("organization__village__area__subdistrict__regency", office.regency_id)
        found[place] = Q(**dict([place]))
    return list(found.values())


# What waits for a person


def waiting_for(user: User) -> Q:
    """Which agreements wait for this person: to write, to decide, to sign, to announce.

    Records of what was signed elsewhere wait on their own page, whole registers of them, until one comes back.
    """
    found = Q(pk__in=[])
    for question in waiting_questions(user):
        found |= question
    return found


def waiting_questions(user: User) -> list[Q]:
    """The ways in which an agreement may wait for this person, one by one."""
    held = mandates(user)
    offices, signing = _offices(held), [m.organization.pk for m in held if m.may_sign]
    mine = Q(person=user) | Q(capacity=Capacity.PARTY, organization__in=signing)
    turns = Signer.objects.filter(mine, document__agreement=OuterRef("pk"), is_open=True)
    return [
        *_writing(held),
        Q(Exists(turns), stage=Stage.SIGNING),
        *(_deciding(user, offices) if offices else []),
    ]


def _writing(held: Iterable[Mandate]) -> list[Q]:
    """Drafts to write, signed texts to announce, records that came back."""
    writing = [m.organization.pk for m in held if m.position in DRAFTING_POSITIONS]
    if not writing:
        return []
    parties = Party.objects.filter(agreement=OuterRef("pk"), organization__in=writing)
    both = (Stage.DRAFTING, Stage.PUBLICATION)
    return [
        Q(Exists(parties), stage__in=both, signed_elsewhere=False),
        Q(Exists(parties), _came_back(), stage=Stage.DRAFTING, signed_elsewhere=True),
    ]


def _deciding(user: User, offices: list[int]) -> list[Q]:
    """Steps of one's offices, scans to be compared, records that one's office brought and that came back."""
    asked = Q(office__in=offices) | Q(escalate_to__in=offices, escalated_on__isnull=False)
    steps = Step.objects.filter(
        asked, round__agreement=OuterRef("pk"), round__outcome="", decision="", opened_on__isnull=False
    )
    scans = to_be_compared_by(user).filter(document__agreement=OuterRef("pk"))
    records = ElsewhereRecord.objects.filter(agreement=OuterRef("pk"), brought_for__in=offices)
    return [
        Q(Exists(steps), stage=Stage.REVIEW),
        Q(Exists(scans), stage=Stage.SIGNING),
        Q(Exists(records), _came_back(), stage=Stage.DRAFTING, signed_elsewhere=True),
    ]


def _came_back() -> Q:
    return Q(Exists(Round.objects.filter(agreement=OuterRef("pk"), outcome=Outcome.RETURNED)))
