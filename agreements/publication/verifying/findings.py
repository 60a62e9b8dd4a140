"""The answer to somebody who holds a document or its code: one word, one sentence, and what is wrong."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from agreements.publication.verifying.faults import Fault
from agreements.publication.verifying.standing import shown
from agreements.signing.models import FrozenDocument


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
    # A file that is ours, byte for byte.
    "same": (
        *(Finding.GENUINE, "success"),
        _("Berkas ini sama persis dengan yang disimpan dan diumumkan portal."),
    ),
    "public_copy": (
        *(Finding.GENUINE, "success"),
        _(
            "Berkas ini salinan untuk umum yang dibuat portal, dan tidak berubah. Data pribadi di dalamnya disamarkan,"
            " bagian yang dikecualikan tidak dimuat; naskah bertanda tangan disimpan para pihak."
        ),
    ),
    "public_copy_earlier": (
        *(Finding.OUTDATED, "warning"),
        _(
            "Berkas ini salinan untuk umum yang dibuat portal, tetapi sudah ada salinan yang lebih baru. Unduhlah yang"
            " terbaru dari halaman kerja samanya."
        ),
    ),
    "same_archived": (
        *(Finding.GENUINE, "success"),
        _(
            "Berkas ini lengkap dengan semua tanda tangan dan tidak berubah. Sejak itu portal hanya menambahkan cap"
            " waktu arsip pada salinan yang diumumkannya; naskah dan tanda tangannya sama."
        ),
    ),
    "same_unannounced": (
        *(Finding.GENUINE, "success"),
        _("Berkas ini sama persis dengan yang tersimpan di portal, tetapi belum diumumkan."),
    ),
    "same_incomplete": (
        *(Finding.INCOMPLETE, "warning"),
        _(
            "Berkas ini dari portal dan tidak berubah, tetapi belum ditandatangani semua pihak. Ia belum berlaku."
        ),
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
    "scan": (
        *(Finding.GENUINE, "success"),
        _(
            "Pindaian ini sama persis dengan yang dicocokkan petugas, halaman demi halaman, dengan naskah di portal."
            " Petugas mencocokkan isinya; portal tidak memeriksa tanda tangan basahnya."
        ),
    ),
    "scan_waiting": (
        *(Finding.UNCHECKED, "warning"),
        _("Pindaian ini sudah diterima portal, tetapi belum dicocokkan petugas dengan naskahnya."),
    ),
    "scan_refused": (
        *(Finding.VOID, "danger"),
        _("Pindaian ini ditolak petugas, karena tidak sama dengan naskahnya."),
    ),
    # A copy of ours that somebody has changed.
    "changed": (
        *(Finding.CHANGED, "danger"),
        _("Berkas ini dibuat dari dokumen portal, tetapi sudah diubah. Jangan dipercaya."),
    ),
    "added_to": (
        *(Finding.CHANGED, "danger"),
        _("Ada yang ditambahkan pada berkas ini setelah keluar dari portal. Jangan dipercaya."),
    ),
    "cut": (
        *(Finding.CHANGED, "danger"),
        _(
            "Berkas ini hanya sebagian dari dokumen portal, misalnya karena unduhan terputus. Ambil lagi yang utuh."
        ),
    ),
    "resaved": (
        *(Finding.CHANGED, "warning"),
        _(
            "Isi naskahnya masih sama, tetapi berkasnya bukan lagi yang keluar dari portal, sehingga tanda tangannya"
            " tidak terbukti. Pakailah berkas aslinya."
        ),
    ),
    "unsigned": (
        *(Finding.CHANGED, "danger"),
        _("Berkas ini menampilkan naskah yang sama, tetapi tidak memuat satu pun tanda tangan elektronik."),
    ),
    # Neither ours nor a copy of ours.
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
    "locked": (
        *(Finding.UNREADABLE, "danger"),
        _(
            "Berkas ini dikunci dengan sandi. Dokumen dari portal tidak pernah dikunci; kirim yang tidak dikunci."
        ),
    ),
    "too_heavy": (
        *(Finding.UNREADABLE, "danger"),
        _("Berkas ini terlalu rumit untuk dibaca. Dokumen dari portal tidak pernah demikian."),
    ),
    "pictures": (
        *(Finding.UNKNOWN, "info"),
        _(
            "Setiap halaman berkas ini hanya gambar, seperti hasil pindai; tanda tangan elektronik tidak ikut ke dalam"
            " gambar. Cari dokumennya dengan kode di kaki halaman, lalu bandingkan."
        ),
    ),
    "signed_elsewhere": (
        *(Finding.UNKNOWN, "info"),
        _("Berkas ini bukan dari portal; tanda tangan di dalamnya tidak kami kenal."),
    ),
    "foreign": (
        *(Finding.UNKNOWN, "info"),
        _("Berkas ini bukan dari portal dan tidak memuat tanda tangan elektronik."),
    ),
    "lost": (
        *(Finding.UNCHECKED, "warning"),
        _("Pemeriksaan terhenti sebelum selesai. Kirim berkasnya sekali lagi."),
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
    faults: tuple[Fault, ...] = ()
    """What was done to the file."""
    missing: tuple[str, ...] = ()
    """Which signatures an outdated file lacks, as "name, office"; only of published documents."""
    technical: tuple[tuple[str, str], ...] = ()
    """For experts: signatures in the file and how they were judged."""

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

    @property
    def told(self) -> list[str]:
        """Every fault as a sentence; names only where the agreement is public."""
        openly = bool(self.document and shown(self.document))
        return [fault.told(openly=openly) for fault in self.faults]

    @property
    def is_ours(self) -> bool:
        """Whether the file is one that the portal made, as it was made."""
        return REASONS[self.reason][0] in (Finding.GENUINE, Finding.OUTDATED)
