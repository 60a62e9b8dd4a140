"""What happens to the check of a person's identity: asked for, found right, refused; two people, always."""

import re

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.signing.certificates import notices
from agreements.signing.certificates.guards import agency_spoken_for, may_ask, may_decide, may_refuse
from agreements.signing.certificates.models import Enrolment
from villages.organizations.models import Organization
from villages.people.access import ask
from villages.people.models import User

_NUMBER = re.compile(r"(?:\d[\s.\-/]?){15}\d", re.ASCII)
"""Sixteen digits, as on an identity card or a family card, however they are grouped."""


@transaction.atomic
def ask_for_check(organization: Organization, *, by: User) -> Enrolment:
    """Ask the district to check who one is, for the office one holds there; asked twice is asked once.

    Raises Refused without an office there, without a DPMD that could check, or where a check still serves.
    """
    ask(may_ask(by, organization))
    own = Enrolment.objects.filter(person=by, organization=organization, state=Enrolment.State.ASKED)
    if known := own.first():
        return known
    try:
        with transaction.atomic():
            return Enrolment.objects.create(person=by, organization=organization)
    except IntegrityError:  # a second click
        return own.get()


@transaction.atomic
def find_right(enrolment: Enrolment, *, by: User, way: str, shown: str, note: str = "") -> Enrolment:
    """The officer has checked that the person is who they say: how, and by which document; never its number.

    Law: UU ITE art. 11 (the signer is identified), UU 27/2022 (no more data than needed). Raises Refused for one's
    own check or one decided already, and ValidationError.
    """
    current = _locked(enrolment)
    ask(may_decide(by, current))
    if way not in Enrolment.Way.values:
        raise ValidationError({"way": _("Pilih cara pemeriksaan.")})
    if not shown.strip():
        raise ValidationError({"shown": _("Sebut dokumen yang diperlihatkan, misalnya KTP.")})
    refuse_numbers(shown=shown, note=note)
    current.way, current.shown = way, shown.strip()
    return _decided(current, Enrolment.State.CHECKED, note, by)


@transaction.atomic
def refuse(enrolment: Enrolment, *, by: User, reason: str) -> Enrolment:
    """The officer could not find that it is this person; they read the reason and may ask again. Raises as above."""
    current = _locked(enrolment)
    ask(may_refuse(by, current))
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasannya; pemohon akan membacanya.")})
    refuse_numbers(reason=reason)
    return _decided(current, Enrolment.State.REFUSED, reason, by)


def refuse_numbers(**texts: str) -> None:
    """Nobody's card number is kept: sixteen digits in a text are refused. Raises ValidationError by field."""
    words = _("Jangan menulis nomor dokumen (16 angka); cukup nama dokumennya.")
    if found := {name: words for name, text in texts.items() if _NUMBER.search(text)}:
        raise ValidationError(found)


def _locked(enrolment: Enrolment) -> Enrolment:
    return (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("person", "organization")
        .get(pk=enrolment.pk)
    )


def _decided(enrolment: Enrolment, state: str, note: str, by: User) -> Enrolment:
    enrolment.state, enrolment.note = state, note.strip()
    enrolment.checked_by, enrolment.checked_at = by, timezone.now()
    enrolment.office = agency_spoken_for(by, enrolment.organization)
    enrolment.save()
    notices.enrolment_decided(enrolment)
    return enrolment
