"""Take in what a citizen says of an agreement, check it, have it answered in the open; forget who it was."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.monitoring.voices import mailing
from agreements.monitoring.voices.guards import may_answer
from agreements.monitoring.voices.models import Voice
from agreements.monitoring.voices.photos import redrawn
from agreements.record import journal
from agreements.record.access import Role, regency_of, roles_of, speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement, Party
from agreements.record.rules import Code, free_days, rule_for
from agreements.record.stages import PUBLIC
from agreements.record.workdays import after
from agreements.review.consultation.mailing import LASTS, fresh_digest
from agreements.review.queries import reviewing_office
from villages.organizations.models import Organization
from villages.people.access import Answer
from villages.people.models import User

LETTERS_AN_HOUR = 3
"""So many unconfirmed voices one e-mail address may have raised within the last hour."""
MOST_UNCHECKED = 500
"""So many voices of one agreement wait at most; whoever floods it fills only its own queue."""
KEEPS_ADDRESS = dt.timedelta(days=60)
"""After so long an address is erased even where nobody has answered."""


@transaction.atomic
def say(
    agreement: Agreement,
    *,
    kind: str,
    text: str,
    email: str,
    about: str = "",
    name: str = "",
    name_is_shown: bool = False,
    photo: UploadedFile | None = None,
) -> Voice:
    """Take in what a citizen, who has no account, says about a public agreement, with a photo if there is one.

    Nobody reads it before the link in the letter to `email` was followed; the same words sent again only bring the
    letter again. Law: UU 25/2009 art. 36 (complaints about public services). Raises Refused, or ValidationError by
    field.
    """
    current = lock(agreement)
    if current.stage not in PUBLIC:
        raise Refused(Answer(False, _("Kerja sama ini tidak terbuka untuk umum.")))
    if current.voices.filter(state=Voice.State.WAITING).count() >= MOST_UNCHECKED:
        raise Refused(
            Answer(False, _("Terlalu banyak suara menunggu diperiksa; cobalah beberapa hari lagi."))
        )
    _check_letters(email)
    said = {"kind": kind, "about": about, "text": text.strip(), "name": name.strip()}
    known = current.voices.filter(confirmed_at__isnull=True, email__iexact=email, **said).first()
    voice = known or Voice(agreement=current, email=email.lower(), **said)
    voice.name_is_shown, voice.sent_at = name_is_shown, timezone.now()
    voice.token_digest = fresh_digest()
    _keep(voice, photo)
    mailing.deliver.enqueue(voice.pk)
    return voice


def _keep(voice: Voice, photo: UploadedFile | None) -> None:
    """Write the voice with its photo, drawn anew; no file stays behind where the row cannot be written."""
    fresh = photo is not None and not voice.photo
    if photo is not None and fresh:
        content, voice.photo_digest = redrawn(photo)
        voice.photo.save("foto.jpg", content, save=False)
    try:
        with transaction.atomic():
            voice.full_clean(exclude=["photo"])
            voice.save()
    except BaseException:
        if fresh:
            voice.photo.delete(save=False)
        raise


def _check_letters(email: str) -> None:
    """Raise ValidationError when somebody has letters sent to an address that does not confirm."""
    hour = timezone.now() - dt.timedelta(hours=1)
    lately = Voice.objects.filter(email__iexact=email, confirmed_at__isnull=True, sent_at__gt=hour)
    if lately.count() >= LETTERS_AN_HOUR:
        words = _(
            "Ke alamat ini sudah dikirim beberapa tautan; buka salah satunya, atau coba lagi satu jam lagi."
        )
        raise ValidationError({"email": words})


@transaction.atomic
def confirm(voice: Voice) -> Voice:
    """Know the address of the writer as checked, once; the voice then waits for the parties, and they hear of it.

    Raises Refused when the link is too old or the agreement is no longer public.
    """
    current = lock(voice.agreement)
    row = Voice.objects.select_for_update(of=("self",)).filter(pk=voice.pk).first()
    if row is not None and row.confirmed_at:
        return row
    if row is None or row.sent_at < timezone.now() - LASTS or current.stage not in PUBLIC:
        raise Refused(Answer(False, _("Tautan ini tidak berlaku lagi.")))
    row.confirmed_at, row.answer_due_on = timezone.now(), _due(current)
    row.save(update_fields=["confirmed_at", "answer_due_on"])
    journal.append(current, "receive_voice", by=None, details={"voice": row.pk, "kind": row.kind})
    return row


def _due(agreement: Agreement) -> dt.date:
    """The last day for an answer: the regency's rule in working days from today."""
    rule = rule_for(agreement, Code.CITIZEN_ANSWER)
    days = int(rule.value) if rule else 10
    return after(timezone.localdate(), days, free_days(regency_of(agreement)))


@transaction.atomic
def moderate(voice: Voice, *, by: User, shown: bool, party: Party | None = None, reason: str = "") -> Voice:
    """Show a voice and pass it to the party that has to answer, or keep it hidden with a reason that all can read.

    Both stand in the journal. "This did not happen" needs a party that answers. Raises Refused, or ValidationError by
    field.
    """
    current, row = _held(voice)
    ask(by, "moderate_voices", current)
    if not shown and not reason.strip():
        raise ValidationError({"reason": _("Tulis alasan mengapa suara ini tidak ditampilkan.")})
    if shown and party is None and row.kind == Voice.Kind.MISSING:
        raise ValidationError({"party": _("Pilih pihak yang harus menjawab.")})
    if party is not None and party.agreement_id != current.pk:
        raise ValidationError({"party": _("Pihak ini bukan pihak kerja sama ini.")})
    row.state = Voice.State.SHOWN if shown else Voice.State.HIDDEN
    row.reason, row.party = ("" if shown else reason.strip()), (party if shown else None)
    row.moderated_by, row.moderated_at = by, timezone.now()
    row.full_clean(exclude=["photo", "name", "email"])
    row.save()
    if not shown:
        _forget_writer(row)
    details = {
        "voice": row.pk,
        "party": party.organization_id if party and shown else None,
        "reason": row.reason,
    }
    behalf = _behalf(by, current)
    journal.append(
        current, "hear_voice" if shown else "hide_voice", by=by, on_behalf_of=behalf, details=details
    )
    return row


@transaction.atomic
def answer(voice: Voice, *, by: User, text: str) -> Voice:
    """Answer a shown voice for the party that was asked; the first answer goes to the writer, who is then forgotten.

    Raises Refused, or ValidationError by field.
    """
    current, row = _held(voice)
    allowed = may_answer(by, row)
    if not allowed:
        raise Refused(allowed)
    if not text.strip():
        raise ValidationError({"answer": _("Tulis jawabannya.")})
    first = not row.answer
    row.answer, row.answered_by, row.answered_at = text.strip(), by, timezone.now()
    row.full_clean(exclude=["photo", "name", "email"])
    row.save()
    if first:
        mailing.deliver_answer.enqueue(row.pk)
    details = {"voice": row.pk, "late": bool(row.answer_due_on and row.answer_due_on < timezone.localdate())}
    journal.append(current, "answer_voice", by=by, on_behalf_of=_behalf(by, current), details=details)
    return row


def _held(voice: Voice) -> tuple[Agreement, Voice]:
    """Agreement and voice as they stand now, both held. Raises Refused for one that its writer never confirmed."""
    current = lock(voice.agreement)
    row = Voice.objects.select_for_update(of=("self",)).get(pk=voice.pk)
    if row.confirmed_at is None:
        raise Refused(Answer(False, _("Alamat surel penulisnya belum dikonfirmasi.")))
    row.agreement = current
    return current, row


def _behalf(by: User, agreement: Agreement) -> Organization | None:
    officer = Role.REVIEWER in roles_of(by, agreement)
    return speaking_for(by, agreement) or (reviewing_office(agreement) if officer else None)


def _forget_writer(voice: Voice) -> None:
    """Erase the address, and the name of one who did not want it shown."""
    name = voice.name if voice.name_is_shown else ""
    Voice.objects.filter(pk=voice.pk).update(email="", name=name)


@transaction.atomic
def forget_speakers() -> tuple[int, int]:
    """Delete what was never confirmed; forget who wrote what nobody answered for long. Law: UU 27/2022.

    Returns how many voices were deleted and how many writers forgotten.
    """
    now = timezone.now()
    old = Voice.objects.filter(confirmed_at__isnull=True, sent_at__lt=now - LASTS)
    for voice in old.exclude(photo="").order_by("pk"):
        storage, path = voice.photo.storage, str(voice.photo.name)
        transaction.on_commit(lambda storage=storage, path=path: storage.delete(path))  # type: ignore[misc]
    deleted, _by_model = old.delete()
    long_ago = Voice.objects.filter(confirmed_at__lt=now - KEEPS_ADDRESS).exclude(email="")
    known = list(long_ago.order_by("pk"))
    for voice in known:
        _forget_writer(voice)
    return deleted, len(known)
