"""Which data sets there are and what their columns mean: the one description that files, page and CSVW share."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements.record.stages import PUBLIC, Stage
from agreements.record.vocabulary import (
    DueRule,
    Field,
    Form,
    Instrument,
    Kind,
    ProvisionKind,
    Purpose,
    Topic,
)
from villages.organizations.models import OrganizationKind, PartnerKind

Codes = Iterable[tuple[str, Any]]
_PARTIES = [(kind.value, kind.label) for kind in OrganizationKind if kind != OrganizationKind.OFFICE]
_STAGES = [(stage.value, Stage(stage).label) for stage in PUBLIC]


@dataclass(frozen=True)
class Column:
    """One column of a data set."""

    code: str
    """Its name in the header of the file."""
    datatype: str
    """The type as CSVW names it: string, integer, decimal, boolean, date, dateTime, anyURI."""
    definition: Any
    """What it holds, as a sentence."""
    codes: tuple[tuple[str, Any], ...] = ()
    """The values it may take, each with its meaning; empty where any value may stand."""
    several: bool = False
    """Whether a cell may hold several values: a list in JSON, joined by a semicolon elsewhere."""
    required: bool = False
    """Whether it is never empty."""


@dataclass(frozen=True)
class Dataset:
    """One table of public data."""

    code: str
    """Its name in the database and in the API."""
    name: str
    """Its name in the addresses of its files."""
    title: Any
    description: Any
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that tell one row from every other."""
    refers: tuple[tuple[str, str, str], ...] = ()
    """Which column names a row of which other data set by which of its columns."""


def _text(code: str, definition: Any, **more: Any) -> Column:
    return Column(code, "string", definition, **more)


def _number(code: str, definition: Any, **more: Any) -> Column:
    return Column(code, "integer", definition, **more)


def _day(code: str, definition: Any, **more: Any) -> Column:
    return Column(code, "date", definition, **more)


def _coded(code: str, definition: Any, codes: Codes, *, required: bool = True) -> tuple[Column, Column]:
    """A column of codes, and beside it what the code means in Indonesian."""
    known = tuple((value, label) for value, label in codes if value)
    meaning = Column(f"{code}_label", "string", _("Arti kode pada kolom sebelumnya."), required=required)
    return Column(code, "string", definition, codes=known, required=required), meaning


_REF = _text("ref", _("Rujukan kerja sama: delapan huruf dan angka, tidak pernah berubah."), required=True)
_OF = _text("agreement", _("Rujukan kerja sama yang memuatnya."), required=True)
_URL = Column("url", "anyURI", _("Alamat halamannya untuk umum."), required=True)

AGREEMENTS = Dataset(
    "agreements",
    "kerja-sama",
    _("Kerja sama desa"),
    _("Setiap kerja sama yang sudah diumumkan, satu baris satu kerja sama."),
    (
        _REF,
        _URL,
        _text("title", _("Judul."), required=True),
        _text("summary", _("Ringkasan untuk warga; data pribadi ditutup.")),
        *_coded("kind", _("Jenis kerja sama (UU 6/2014 Pasal 91)."), Kind.choices),
        *_coded("instrument", _("Bentuk naskah (PP 43/2014 Pasal 143)."), Instrument.choices),
        *_coded("form", _("Sifat kerja sama menurut para pihak."), Form.choices),
        *_coded("field", _("Bidang urusan desa (UU 6/2014 Pasal 93)."), Field.choices),
        *_coded("purpose", _("Tujuan kerja sama antar-Desa."), Purpose.choices, required=False),
        *_coded("topic", _("Topik sehari-hari."), Topic.choices),
        *_coded("stage", _("Keadaannya sekarang."), _STAGES),
        Column("published_at", "dateTime", _("Sejak kapan dapat dibaca siapa saja."), required=True),
        _day("starts_on", _("Mulai berlaku."), required=True),
        _day("ends_on", _("Berakhir."), required=True),
        _number("year", _("Tahun mulai berlaku."), required=True),
        _number("value", _("Nilai dalam rupiah; kosong bila tanpa nilai uang.")),
        Column("signed_elsewhere", "boolean", _("Apakah ditandatangani di luar portal."), required=True),
        _number("approval_days", _("Hari kerja dari pengajuan pertama sampai persetujuan.")),
        Column("document_url", "anyURI", _("Alamat berkas PDF; kosong bila tidak ada berkas untuk umum.")),
        _text("parent", _("Rujukan perjanjian induk yang juga sudah diumumkan.")),
        _text("parties", _("Nama para pihak menurut urutan."), several=True, required=True),
        _text("regions", _("Kode provinsi, kabupaten/kota, kecamatan, dan desa para pihak."), several=True),
        Column("changed_at", "dateTime", _("Kapan data ini terakhir berubah."), required=True),
    ),
    ("ref",),
)

PARTIES = Dataset(
    "parties",
    "para-pihak",
    _("Para pihak"),
    _("Siapa menjadi pihak dalam kerja sama yang mana, satu baris satu pihak."),
    (
        _OF,
        _number("ordinal", _("Urutan pihak: 1 untuk PIHAK KESATU."), required=True),
        *_coded("kind", _("Desa atau mitra."), _PARTIES),
        _text("name", _("Nama pihak."), required=True),
        _text("place", _("Kecamatan dan kabupaten, atau kedudukan mitra.")),
        _text("number", _("Nomor naskah dalam register pihak itu.")),
        _text("village", _("Kode desa menurut Kementerian Dalam Negeri; kosong bila mitra.")),
        _text("partner", _("Alamat pendek mitra; kosong bila desa.")),
        *_coded("partner_kind", _("Jenis mitra."), PartnerKind.choices, required=False),
    ),
    ("agreement", "ordinal"),
    (("agreement", "agreements", "ref"), ("village", "villages", "code"), ("partner", "partners", "slug")),
)

PROVISIONS = Dataset(
    "provisions",
    "ketentuan",
    _("Hak, kewajiban, batasan, dan sanksi"),
    _(
        "Apa yang diberikan, diminta, dibatasi, atau dikenakan kepada setiap pihak, satu baris satu ketentuan; hanya "
        "dari naskah yang ditandatangani di portal. Pasal yang dikecualikan tidak ikut."
    ),
    (
        _OF,
        _text("provision", _("Kunci ketentuan di dalam naskahnya."), required=True),
        _number("party", _("Urutan pihak yang terkena."), required=True),
        *_coded("kind", _("Hak, kewajiban, batasan, atau sanksi."), ProvisionKind.choices),
        _text(
            "text", _("Bunyinya dengan jumlah, waktu, dan tahapannya; data pribadi ditutup."), required=True
        ),
        _number("amount", _("Jumlah dalam rupiah.")),
        *_coded("due_rule", _("Kapan jatuh tempo."), DueRule.choices, required=False),
        _day("due_on", _("Tanggal jatuh tempo, atau yang pertama.")),
        _number(
            "due_days", _("Jatuh tempo sekian hari sejak penandatanganan, atau hari kerja sesudah peristiwa.")
        ),
        _text("event", _("Peristiwa yang memulai hitungan hari kerja; data pribadi ditutup.")),
        _text("breach_of", _("Kunci ketentuan yang pelanggarannya dikenai sanksi ini.")),
    ),
    ("agreement", "provision"),
    (("agreement", "agreements", "ref"),),
)

VILLAGES = Dataset(
    "villages",
    "desa",
    _("Desa"),
    _("Desa yang memakai portal, dan desa yang disebut dalam kerja sama yang sudah diumumkan."),
    (
        _text("code", _("Kode desa menurut Kementerian Dalam Negeri."), required=True),
        _URL,
        _text("name", _("Nama desa."), required=True),
        _text("subdistrict", _("Kode kecamatan."), required=True),
        _text("subdistrict_name", _("Nama kecamatan."), required=True),
        _text("regency", _("Kode kabupaten/kota."), required=True),
        _text("regency_name", _("Nama kabupaten/kota."), required=True),
        _text("province", _("Kode provinsi."), required=True),
        _text("province_name", _("Nama provinsi."), required=True),
        Column("latitude", "decimal", _("Lintang pusat desa (WGS 84).")),
        Column("longitude", "decimal", _("Bujur pusat desa (WGS 84).")),
        Column("registered", "boolean", _("Apakah desa itu memakai portal."), required=True),
        _number("agreements", _("Banyaknya kerja sama yang sudah diumumkan."), required=True),
    ),
    ("code",),
)

PARTNERS = Dataset(
    "partners",
    "mitra",
    _("Mitra"),
    _("Mitra yang sudah diperiksa kabupaten, dan mitra yang disebut dalam kerja sama yang sudah diumumkan."),
    (
        _text("slug", _("Alamat pendek mitra."), required=True),
        _URL,
        _text("name", _("Nama mitra."), required=True),
        *_coded("kind", _("Jenis mitra."), PartnerKind.choices),
        _text("regency", _("Kode kabupaten/kota kedudukannya."), required=True),
        _text("regency_name", _("Nama kabupaten/kota kedudukannya."), required=True),
        Column("registered", "boolean", _("Apakah mitra itu memakai portal."), required=True),
        _number("agreements", _("Banyaknya kerja sama yang sudah diumumkan."), required=True),
    ),
    ("slug",),
)

STATISTICS = Dataset(
    "statistics",
    "statistik",
    _("Statistik"),
    _("Angka yang sudah dihitung untuk setiap wilayah; artinya dijelaskan pada halaman statistik."),
    (
        _text("scope", _("Kode wilayah; kosong untuk seluruh Indonesia.")),
        _text("measure", _("Dalam hal apa dihitung."), required=True),
        _text("key", _("Nilai yang dihitung: kode, tahun, rentang, atau wilayah di bawahnya.")),
        _number("count", _("Banyaknya kerja sama; untuk cakupan: banyaknya desa."), required=True),
        _number("amount", _("Angka lain yang menyertainya: rupiah, hari, atau banyaknya desa.")),
    ),
    ("scope", "measure", "key"),
)

DATASETS = (AGREEMENTS, PARTIES, PROVISIONS, VILLAGES, PARTNERS, STATISTICS)
"""All data sets, in the order in which they are shown."""
BY_CODE = {dataset.code: dataset for dataset in DATASETS}
"""The data sets by their names in the database."""
