"""What is wrong with a copy of one of our documents -> a sentence that says so to anybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, str | Promise] = {
    # What one reads
    "page_changed": gettext_lazy("Isi halaman %(what)s diubah."),
    "page_removed": gettext_lazy("Halaman %(what)s dari naskah asli dibuang."),
    "page_added": gettext_lazy(
        "Ada halaman sisipan yang bukan bagian naskah: halaman %(what)s pada berkas ini."
    ),
    "pages_moved": gettext_lazy("Urutan halamannya diubah."),
    "note_added": gettext_lazy("Ada catatan atau tempelan yang ditambahkan di atas halaman %(what)s."),
    "note_changed": gettext_lazy("Tautan atau catatan pada halaman %(what)s diubah atau dihapus."),
    "stamp_changed": gettext_lazy("Gambar tanda tangan %(who)s diganti."),
    # What the file carries and says of itself
    "data_changed": gettext_lazy(
        "Data naskah (JSON) di dalam berkas ditukar; isinya bukan yang ditandatangani."
    ),
    "data_removed": gettext_lazy("Data naskah (JSON) di dalam berkas dihapus."),
    "data_renamed": gettext_lazy("Data naskah (JSON) di dalam berkas diganti namanya menjadi “%(what)s”."),
    "file_added": gettext_lazy("Ada berkas lain yang disisipkan: %(what)s."),
    "info_changed": gettext_lazy("Keterangan berkas diubah: %(what)s."),
    "xmp_changed": gettext_lazy("Metadata berkas (XMP) diubah."),
    "setting_changed": gettext_lazy("Pengaturan berkas diubah: %(what)s."),
    "script_added": gettext_lazy("Ada perintah otomatis (skrip) yang disisipkan."),
    # Signatures
    "signature_broken": gettext_lazy("Tanda tangan %(who)s tidak cocok lagi dengan isi berkas."),
    "signature_missing": gettext_lazy("Tanda tangan %(who)s tidak ada dalam berkas ini."),
    "signature_hidden": gettext_lazy(
        "Tanda tangan %(who)s disembunyikan: berkas menampilkan keadaan yang lebih lama seolah-olah itu yang terbaru."
    ),
    "signature_removed": gettext_lazy("Tanda tangan %(who)s dicabut dari daftar tanda tangan berkas."),
    "signature_foreign": gettext_lazy(
        "Di tempat tanda tangan %(who)s ada tanda tangan yang diambil dari naskah lain."
    ),
    "signature_replaced": gettext_lazy(
        "Di tempat tanda tangan %(who)s ada tanda tangan lain yang dibuat di luar portal."
    ),
    "signature_forged": gettext_lazy(
        "Tanda tangan di tempat %(who)s palsu: kuncinya bukan milik sertifikatnya."
    ),
    "signature_edited": gettext_lazy("Keterangan di dalam tanda tangan %(who)s diubah."),
    "signature_added": gettext_lazy("Ada tanda tangan tambahan yang tidak tercatat di portal: %(who)s."),
    "reach_changed": gettext_lazy("Batas bagian yang dicakup tanda tangan %(who)s diubah."),
    "closing_removed": gettext_lazy("Tanda bahwa naskah sudah ditutup bagi perubahan dihapus."),
    # Certificates, time, evidence
    "certificate_swapped": gettext_lazy("Sertifikat pada tanda tangan %(who)s ditukar."),
    "certificate_revoked": gettext_lazy(
        "Sertifikat yang dipakai atas nama %(who)s sudah dicabut sebelum dipakai menandatangani."
    ),
    "certificate_expired": gettext_lazy(
        "Sertifikat yang dipakai atas nama %(who)s tidak berlaku pada saat itu."
    ),
    "certificate_imitated": gettext_lazy(
        "Sertifikat yang dipakai atas nama %(who)s meniru nama penerbit portal, tetapi bukan terbitan portal."
    ),
    "certificate_unknown": gettext_lazy(
        "Sertifikat yang dipakai atas nama %(who)s diterbitkan pihak yang tidak kami kenal."
    ),
    "time_removed": gettext_lazy("Cap waktu pada tanda tangan %(who)s dihapus."),
    "time_swapped": gettext_lazy("Cap waktu pada tanda tangan %(who)s ditukar."),
    "archive_changed": gettext_lazy("Cap waktu arsip di dalam berkas diubah atau dihapus."),
    "evidence_removed": gettext_lazy("Bukti sertifikat dan pencabutan di dalam berkas dihapus atau diganti."),
    # The file as a whole
    "appended": gettext_lazy("Ada %(what)s bita tambahan di belakang berkas dari portal."),
    "appended_blank": gettext_lazy(
        "Ada %(what)s bita kosong (spasi atau baris baru) di belakang berkas dari portal."
    ),
    "truncated": gettext_lazy("Berkas terpotong: hanya %(what)s%% bagian pertamanya yang ada."),
    "encrypted": gettext_lazy("Berkas dikunci (dienkripsi) sesudah keluar dari portal."),
    "locked": gettext_lazy("Berkas dikunci dengan sandi, sehingga isinya tidak dapat dibaca."),
    "resaved": gettext_lazy(
        "Berkas disusun ulang oleh program lain, misalnya dicetak atau disimpan ulang sebagai PDF."
    ),
    "damaged": gettext_lazy("Berkas rusak, sehingga tidak dapat dibaca lagi sebagai PDF."),
    "too_heavy": gettext_lazy(
        "Berkas terlalu rumit untuk dibaca; dokumen dari portal tidak pernah demikian."
    ),
    "unseen": gettext_lazy("Ada bita yang berubah di bagian yang tidak tampak saat dibaca."),
    "pictures": gettext_lazy("Setiap halamannya hanya gambar, seperti hasil pindai atau potret."),
}
"""For every fault the sentence; `what` are pages, names of files, numbers; `who` are signatories."""

_INFO = {
    "/Title": gettext_lazy("judul"),
    "/Author": gettext_lazy("penyusun"),
    "/Subject": gettext_lazy("kode verifikasi"),
    "/CreationDate": gettext_lazy("tanggal pembuatan"),
    "/Lang": gettext_lazy("bahasa"),
    "/Outlines": gettext_lazy("daftar isi"),
    "/Dests": gettext_lazy("sasaran tautan"),
    "/ViewerPreferences": gettext_lazy("cara tampil"),
    "/StructTreeRoot": gettext_lazy("struktur untuk pembaca layar"),
    "/MarkInfo": gettext_lazy("penandaan struktur"),
    "/OutputIntents": gettext_lazy("profil warna"),
}
_COUNTED = ("appended", "appended_blank")
_MOST_NAMES = 6
"""Of more signatories only some are named."""


@dataclass(frozen=True)
class Fault:
    """One manipulation that was found."""

    code: str
    """A code of `SENTENCES`."""
    what: tuple[str, ...] = ()
    """Which pages, entries or files, or how many bytes."""
    who: tuple[str, ...] = ()
    """Whose signatures, as the portal or the file names them; only for those who may read the agreement."""

    def told(self, *, openly: bool) -> str:
        """The sentence; without anybody's name unless the agreement is public."""
        who = list(self.who) if openly and self.who else [_("salah satu penanda tangan")]
        if len(who) > _MOST_NAMES:
            others = _("%(count)d orang lain") % {"count": len(who) - _MOST_NAMES + 1}
            who = [*who[: _MOST_NAMES - 1], others]
        what = [str(_INFO.get(one, one)).lstrip("/") for one in self.what]
        if self.code in _COUNTED:
            what = [number_format(one, force_grouping=True) for one in what]
        elif self.code.startswith(("page", "note")):
            what = _ranges(sorted(map(int, what)))
        return str(SENTENCES[self.code]) % {
            "what": get_text_list(what, _("dan")),
            "who": get_text_list(who, _("dan")),
        }

    def as_data(self) -> dict[str, Any]:
        """The fault as JSON, for the task's result and the cache."""
        return {"code": self.code, "what": list(self.what), "who": list(self.who)}


def from_data(rows: Iterable[Mapping[str, Any]]) -> tuple[Fault, ...]:
    """Faults as `as_data` wrote them."""
    return tuple(
        Fault(row["code"], tuple(row["what"]), tuple(row["who"])) for row in rows if row["code"] in SENTENCES
    )


def _ranges(numbers: list[int]) -> list[str]:
    """Pages that follow each other as "3–7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
