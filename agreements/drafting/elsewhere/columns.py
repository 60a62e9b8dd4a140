"""What a register's columns may hold -> their names, the words by which a header is known, and a guess for a file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    """One thing that a row may say."""

    code: str
    header: str
    """How the template heads the column."""
    explained: str | Promise
    """What is written there."""
    example: str
    words: tuple[str, ...]
    """What other registers call it, in small letters without signs; the more particular first."""
    required: bool = False
    several: bool = False
    """Whether more than one column may hold it."""


COLUMNS: tuple[Column, ...] = (
    Column(
        "title",
        "Judul",
        _("Yang mengikuti kata TENTANG; paling sedikit 10 huruf."),
        "Pengelolaan Sampah Bersama",
        ("judul", "tentang", "judul perjanjian", "judul kerja sama", "perihal", "nama kerja sama", "nama perjanjian"),
        required=True,
    ),
    Column(
        "party",
        "Para Pihak",
        _(
            "Semua pihak, dipisah titik koma: “Desa X (Kecamatan Y)” atau kode wilayah; mitra dengan bentuknya (PT, CV,"
            " Koperasi, Universitas, …). Boleh juga satu pihak satu kolom: Pihak 1, Pihak 2, ….",
        ),
        "Desa Argopeni (Kecamatan Ayah); PT Sumber Air",
        ("para pihak", "pihak", "pihak kesatu", "pihak pertama", "pihak kedua", "pihak ketiga", "desa", "mitra",
         "nama desa", "nama mitra", "pihak desa", "pihak mitra", "pihak lain", "peserta"),
        required=True,
        several=True,
    ),
    Column(
        "number",
        "Nomor",
        _("Nomor pada register setiap pihak, urut seperti para pihak, dipisah titik koma; “-” bila tidak bernomor."),
        "01 TAHUN 2024; 12/PKS/SA/I/2024",
        ("nomor", "nomor perjanjian", "nomor naskah", "nomor pks", "no perjanjian", "no pks", "no naskah",
         "nomor surat", "nomor pihak", "nomor mou", "nomor peraturan", "nomor register", "number"),
        required=True,
        several=True,
    ),
    Column(
        "signed_on",
        "Tanggal Penandatanganan",
        _("Misalnya 21 November 2024 atau 21/11/2024."),
        "15 Januari 2024",
        ("tanggal penandatanganan", "ditandatangani", "tanggal tanda tangan", "tanggal ttd", "tgl ttd",
         "tanggal perjanjian", "tanggal naskah", "tanggal pks", "tgl perjanjian", "tanggal", "tgl", "signed"),
        required=True,
    ),
    Column(
        "starts_on",
        "Mulai Berlaku",
        _("Bila kosong: sejak tanggal penandatanganan."),
        "1 Februari 2024",
        ("mulai berlaku", "mulai", "tanggal mulai", "berlaku sejak", "berlaku mulai", "tgl mulai", "awal", "start"),
    ),
    Column(
        "ends_on",
        "Berakhir",
        _("Hari terakhir; atau isi kolom Jangka Waktu."),
        "31 Januari 2027",
        ("berakhir", "tanggal berakhir", "berlaku sampai", "sampai dengan", "tgl berakhir", "selesai",
         "tanggal selesai", "akhir", "end"),
    ),
    Column(
        "term",
        "Jangka Waktu",
        _("Misalnya 3 tahun atau 18 bulan; dipakai bila kolom Berakhir kosong."),
        "",
        ("jangka waktu", "lama", "masa berlaku", "durasi"),
    ),
    Column(
        "instrument",
        "Bentuk Naskah",
        _("Peraturan Bersama, Perjanjian Kerja Sama, Nota Kesepahaman, atau Piagam; bila kosong menurut para pihak."),
        "Perjanjian Kerja Sama",
        ("bentuk naskah", "bentuk", "jenis naskah", "jenis dokumen", "jenis perjanjian"),
    ),
    Column(
        "field",
        "Bidang",
        _("Pemerintahan, Pembangunan, Pembinaan Kemasyarakatan, atau Pemberdayaan Masyarakat."),
        "Pembangunan",
        ("bidang", "bidang kerja sama"),
    ),
    Column("topic", "Topik", _("Misalnya Pengelolaan sampah, Air bersih, Pendidikan."), "Pengelolaan sampah",
           ("topik", "objek", "objek kerja sama", "sektor")),
    Column("purpose", "Tujuan", _("Untuk kerja sama antar-Desa: usaha bersama, pelayanan, atau keamanan."), "",
           ("tujuan", "tujuan kerja sama")),
    Column("value", "Nilai", _("Rupiah, misalnya 12.500.000; kosong bila tanpa nilai uang."), "150.000.000",
           ("nilai", "nilai kerja sama", "nilai perjanjian", "nilai rp", "jumlah dana", "anggaran", "value")),
    Column("place", "Tempat", _("Tempat penandatanganan."), "Kebumen",
           ("tempat", "tempat penandatanganan", "lokasi penandatanganan")),
    Column("summary", "Ringkasan", _("Dua atau tiga kalimat yang dibaca warga."),
           "Sampah kedua pihak diangkut dan diolah bersama.", ("ringkasan", "uraian", "ruang lingkup", "deskripsi")),
    Column("manner", "Cara Penandatanganan", _("Kertas atau elektronik; bila kosong: kertas."), "kertas",
           ("cara penandatanganan", "cara tanda tangan")),
    Column("note", "Keterangan", _("Misalnya tempat menyimpan naskah asli."), "Asli di kantor desa",
           ("keterangan", "catatan", "ket")),
)  # fmt: skip
BY_CODE = {column.code: column for column in COLUMNS}
_ORDINALS = re.compile(
    r"\b(?:\d+|i{1,3}|iv|v|ke|kesatu|pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|rp|rupiah)\b"
)


def bare(header: str) -> str:
    """A header in small letters, without signs and ordinals."""
    words = re.sub(r"[^a-z0-9 ]", " ", header.lower().replace("kerjasama", "kerja sama"))
    return " ".join(_ORDINALS.sub(" ", words).split())


_EXACT = {bare(word): column.code for column in reversed(COLUMNS) for word in (column.header, *column.words)}
_EXACT.pop("", None)
_LONGEST = sorted(_EXACT, key=len, reverse=True)


def known(header: str) -> str:
    """The code of what a header seems to name, or nothing. "No." alone counts rows and is nothing."""
    words = bare(header)
    if len(header) > 80 or words in ("", "no", "nomor urut", "no urut"):
        return ""
    if words in _EXACT:
        return _EXACT[words]
    return next((_EXACT[word] for word in _LONGEST if re.search(rf"\b{word}\b", words)), "")


def hits(cells: Sequence[str]) -> int:
    """How many different columns a line would head."""
    return len({code for cell in cells if len(cell) <= 80 and (code := known(cell))})


def guess(headers: Sequence[str]) -> list[str]:
    """What each column seems to hold; an exact name goes before a likeness, and nothing that is single twice."""
    codes = [known(header) for header in headers]
    exact = [bare(header) in _EXACT for header in headers]
    found = []
    for place, code in enumerate(codes):
        single = code and not BY_CODE[code].several
        better = [
            p for p, other in enumerate(codes) if other == code and (exact[p], -p) > (exact[place], -place)
        ]
        found.append("" if single and better else code)
    return found


def missing(mapping: Sequence[str]) -> list[str]:
    """The headers of what a register must say and this mapping leaves out; twice-named single ones too."""
    lacking = [column.header for column in COLUMNS if column.required and column.code not in mapping]
    return lacking if "ends_on" in mapping or "term" in mapping else [*lacking, BY_CODE["ends_on"].header]


def doubled(mapping: Sequence[str]) -> list[str]:
    """The headers of what more than one column is said to hold although a row says it once."""
    return [c.header for c in COLUMNS if not c.several and list(mapping).count(c.code) > 1]
