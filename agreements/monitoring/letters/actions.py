"""Issue a letter: its number, its content as data, and the worker's task to make the PDF of it."""

import datetime as dt

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements.documents import words
from agreements.monitoring.letters import contents
from agreements.monitoring.letters.contents import Addressee, Text, heads_of
from agreements.monitoring.letters.making import LOST, asked_key, make
from agreements.monitoring.letters.models import Letter
from agreements.monitoring.letters.queries import is_there, is_under_way
from agreements.record import journal
from agreements.record.models import Agreement
from agreements.record.numbering import short_code
from villages.organizations.models import Organization
from villages.people.models import User

__all__ = ["Addressee", "Text", "again", "heads_of", "issue"]


@transaction.atomic
def issue(agreement: Agreement, *, by: User, issuer: Organization, kind: str, text: Text) -> Letter:
    """Give the letter the issuer's next number of this year, keep what it says and have the worker make the PDF.

    The caller has asked whether `by` may do what the letter is about; this only writes. The issuer's row is locked, so
    that of two letters at once each gets its own number and none is skipped; what is rolled back takes no number with
    it. Raises ValidationError for a letter that says nothing.
    """
    if not any(part.strip() for part in text.paragraphs):
        raise ValidationError(_("Isi surat kosong."))
    shared = Organization.objects.select_for_update(no_key=True).get(pk=issuer.pk)
    day = timezone.localdate()
    serial = _next_serial(shared, day)
    with override("id"):
        said = contents.written(agreement, text, by=by, issuer=shared, kind=kind)
    letter = Letter.objects.create(
        agreement=agreement,
        kind=kind,
        issuer=shared,
        year=day.year,
        serial=serial,
        number=_number(kind, shared, serial, day),
        subject=text.subject[:250],
        content=said,
        issued_on=day,
        issued_by=by,
    )
    facts = {"letter": letter.pk, "number": letter.number, "subject": letter.subject}
    journal.append(agreement, "letter", by=by, on_behalf_of=shared, details=facts)
    _ask_for(letter)
    return letter


def _next_serial(issuer: Organization, day: dt.date) -> int:
    last = Letter.objects.filter(issuer=issuer, year=day.year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def _number(kind: str, issuer: Organization, serial: int, day: dt.date) -> str:
    code, month = contents.CODES[kind], words.roman(day.month)
    return f"{serial:02d}/{code}/{short_code(issuer)}/{month}/{day.year}"


def _ask_for(letter: Letter) -> None:
    cache.set(asked_key(letter.pk), 0, int(LOST.total_seconds()))
    make.enqueue(letter.pk)


@transaction.atomic
def again(letter: Letter, *, by: User) -> Letter:
    """Have the PDF made once more where that failed or was lost; a letter that is there or under way stays as it is.

    Anybody with a part in the agreement may, `by` included: the letter says what it said, under its number. What was
    made once is made to the same bytes.
    """
    current = Letter.objects.select_for_update(no_key=True).get(pk=letter.pk)
    if is_there(current) or is_under_way(current):
        return current
    current.state = Letter.State.QUEUED
    current.save(update_fields=["state"])
    _ask_for(current)
    return current
