"""When a document may be signed, and when all have signed."""

from django.utils.translation import gettext as _

from agreements.record.access import guard
from agreements.record.models import Agreement, Party
from agreements.signing.models import FrozenDocument
from agreements.signing.queries import document_of, unsigned_parties
from villages.people.access import YES, Answer, signing_mandate
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


def _waiting(document: FrozenDocument, user: User | None) -> list[Party]:
    """The parties without a signature for which this person may sign today."""
    return [
        party for party in unsigned_parties(document) if user and signing_mandate(user, party.organization)
    ]


@guard("place_open")
def place_open(agreement: Agreement, user: User | None) -> Answer:
    """A party for which this person may sign has not signed yet."""
    document = document_of(agreement)
    if document is None:
        return Answer(False, _("Belum ada naskah yang dibekukan."))
    if not _waiting(document, user):
        return Answer(False, _("Pihak Anda sudah menandatangani."))
    return YES


@guard("not_yet_signed")
def not_yet_signed(agreement: Agreement, user: User | None) -> Answer:
    """The place is open, and the frozen text names this very person for it."""
    answer = place_open(agreement, user)
    document = document_of(agreement)
    if not answer or document is None:
        return answer
    waiting = _waiting(document, user)
    if not any(names(document, party, user) for party in waiting):
        return Answer(
            False,
            _("Naskah menyebut penanda tangan lain untuk %(name)s; tolak dan minta naskah diperbarui.")
            % {"name": waiting[0].organization.name},
        )
    return YES


def names(document: FrozenDocument, party: Party, user: User | None) -> bool:
    """Whether the frozen text names this person as the party's signatory."""
    return user is not None and document.named.get(str(party.organization_id)) == user.pk


@guard("all_signed")
def all_signed(agreement: Agreement, user: User | None) -> Answer:
    """Every party has signed the document that stands."""
    document = document_of(agreement)
    if document is None or unsigned_parties(document):
        return Answer(False, _("Belum semua pihak menandatangani."))
    return YES
