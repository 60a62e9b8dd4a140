"""The portal's own list of what can be counted, so that the figures of many agreements add up, topic by topic.

Practice, not law: each is one thing that a village can count itself, with its unit and what it is good for.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.monitoring.outcomes.models import Benefit
from agreements.record.vocabulary import Topic


@dataclass(frozen=True)
class Listed:
    """One thing that can be counted."""

    code: str
    """Short and stable; stands in the address and in the row."""
    name: Promise
    unit: Promise
    benefit: Benefit
    topics: tuple[Topic, ...]
    """Where it is offered first; everywhere else it is offered below."""


_PEOPLE, _FAMILIES, _TONNES, _RUPIAH = _("orang"), _("keluarga"), _("ton"), _("rupiah")
_E, _D, _L, _S, _W = (
    Benefit.ECONOMY,
    Benefit.EDUCATION,
    Benefit.ENVIRONMENT,
    Benefit.SERVICES,
    Benefit.PARTICIPATION,
)
T = Topic

INDICATORS = (
    Listed("income", _("Pendapatan rata-rata keluarga sebulan"), _RUPIAH, _E, (T.AGRICULTURE, T.TOURISM)),
    Listed("village_income", _("Pendapatan asli Desa setahun"), _RUPIAH, _E, (T.VILLAGE_MARKET, T.TOURISM)),
    Listed(
        "jobs", _("Warga yang mendapat pekerjaan"), _PEOPLE, _E, (T.TOURISM, T.PRODUCT_EXPORT, T.TRAINING)
    ),
    Listed("yield", _("Hasil panen setahun"), _TONNES, _E, (T.AGRICULTURE,)),
    Listed("catch", _("Hasil perikanan setahun"), _TONNES, _E, (T.FISHERIES,)),
    Listed("livestock", _("Ternak yang dipelihara"), _("ekor"), _E, (T.LIVESTOCK,)),
    Listed("irrigated", _("Lahan yang terairi"), _("hektare"), _E, (T.AGRICULTURE, T.CLEAN_WATER)),
    Listed("traders", _("Pedagang yang berjualan"), _PEOPLE, _E, (T.VILLAGE_MARKET,)),
    Listed("sold", _("Penjualan produk Desa setahun"), _RUPIAH, _E, (T.PRODUCT_EXPORT, T.VILLAGE_MARKET)),
    Listed("visitors", _("Pengunjung setahun"), _PEOPLE, _E, (T.TOURISM, T.CULTURE)),
    Listed("pupils", _("Murid yang belajar"), _PEOPLE, _D, (T.EDUCATION,)),
    Listed("readers", _("Pengunjung taman baca sebulan"), _PEOPLE, _D, (T.READING_CENTRE,)),
    Listed("books", _("Buku yang dapat dipinjam"), _("buku"), _D, (T.READING_CENTRE,)),
    Listed("scholars", _("Penerima beasiswa"), _PEOPLE, _D, (T.SCHOLARSHIP,)),
    Listed("dropouts", _("Anak yang putus sekolah"), _PEOPLE, _D, (T.EDUCATION, T.SCHOLARSHIP)),
    Listed(
        "trained", _("Warga yang lulus pelatihan"), _PEOPLE, _D, (T.TRAINING, T.TECHNOLOGY, T.AGRICULTURE)
    ),
    Listed("waste_handled", _("Sampah yang diolah sebulan"), _TONNES, _L, (T.WASTE,)),
    Listed("waste_dumped", _("Sampah yang dibuang ke TPA sebulan"), _TONNES, _L, (T.WASTE,)),
    Listed("waste_homes", _("Rumah yang sampahnya diangkut"), _("rumah"), _L, (T.WASTE,)),
    Listed("trees", _("Pohon yang ditanam dan hidup"), _("pohon"), _L, (T.REFORESTATION,)),
    Listed("restored", _("Lahan yang dipulihkan"), _("hektare"), _L, (T.REFORESTATION,)),
    Listed("renewable", _("Daya listrik terbarukan terpasang"), _("kilowatt"), _L, (T.ELECTRICITY,)),
    Listed("water", _("Sambungan air bersih"), _("sambungan"), _S, (T.CLEAN_WATER,)),
    Listed("power", _("Rumah yang berlistrik"), _("rumah"), _S, (T.ELECTRICITY,)),
    Listed("road", _("Jalan Desa dalam keadaan baik"), _("kilometer"), _S, (T.ROADS_BRIDGES,)),
    Listed("travel", _("Waktu tempuh ke pusat kecamatan"), _("menit"), _S, (T.ROADS_BRIDGES,)),
    Listed("patients", _("Warga yang dilayani kesehatan sebulan"), _PEOPLE, _S, (T.HEALTH,)),
    Listed("stunting", _("Balita dengan tengkes"), _("anak"), _S, (T.HEALTH,)),
    Listed("crimes", _("Gangguan keamanan setahun"), _("kejadian"), _S, (T.SECURITY_PATROL,)),
    Listed("response", _("Waktu tiba regu pemadam"), _("menit"), _S, (T.FIRE_SERVICE,)),
    Listed("warned", _("Keluarga yang terjangkau peringatan dini"), _FAMILIES, _S, (T.EARLY_WARNING,)),
    Listed("connected", _("Keluarga yang tersambung internet"), _FAMILIES, _S, (T.TECHNOLOGY,)),
    Listed(
        "volunteers", _("Warga yang ikut bekerja bakti"), _PEOPLE, _W, (T.SECURITY_PATROL, T.WASTE, T.CULTURE)
    ),
    Listed("meetings", _("Warga yang hadir dalam musyawarah"), _PEOPLE, _W, (T.OTHER,)),
    Listed("women", _("Perempuan yang ikut mengurus kegiatan"), _PEOPLE, _W, (T.TRAINING, T.OTHER)),
)
"""Every one of them, by what it is good for."""

BY_CODE = {one.code: one for one in INDICATORS}


def offered(topic: str) -> tuple[list[Listed], list[Listed]]:
    """What is offered for an agreement of this topic: what fits it, and the rest."""
    fitting = [one for one in INDICATORS if topic in one.topics]
    return fitting, [one for one in INDICATORS if one not in fitting]
