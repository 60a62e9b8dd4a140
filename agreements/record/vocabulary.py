"""The words of the law on village cooperation, as codes that the program stores and labels that people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """With whom a village cooperates (UU 6/2014 art. 91)."""

    INTER_VILLAGE = "inter_village", _("Kerja sama antar-Desa")
    THIRD_PARTY = "third_party", _("Kerja sama Desa dengan pihak ketiga")


class Instrument(TextChoices):
    """The form in which a cooperation is laid down (PP 43/2014 art. 143)."""

    JOINT_REGULATION = "joint_regulation", _("Peraturan Bersama Kepala Desa")
    CONTRACT = "contract", _("Perjanjian Kerja Sama")
    MEMORANDUM = "memorandum", _("Nota Kesepahaman")
    CHARTER = "charter", _("Piagam Kelompok Kerja")
    ADDENDUM = "addendum", _("Addendum")


INSTRUMENT_OF = {
    Kind.INTER_VILLAGE: Instrument.JOINT_REGULATION,
    Kind.THIRD_PARTY: Instrument.CONTRACT,
}
"""Each kind of cooperation has its one binding instrument; the others stand before, beside or after it."""
BINDING = frozenset(INSTRUMENT_OF.values())
"""Instruments that must carry the eight contents of the law."""


class Field(TextChoices):
    """The four fields of village affairs; every agreement belongs to one (UU 6/2014 art. 93 section 1)."""

    GOVERNMENT = "government", _("Penyelenggaraan Pemerintahan Desa")
    DEVELOPMENT = "development", _("Pelaksanaan Pembangunan Desa")
    COMMUNITY = "community", _("Pembinaan Kemasyarakatan Desa")
    EMPOWERMENT = "empowerment", _("Pemberdayaan Masyarakat Desa")


class Purpose(TextChoices):
    """The three things inter-village cooperation may be about (UU 6/2014 art. 92 section 1)."""

    ENTERPRISE = "enterprise", _("Pengembangan usaha bersama milik Desa yang berdaya saing")
    SERVICE = (
        "service",
        _("Kegiatan kemasyarakatan, pelayanan, pembangunan, dan pemberdayaan masyarakat antar-Desa"),
    )
    SECURITY = "security", _("Keamanan dan ketertiban")


class Topic(TextChoices):
    """What an agreement is about in everyday words; a list of practice, not of law."""

    AGRICULTURE = "agriculture", _("Pertanian")
    FISHERIES = "fisheries", _("Perikanan")
    LIVESTOCK = "livestock", _("Peternakan")
    EDUCATION = "education", _("Pendidikan")
    READING_CENTRE = "reading_centre", _("Taman baca dan perpustakaan")
    SCHOLARSHIP = "scholarship", _("Beasiswa")
    HEALTH = "health", _("Kesehatan")
    SECURITY_PATROL = "security_patrol", _("Keamanan dan ronda")
    EARLY_WARNING = "early_warning", _("Kebencanaan dan peringatan dini")
    ROADS_BRIDGES = "roads_bridges", _("Jalan dan jembatan")
    CLEAN_WATER = "clean_water", _("Air bersih")
    ELECTRICITY = "electricity", _("Listrik dan energi terbarukan")
    WASTE = "waste", _("Pengelolaan sampah")
    REFORESTATION = "reforestation", _("Penghijauan dan konservasi")
    VILLAGE_MARKET = "village_market", _("Pasar Desa")
    TOURISM = "tourism", _("Pariwisata")
    CULTURE = "culture", _("Adat dan kebudayaan")
    PRODUCT_EXPORT = "product_export", _("Pemasaran dan ekspor produk")
    TECHNOLOGY = "technology", _("Teknologi dan data")
    FIRE_SERVICE = "fire_service", _("Pemadam kebakaran")
    TRAINING = "training", _("Pelatihan")
    OTHER = "other", _("Lainnya")


class Form(TextChoices):
    """How people themselves describe the cooperation; it has no effect in law."""

    FORMAL = "formal", _("Perjanjian formal")
    WORKING_GROUP = "working_group", _("Kelompok kerja informal")
    LONG_TERM = "long_term", _("Kemitraan jangka panjang")
    TEMPORARY = "temporary", _("Kemitraan sementara (proyek)")


class Content(TextChoices):
    """What an article is about: the eight mandatory contents first, then what good practice adds."""

    SCOPE = "scope", _("Ruang lingkup")
    FIELD = "field", _("Bidang kerja sama")
    IMPLEMENTATION = "implementation", _("Tata cara dan ketentuan pelaksanaan")
    TERM = "term", _("Jangka waktu")
    RIGHTS_OBLIGATIONS = "rights_obligations", _("Hak dan kewajiban")
    FUNDING = "funding", _("Pendanaan")
    CHANGE = "change", _("Perubahan, penundaan, dan pembatalan")
    DISPUTE = "dispute", _("Penyelesaian perselisihan")
    GENERAL = "general", _("Ketentuan umum")
    PURPOSE = "purpose", _("Maksud dan tujuan")
    SANCTIONS = "sanctions", _("Sanksi")
    ASSET = "asset", _("Hasil dan aset")
    REPORTING = "reporting", _("Pelaporan, pembinaan, dan pengawasan")
    CLOSING = "closing", _("Ketentuan penutup")
    OTHER = "other", _("Ketentuan lain")


MANDATORY: dict[Content, str] = {
    Content.SCOPE: "Permendagri 96/2017 Pasal 6 huruf a",
    Content.FIELD: "Permendagri 96/2017 Pasal 6 huruf b",
    Content.IMPLEMENTATION: "Permendagri 96/2017 Pasal 6 huruf c",
    Content.TERM: "Permendagri 96/2017 Pasal 6 huruf d",
    Content.RIGHTS_OBLIGATIONS: "Permendagri 96/2017 Pasal 6 huruf e",
    Content.FUNDING: "Permendagri 96/2017 Pasal 6 huruf f",
    Content.CHANGE: "Permendagri 96/2017 Pasal 6 huruf g",
    Content.DISPUTE: "Permendagri 96/2017 Pasal 6 huruf h",
}
"""The eight contents that every agreement must have, in the order of the law, each with its article."""


class ProvisionKind(TextChoices):
    """What one line about one party gives, asks, bounds or threatens."""

    RIGHT = "right", _("Hak")
    OBLIGATION = "obligation", _("Kewajiban")
    LIMITATION = "limitation", _("Batasan")
    SANCTION = "sanction", _("Sanksi")


class DueRule(TextChoices):
    """When an obligation falls due; the periodic ones begin on `due_on`, or when the agreement starts."""

    ON_DATE = "on_date", _("pada tanggal tertentu")
    MONTHLY = "monthly", _("setiap bulan")
    QUARTERLY = "quarterly", _("setiap triwulan")
    YEARLY = "yearly", _("setiap tahun")
    AFTER_SIGNING = "after_signing", _("sekian hari sejak penandatanganan")
    AFTER_EVENT = "after_event", _("sekian hari kerja sesudah suatu peristiwa")


PERIODIC = frozenset({DueRule.MONTHLY, DueRule.QUARTERLY, DueRule.YEARLY})
"""The rules by which an obligation comes round again until the agreement ends."""
COUNTED = frozenset({DueRule.AFTER_SIGNING, DueRule.AFTER_EVENT})
"""The rules by which days are counted, from the signing or from an event."""


class Measure(TextChoices):
    """One step of a sanction, from a letter to the end of the cooperation."""

    WARNING = "warning", _("teguran tertulis")
    SUSPENSION = "suspension", _("penghentian sementara manfaat")
    COMPENSATION = "compensation", _("ganti rugi")
    TERMINATION = "termination", _("pengakhiran kerja sama")


class FundingSource(TextChoices):
    """Where the money of a cooperation comes from (Permendagri 96/2017 art. 6 letter f; PP 43/2014 art. 91)."""

    VILLAGE_BUDGET = "village_budget", _("APB Desa")
    PARTNER = "partner", _("dana mitra")
    VILLAGE_ENTERPRISE = "village_enterprise", _("BUM Desa")
    SELF_HELP = "self_help", _("swadaya masyarakat")
    GRANT = "grant", _("hibah atau bantuan pemerintah")
    OTHER = "other", _("sumber lain yang sah dan tidak mengikat")


class AssetKind(TextChoices):
    """What a party brings in besides money."""

    LAND = "land", _("tanah")
    BUILDING = "building", _("bangunan")
    EQUIPMENT = "equipment", _("peralatan atau kendaraan")
    LABOUR = "labour", _("tenaga dan keahlian")
    OTHER = "other", _("aset lain")


class AssetUse(TextChoices):
    """On what footing an asset is used (Permendagri 1/2016 arts. 11-17)."""

    LEASE = "lease", _("sewa")
    LOAN = "loan", _("pinjam pakai")
    JOINT_USE = "joint_use", _("kerja sama pemanfaatan")
    BUILD_TRANSFER = "build_transfer", _("bangun guna serah/bangun serah guna")
    OWN_USE = "own_use", _("dipakai pemiliknya sendiri")
    HANDED_OVER = "handed_over", _("diserahkan kepada pihak lain")


class EndingGround(TextChoices):
    """The nine grounds on which a cooperation ends; a party's wish alone is none of them."""

    MUTUAL = "mutual", _("Kesepakatan para pihak")
    ACHIEVED = "achieved", _("Tujuan kerja sama telah tercapai")
    FORCE_MAJEURE = "force_majeure", _("Keadaan luar biasa membuat kerja sama tidak dapat dilaksanakan")
    BREACH = "breach", _("Salah satu pihak tidak melaksanakan atau melanggar ketentuan")
    REPLACED = "replaced", _("Dibuat perjanjian baru yang menggantikan perjanjian lama")
    UNLAWFUL = "unlawful", _("Bertentangan dengan ketentuan peraturan perundang-undangan")
    OBJECT_LOST = "object_lost", _("Objek kerja sama hilang")
    PUBLIC_HARM = "public_harm", _("Merugikan kepentingan masyarakat Desa, daerah, atau nasional")
    EXPIRED = "expired", _("Jangka waktu kerja sama berakhir")


class Capacity(TextChoices):
    """As what a person signs."""

    PARTY = "party", _("Pihak")
    WITNESS = "witness", _("Saksi")
    ACKNOWLEDGING = "acknowledging", _("Mengetahui")


class SigningMethod(TextChoices):
    """How a signature is given; which kind it is, is always shown (UU ITE art. 11; PP 71/2019 art. 60)."""

    LOCAL = "local", _("Tanda tangan elektronik tidak tersertifikasi")
    BSRE = "bsre", _("Tanda tangan elektronik tersertifikasi (BSrE)")
    PAPER = "paper", _("Tanda tangan basah di atas kertas")


class SigningOrder(TextChoices):
    """In which order the places of a document are signed; who acknowledges always comes last."""

    PARALLEL = "parallel", _("Bersamaan, siapa saja lebih dahulu")
    SEQUENCE = "sequence", _("Berurutan, satu demi satu")
    GROUPS = "groups", _("Per kelompok, kelompok demi kelompok")


class PaperSize(TextChoices):
    """The sheet a document is laid out for."""

    F4 = "f4", _("F4 (21,59 × 33 cm)")
    A4 = "a4", _("A4 (21 × 29,7 cm)")
