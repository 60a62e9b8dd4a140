"""Record an inter-village body, the people on it, what changes, and its end."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.actions import Stale
from agreements.monitoring.bodies.models import BodyMember, JointBody
from agreements.record import journal
from agreements.record.access import parties_of, speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from agreements.review.queries import reviewing_office
from villages.organizations.models import Organization
from villages.people.access import Answer
from villages.people.models import DRAFTING_POSITIONS, Membership, User

FIELDS = ("name", "decree_number", "decree_on", "seat", "starts_on", "ends_on", "duties")
MEMBER_FIELDS = (
    *("name", "office", "organization_id", "element", "person_id", "reports", "starts_on", "ends_on"),
)
MOST_MEMBERS = 100


@transaction.atomic
def form_body(agreement: Agreement, *, by: User, **fields: Any) -> JointBody:
    """Record the BKAD that the joint regulation calls for; one at a time (Permendagri 96/2017).

    Raises Refused, also while another body serves, or ValidationError by field.
    """
    current = _open(agreement, by)
    if JointBody.objects.filter(agreement=current, dissolved_on__isnull=True).exists():
        raise Refused(stands())
    body = JointBody(agreement=current, created_by=by, **_known(fields, FIELDS))
    _check(body)
    body.save()
    _note(current, "form_body", by, body)
    return body


@transaction.atomic
def change_body(body: JointBody, *, by: User, edition: int, **fields: Any) -> JointBody:
    """Record a new decree, term or seat of the same body. Raises Refused, Stale, or ValidationError by field."""
    current, row = _held(body, by, edition)
    for name, value in _known(fields, FIELDS).items():
        setattr(row, name, value)
    row.edition += 1
    _check(row)
    row.save()
    _note(current, "change_body", by, row)
    return row


@transaction.atomic
def dissolve(body: JointBody, *, by: User, edition: int, on: dt.date) -> JointBody:
    """Record that the body ended; its people end with it, and a new one may be recorded.

    Raises Refused, Stale, or ValidationError for a day before it began or still to come.
    """
    current, row = _held(body, by, edition)
    if on < row.starts_on:
        raise ValidationError({"on": _("BKAD tidak dapat bubar sebelum mulai bertugas.")})
    _not_to_come("on", on)
    row.dissolved_on, row.edition = on, row.edition + 1
    row.save(update_fields=["dissolved_on", "edition"])
    for member in row.members.filter(ends_on__isnull=True).order_by("pk"):
        member.ends_on = max(on, member.starts_on)
        member.save(update_fields=["ends_on"])
    _note(current, "dissolve_body", by, row)
    return row


@transaction.atomic
def add_member(body: JointBody, *, by: User, **fields: Any) -> BodyMember:
    """Record who serves on the body, for which of the villages. Raises Refused or ValidationError by field."""
    current, row = _held(body, by)
    if row.members.count() >= MOST_MEMBERS:
        raise Refused(Answer(False, _("Paling banyak %d pengurus dalam satu BKAD.") % MOST_MEMBERS))
    member = BodyMember(body=row, **_known(fields, MEMBER_FIELDS))
    _check_member(member, current)
    member.save()
    _count(row)
    _note(current, "change_body", by, row, member)
    return member


@transaction.atomic
def change_member(member: BodyMember, *, by: User, edition: int, **fields: Any) -> BodyMember:
    """Mend who serves, or record that they left; the row stays, so that it is known who served when.

    `edition` is the body's. Raises Refused, Stale, or ValidationError by field.
    """
    current, body = _held(member.body, by, edition)
    row = body.members.get(pk=member.pk)
    for name, value in _known(fields, MEMBER_FIELDS).items():
        setattr(row, name, value)
    _check_member(row, current)
    row.save()
    _count(body)
    _note(current, "change_body", by, body, row)
    return row


def stands() -> Answer:
    """Why no further body is recorded while one serves."""
    return Answer(False, _("Masih ada BKAD yang bertugas; catat dahulu pembubarannya."))


def possible_accounts(agreement: Agreement) -> dict[int, tuple[int, str]]:
    """Who works for one of the villages today and may be named as an account: key -> village and full name."""
    villages = [party.organization_id for party in parties_of(agreement)]
    held = Membership.objects.on(timezone.localdate()).filter(
        organization__in=villages, position__in=DRAFTING_POSITIONS
    )
    found = held.select_related("person").order_by("organization_id", "pk")
    return {one.person_id: (one.organization_id, one.person.full_name) for one in found}


def _open(agreement: Agreement, by: User) -> Agreement:
    current = lock(agreement)
    ask(by, "form_body", current)
    return current


def _held(body: JointBody, by: User, edition: int | None = None) -> tuple[Agreement, JointBody]:
    """The agreement, held, and the body as it stands; one that was dissolved no longer changes."""
    current = _open(body.agreement, by)
    row = JointBody.objects.select_for_update().get(pk=body.pk)
    if row.dissolved_on:
        raise Refused(Answer(False, _("BKAD ini sudah dibubarkan; catatannya tetap seperti adanya.")))
    if edition is not None and row.edition != edition:
        raise Stale(row)
    row.agreement = current
    return current, row


def _known(fields: dict[str, Any], allowed: tuple[str, ...]) -> dict[str, Any]:
    unknown = set(fields) - set(allowed)
    if unknown:
        raise TypeError(f"unknown fields: {', '.join(sorted(unknown))}")
    return fields


def _check(body: JointBody) -> None:
    body.full_clean(exclude=["agreement", "created_by"])
    _not_to_come("decree_on", body.decree_on)


def _not_to_come(name: str, day: dt.date) -> None:
    if day > timezone.localdate():
        raise ValidationError({name: _("Tanggal ini belum tiba.")})


def _check_member(member: BodyMember, agreement: Agreement) -> None:
    member.full_clean(exclude=["body"])
    villages = {party.organization_id for party in parties_of(agreement)}
    if member.organization_id not in villages:
        raise ValidationError({"organization": _("Pilih salah satu desa yang menjadi pihak.")})
    if member.starts_on < member.body.starts_on:
        raise ValidationError({"starts_on": _("Pengurus tidak bertugas sebelum BKAD mulai bertugas.")})
    if member.person_id is None:
        return
    account = possible_accounts(agreement).get(member.person_id)
    if account is None or account[0] != member.organization_id:
        raise ValidationError({"person": _("Akun ini tidak bekerja untuk desa tersebut.")})


def _count(body: JointBody) -> None:
    body.edition += 1
    body.save(update_fields=["edition"])


def _note(
    agreement: Agreement, code: str, by: User, body: JointBody, member: BodyMember | None = None
) -> None:
    """Journal it for the village, or for the DPMD that recorded it; members by name and office, which are public."""
    said: dict[str, Any] = {"body": body.name, "decree": body.decree_number}
    if member:
        said |= {"member": member.name, "office": member.office}
    behalf: Organization | None = speaking_for(by, agreement) or reviewing_office(agreement)
    journal.append(agreement, code, by=by, on_behalf_of=behalf, details=said)
