"""Begin a draft and write it: every change is checked, counted as a new edition and journaled."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.models import AgreementType, Article, Draft, Provision
from agreements.record import journal
from agreements.record.access import parties_of, speaking_for
from agreements.record.crossing import Refused, ask, cross, lock
from agreements.record.guards import party_set
from agreements.record.models import Agreement, Party
from villages.organizations.models import Organization
from villages.people.access import Answer, mandates
from villages.people.models import DRAFTING_POSITIONS, User

DETAILS = (
    "title",
    "summary",
    "field",
    "purpose",
    "topic",
    "place",
    "starts_on",
    "ends_on",
    "value",
    "burdens_community_or_assets",
)
_EDITING_STRETCH = dt.timedelta(minutes=30)


class Stale(Exception):
    """Somebody else changed the same thing meanwhile; `current` is how it stands now, and nothing was written."""

    def __init__(self, current: Any) -> None:
        super().__init__(_("Bagian ini baru saja diubah oleh orang lain."))
        self.current = current


@transaction.atomic
def begin(
    *, by: User, agreement_type: AgreementType, organizations: Sequence[Organization], **details: Any
) -> Agreement:
    """Begin an agreement of that type among the organizations, in their order; one of which `by` speaks for.

    `details` are the fields named in `DETAILS`. Raises Refused for parties that cannot cooperate (UU 6/2014 arts.
    91–93) and ValidationError, by field, for details that are wrong.
    """
    initiator = _initiator(by, agreement_type.kind, organizations)
    agreement = Agreement(
        kind=agreement_type.kind,
        instrument=agreement_type.instrument,
        initiator=initiator,
        created_by=by,
        **_known(details),
    )
    agreement.full_clean()
    agreement.save()
    parties = Party.objects.bulk_create(
        Party(agreement=agreement, organization=organization, ordinal=ordinal)
        for ordinal, organization in enumerate(organizations, start=1)
    )
    _copy_model(agreement, agreement_type, parties)
    journal.append(agreement, "begin", by=by, on_behalf_of=initiator)
    return agreement


def _initiator(by: User, kind: str, organizations: Sequence[Organization]) -> Organization:
    """The party that begins; a village may begin, or its partner (Permendagri 96/2017 art. 13)."""
    answer = party_set(kind, list(organizations))
    if not answer:
        raise Refused(answer)
    mine = {m.organization.pk for m in mandates(by) if m.position in DRAFTING_POSITIONS}
    initiator = next((organization for organization in organizations if organization.pk in mine), None)
    if initiator is None:
        raise Refused(
            Answer(False, _("Salah satu pihak harus organisasi yang Anda wakili."), because_of_who=True)
        )
    return initiator


def _known(details: dict[str, Any]) -> dict[str, Any]:
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise TypeError(f"unknown details: {', '.join(sorted(unknown))}")
    return details


def _copy_model(agreement: Agreement, agreement_type: AgreementType, parties: Sequence[Party]) -> None:
    """Write the type's model text and first provisions into the draft."""
    Draft.objects.create(
        agreement=agreement,
        agreement_type=agreement_type,
        considering="\n".join(agreement_type.considering),
        in_view_of="\n".join(agreement_type.in_view_of),
    )
    Article.objects.bulk_create(
        Article(
            agreement=agreement,
            ordinal=ordinal,
            chapter=model.chapter,
            heading=model.heading,
            content=model.content,
            body=model.body,
            guidance=model.guidance,
            legal_basis=model.legal_basis,
        )
        for ordinal, model in enumerate(agreement_type.articles.order_by("ordinal"), start=1)
    )
    Provision.objects.bulk_create(
        Provision(
            agreement=agreement,
            party=party,
            ordinal=ordinal,
            kind=row["kind"],
            text=row["text"],
            due_on=due_day(row.get("due_rule", ""), agreement),
            amount=row.get("amount"),
        )
        for ordinal, row in enumerate(agreement_type.provisions, start=1)
        for party in parties
        if _concerns(row["party"], party)
    )


def _concerns(whom: str | int, party: Party) -> bool:
    """Whether a type's first provision is for this party: an ordinal, or each (village, partner)."""
    if isinstance(whom, int):
        return party.ordinal == whom
    return whom == "each" or whom == f"each_{party.organization.kind}"


def due_day(rule: str, agreement: Agreement) -> dt.date | None:
    """The day that a type's rule means here: "starts_on", "ends_on", either with "+30d" or "-30d"; none for ""."""
    found = re.fullmatch(r"(starts_on|ends_on)(?:([+-]\d+)d)?", rule)
    if not found:
        return None
    return getattr(agreement, found[1]) + dt.timedelta(days=int(found[2] or 0))


def open_for_edit(agreement: Agreement, by: User, *, edition: int | None = None) -> Agreement:
    """Lock the draft for one change by this person and count a new edition.

    `edition` is the one the person had before their eyes. Raises Refused, or Stale when it is no longer the current.
    """
    current = lock(agreement)
    ask(by, "edit", current)
    if edition is not None and edition != current.edition:
        raise Stale(current)
    current.edition += 1
    current.save(update_fields=["edition"])
    agreement.edition = current.edition
    note_edit(current, by)
    return current


def note_edit(agreement: Agreement, by: User) -> None:
    """Journal that this person works on the text: once for a stretch of half an hour, not once for every save."""
    last = agreement.journal.order_by("-serial").first()
    if (
        last
        and last.code == "edit"
        and last.actor_id == by.pk
        and timezone.now() - last.at < _EDITING_STRETCH
    ):
        return
    journal.append(agreement, "edit", by=by, on_behalf_of=speaking_for(by, agreement))


@transaction.atomic
def update_details(agreement: Agreement, *, by: User, edition: int, **details: Any) -> Agreement:
    """Change what the agreement is about. Raises Refused, Stale, or ValidationError by field; writes all or nothing."""
    current = open_for_edit(agreement, by, edition=edition)
    for name, value in _known(details).items():
        setattr(current, name, value)
    current.full_clean()
    current.save(update_fields=list(details))
    return current


@transaction.atomic
def set_parties(
    agreement: Agreement, *, by: User, edition: int, organizations: Sequence[Organization]
) -> Agreement:
    """Change who takes part, in order; provisions of a party that leaves go with it. The initiator stays."""
    current = open_for_edit(agreement, by, edition=edition)
    present = {party.organization_id: party for party in parties_of(current)}
    if current.initiator_id not in {organization.pk for organization in organizations}:
        raise Refused(Answer(False, _("Pemrakarsa, %s, tetap menjadi pihak.") % current.initiator))
    answer = party_set(current.kind, list(organizations))
    if not answer:
        raise Refused(answer)
    staying = {organization.pk for organization in organizations}
    leaving = [party for key, party in present.items() if key not in staying]
    current.provisions.filter(party__in=leaving).delete()
    current.parties.filter(pk__in=[party.pk for party in leaving]).delete()
    for ordinal, organization in enumerate(organizations, start=1):
        Party.objects.update_or_create(
            agreement=current, organization=organization, defaults={"ordinal": ordinal}
        )
    for known in (current, agreement):
        known.__dict__.pop("_parties", None)
    return current


@transaction.atomic
def save_recitals(
    agreement: Agreement, *, by: User, edition: int, considering: str, in_view_of: str
) -> Draft:
    """Change considerations and legal bases, one to a line."""
    current = open_for_edit(agreement, by, edition=edition)
    draft = current.draft
    draft.considering, draft.in_view_of = considering, in_view_of
    draft.full_clean()
    draft.save(update_fields=["considering", "in_view_of"])
    return draft


@transaction.atomic
def withdraw(agreement: Agreement, *, by: User, reason: str) -> Agreement:
    """Take the draft back for good, with a reason that the other parties read. Only the initiator may."""
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasannya: pihak lain akan membacanya.")})
    return cross(
        agreement,
        "withdraw",
        by=by,
        on_behalf_of=speaking_for(by, agreement),
        details={"reason": reason.strip()},
    )
