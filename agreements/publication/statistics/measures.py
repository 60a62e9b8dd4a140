"""The respects in which agreements are counted: code -> name, how it is counted, and the order of its values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.record.stages import PUBLIC, Stage
from agreements.record.vocabulary import Field, Kind, Topic
from villages.organizations.models import PartnerKind

Words = str | Promise


@dataclass(frozen=True)
class Measure:
    """One respect, as pages, files and reports tell it."""

    code: str
    """As `Tally.measure` has it."""
    slug: str
    """Its name in addresses."""
    title: Words
    definition: Words
    """How it is counted, in a sentence or two."""
    keys: Mapping[str, Words] = field(default_factory=dict)
    """The values it may have, in their order; empty where the data say which."""
    ordered: bool = False
    """Whether the order of the keys says more than that of the counts."""
    question: str = ""
    """What the list of agreements calls it, where it can be asked for it."""
    amount_unit: str = "rupiah"
    """In what the amount besides the count is measured."""


def _labels(choices: Iterable[tuple[str, Words]]) -> dict[str, Words]:
    return dict(choices)


MEASURES: tuple[Measure, ...] = (
    Measure(
        "year",
        "tahun",
        _("Menurut tahun mulai berlaku"),
        _("Tahun dari tanggal mulai berlaku yang tertulis dalam perjanjian, bukan tahun pengumumannya."),
        ordered=True,
        question="tahun",
    ),
    Measure(
        "stage",
        "tahap",
        _("Menurut keadaan"),
        _("Berlaku: sudah diumumkan dan belum berakhir. Berakhir: jangka waktunya habis atau diakhiri."),
        {stage.value: stage.label for stage in Stage if stage in PUBLIC},
        ordered=True,
        question="tahap",
    ),
    Measure(
        "kind",
        "jenis",
        _("Menurut jenis kerja sama"),
        _("Antardesa, atau dengan pihak ketiga (UU Nomor 6 Tahun 2014 Pasal 91)."),
        _labels(Kind.choices),
        question="jenis",
    ),
    Measure(
        "field",
        "bidang",
        _("Menurut bidang"),
        _("Satu dari empat bidang kewenangan desa (UU Nomor 6 Tahun 2014 Pasal 18) yang dipilih para pihak."),
        _labels(Field.choices),
        question="bidang",
    ),
    Measure(
        "topic",
        "topik",
        _("Menurut topik"),
        _("Satu topik sehari-hari yang dipilih para pihak; topik bukan istilah hukum."),
        _labels(Topic.choices),
        question="topik",
    ),
    Measure(
        "region",
        "wilayah",
        _("Menurut wilayah"),
        _(
            "Kerja sama dihitung sekali di setiap wilayah yang desanya ikut serta. Karena itu jumlah seluruh baris "
            "dapat melebihi jumlah kerja sama."
        ),
    ),
    Measure(
        "coverage",
        "cakupan",
        _("Cakupan: desa yang bekerja sama"),
        _(
            "Desa yang menjadi pihak dalam paling sedikit satu kerja sama yang diumumkan, dibandingkan dengan semua "
            "desa dan desa adat dalam daftar wilayah. Kelurahan tidak dihitung."
        ),
        amount_unit="desa",
    ),
    Measure(
        "partner_kind",
        "jenis-mitra",
        _("Menurut jenis mitra"),
        _(
            "Kerja sama dengan pihak ketiga, sekali untuk setiap jenis mitra di dalamnya. Kerja sama antardesa tanpa "
            "mitra tidak ikut dihitung."
        ),
        _labels(PartnerKind.choices),
        question="jenis_mitra",
    ),
    Measure(
        "value",
        "nilai",
        _("Menurut nilai"),
        _(
            "Nilai rupiah yang tertulis dalam perjanjian, untuk seluruh jangka waktunya. Batas atas termasuk: "
            "Rp 50 juta masuk kelompok Rp 10–50 juta."
        ),
        {
            "to_10": _("sampai Rp 10 juta"),
            "to_50": _("Rp 10–50 juta"),
            "to_250": _("Rp 50–250 juta"),
            "to_1000": _("Rp 250 juta–1 miliar"),
            "over_1000": _("lebih dari Rp 1 miliar"),
            "unknown": _("tidak disebutkan"),
        },
        ordered=True,
    ),
    Measure(
        "duration",
        "lama",
        _("Menurut jangka waktu"),
        _("Dari tanggal mulai sampai tanggal berakhir yang tertulis dalam perjanjian."),
        {
            "to_1": _("sampai 1 tahun"),
            "to_3": _("lebih dari 1 sampai 3 tahun"),
            "to_5": _("lebih dari 3 sampai 5 tahun"),
            "to_10": _("lebih dari 5 sampai 10 tahun"),
            "over_10": _("lebih dari 10 tahun"),
        },
        ordered=True,
    ),
    Measure(
        "approval",
        "persetujuan",
        _("Menurut lama persetujuan"),
        _(
            "Hari kerja sejak naskah pertama kali diajukan sampai disetujui pemerintah daerah. Kerja sama yang "
            "ditandatangani di luar portal tidak melewati peninjauan di sini."
        ),
        {
            "to_5": _("sampai 5 hari kerja"),
            "to_10": _("6 sampai 10 hari kerja"),
            "to_20": _("11 sampai 20 hari kerja"),
            "to_40": _("21 sampai 40 hari kerja"),
            "over_40": _("lebih dari 40 hari kerja"),
            "unknown": _("tidak ditinjau di portal"),
        },
        ordered=True,
    ),
)
"""Every respect, in the order of the page."""

SUMMARIES: dict[tuple[str, str], tuple[Words, str]] = {
    ("value", "median"): (_("nilai tengah"), "rupiah"),
    ("duration", "median"): (_("jangka waktu tengah"), "hari"),
    ("approval", "median"): (_("lama persetujuan tengah"), "hari kerja"),
    ("approval", "p90"): (_("sembilan dari sepuluh disetujui dalam"), "hari kerja"),
}
"""Keys that are no value but a summary of all: what they say and in which unit."""


def measure_of(slug: str) -> Measure | None:
    """The respect of that name in addresses; None where there is none."""
    return next((one for one in MEASURES if one.slug == slug), None)
