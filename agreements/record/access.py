"""Who sees an agreement, what each person is to it, and whether a verb is open to them: yes, or no-because."""

from collections.abc import Iterable
from operator import attrgetter

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from agreements.record.attesting import Attestant
from agreements.record.helping import open_with_help
from agreements.record.models import Agreement, Party
from agreements.record.stages import (
    FROZEN,
    PUBLIC,
    UNDER_REVIEWERS_EYES,
    Role,
    Stage,
    crossing,
)
from agreements.record.what_now import WHAT_NOW, WHAT_NOW_ELSEWHERE
from villages.organizations.models import OfficeKind, Organization, OrganizationKind
from villages.people.access import YES, Answer, Mandate, mandates
from villages.people.models import DRAFTING_POSITIONS, SIGNING_POSITIONS, Position, User


def visible_to(user) -> QuerySet[Agreement]:
    """The agreements that the user may know of; every query begins here.

    Everybody: published ones (UU 14/2008 art. 11). Members of a party: all of the party's. Officers: those of a
    village in their regency (kecamatan: in their subdistrict) once submitted for review, and what their own office
    brings in that was signed elsewhere.
    """
    return Agreement.objects.filter(_visible(mandates(user)) | _attested_by(user))


def public() -> QuerySet[Agreement]:
    """The agreements that anybody may read."""
    return Agreement.objects.filter(stage__in=PUBLIC)


def concerning(user) -> QuerySet[Agreement]:
    """The agreements in which the user has a part, as party or as officer; what their desk is about."""
    return Agreement.objects.filter(_part_in(mandates(user)) | _attested_by(user))


def has_part(user, agreement: Agreement) -> bool:
    """Whether `concerning` names this agreement, answered from its parties: nothing is searched for."""
    held = mandates(user)
    own = {party.organization_id for party in parties_of(agreement)} if held else set()
    if any(m.organization.pk in own for m in held if m.organization.kind != OrganizationKind.OFFICE):
        return True
    offices = [m.organization for m in held if m.organization.kind == OrganizationKind.OFFICE]
    if offices and _seen_by(offices, agreement):
        return True
    return bool(user and user.is_authenticated and agreement.attestants.filter(person=user).exists())


def _seen_by(offices: list[Organization], agreement: Agreement) -> bool:
    """Whether one of the offices brings it in, or looks after a party's village and it was submitted."""
    draft = agreement.stage == Stage.DRAFTING
    if draft and agreement.signed_elsewhere:
        brought = Agreement.objects.filter(pk=agreement.pk, elsewhere__brought_for__in=offices)
        if brought.exists():
            return True
    return any(_looks_after(one, agreement) for one in offices) and (
        agreement.stage in UNDER_REVIEWERS_EYES or (draft and agreement.rounds.exists())
    )


def _looks_after(organization: Organization, agreement: Agreement) -> bool:
    """Whether a party's village lies in the kecamatan of the office, or in its regency."""
    office, organizations = organization.office, [party.organization for party in parties_of(agreement)]
    areas = [one.village.area for one in organizations if one.kind == OrganizationKind.VILLAGE]
    if office.office_kind == OfficeKind.SUBDISTRICT:
        return any(area.subdistrict_id == office.subdistrict_id for area in areas)
    return any(area.subdistrict.regency_id == office.regency_id for area in areas)


def _attested_by(user) -> Q:
    """What this person is to sign, or has signed, as witness or as the official who acknowledges."""
    if not user or not user.is_authenticated:
        return Q(pk__in=[])
    return Q(pk__in=Attestant.objects.filter(person=user).values("agreement"))


def _visible(held: list[Mandate]) -> Q:
    return Q(stage__in=PUBLIC) | _part_in(held)


def _part_in(held: list[Mandate]) -> Q:
    parties = Party.objects.filter(agreement=OuterRef("pk"))
    members = [m.organization.pk for m in held if m.organization.kind != OrganizationKind.OFFICE]
    part = Q(Exists(parties.filter(organization__in=members))) if members else Q(pk__in=[])
    offices = [m.organization.pk for m in held if m.organization.kind == OrganizationKind.OFFICE]
    if offices:
        brought = Agreement.objects.filter(stage=Stage.DRAFTING, elsewhere__brought_for__in=offices)
        part |= Q(pk__in=brought.values("pk"))
    reach = _reach(held)
    if reach is not None:
        submitted = Q(stage__in=UNDER_REVIEWERS_EYES) | Q(stage=Stage.DRAFTING, rounds__isnull=False)
        within = Agreement.objects.filter(submitted, Exists(parties.filter(reach))).values("pk")
        part |= Q(pk__in=within)
    return part


def _reach(held: list[Mandate]) -> Q | None:
    """Which parties an officer's offices look after."""
    reach: Q | None = None
    for mandate in held:
        if mandate.organization.kind != OrganizationKind.OFFICE:
            continue
        office = mandate.organization.office
        if office.office_kind == OfficeKind.SUBDISTRICT:
            here = Q(organization__village__area__subdistrict=office.subdistrict_id)
        else:
            here = Q(organization__village__area__subdistrict__regency=office.regency_id)
        reach = here if reach is None else reach | here
    return reach


def parties_of(agreement: Agreement) -> list[Party]:
    """The parties in their order with what pages and rules need of them, read once per agreement object."""
    found = getattr(agreement, "_parties", None)
    if found is None:
        rows = agreement.parties.select_related(
            "organization__village__area__subdistrict__regency", "organization__partner__regency"
        )
        # Sorted here: for an order Django compares every column that it asks for, which takes longer than the rest.
        found = sorted(rows.order_by(), key=attrgetter("ordinal"))
        agreement._parties = found
    return found


def load_parties(agreements: Iterable[Agreement]) -> list[Agreement]:
    """The agreements of a list, with the parties of all of them read in one query (for `parties_of`)."""
    rows = list(agreements)
    found: dict[int, list[Party]] = {agreement.pk: [] for agreement in rows}
    parties = Party.objects.filter(agreement__in=list(found)).select_related(
        "organization__village__area__subdistrict__regency", "organization__partner__regency"
    )
    for party in parties.order_by("agreement_id", "ordinal"):
        found[party.agreement_id].append(party)
    for agreement in rows:
        agreement._parties = found[agreement.pk]
    return rows


def party_line(parties: Iterable[Party]) -> str:
    """ "Desa Pasir (Ayah) dan Universitas …": names with the kecamatan beside them, since names are no keys."""
    names = [name_with_place(party.organization) for party in parties]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s dan %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def name_with_place(organization: Organization) -> str:
    """The organization's name, for a village with its kecamatan."""
    if organization.kind == OrganizationKind.VILLAGE:
        return f"{organization.name} ({organization.village.area.subdistrict.name})"
    return organization.name


def regency_of(agreement: Agreement) -> str | None:
    """Code of the regency whose offices review: that of the first village among the parties."""
    for party in parties_of(agreement):
        if party.organization.kind == OrganizationKind.VILLAGE:
            return party.organization.village.area.subdistrict.regency_id
    return None


def roles_of(user, agreement: Agreement, held: list[Mandate] | None = None) -> frozenset[Role]:
    """What the user is to this agreement today; `Role.PUBLIC` is everybody."""
    held = mandates(user) if held is None else held
    roles = {Role.PUBLIC}
    parties = {party.organization_id for party in parties_of(agreement)}
    for mandate in held:
        if mandate.organization.pk in parties:
            roles |= _party_roles(mandate)
        elif mandate.organization.kind == OrganizationKind.OFFICE:
            roles |= _office_roles(mandate, agreement)
    if user and user.is_authenticated and user.pk in attestants_of(agreement):
        roles.add(Role.ATTESTANT)
    return frozenset(roles)


def attestants_of(agreement: Agreement) -> frozenset[int]:
    """Keys of the people who sign as witness or acknowledge; only a frozen text has any, read once per object."""
    known: dict = agreement.__dict__
    if "_attestants" not in known:
        people = agreement.attestants.values_list("person", flat=True)
        known["_attestants"] = frozenset(people) if agreement.stage in FROZEN else frozenset()
    return known["_attestants"]


def _party_roles(mandate: Mandate) -> set[Role]:
    roles = set()
    if mandate.position in DRAFTING_POSITIONS:
        roles.add(Role.DRAFTER)
    if mandate.position in SIGNING_POSITIONS:
        roles.add(Role.SIGNATORY)
    if mandate.position == Position.COUNCIL:
        roles.add(Role.COUNCIL)
    return roles


def _office_roles(mandate: Mandate, agreement: Agreement) -> set[Role]:
    office = mandate.organization.office
    if office.office_kind == OfficeKind.VILLAGE_AGENCY:
        return {Role.REVIEWER} if office.regency_id == regency_of(agreement) else set()
    if office.office_kind != OfficeKind.SUBDISTRICT:
        return {Role.OBSERVER} if office.regency_id == regency_of(agreement) else set()
    villages = [
        p.organization.village
        for p in parties_of(agreement)
        if p.organization.kind == OrganizationKind.VILLAGE
    ]
    here = any(village.area.subdistrict_id == office.subdistrict_id for village in villages)
    return {Role.OBSERVER} if here else set()


def speaking_for(user: User, agreement: Agreement, *, signing: bool = False) -> Organization | None:
    """The party for which the user acts here (with `signing`, the one they may sign for), first by ordinal."""
    held = [m for m in mandates(user) if m.may_sign or not signing]
    mine = {m.organization.pk for m in held if signing or m.position in DRAFTING_POSITIONS}
    return next((p.organization for p in parties_of(agreement) if p.organization_id in mine), None)


def may(user, verb: str, agreement: Agreement) -> Answer:
    """Whether the user may do the verb to the agreement now; the one answer for button, message and POST.

    The table decides stage and role; the rules that must hold (`guards`) answer with their own sentence. `user` is
    None for the system.
    """
    row = crossing(agreement.stage, verb)
    if row is None:
        return Answer(
            False,
            _("Pada tahap “%(stage)s” hal ini tidak dapat dilakukan.")
            % {"stage": agreement.get_stage_display()},
        )
    roles = {Role.SYSTEM} if user is None else roles_of(user, agreement)
    if not roles.intersection(row.who):
        allowed = ", ".join(str(role.label) for role in row.who)
        return Answer(
            False, _("Hanya dapat dilakukan oleh: %(who)s.") % {"who": allowed}, because_of_who=True
        )
    if not (answer := open_with_help(verb)):
        return answer
    for code in row.guards:
        answer = GUARDS[code](agreement, user)
        if not answer:
            return answer
    return YES


def what_now(user, agreement: Agreement) -> str:
    """The one sentence that tells this person what to do now; who has signed already waits like everybody else."""
    roles, stage = roles_of(user, agreement), Stage(agreement.stage)
    if stage == Stage.SIGNING and roles & _SIGNING and not may(user, "sign", agreement):
        roles = roles - _SIGNING
    told = WHAT_NOW[stage] | (WHAT_NOW_ELSEWHERE.get(stage, {}) if agreement.signed_elsewhere else {})
    for role in (
        Role.SIGNATORY,
        Role.ATTESTANT,
        Role.DRAFTER,
        Role.REVIEWER,
        Role.COUNCIL,
        Role.OBSERVER,
        Role.PUBLIC,
    ):
        if role in roles and role in told:
            return str(told[role])
    return ""


_SIGNING = frozenset({Role.SIGNATORY, Role.ATTESTANT})
GUARDS: dict = {}
"""What must hold, by code: filled by the packages that own the rules (`guard`)."""


def guard(code: str):
    """Register a function `(agreement, user) -> Answer` as the rule that the stage table names by that code."""

    def register(function):
        GUARDS[code] = function
        return function

    return register
