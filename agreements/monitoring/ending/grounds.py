"""THE TABLE of the nine grounds on which a cooperation ends, and for each what must be there before it counts.

Law: PP 43/2014 and Permendagri 96/2017 on the ending of village cooperation name the grounds; what each has to show is
the portal's default. How many days lie between notice and end is a local rule (`LocalRule` ENDING_NOTICE).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.record.vocabulary import EndingGround

Text = str | Promise


@dataclass(frozen=True)
class Needs:
    """One row: what a ground must show."""

    ground: EndingGround
    way: str
    """The ground's word in addresses; empty where nobody ends anything."""
    explained: Text
    """When this ground fits, as a sentence for the people who choose."""
    shown_by: Text
    """What it is proven with, as a sentence."""
    told: Text
    """What citizens read when the parties have written nothing for them."""
    by_consent: bool = False
    """Whether the consent of all parties alone is enough: they may then end it by a motion."""
    document: Text = ""
    """What the document is whose number and day are asked for; empty where none is."""
    scan: bool = False
    """Whether the document itself must be there."""
    successor: bool = False
    """Whether the agreement that takes its place must be named."""
    notice: bool = False
    """Whether the day must be named on which the other side was told, even where no rule gives days."""


_MINUTES = _("Berita acara musyawarah")

GROUNDS: tuple[Needs, ...] = (
    Needs(
        EndingGround.MUTUAL,
        "kesepakatan",
        _("Semua pihak sepakat berhenti sebelum jangka waktunya habis."),
        _(
            "Persetujuan semua pihak: lewat usul di portal ini, atau berita acara yang ditandatangani semuanya."
        ),
        _("Semua pihak sepakat mengakhiri kerja sama ini."),
        by_consent=True,
        document=_MINUTES,
    ),
    Needs(
        EndingGround.ACHIEVED,
        "tujuan-tercapai",
        _("Semua yang dituju sudah selesai lebih awal daripada jangka waktunya."),
        _(
            "Persetujuan semua pihak: lewat usul di portal ini, atau berita acara yang ditandatangani semuanya."
        ),
        _("Tujuan kerja sama ini sudah tercapai."),
        by_consent=True,
        document=_MINUTES,
    ),
    Needs(
        EndingGround.FORCE_MAJEURE,
        "keadaan-luar-biasa",
        _("Bencana atau keadaan lain di luar kuasa para pihak membuat kerja sama tidak dapat dilanjutkan."),
        _("Pernyataan pejabat yang berwenang tentang keadaan itu, atau persetujuan semua pihak."),
        _("Keadaan luar biasa membuat kerja sama ini tidak dapat dilanjutkan."),
        by_consent=True,
        document=_("Pernyataan pejabat yang berwenang"),
        scan=True,
    ),
    Needs(
        EndingGround.BREACH,
        "pelanggaran",
        _("Satu pihak melanggar ketentuan dan langkah sanksinya sudah sampai pada pengakhiran."),
        _("Pemberitahuan kepada pihak yang melanggar, masa pemberitahuannya lewat, dan keputusannya."),
        _("Kerja sama ini diakhiri karena salah satu pihak tidak melaksanakan kewajibannya."),
        document=_("Keputusan atau surat pengakhiran"),
        scan=True,
        notice=True,
    ),
    Needs(
        EndingGround.REPLACED,
        "diganti",
        _("Perjanjian baru di antara pihak yang sama sudah berlaku dan mengambil tempatnya."),
        _("Perjanjian penggantinya, yang sudah berlaku di portal ini."),
        _("Kerja sama ini diganti oleh perjanjian yang baru."),
        by_consent=True,
        successor=True,
    ),
    Needs(
        EndingGround.UNLAWFUL,
        "bertentangan-hukum",
        _("Pejabat atau pengadilan menyatakan kerja sama ini bertentangan dengan peraturan."),
        _("Putusan atau keputusan yang menyatakannya."),
        _("Kerja sama ini dinyatakan bertentangan dengan peraturan perundang-undangan."),
        document=_("Putusan atau keputusan pejabat"),
        scan=True,
    ),
    Needs(
        EndingGround.OBJECT_LOST,
        "objek-hilang",
        _("Tanah, bangunan, barang, atau usaha yang menjadi objek kerja sama sudah tidak ada."),
        _("Berita acara pemeriksaan di tempat dengan foto, atau persetujuan semua pihak."),
        _("Objek kerja sama ini sudah tidak ada."),
        by_consent=True,
        document=_("Berita acara pemeriksaan"),
        scan=True,
    ),
    Needs(
        EndingGround.PUBLIC_HARM,
        "kepentingan-masyarakat",
        _("Kerja sama ini ternyata merugikan masyarakat Desa, daerah, atau negara."),
        _("Keputusan pejabat yang berwenang atau musyawarah Desa yang menyatakan kerugian itu."),
        _("Kerja sama ini diakhiri karena merugikan kepentingan masyarakat."),
        document=_("Keputusan pejabat atau musyawarah Desa"),
        scan=True,
    ),
    Needs(
        EndingGround.EXPIRED,
        "",
        _("Jangka waktunya habis. Kerja sama berakhir dengan sendirinya pada hari sesudah hari terakhirnya."),
        _("Tidak ada yang perlu dicatat."),
        _("Jangka waktu kerja sama ini sudah habis."),
    ),
)
"""The nine rows, in the order of the law."""

BY_GROUND = {needs.ground.value: needs for needs in GROUNDS}
BY_WAY = {needs.way: needs for needs in GROUNDS if needs.way}
