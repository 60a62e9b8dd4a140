"""A code or a file -> what the portal can say of it (genuine, outdated, changed, void, unknown), in words."""

import hashlib
import json
import re
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from agreements.publication.forms import tidy_code
from agreements.record.stages import PUBLIC, Stage
from agreements.signing.crypto.inspection import Report
from agreements.signing.models import FrozenDocument, Signature
from agreements.signing.queries import document_of

_GROUP = rb"[0-9A-HJKMNP-TV-Z]{4}"
_CODE_IN_FILE = re.compile(rb"Kode verifikasi (%b(?:(?:-|\\055)%b){2})" % (_GROUP, _GROUP))
"""The code in the file's description, which is never compressed; there a hyphen may be written in octal."""


class Finding(TextChoices):
    """The answer in a word or two."""

    GENUINE = "genuine", _("Asli dan utuh")
    OUTDATED = "outdated", _("Bukan yang terbaru")
    VOID = "void", _("Tidak berlaku")
    CHANGED = "changed", _("Berubah")
    UNREADABLE = "unreadable", _("Tidak terbaca")
    UNKNOWN = "unknown", _("Tidak dikenal")
    IN_FORCE = "in_force", _("Berlaku")
    ENDED = "ended", _("Berakhir")
    UNANNOUNCED = "unannounced", _("Belum diumumkan")
    INCOMPLETE = "incomplete", _("Belum lengkap")
    UNCHECKED = "unchecked", _("Belum diperiksa")


REASONS = {
    # What a code says: nothing is known yet of the file that the reader holds.
    "code_in_force": (
        *(Finding.IN_FORCE, "success"),
        _("Naskah dengan kode ini ditandatangani semua pihak dan berlaku sampai %(ends)s."),
    ),
    "code_ended": (
        *(Finding.ENDED, "info"),
        _("Naskah dengan kode ini ditandatangani semua pihak; kerja samanya sudah berakhir."),
    ),
    "code_signed": (
        *(Finding.UNANNOUNCED, "warning"),
        _("Naskah dengan kode ini sudah ditandatangani semua pihak dan menunggu pengumuman."),
    ),
    "code_unsigned": (
        *(Finding.INCOMPLETE, "warning"),
        _("Naskah dengan kode ini ada, tetapi belum ditandatangani semua pihak. Ia belum berlaku."),
    ),
    "code_void": (
        *(Finding.VOID, "warning"),
        _("Naskah dengan kode ini dibatalkan pada %(voided)s sebelum berlaku; jangan dipakai."),
    ),
    # What the bytes of a file say.
    "same": (
        *(Finding.GENUINE, "success"),
        _("Berkas ini sama persis dengan yang disimpan dan diumumkan portal."),
    ),
    "same_unannounced": (
        *(Finding.GENUINE, "success"),
        _("Berkas ini sama persis dengan yang tersimpan di portal, tetapi belum diumumkan."),
    ),
    "same_void": (
        *(Finding.VOID, "warning"),
        _("Berkas ini berasal dari portal dan tidak berubah, tetapi naskahnya dibatalkan pada %(voided)s."),
    ),
    "earlier": (
        *(Finding.OUTDATED, "warning"),
        _(
            "Berkas ini berasal dari portal, tetapi sudah ada yang lebih baru dengan tanda tangan lebih lengkap."
        ),
    ),
    "added_to": (
        *(Finding.CHANGED, "danger"),
        _("Ada yang ditambahkan pada berkas ini setelah keluar dari portal. Jangan dipercaya."),
    ),
    "code_but_different": (
        *(Finding.CHANGED, "danger"),
        _("Berkas ini memuat kode verifikasi portal, tetapi isinya tidak sama dengan yang tersimpan."),
    ),
    "text_but_different": (
        *(Finding.CHANGED, "danger"),
        _("Berkas ini memuat naskah yang ada di portal, tetapi berkasnya sendiri sudah diubah."),
    ),
    "signed_but_different": (
        *(Finding.CHANGED, "danger"),
        _(
            "Berkas ini memuat tanda tangan dari portal, tetapi tidak sama dengan dokumen mana pun yang tersimpan."
        ),
    ),
    "not_pdf": (
        *(Finding.UNREADABLE, "danger"),
        _("Berkas ini bukan PDF yang dapat dibaca. Dokumen dari portal selalu berupa PDF."),
    ),
    "signed_elsewhere": (
        *(Finding.UNKNOWN, "info"),
        _("Berkas ini bukan dari portal; tanda tangan di dalamnya tidak kami kenal."),
    ),
    "lost": (
        *(Finding.UNCHECKED, "warning"),
        _("Pemeriksaan terhenti sebelum selesai. Kirim berkasnya sekali lagi."),
    ),
    "foreign": (
        *(Finding.UNKNOWN, "info"),
        _("Berkas ini bukan dari portal dan tidak memuat tanda tangan elektronik."),
    ),
}
"""For every reason the word, the tone and the sentence that a reader gets."""


@dataclass(frozen=True)
class Verdict:
    """The answer to somebody who holds a document."""

    reason: str
    """A code of `REASONS`."""
    document: FrozenDocument | None = None
    """The frozen document that it is about, if any."""
    missing: tuple[str, ...] = ()
    """Which signatures an outdated file lacks, as "name, office"; only of published documents."""

    @property
    def word(self) -> str:
        """The answer in a word or two."""
        return str(REASONS[self.reason][0].label)

    @property
    def tone(self) -> str:
        """success, warning, danger or info."""
        return REASONS[self.reason][1]

    @property
    def sentence(self) -> str:
        """What the answer means."""
        days = {"ends": "", "voided": ""}
        if self.document:
            days["ends"] = date_format(self.document.agreement.ends_on, "j F Y")
        if self.document and self.document.voided_at:
            days["voided"] = date_format(localtime(self.document.voided_at), "j F Y")
        return str(REASONS[self.reason][2]) % days


def _documents():
    return FrozenDocument.objects.select_related("agreement")


def by_code(code: str) -> FrozenDocument | None:
    """The frozen document with that verification code, however it was typed."""
    tidy = tidy_code(code)
    return _documents().filter(verification_code=tidy).first() if tidy else None


def standing(document: FrozenDocument) -> Verdict:
    """What the code alone says: where the document stands."""
    if document.voided_at:
        return Verdict("code_void", document)
    reasons = {Stage.IN_FORCE: "code_in_force", Stage.ENDED: "code_ended", Stage.PUBLICATION: "code_signed"}
    return Verdict(reasons.get(Stage(document.agreement.stage), "code_unsigned"), document)


def known_file(sha256: str) -> Verdict | None:
    """What is known of a file by its digest alone, which is certain; None when it is none of ours, byte for byte."""
    current = _documents().filter(sha256=sha256).first()
    if current:
        return _current(current)
    signature = Signature.objects.select_related("document__agreement").filter(sha256=sha256).first()
    if signature:
        return _earlier(signature.document, signature.ordinal)
    base = _documents().filter(base_sha256=sha256).first()
    return _earlier(base, 0) if base else None


def _current(document: FrozenDocument) -> Verdict:
    if document.voided_at:
        return Verdict("same_void", document)
    return Verdict("same" if shown(document) else "same_unannounced", document)


def _earlier(document: FrozenDocument, signed: int) -> Verdict:
    """An earlier state of a document of ours: sound in itself, but later signatures are missing."""
    if document.voided_at:
        return Verdict("same_void", document)
    later = document.signatures.filter(ordinal__gt=signed).order_by("ordinal") if shown(document) else ()
    return Verdict("earlier", document, tuple(f"{row.name}, {row.office}" for row in later))


def changed_copy(data: bytes) -> Verdict | None:
    """Whether unknown bytes are a changed copy of ours, seen without reading the PDF; None when that cannot be told."""
    codes = sorted(
        {tidy_code(found.decode().replace(r"\055", "-")) for found in _CODE_IN_FILE.findall(data)}
    )[:20]
    document = _documents().filter(verification_code__in=codes).order_by("-pk").first() if codes else None
    if document is None:
        return None
    grown = 0 < document.size < len(data) and _sha256(data[: document.size]) == document.sha256
    return Verdict("added_to" if grown else "code_but_different", document)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def from_report(report: Report) -> Verdict:
    """What an inspection of unknown bytes says: by the text that the file carries, and by who signed it."""
    if report.verdict == "unreadable":
        return Verdict("not_pdf")
    if report.content:
        document = _documents().filter(content_digest=report.content_digest).first()
        if document:
            return Verdict("text_but_different", document)
        document = by_code(_code_carried(report.content))
        if document:
            return Verdict("code_but_different", document)
    if any(signature.trusted for signature in report.signatures):
        return Verdict("signed_but_different")
    return Verdict("signed_elsewhere" if report.signatures else "foreign")


def _code_carried(content: bytes) -> str:
    """The verification code in the data that a file carries; whoever made the file may have written anything there."""
    try:
        return str(json.loads(content)["verification"]["code"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""


def shown(document: FrozenDocument) -> bool:
    """Whether title, parties and signatures of this document are public: it is the one that was published."""
    return not document.voided_at and document.agreement.stage in PUBLIC


def living(document: FrozenDocument) -> FrozenDocument | None:
    """The published document that stands in the place of a voided one, if there is one."""
    if not document.voided_at or document.agreement.stage not in PUBLIC:
        return None
    return document_of(document.agreement)


def of_data(reason: str, key: int | None) -> Verdict:
    """The verdict from what a task has left: its reason and the document's key."""
    return Verdict(reason, _documents().filter(pk=key).first() if key else None)
