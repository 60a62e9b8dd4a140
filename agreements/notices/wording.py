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
    "expiring": Wording(
        _("Putuskan bersama: diperpanjang, diganti, atau dibiarkan berakhir."),
        stages=(Stage.IN_FORCE,),
        told=_("Kerja sama ini akan berakhir."),
    ),
    "ended": Wording(),
}
"""For every code of a notice how it speaks."""
