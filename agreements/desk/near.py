"""A person -> whose agreements stand on their desk: their organizations, the places of their offices, what they attest.

Read once, in two small questions, so that the parts of a desk need not ask for the way from a party to its regency
again and again: PostgreSQL takes longer to plan that way than to go it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, Exists, F, Func, OuterRef, Q, Value

from agreements.drafting.elsewhere.models import ElsewhereRecord
from agreements.record.attesting import Attestant
from agreements.record.models import Agreement, Party
from agreements.record.stages import UNDER_REVIEWERS_EYES, Stage
from agreements.review.models import Round
from villages.organizations.models import OfficeKind, OrganizationKind, Village
from villages.people.access import Mandate, mandates
from villages.people.models import User


@dataclass(frozen=True)
class Group:
    """Agreements that stand on a desk for one reason."""

    stages: tuple[Stage, ...]
    """At which stages."""
    question: Q
    """Which of these."""
    drafts: Q = field(default_factory=Q)
    """What a draft must fit as well."""


def any_of(name: str, keys: Iterable[int]) -> Func:
    """Whether the column has one of these keys; they travel as one array, so that hundreds are no longer to plan."""
    array = Value(list(keys), output_field=ArrayField(BigIntegerField()))
    template, output = "%(expressions)s)", BooleanField()
    return Func(F(name), array, template=template, arg_joiner=" = ANY(", output_field=output)


def parties_among(organizations: Iterable[int]) -> Exists:
    """Whether one of these organizations is a party of the agreement."""
    return Exists(Party.objects.filter(any_of("organization_id", organizations), agreement=OuterRef("pk")))


def groups(user: User) -> list[Group]:
    """With which agreements this person has to do: what `record.access.concerning` names, reason by reason."""
    held, found = mandates(user), []
    if Attestant.objects.filter(person=user).exists():
        found.append(_attested(user))
    if members := [m.organization.pk for m in held if m.organization.kind != OrganizationKind.OFFICE]:
        found.append(Group(tuple(Stage), Q(parties_among(members))))
    if offices := offices_of(held):
        found += _of_offices(held, offices)
    return found


def _of_offices(held: Iterable[Mandate], offices: list[int]) -> list[Group]:
    """What an officer sees: what was submitted in the office's place, and what the office itself brings in."""
    within = Q(parties_among(_looked_after(held)))
    returned = Q(Exists(Round.objects.filter(agreement=OuterRef("pk")).exclude(outcome="")))
    found = [Group((Stage.DRAFTING, *UNDER_REVIEWERS_EYES), within, returned)]
    brought = ElsewhereRecord.objects.filter(brought_for__in=offices)
    if brought.filter(agreement__stage=Stage.DRAFTING).exists():
        found.append(_brought(offices))
    return found


def _brought(offices: list[int]) -> Group:
    own = ElsewhereRecord.objects.filter(agreement=OuterRef("pk"), brought_for__in=offices)
    return Group((Stage.DRAFTING,), Q(Exists(own)))


def _attested(user: User) -> Group:
    own = Attestant.objects.filter(agreement=OuterRef("pk"), person=user)
    return Group(tuple(Stage), Q(Exists(own)))


def reasons_to_come(user: User) -> list[Group]:
    """What `groups` leaves out while no agreement fits it: one may, from the next moment on."""
    offices = offices_of(mandates(user))
    return [_attested(user), *([_brought(offices)] if offices else [])]


def offices_of(held: Iterable[Mandate]) -> list[int]:
    """The offices for which somebody with these mandates acts."""
    return [m.organization.pk for m in held if m.organization.kind == OrganizationKind.OFFICE]


def _looked_after(held: Iterable[Mandate]) -> list[int]:
    """The villages that these offices look after: a kecamatan its own, the others those of the regency."""
    here = Q(pk__in=[])
    for mandate in held:
        if mandate.organization.kind != OrganizationKind.OFFICE:
            continue
        office = mandate.organization.office
        if office.office_kind == OfficeKind.SUBDISTRICT:
            here |= Q(area__subdistrict=office.subdistrict_id)
        else:
            here |= Q(area__subdistrict__regency=office.regency_id)
    return list(Village.objects.filter(here).order_by("pk").values_list("pk", flat=True))


def narrowed_to(found: Iterable[Group], stages: Iterable[Stage]) -> list[Group]:
    """The groups as far as they reach into these stages."""
    wanted = set(stages)
    kept = (replace(group, stages=tuple(s for s in group.stages if s in wanted)) for group in found)
    return [group for group in kept if group.stages]


def any_stage(found: Iterable[Group]) -> list[Group]:
    """The same reasons at whatever stage: what may come to the desk, or was on it."""
    return [Group(tuple(Stage), group.question) for group in found]


def asked(group: Group) -> Q:
    """The group as one question about agreements; nothing is said about stages where all of them are meant."""
    if len(group.stages) == len(Stage) and not group.drafts:
        return group.question
    settled = [stage for stage in group.stages if stage != Stage.DRAFTING or not group.drafts]
    at = Q(stage__in=settled) if len(settled) > 1 else Q(stage=settled[0]) if settled else Q(pk__in=[])
    if len(settled) == len(group.stages):
        return at & group.question
    draft = Q(stage=Stage.DRAFTING) & group.drafts
    return (draft | at if settled else draft) & group.question


def fits(found: Iterable[Group]) -> Q:
    """Whether an agreement belongs to one of the groups."""
    question = Q(pk__in=[])
    for group in found:
        question |= asked(group)
    return question


def questions_of(found: Iterable[Group]) -> tuple:
    """The groups as questions that an index answers each."""
    return tuple(Agreement.objects.filter(asked(group)) for group in found)
