"""For whom a user speaks, as what, on which day."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.organizations.lineage.models import Succession
from villages.organizations.lineage.queries import predecessors, successors
from villages.organizations.models import Organization
from villages.people.models import SIGNING_POSITIONS, Delegation, Membership, Position, User
from villages.people.remembering import KEPT


class SignedIn(HttpRequest):
    """A request that has passed the login: its user is a person, never a stranger."""

    user: User


@dataclass(frozen=True)
class Answer:
    """Yes, or no with the reason in words; its truth value is the answer.

    The same answer hides the button, words the message and stops the POST.
    """

    allowed: bool
    """Whether the verb may be done."""
    reason: str = ""
    """Why not, as a sentence for the person who asks; empty when allowed."""
    because_of_who: bool = False
    """Whether the refusal comes from who asks (403), not from the state of things (told on the page)."""

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(True)


class Refused(Exception):
    """A verb that may not be done; `answer` says why, in words for the person who asked."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.reason)
        self.answer = answer


def ask(answer: Answer) -> None:
    """Raise `Refused` unless the answer is yes."""
    if not answer:
        raise Refused(answer)


@dataclass(frozen=True)
class Mandate:
    """One person's power to speak for one organization."""

    person: User
    organization: Organization
    position: str
    """A `Position` code; an acting head has the head's."""
    title: str
    """The office as written under a signature, e.g. "Kepala Desa Argopeni" or "Plt. Kepala Desa Argopeni"."""
    basis: str
    """The decree the mandate rests on, as cited in the document."""
    starts_on: dt.date
    ends_on: dt.date | None
    acting: bool = False
    delegation: Delegation | None = None
    """The delegation that an acting head relies on."""

    @property
    def may_sign(self) -> bool:
        """Whether this mandate is one to sign for the organization."""
        return self.position in SIGNING_POSITIONS


def today() -> dt.date:
    """The calendar day in the installation's time zone: mandates are counted in days."""
    return timezone.localdate()


def mandates(user, on: dt.date | None = None) -> list[Mandate]:
    """Every mandate the user has on that day (default: today), delegations included; strangers have none."""
    if not user or not user.is_authenticated:
        return []
    day = on or today()
    kept = KEPT.get()
    if kept is None:
        return _mandates(user, day)
    if (user.pk, day) not in kept:
        kept[user.pk, day] = _mandates(user, day)
    return list(kept[user.pk, day])


def _mandates(user: User, day: dt.date) -> list[Mandate]:
    held = Membership.objects.filter(person=user)
    acting = Delegation.objects.filter(person=user)
    own = [
        _of_membership(m, user)
        for m in _telling(held.select_related("organization__village", "organization__office"), day)
    ]
    if acting.exists():  # few ever stand in for somebody
        spans = _telling(acting.select_related("organization__village"), day)
        own += [_of_delegation(d, user) for d in spans]
    return own + _carried(own, day)


def _telling(spans: Any, day: dt.date) -> Iterable[Any]:
    """The spans of that day by organization, each telling whether its organization may carry on others.

    Sifted and sorted here: a person has a handful of them, every page asks, and a plain question is soon put.
    """
    before = Exists(Succession.objects.filter(successor=OuterRef("organization")))
    every = [span for span in spans.order_by().annotate(carries=before) if span.is_on(day)]
    for span in sorted(every, key=lambda s: (s.organization.name, s.organization_id, s.starts_on, s.pk)):
        span.organization.carries = span.carries
        yield span


def _carried(own: list[Mandate], day: dt.date) -> list[Mandate]:
    """The same power for the villages that one's own village carries on; nothing is asked where none came before it."""
    keys = {m.organization.pk for m in own if getattr(m.organization, "carries", False)}
    if not keys:
        return []
    before = predecessors(keys, day)
    return [replace(m, organization=one) for m in own for one in before.get(m.organization.pk, ())]


def signatories(organizations: Iterable[Organization], on: dt.date | None = None) -> dict[int, list[Mandate]]:
    """Who may sign for each of these organizations on that day, by the organization's key; acting heads come first.

    For a village that another one carries on, and for nobody else, the other one's head signs; that is asked only where
    an organization has nobody of its own.
    """
    day = on or today()
    known = {o.pk: o for o in organizations}
    found = _able(known, day)
    gone = [key for key, held in found.items() if not held]
    heirs = successors(gone, day) if gone else {}
    if heirs:
        able = _able({key for keys in heirs.values() for key in keys}, day)
        for key, keys in heirs.items():
            found[key] = [replace(m, organization=known[key]) for heir in keys for m in able[heir]]
    return found


def _able(keys: Collection[int], day: dt.date) -> dict[int, list[Mandate]]:
    """Who holds an office in which one signs for these organizations; two queries."""
    found: dict[int, list[Mandate]] = {key: [] for key in keys}
    related = ("person", "organization__village")
    acting = Delegation.objects.on(day).filter(organization__in=found)
    held = Membership.objects.on(day).filter(organization__in=found, position__in=SIGNING_POSITIONS)
    able = []
    if acting.exists():
        able = [_of_delegation(one, one.person) for one in acting.select_related(*related).order_by("pk")]
    spans = sorted(held.select_related(*related).order_by(), key=lambda one: (one.starts_on, one.pk))
    able += [_of_membership(one, one.person) for one in spans]
    for mandate in able:
        found[mandate.organization.pk].append(mandate)
    return found


def signing_mandate(user, organization: Organization, on: dt.date | None = None) -> Mandate | None:
    """The mandate with which the user may sign for the organization on that day, or None."""
    return next((m for m in mandates(user, on) if m.organization.pk == organization.pk and m.may_sign), None)


def any_mandate(user, organization: Organization, on: dt.date | None = None) -> Mandate | None:
    """A mandate of the user in the organization on that day, one to sign for it first; or None."""
    held = [m for m in mandates(user, on) if m.organization.pk == organization.pk]
    return min(held, key=lambda mandate: not mandate.may_sign, default=None)


def why_no_mandate(user, organization: Organization) -> str:
    """The sentence that tells a person why they cannot sign for the organization today."""
    ended = (
        Membership.objects.filter(person=user, organization=organization, position__in=SIGNING_POSITIONS)
        .order_by("-ends_on")
        .first()
    )
    if ended and ended.ends_on and ended.ends_on < today():
        return _("Masa jabatan Anda di %(organization)s berakhir pada %(day)s.") % {
            "organization": organization.name,
            "day": ended.ends_on.strftime("%d-%m-%Y"),
        }
    return _("Anda tidak berwenang menandatangani untuk %(organization)s.") % {
        "organization": organization.name
    }


def _of_membership(membership: Membership, person: User) -> Mandate:
    return Mandate(
        person=person,
        organization=membership.organization,
        position=membership.position,
        title=office_title(membership.organization, membership.position, membership.title),
        basis=_decree(membership),
        starts_on=membership.starts_on,
        ends_on=membership.ends_on,
    )


def _of_delegation(delegation: Delegation, person: User) -> Mandate:
    village = delegation.organization.kind == "village"
    position = Position.VILLAGE_HEAD if village else Position.REPRESENTATIVE
    short = {"plt": "Plt.", "plh": "Plh.", "pj": "Pj."}[delegation.acting_kind]
    return Mandate(
        person=person,
        organization=delegation.organization,
        position=position,
        title=f"{short} {office_title(delegation.organization, position)}",
        basis=f"{_decree(delegation)} ({delegation.legal_basis})",
        starts_on=delegation.starts_on,
        ends_on=delegation.ends_on,
        acting=True,
        delegation=delegation,
    )


def _decree(span: Membership | Delegation) -> str:
    return f"{span.decree_number} tanggal {span.decree_on:%d-%m-%Y}"


def office_title(organization: Organization, position: str, title: str = "") -> str:
    """The office as written in a document, always in Indonesian: "Kepala Desa Argopeni", "Rektor Universitas …"."""
    if title:
        return f"{title} {organization.name.removeprefix('Desa ').removeprefix('Kecamatan ')}"
    if organization.kind == "village":
        title = {
            Position.VILLAGE_HEAD: organization.village.head_title,
            Position.VILLAGE_SECRETARY: "Sekretaris Desa",
            Position.VILLAGE_STAFF: "Perangkat Desa",
            Position.COUNCIL: "Anggota Badan Permusyawaratan Desa",
        }[Position(position)]
        return f"{title} {organization.name.removeprefix('Desa ')}"
    if position == Position.SUBDISTRICT_HEAD:
        return f"Camat {organization.name.removeprefix('Kecamatan ')}"
    word = {
        Position.REPRESENTATIVE: "Wakil berwenang",
        Position.PARTNER_STAFF: "Staf",
        Position.SUBDISTRICT_OFFICER: "Petugas",
        Position.AGENCY_OFFICER: "Petugas",
        Position.LEGAL_OFFICER: "Petugas",
        Position.REGENT: "Bupati",
    }[Position(position)]
    return f"{word} {organization.name}"
