"""When a document may be signed, by whom, and when all have signed."""

import datetime as dt

from django.utils.translation import gettext as _

from agreements.record.access import guard
from agreements.record.models import Agreement
from agreements.record.vocabulary import Capacity
from agreements.signing.models import FrozenDocument, Signer
from agreements.signing.queries import Slot, document_of, is_complete, slots
from villages.people.access import (
    YES,
    Answer,
    Mandate,
    any_mandate,
    mandates,
    signing_mandate,
    why_no_mandate,
)
from villages.people.models import User

_MOST_NAMES = 3


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
    if any(user and (slot.signer.person_id == user.pk or _for_the_party(user, slot)) for slot in places):
        return YES
    return Answer(False, _("Pihak Anda sudah menandatangani."))


def _for_the_party(user: User, slot: Slot) -> bool:
    """Whether the user may sign for the party of an empty place, though the text may name somebody else."""
    return bool(slot.party and signing_mandate(user, slot.party.organization))


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
        return _nothing_waits(mine) if mine else _not_named(found, user)
    answers = [may_sign_place(user, slot.signer) for slot in waiting]
    if not any(answers):
        return answers[0]
    if not any(slot.is_open for slot, answer in zip(waiting, answers, strict=True) if answer):
        words = _("Belum giliran Anda; menunggu tanda tangan %(names)s.")
        return Answer(False, words % {"names": _named([slot for slot in found if slot.is_open])})
    return YES


def _nothing_waits(mine: list[Slot]) -> Answer:
    """Why somebody whom the text names has nothing to sign: has done so, or enough other witnesses have."""
    if any(slot.signature for slot in mine):
        return Answer(False, _("Anda sudah menandatangani."))
    return Answer(False, _("Saksi sudah cukup; tanda tangan Anda tidak diperlukan lagi."))


def _named(found: list[Slot]) -> str:
    """A few of those whose turn it is, and how many more."""
    names = ", ".join(slot.name for slot in found[:_MOST_NAMES])
    if len(found) <= _MOST_NAMES:
        return names
    return _("%(names)s, dan %(more)d lagi") % {"names": names, "more": len(found) - _MOST_NAMES}


def _not_named(found: list[Slot], user: User | None) -> Answer:
    """Why somebody whom the text does not name cannot sign."""
    waiting = [slot for slot in found if slot.signature is None and slot.is_needed]
    for slot in waiting:
        if user and slot.party and signing_mandate(user, slot.party.organization):
            words = _(
                "Naskah menyebut penanda tangan lain untuk %(name)s; tolak dan minta naskah diperbarui."
            )
            return Answer(False, words % {"name": slot.party.organization.name})
    return Answer(False, _("Pihak Anda sudah menandatangani."))


def mandate_for(user: User, signer: Signer, on: dt.date | None = None) -> Mandate | None:
    """The mandate on which the user could sign at this place that day (today); None for a witness on their own.

    It is the office that the text states under the signature: a *Plt.* who has become head since is no *Plt.* any more.
    """
    if signer.organization is None:
        return None
    held = [m for m in mandates(user, on) if m.organization.pk == signer.organization.pk]
    if signer.capacity == Capacity.PARTY:
        held = [mandate for mandate in held if mandate.may_sign]
    return next((mandate for mandate in held if mandate.title == signer.office), None)


def may_sign_place(user: User | None, signer: Signer) -> Answer:
    """Whether the person named for the place holds today what the signature needs: a mandate that ended is none."""
    if user is None or signer.person_id != user.pk:
        return Answer(False, _("Naskah menyebut orang lain untuk tempat ini."), because_of_who=True)
    if signer.organization is None or mandate_for(user, signer):
        return YES
    other = any_mandate(user, signer.organization)
    if other is None or (signer.capacity == Capacity.PARTY and not other.may_sign):
        return Answer(False, why_no_mandate(user, signer.organization), because_of_who=True)
    words = _(
        "Naskah menyebut Anda %(written)s, padahal sekarang %(today)s; tolak dan minta naskah diperbarui."
    )
    return Answer(False, words % {"written": signer.office, "today": other.title})


@guard("all_signed")
def all_signed(agreement: Agreement, user: User | None) -> Answer:
    """Every signature that the document needs has been given."""
    document = document_of(agreement)
    if document is None or not is_complete(document):
        return Answer(False, _("Belum semua pihak menandatangani."))
    return YES
