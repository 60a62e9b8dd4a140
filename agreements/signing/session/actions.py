"""Note that a text was read, remind a signatory, declare help at the desk and take it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from agreements.signing.models import FrozenDocument
from agreements.signing.queries import document_of
from agreements.signing.session.guards import helping_mandate, may_be_reminded, may_help
from agreements.signing.session.mailing import REMINDER, post
from agreements.signing.session.models import Assistance, Reading, Reminder
from agreements.signing.session.queries import Waiting, blocked_by
from villages.people.access import Answer
from villages.people.models import User


@transaction.atomic
def mark_read(agreement: Agreement, *, by: User, seen: str) -> Reading:
    """Note that a signatory has read the frozen text to its end; twice is once.

    `seen` is the digest of the text that was shown. Raises Refused for who has no place in it, and when the text
    was frozen anew meanwhile.
    """
    document = document_of(agreement)
    if document is None or not document.signers.filter(person=by).exists():
        raise Refused(Answer(False, _("Naskah ini tidak menyebut Anda."), because_of_who=True))
    if document.content_digest != seen:
        raise Refused(Answer(False, _("Naskah sudah diganti sejak Anda membacanya; bacalah yang baru.")))
    return Reading.objects.get_or_create(document=document, person=by)[0]


@transaction.atomic
def remind(agreement: Agreement, *, by: User, key: str, channel: str) -> Reminder:
    """Remind whoever is to sign at the place `key`: by a letter, or by a message that `by` sends on their own.

    At most once a day for each place and way; everybody reads in the journal who reminded whom. Raises Refused.
    """
    current = lock(agreement)
    ask(by, "remind", current)
    waiting = _waiting(current, key)
    answer = may_be_reminded(waiting, channel)
    if waiting is None or not answer:
        raise Refused(answer, "remind")
    if channel == Reminder.Channel.MAIL:
        reminder = post([waiting.signer], REMINDER, by=by)[0]
    else:
        reminder = Reminder.objects.create(
            signer=waiting.signer, channel=channel, asked_by=by, sent_at=timezone.now()
        )
    facts = {"to": waiting.signer.name, "place": key, "channel": channel}
    journal.append(agreement, "remind", by=by, on_behalf_of=speaking_for(by, current), details=facts)
    return reminder


def _waiting(agreement: Agreement, key: str) -> Waiting | None:
    document = document_of(agreement)
    return blocked_by(document, key) if document else None


@transaction.atomic
def assist(agreement: Agreement, *, by: User, key: str, kind: str, note: str = "") -> Assistance:
    """Declare that `by` helps the signatory of the place `key` at the desk: reading out, or handling the device.

    The signatory is asked about it before signing, and alone knows the passphrase (UU ITE art. 11: creation data
    under the signer's sole control). Raises Refused.
    """
    current = lock(agreement)
    ask(by, "assist", current)
    waiting = _waiting(current, key)
    answer = may_help(by, current, waiting)
    mandate = helping_mandate(by, current, waiting.signer) if waiting else None
    if waiting is None or mandate is None or not answer:
        raise Refused(answer, "assist")
    made = Assistance.objects.create(
        signer=waiting.signer, official=by, office=mandate.title, help=kind, note=note.strip()
    )
    facts = {"to": waiting.signer.name, "place": key, "help": kind, "office": made.office}
    journal.append(agreement, "assist", by=by, on_behalf_of=mandate.organization, details=facts)
    return made


@transaction.atomic
def end_assistance(agreement: Agreement, *, by: User, key: str) -> Assistance:
    """Take back a declared help: the official who declared it does so, or the signatory who signs alone.

    The row stays, with the moment of its end; who ended it stands in the journal. Raises Refused.
    """
    current = lock(agreement)
    document = FrozenDocument.objects.filter(agreement=current, voided_at__isnull=True)
    living = Assistance.objects.filter(signer__document__in=document, signer__key=key, withdrawn_at=None)
    found = living.select_related("signer", "official").select_for_update(of=("self",)).first()
    if found is None:
        raise Refused(Answer(False, _("Tidak ada pendampingan yang berjalan di sini.")))
    if by.pk not in (found.official_id, found.signer.person_id):
        words = _("Hanya pendamping atau penanda tangan yang dapat mengakhiri pendampingan.")
        raise Refused(Answer(False, words, because_of_who=True))
    found.withdrawn_at = timezone.now()
    found.save(update_fields=["withdrawn_at"])
    facts = {"to": found.signer.name, "place": key, "official": str(found.official)}
    behalf = helping_mandate(by, current, found.signer) if by.pk == found.official_id else None
    organization = behalf.organization if behalf else found.signer.organization
    journal.append(agreement, "assist_not", by=by, on_behalf_of=organization, details=facts)
    return found
