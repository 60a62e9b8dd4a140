"""When a document may be signed, by whom, and when all have signed."""

from django.utils.translation import gettext as _

from agreements.record.access import guard
from agreements.record.models import Agreement
from agreements.record.vocabulary import Capacity
from agreements.signing.models import FrozenDocument, Signer
from agreements.signing.queries import document_of, is_complete, slots
from villages.people.access import YES, Answer, Mandate, any_mandate, signing_mandate, why_no_mandate
from villages.people.models import User


@guard("document_ready")
def document_ready(agreement: Agreement, user: User | None) -> Answer:
    """The PDF of the frozen text has been made."""
    document = document_of(agreement)
    if document and document.state == FrozenDocument.State.READY:
        return YES
    if document and document.state == FrozenDocument.State.FAILED:
        return Answer(False, _("Dokumen PDF gagal disiapkan; hubungi DPMD."))
    return Answer(False, _("Dokumen PDF sedang disiapkan; coba lagi sebentar lagi."))


@guard("document_failed")
def document_failed(agreement: Agreement, user: User | None) -> Answer:
    """Making the PDF went wrong, so trying once more makes sense."""
    document = document_of(agreement)
    if document and document.state == FrozenDocument.State.FAILED:
        return YES
    return Answer(False, _("Dokumen tidak sedang gagal disiapkan."))


@guard("place_open")
def place_open(agreement: Agreement, user: User | None) -> Answer:
    """The person may still sign here: is named for an empty place, or holds the mandate of a party that has one."""
    document = document_of(agreement)
    if document is None:
        return Answer(False, _("Belum ada naskah yang dibekukan."))
    places = [slot for slot in slots(document) if slot.signature is None and slot.is_needed]
    if any(user and (slot.signer.person_id == user.pk or mandate_for(user, slot.signer)) for slot in places):
        return YES
    return Answer(False, _("Pihak Anda sudah menandatangani."))


@guard("not_yet_signed")
def not_yet_signed(agreement: Agreement, user: User | None) -> Answer:
    """An empty place names this very person, whose mandate holds today, and it is this place's turn."""
    document = document_of(agreement)
    if document is None:
        return Answer(False, _("Belum ada naskah yang dibekukan."))
    found = slots(document)
    mine = [slot for slot in found if user and slot.signer.person_id == user.pk]
    waiting = [slot for slot in mine if slot.signature is None and slot.is_needed]
    if not waiting:
        return _not_named(found, user) if not mine else Answer(False, _("Anda sudah menandatangani."))
    answers = [may_sign_place(user, slot.signer) for slot in waiting]
    if not any(answers):
        return answers[0]
    if not any(slot.is_open for slot, answer in zip(waiting, answers, strict=True) if answer):
        before = ", ".join(slot.name for slot in found if slot.is_open)
        return Answer(False, _("Belum giliran Anda; menunggu tanda tangan %(names)s.") % {"names": before})
    return YES


def _not_named(found: list, user: User | None) -> Answer:
    """Why somebody whom the text does not name cannot sign."""
    waiting = [slot for slot in found if slot.signature is None and slot.is_needed]
    for slot in waiting:
        if user and slot.party and signing_mandate(user, slot.party.organization):
            words = _(
                "Naskah menyebut penanda tangan lain untuk %(name)s; tolak dan minta naskah diperbarui."
            )
            return Answer(False, words % {"name": slot.party.organization.name})
    return Answer(False, _("Pihak Anda sudah menandatangani."))


def mandate_for(user: User, signer: Signer) -> Mandate | None:
    """The mandate on which the user could sign at this place today; None for a witness on their own."""
    if signer.organization is None:
        return None
    if signer.capacity == Capacity.PARTY:
        return signing_mandate(user, signer.organization)
    return any_mandate(user, signer.organization)


def may_sign_place(user: User | None, signer: Signer) -> Answer:
    """Whether the person named for the place holds today what the signature needs: a mandate that ended is none."""
    if user is None or signer.person_id != user.pk:
        return Answer(False, _("Naskah menyebut orang lain untuk tempat ini."), because_of_who=True)
    if signer.organization is not None and mandate_for(user, signer) is None:
        return Answer(False, why_no_mandate(user, signer.organization), because_of_who=True)
    return YES


@guard("all_signed")
def all_signed(agreement: Agreement, user: User | None) -> Answer:
    """Every signature that the document needs has been given."""
    document = document_of(agreement)
    if document is None or not is_complete(document):
        return Answer(False, _("Belum semua pihak menandatangani."))
    return YES
