"""Record an agreement that was signed elsewhere, change the record while it is a draft, or give it up."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.actions import Stale, known_details
from agreements.drafting.choosing import key_of
from agreements.drafting.elsewhere.guards import bringers, may_bring
from agreements.drafting.elsewhere.models import ElsewhereNumber, ElsewhereRecord
from agreements.drafting.elsewhere.numbers import is_none, normal
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import ask, cross, lock
from agreements.record.guards import party_set
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import Instrument
from villages.organizations.models import Organization, OrganizationKind
from villages.people.access import Answer
from villages.people.access import ask as ask_answer
from villages.people.models import User

RECORDED = ("signed_on", "manner", "note")
"""What the record itself holds, besides the details of every agreement."""


@transaction.atomic
def register(
    *,
    by: User,
    brought_for: Organization,
    kind: str,
    instrument: str,
    organizations: Sequence[Organization],
    record: Mapping[str, Any],
    numbers: Mapping[int, str],
    **details: Any,
) -> Agreement:
    """Record an agreement that these organizations have signed outside the portal; it begins as a draft.

    `record` are the fields named in `RECORDED`, `numbers` by organization key, as printed. Unlike a draft, it may name
    bodies that do not use the portal: it tells what has happened. Raises Refused, or ValidationError by field.
    """
    ask_answer(may_register(by, brought_for, kind, organizations))
    agreement = Agreement(
        kind=kind,
        instrument=instrument,
        signed_elsewhere=True,
        initiator=initiator(brought_for, organizations),
        created_by=by,
        **known_details(details),
    )
    check(agreement, record["signed_on"])
    agreement.save()
    Party.objects.bulk_create(
        Party(agreement=agreement, organization=organization, ordinal=ordinal)
        for ordinal, organization in enumerate(organizations, start=1)
    )
    ElsewhereRecord.objects.create(agreement=agreement, brought_for=brought_for, **_recorded(record))
    _write_numbers(agreement, numbers)
    journal.append(agreement, "register", by=by, on_behalf_of=brought_for)
    return agreement


def may_register(
    by: User, brought_for: Organization, kind: str, organizations: Sequence[Organization]
) -> Answer:
    """Whether these may be recorded as parties, for that organization, by this person."""
    answer = party_set(kind, list(organizations))
    if not answer:
        return answer
    if brought_for.pk not in {one.pk for one in bringers(by)} or not brought_for.is_confirmed:
        return Answer(False, _("Anda tidak mencatat atas nama %s.") % brought_for.name, because_of_who=True)
    return may_bring(brought_for, [key_of(one) for one in organizations])


def initiator(brought_for: Organization, organizations: Sequence[Organization]) -> Organization:
    """The party in whose name the record stands: the one that brings it in, else the first village."""
    if brought_for.kind != OrganizationKind.OFFICE:
        return brought_for
    return next(one for one in organizations if one.kind == OrganizationKind.VILLAGE)


def check(agreement: Agreement, signed_on: dt.date) -> None:
    """Raise ValidationError, by field, for a record that cannot be true."""
    if agreement.instrument == Instrument.ADDENDUM:
        raise ValidationError({"instrument": _("Addendum belum dapat dicatat tersendiri.")})
    if signed_on > timezone.localdate():
        raise ValidationError({"signed_on": _("Tanggal penandatanganan tidak boleh di masa depan.")})
    agreement.full_clean(exclude=["initiator", "created_by"])


def _recorded(record: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(record) - set(RECORDED)
    if unknown:
        raise TypeError(f"unknown: {', '.join(sorted(unknown))}")
    return dict(record)


def _write_numbers(agreement: Agreement, numbers: Mapping[int, str]) -> None:
    ElsewhereNumber.objects.bulk_create(
        ElsewhereNumber(
            agreement=agreement, organization_id=key, number=number.strip(), normal=normal(number)
        )
        for key, number in numbers.items()
        if not is_none(number)
    )


@transaction.atomic
def amend(
    agreement: Agreement,
    *,
    by: User,
    edition: int,
    instrument: str,
    record: Mapping[str, Any],
    numbers: Mapping[int, str],
    **details: Any,
) -> Agreement:
    """Change the record while it is a draft; the parties stay. Raises Refused, Stale, or ValidationError by field."""
    current = lock(agreement)
    ask(by, "amend", current)
    if edition != current.edition:
        raise Stale(current)
    for name, value in known_details(details).items():
        setattr(current, name, value)
    current.instrument, current.edition = instrument, current.edition + 1
    check(current, record["signed_on"])
    current.save(update_fields=[*details, "instrument", "edition"])
    ElsewhereRecord.objects.filter(agreement=current).update(**_recorded(record))
    current.elsewhere_numbers.all().delete()
    _write_numbers(current, numbers)
    journal.append(current, "amend", by=by, on_behalf_of=_behalf(by, current))
    return current


@transaction.atomic
def discard(agreement: Agreement, *, by: User, reason: str) -> Agreement:
    """Give the record up for good (recorded twice, or never signed), with the reason. Raises Refused."""
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasannya.")})
    current = lock(agreement)
    ask(by, "discard", current)
    behalf, details = _behalf(by, current), {"reason": reason.strip()}
    return cross(agreement, "discard", by=by, on_behalf_of=behalf, details=details, asked=current)


def _behalf(by: User, agreement: Agreement) -> Organization:
    return speaking_for(by, agreement) or agreement.elsewhere.brought_for
