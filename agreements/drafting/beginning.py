"""An agreement type and its parties -> a new draft with the type's model text and first provisions."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.drafting.actions import known_details
from agreements.drafting.models import Article, Draft, Provision
from agreements.drafting.types.models import AgreementType
from agreements.drafting.writing.references import targets, tokenise
from agreements.record import journal
from agreements.record.crossing import Refused
from agreements.record.guards import party_set
from agreements.record.models import Agreement, Party
from villages.organizations.lineage.queries import successors
from villages.organizations.models import Organization
from villages.people.access import Answer, mandates, today
from villages.people.models import DRAFTING_POSITIONS, User


@transaction.atomic
def begin(
    *,
    by: User,
    agreement_type: AgreementType,
    organizations: Sequence[Organization],
    parent: Agreement | None = None,
    **details: Any,
) -> Agreement:
    """Begin an agreement of that type among the organizations, in their order; one of which `by` speaks for.

    `details` are the fields named in `DETAILS`; `parent` is the agreement that an addendum changes. Raises Refused for
    parties that cannot cooperate (UU 6/2014 arts. 91–93) and ValidationError, by field, for details that are wrong.
    """
    agreement, parties = begin_empty(
        by=by, agreement_type=agreement_type, organizations=organizations, parent=parent, **details
    )
    _copy_model(agreement, agreement_type, parties)
    told = {"parent": parent.ref} if parent else {}
    journal.append(agreement, "begin", by=by, on_behalf_of=agreement.initiator, details=told)
    return agreement


def begin_empty(
    *,
    by: User,
    agreement_type: AgreementType,
    organizations: Sequence[Organization],
    parent: Agreement | None = None,
    **details: Any,
) -> tuple[Agreement, list[Party]]:
    """The agreement with its parties, still without any text and not yet journaled; errors as `begin` raises them."""
    _ask_living(organizations, parent)
    kind = parent.kind if parent else agreement_type.kind
    initiator = _initiator(by, kind, organizations)
    agreement = Agreement(
        kind=kind,
        instrument=agreement_type.instrument,
        parent=parent,
        initiator=initiator,
        created_by=by,
        **{"form": agreement_type.form, **known_details(details)},
    )
    agreement.full_clean()
    agreement.save()
    parties = Party.objects.bulk_create(
        Party(agreement=agreement, organization=organization, ordinal=ordinal)
        for ordinal, organization in enumerate(organizations, start=1)
    )
    return agreement, parties


def _ask_living(organizations: Sequence[Organization], parent: Agreement | None) -> None:
    """A village that merged into another one begins nothing new; what it agreed before is changed in its name."""
    gone = {} if parent else successors([organization.pk for organization in organizations], today())
    merged = next((organization for organization in organizations if organization.pk in gone), None)
    if merged:
        words = _("%(name)s sudah bergabung ke desa lain; pilih desa penerusnya.")
        raise Refused(Answer(False, words % {"name": merged.name}))


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


def _copy_model(agreement: Agreement, agreement_type: AgreementType, parties: Sequence[Party]) -> None:
    """Write the type's model text and first provisions into the draft."""
    order = _copy_articles(agreement, agreement_type)
    Draft.objects.create(
        agreement=agreement,
        agreement_type=agreement_type,
        considering=tokenise("\n".join(agreement_type.considering), order),
        in_view_of="\n".join(agreement_type.in_view_of),
    )
    _copy_provisions(agreement, agreement_type.provisions, parties)


def _copy_articles(agreement: Agreement, agreement_type: AgreementType) -> list[int]:
    """The type's articles; "Pasal 7" in them means the new seventh article from now on. Returns their keys in order."""
    rows = Article.objects.bulk_create(
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
    order = [row.pk for row in rows]
    for row in rows:
        row.body = tokenise(row.body, order)
    Article.objects.bulk_update([row for row in rows if targets(row.body)], ["body"])
    return order


def _copy_provisions(agreement: Agreement, rows: Sequence[dict[str, Any]], parties: Sequence[Party]) -> None:
    """The type's first provisions, for each party that they are meant for; a sanction finds its obligation."""
    meant = [
        (row, _provision(agreement, row, party, ordinal))
        for ordinal, row in enumerate(rows, start=1)
        for party in parties
        if _concerns(row["party"], party)
    ]
    made: dict[tuple[int, str], Provision] = {}
    for sanctions in (False, True):
        group = [(row, provision) for row, provision in meant if bool(row.get("breach_of")) == sanctions]
        for row, provision in group:
            provision.breach_of = made.get((provision.party_id, row.get("breach_of", "")))
        Provision.objects.bulk_create(provision for _row, provision in group)
        made |= {(provision.party_id, row["key"]): provision for row, provision in group if row.get("key")}


def _provision(agreement: Agreement, row: dict[str, Any], party: Party, ordinal: int) -> Provision:
    return Provision(
        agreement=agreement,
        party=party,
        ordinal=ordinal,
        kind=row["kind"],
        text=row["text"],
        due_rule=row.get("due_rule", ""),
        due_on=due_day(row.get("due_on", ""), agreement),
        due_days=row.get("due_days"),
        event=row.get("event", ""),
        amount=row.get("amount"),
        evidence=row.get("evidence", ""),
        steps=row.get("steps", []),
    )


def _concerns(whom: str | int, party: Party) -> bool:
    """Whether a type's first provision is for this party: an ordinal, or each (village, partner)."""
    if isinstance(whom, int):
        return party.ordinal == whom
    return whom == "each" or whom == f"each_{party.organization.kind}"


def due_day(rule: str, agreement: Agreement) -> dt.date | None:
    """The day that a type's rule means here: "starts_on", "ends_on", either with "+30d" or "-30d"; none for "".

    A day counted from the start is never later than the end of a short agreement.
    """
    found = re.fullmatch(r"(starts_on|ends_on)(?:([+-]\d+)d)?", rule)
    if not found:
        return None
    day: dt.date = getattr(agreement, found[1]) + dt.timedelta(days=int(found[2] or 0))
    return min(day, agreement.ends_on) if found[1] == "starts_on" else day
