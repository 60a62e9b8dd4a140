"""Who may see a scan with ink on it, who may compare it, and whether somebody could have signed on that day."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.record.access import guard, roles_of
from agreements.record.models import Agreement
from agreements.record.stages import Role
from agreements.signing.guards import mandate_for
from agreements.signing.models import FrozenDocument, Signer
from agreements.signing.paper.models import PaperCopy
from agreements.signing.paper.queries import is_stamp_owed
from agreements.signing.queries import document_of
from villages.people.access import YES, Answer
from villages.people.models import User

_SEES_INK = frozenset({Role.DRAFTER, Role.SIGNATORY, Role.REVIEWER, Role.ATTESTANT})


@guard("paper_waiting")
def paper_waiting(agreement: Agreement, user: User | None) -> Answer:
    """A scan of the living document waits to be compared."""
    document = document_of(agreement)
    if document and document.paper_copies.filter(state=PaperCopy.State.WAITING).exists():
        return YES
    return Answer(False, _("Tidak ada pindaian yang menunggu dicocokkan."))


@guard("stamp_owed")
def stamp_owed(agreement: Agreement, user: User | None) -> Answer:
    """The law asks for stamp duty: a contract with a third party, not a regulation (UU 10/2020 art. 3).

    Of what was signed elsewhere there is no document here to record it on.
    """
    if is_stamp_owed(agreement) and not agreement.signed_elsewhere:
        return YES
    return Answer(False, _("Dokumen ini tidak dikenai bea meterai (UU 10/2020 Pasal 3)."))


def may_see_scans(user: User, agreement: Agreement) -> Answer:
    """Whether the user may see ink signatures, which are personal data (UU 27/2022): the parties and the registrar."""
    if roles_of(user, agreement) & _SEES_INK:
        return YES
    words = _("Pindaian memuat gambar tanda tangan; hanya dibuka untuk para pihak dan petugas DPMD.")
    return Answer(False, words, because_of_who=True)


def may_decide(user: User, copy: PaperCopy) -> Answer:
    """Whether the user may compare this scan: not who uploaded it, and only while it waits."""
    if copy.uploaded_by_id == user.pk:
        words = _("Anda mengunggah pindaian ini; petugas lain harus mencocokkannya.")
        return Answer(False, words, because_of_who=True)
    if copy.state != PaperCopy.State.WAITING or copy.document.voided_at:
        return Answer(False, _("Pindaian ini tidak menunggu dicocokkan lagi."))
    return YES


def may_be_the_day(document: FrozenDocument, day: dt.date) -> Answer:
    """Whether ink could have been put on the document that day: not before it was frozen, not in the future."""
    if day > timezone.localdate():
        return Answer(False, _("Tanggal ini belum tiba."))
    first = timezone.localdate(document.frozen_at)
    if day < first:
        words = _("Naskah baru dibekukan pada %(day)s; sebelum itu belum ada yang dapat ditandatangani.")
        return Answer(False, words % {"day": date_format(first, "j F Y")})
    return YES


def could_sign(signer: Signer, day: dt.date) -> Answer:
    """Whether the person named for the place held on that day what the signature needs; no account, no question."""
    if signer.person is None or signer.organization is None or mandate_for(signer.person, signer, on=day):
        return YES
    words = _("%(name)s tidak memegang jabatan %(office)s pada %(day)s.")
    said = {"name": signer.name, "office": signer.office, "day": date_format(day, "j F Y")}
    return Answer(False, words % said)
