"""When a document may be signed, and when all have signed."""

from django.utils.translation import gettext as _

from agreements.record.access import guard, parties_of
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


@guard("not_yet_signed")
def not_yet_signed(agreement: Agreement, user: User | None) -> Answer:
    """The party for which this person may sign has not signed, and the frozen text names this person."""
    document = document_of(agreement)
    if document is None:
        return Answer(False, _("Belum ada naskah yang dibekukan."))
    mine = [party for party in parties_of(agreement) if user and signing_mandate(user, party.organization)]
    open_ = {party.pk for party in unsigned_parties(document)}
    waiting = [party for party in mine if party.pk in open_]
    if not waiting:
        return Answer(False, _("Pihak Anda sudah menandatangani."))
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
