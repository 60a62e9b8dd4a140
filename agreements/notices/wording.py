"""The code of a notice -> what it asks, where that is done and how long it is still asked.

What happened is told by the journal's own sentence; only where no entry stands behind a notice it has one here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.record.stages import Stage

Text = str | Promise

OPEN = _("Buka")

DESK, ROUND, REMARKS = "agreements:desk-agreement", "agreements:review", "agreements:remarks"
OBLIGATIONS = "agreements:obligations"
CHANGES = "agreements:changes"
BREACHES, DISPUTES = "agreements:breaches", "agreements:disputes"


@dataclass(frozen=True)
class Wording:
    """How one kind of notice speaks."""

    ask: Text = ""
    """What the reader is asked to do, as a sentence; empty when they are only told."""
    verb: Text = OPEN
    """What the one button says."""
    address: str = DESK
    """The name of the page where it is done."""
    stages: tuple[str, ...] = ()
    """It is asked only while the agreement is in one of these stages; empty: whenever."""
    told: Text = ""
    """What happened, where the journal does not say it."""


_DRAFT, _ROUND, _SIGN = (Stage.DRAFTING,), (Stage.REVIEW,), (Stage.SIGNING,)
_STEP = _("Tinjau naskah ini untuk kantor Anda, lalu beri pendapat atau putusan.")

WORDING: dict[str, Wording] = {
    # while the parties write
    "invited": Wording(
        _("Jawab undangan: ikut menyusun naskah ini atau tidak."),
        _("Jawab undangan"),
        "agreements:draft-edit",
        _DRAFT,
    ),
    "partner_answered": Wording(),
    "pen_given": Wording(
        _("Lanjutkan naskahnya: pena sekarang ada pada pihak Anda."),
        _("Lanjutkan naskah"),
        "agreements:draft-edit",
        _DRAFT,
    ),
    "suggested": Wording(
        _("Terima atau tolak usul itu."), _("Putuskan usul"), "agreements:suggestions", _DRAFT
    ),
    "suggestion_decided": Wording(),
    "agreed": Wording(
        _("Baca naskah itu dan nyatakan pendapat pihak Anda."),
        _("Baca naskahnya"),
        "agreements:agree",
        _DRAFT,
    ),
    "not_agreed": Wording(),
    "withdrawn": Wording(),
    "consultation_open": Wording(),
    "consultation_closed": Wording(),
    "consultation_report": Wording(
        _("Jawab pendapat warga dan tulis laporan hasilnya."),
        _("Tulis laporan"),
        stages=_DRAFT,
        told=_("Masa konsultasi publik sudah berakhir dan belum dilaporkan."),
    ),
    # while the offices review
    "submitted": Wording(verb=_("Lihat jalannya peninjauan"), address=ROUND),
    "step_asked": Wording(_STEP, _("Tinjau naskah"), ROUND, _ROUND),
    "step_escalated": Wording(
        _("Langkah yang terlambat ini diteruskan kepada kantor Anda; tinjau dan putuskan."),
        _("Tinjau naskah"),
        ROUND,
        _ROUND,
    ),
    "step_due": Wording(
        _STEP, _("Tinjau naskah"), ROUND, _ROUND, told=_("Tenggat peninjauan oleh kantor Anda sudah dekat.")
    ),
    "step_late": Wording(
        _STEP,
        _("Tinjau naskah"),
        ROUND,
        _ROUND,
        told=_("Tenggat peninjauan oleh kantor Anda sudah lewat."),
    ),
    "office_late": Wording(
        verb=_("Lihat jalannya peninjauan"),
        address=ROUND,
        told=_("Peninjauan naskah ini melewati tenggat; kantor yang memegangnya sudah diingatkan."),
    ),
    "office_spoke": Wording(verb=_("Lihat jalannya peninjauan"), address=ROUND),
    "remark": Wording(
        _("Jawab catatan itu; hanya bagian itu yang terbuka untuk diubah."),
        _("Jawab catatan"),
        REMARKS,
        _ROUND,
    ),
    "answered": Wording(
        _("Baca jawabannya, lalu nyatakan catatan itu selesai atau buka kembali."),
        _("Baca jawaban"),
        REMARKS,
        _ROUND,
    ),
    "remark_resolved": Wording(verb=_("Lihat catatan"), address=REMARKS),
    "returned": Wording(
        _("Perbaiki naskah sesuai catatan, lalu kirim lagi untuk ditinjau."),
        _("Perbaiki naskah"),
        stages=_DRAFT,
    ),
    "rejected": Wording(verb=_("Baca alasannya"), address=ROUND),
    "taken_back": Wording(),
    "approved": Wording(),
    # while the parties sign; the letter with the personal link is the signing's own
    "turn": Wording(
        _("Baca naskah final, lalu tanda tangani."),
        _("Baca dan tanda tangani"),
        "agreements:sign",
        _SIGN,
        told=_("Sekarang giliran Anda menandatangani naskah ini."),
    ),
    "signed": Wording(),
    "signing_stopped": Wording(_("Baca alasannya dan perbaiki naskah."), _("Buka naskah"), stages=_DRAFT),
    "document_failed": Wording(_("Minta dokumen PDF disiapkan ulang."), stages=_SIGN),
    "paper_lodged": Wording(
        _("Cocokkan pindaian itu dengan naskah, halaman demi halaman."), _("Cocokkan pindaian"), stages=_SIGN
    ),
    "paper_refused": Wording(_("Baca alasannya dan unggah pindaian yang benar."), stages=_SIGN),
    "complete": Wording(
        _("Umumkan kerja sama ini supaya berlaku dan dapat dibaca warga."),
        _("Umumkan"),
        stages=(Stage.PUBLICATION,),
    ),
    # afterwards
    "in_force": Wording(verb=_("Baca kerja samanya")),
    "motion": Wording(
        _("Baca usul itu dan jawab untuk pihak Anda: setuju atau tidak."),
        _("Baca usulnya"),
        CHANGES,
        (Stage.IN_FORCE,),
    ),
    "motion_answered": Wording(verb=_("Lihat usulnya"), address=CHANGES),
    "suspended": Wording(verb=_("Baca alasannya"), address=CHANGES),
    "expiring": Wording(
        _("Putuskan bersama: diperpanjang, diganti, atau dibiarkan berakhir."),
        _("Perpanjang atau ubah"),
        CHANGES,
        (Stage.IN_FORCE,),
        told=_("Kerja sama ini akan berakhir."),
    ),
    # reports
    "report_sent": Wording(
        _("Baca laporan itu, lalu nyatakan sudah dibaca."), _("Baca laporan"), "agreements:reports"
    ),
    "report_due": Wording(
        _("Susun laporannya, lalu minta kepala desa mengesahkan."),
        _("Susun laporan"),
        "agreements:reports",
        told=_("Laporan pelaksanaan kerja sama ini segera jatuh tempo."),
    ),
    "report_late": Wording(
        _("Susun dan sahkan laporannya sekarang."),
        _("Susun laporan"),
        "agreements:reports",
        told=_("Laporan pelaksanaan kerja sama ini melewati tenggat."),
    ),
    "body_formed": Wording(verb=_("Lihat BKAD"), address="agreements:body"),
    "ended": Wording(verb=_("Lihat yang masih harus diselesaikan"), address="agreements:ending"),
    "settlement_added": Wording(verb=_("Lihat daftarnya"), address="agreements:ending"),
    "settlement_closed": Wording(verb=_("Lihat daftarnya"), address="agreements:ending"),
    "settlement_due": Wording(
        _("Selesaikan hal yang masih tersisa, lalu minta pihak lain menyatakannya selesai."),
        _("Lihat daftarnya"),
        "agreements:ending",
        told=_("Sisa urusan kerja sama yang sudah berakhir ini segera jatuh tempo."),
    ),
    "settlement_late": Wording(
        _("Selesaikan hal yang masih tersisa sekarang."),
        _("Lihat daftarnya"),
        "agreements:ending",
        told=_("Sisa urusan kerja sama yang sudah berakhir ini melewati tenggat."),
    ),
    "practice_asked": Wording(
        _("Baca praktik baik itu, lalu nyatakan setuju atau belum."),
        _("Baca dan jawab"),
        "agreements:practice",
        (Stage.ENDED,),
    ),
    "practice_answered": Wording(verb=_("Lihat praktik baiknya"), address="agreements:practice"),
    # obligations
    "obligation_due": Wording(
        _("Tunaikan, lalu laporkan dengan buktinya."),
        _("Laporkan"),
        OBLIGATIONS,
        told=_("Kewajiban pihak Anda jatuh tempo."),
    ),
    "obligation_late": Wording(
        _("Tunaikan dan laporkan sekarang, atau minta pihak lain membebaskannya."),
        _("Lihat kewajiban"),
        OBLIGATIONS,
        told=_("Kewajiban pihak Anda melewati jatuh tempo."),
    ),
    "obligation_late_told": Wording(verb=_("Lihat kewajiban"), address=OBLIGATIONS),
    "obligation_reported": Wording(
        _("Periksa buktinya, lalu konfirmasi atau kembalikan."), _("Periksa laporan"), OBLIGATIONS
    ),
    "obligation_returned": Wording(
        _("Lengkapi yang kurang, lalu laporkan lagi."), _("Lihat kewajiban"), OBLIGATIONS
    ),
    "obligation_settled": Wording(verb=_("Lihat kewajiban"), address=OBLIGATIONS),
    "event_noted": Wording(verb=_("Lihat kewajiban"), address=OBLIGATIONS),
    # when a promise was not kept, and when the parties differ
    "breach_suggested": Wording(
        _("Putuskan: dinyatakan sebagai dugaan pelanggaran, atau tidak dilanjutkan dengan alasan."),
        _("Lihat kewajibannya"),
        BREACHES,
        (Stage.IN_FORCE,),
    ),
    "breach_claimed": Wording(
        _("Baca pernyataan itu dan tanggapi sebelum batas waktunya."),
        _("Tanggapi"),
        BREACHES,
        (Stage.IN_FORCE,),
    ),
    "breach_due": Wording(
        _("Tanggapi dugaan itu sebelum batas waktunya."),
        _("Tanggapi"),
        BREACHES,
        (Stage.IN_FORCE,),
        told=_("Batas waktu menanggapi dugaan pelanggaran sudah dekat."),
    ),
    "breach_unanswered": Wording(
        _("Putuskan langkah berikutnya atau tutup kasusnya."),
        _("Lihat kasusnya"),
        BREACHES,
        (Stage.IN_FORCE,),
        told=_("Dugaan pelanggaran tidak ditanggapi sampai batas waktunya."),
    ),
    "breach_answered": Wording(verb=_("Baca tanggapannya"), address=BREACHES),
    "sanctioned": Wording(
        _("Penuhi yang diminta sebelum batas waktunya, atau ajukan perselisihan."),
        _("Baca suratnya"),
        BREACHES,
        (Stage.IN_FORCE,),
    ),
    "step_unmet": Wording(
        _("Putuskan: langkah berikutnya, atau kasusnya ditutup."),
        _("Lihat kasusnya"),
        BREACHES,
        (Stage.IN_FORCE,),
        told=_("Langkah sanksi tidak dipenuhi sampai batas waktunya."),
    ),
    "breach_told": Wording(verb=_("Lihat kasusnya"), address=BREACHES),
    "dispute_claimed": Wording(_("Jawab perselisihan itu untuk pihak Anda."), _("Jawab"), DISPUTES),
    "hearing_called": Wording(verb=_("Baca undangannya"), address=DISPUTES),
    "dispute_raised": Wording(
        _("Pimpin musyawarah para pihak: undang mereka dan catat hasilnya."), _("Fasilitasi"), DISPUTES
    ),
    "outcome_to_sign": Wording(
        _("Baca berita acaranya, lalu tanda tangani."), _("Baca dan tanda tangani"), DISPUTES
    ),
    "dispute_late": Wording(
        _("Selesaikan dalam musyawarah, atau teruskan ke tingkat berikutnya."),
        _("Lihat perselisihannya"),
        DISPUTES,
        told=_("Waktu penyelesaian perselisihan pada tingkat ini sudah lewat."),
    ),
    "dispute_told": Wording(verb=_("Lihat perselisihannya"), address=DISPUTES),
    # what citizens say
    "work_told": Wording(verb=_("Lihat kegiatan dan dana"), address="agreements:activities"),
    "voice_came": Wording(
        _("Periksa suara itu: tampilkan dan teruskan kepada pihak yang harus menjawab."),
        _("Periksa suara"),
        "agreements:voices-of",
        told=_("Seorang warga menyampaikan suara tentang kerja sama ini."),
    ),
    "voice_asks": Wording(
        _("Jawab suara warga itu di tempat yang dapat dibaca semua orang."),
        _("Jawab"),
        "agreements:voices-of",
    ),
    "voice_answered": Wording(verb=_("Baca jawabannya"), address="agreements:voices-of"),
    "voice_late": Wording(
        _("Jawab suara warga yang melewati tenggat."),
        _("Jawab"),
        "agreements:voices-of",
        told=_("Suara warga belum diperiksa atau dijawab dan tenggatnya sudah lewat."),
    ),
}
"""For every code of a notice how it speaks."""
