"""THE TABLE: the stages of an agreement and the verbs that lead from one to the next (see also `what_now`).

A person who does not program can check the life of an agreement here. Rules that need data ("what must hold") are
named by a code; the package that owns the rule registers its function under that code (`record.crossing.guard`).
Law: Permendagri 96/2017 arts. 13–15 (preparation, offer, drafting, signing, carrying out, reporting).
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Where an agreement stands; "partly signed" or "expiring soon" are computed, never stored."""

    DRAFTING = "drafting", _("Penyusunan")
    REVIEW = "review", _("Peninjauan")
    SIGNING = "signing", _("Penandatanganan")
    PUBLICATION = "publication", _("Menunggu pengumuman")
    IN_FORCE = "in_force", _("Berlaku")
    ENDED = "ended", _("Berakhir")
    WITHDRAWN = "withdrawn", _("Ditarik")
    REJECTED = "rejected", _("Ditolak")


PUBLIC = (Stage.IN_FORCE, Stage.ENDED)
"""Agreements that anybody may read (UU 14/2008 art. 11)."""
CLOSED = (Stage.WITHDRAWN, Stage.REJECTED)
"""Stages of a text that never came to be an agreement."""
FROZEN = (Stage.SIGNING, Stage.PUBLICATION, Stage.IN_FORCE, Stage.ENDED, *CLOSED)
"""Stages in which not a letter of the text changes, not even by SQL."""
UNDER_REVIEWERS_EYES = tuple(stage for stage in Stage if stage not in (Stage.DRAFTING, Stage.WITHDRAWN))
"""Stages that the district sees; a draft never submitted is the parties' own affair."""


class Role(TextChoices):
    """What a person is to one agreement, computed from their mandates on that day."""

    DRAFTER = "drafter", _("Perangkat desa atau staf mitra")
    SIGNATORY = "signatory", _("Kepala desa atau wakil berwenang")
    COUNCIL = "council", _("BPD")
    REVIEWER = "reviewer", _("Petugas DPMD")
    ATTESTANT = "attestant", _("Saksi atau pejabat yang mengetahui")
    OBSERVER = "observer", _("Kecamatan, Bagian Hukum, atau bupati")
    SYSTEM = "system", _("Sistem")
    PUBLIC = "public", _("Warga")


@dataclass(frozen=True)
class Crossing:
    """One row of the table: in `source`, `who` may `verb` when `guards` hold, and the agreement is then in `target`."""

    verb: str
    """Code of the verb; also the code of the journal entry that it writes."""
    source: Stage
    target: Stage
    """The same as `source` for work that does not change the stage."""
    who: tuple[Role, ...]
    label: str | Promise
    """What the button says."""
    guards: tuple[str, ...] = ()
    """Codes of the rules that must hold."""


_PARTIES = (Role.DRAFTER, Role.SIGNATORY)
_OFFICES = (Role.REVIEWER, Role.OBSERVER)
_DRAFT = (Stage.DRAFTING, Stage.DRAFTING)
_ROUND = (Stage.REVIEW, Stage.REVIEW)
_SIGN = (Stage.SIGNING, Stage.SIGNING)

_HERE = ("written_here",)
CROSSINGS: tuple[Crossing, ...] = (
    Crossing("edit", *_DRAFT, _PARTIES, _("Ubah naskah"), ("written_here",)),
    Crossing("attach", *_DRAFT, (*_PARTIES, Role.REVIEWER), _("Tambah lampiran"), ("own_office_brought",)),
    Crossing("join", *_DRAFT, _PARTIES, _("Ikut menyusun"), ("written_here", "invited")),
    Crossing(
        "stay_out", *_DRAFT, (Role.SIGNATORY,), _("Tidak ikut menyusun"), ("written_here", "may_stay_out")
    ),
    Crossing("hand_over", *_DRAFT, _PARTIES, _("Serahkan pena"), ("written_here", "holds_pen")),
    Crossing("agree", *_DRAFT, (Role.SIGNATORY,), _("Nyatakan setuju"), ("written_here",)),
    Crossing("disagree", *_DRAFT, (Role.SIGNATORY,), _("Nyatakan belum setuju"), ("written_here",)),
    Crossing("plan_signing", *_DRAFT, _PARTIES, _("Atur penandatanganan"), ("written_here",)),
    Crossing("consult", *_DRAFT, _PARTIES, _("Buka konsultasi publik"), ("written_here", "may_consult")),
    Crossing(
        "open_round",
        Stage.DRAFTING,
        Stage.REVIEW,
        _PARTIES,
        _("Kirim untuk ditinjau"),
        ("written_here", "parties_ready", "content_complete"),
    ),
    Crossing(
        "withdraw",
        Stage.DRAFTING,
        Stage.WITHDRAWN,
        (Role.SIGNATORY,),
        _("Tarik rancangan"),
        ("written_here", "by_initiator"),
    ),
    Crossing(
        "amend",
        *_DRAFT,
        (*_PARTIES, Role.REVIEWER),
        _("Lengkapi catatan"),
        ("signed_elsewhere", "own_office_brought"),
    ),
    Crossing(
        "lodge",
        Stage.DRAFTING,
        Stage.REVIEW,
        (*_PARTIES, Role.REVIEWER),
        _("Kirim untuk dikonfirmasi"),
        ("signed_elsewhere", "own_office_brought", "scan_there"),
    ),
    Crossing(
        "discard",
        Stage.DRAFTING,
        Stage.WITHDRAWN,
        (*_PARTIES, Role.REVIEWER),
        _("Batalkan pencatatan"),
        ("signed_elsewhere", "own_office_brought"),
    ),
    Crossing(
        "take_back",
        Stage.REVIEW,
        Stage.DRAFTING,
        _PARTIES,
        _("Tarik kembali dari peninjauan"),
        ("written_here",),
    ),
    Crossing("take_step", *_ROUND, _OFFICES, _("Ambil alih langkah"), ("not_own_party", "has_step")),
    Crossing("release_step", *_ROUND, _OFFICES, _("Lepaskan langkah"), ("holds_step",)),
    Crossing("tick", *_ROUND, _OFFICES, _("Isi daftar periksa"), ("not_own_party", "has_step")),
    Crossing("remark", *_ROUND, _OFFICES, _("Beri catatan"), ("written_here", "not_own_party", "has_step")),
    Crossing(
        "resolve",
        *_ROUND,
        _OFFICES,
        _("Nyatakan catatan selesai"),
        ("written_here", "not_own_party", "has_step"),
    ),
    Crossing("answer", *_ROUND, _PARTIES, _("Jawab catatan"), ("written_here",)),
    Crossing(
        "advise", *_ROUND, _OFFICES, _("Beri pendapat"), ("not_own_party", "four_eyes", "has_advisory_step")
    ),
    Crossing(
        "clear",
        *_ROUND,
        _OFFICES,
        _("Setujui langkah ini"),
        ("written_here", "not_own_party", "four_eyes", "has_blocking_step", "musts_settled", "others_remain"),
    ),
    Crossing(
        "turn_down",
        Stage.REVIEW,
        Stage.REJECTED,
        _OFFICES,
        _("Tolak"),
        ("written_here", "not_own_party", "four_eyes", "has_blocking_step"),
    ),
    Crossing(
        "send_back",
        Stage.REVIEW,
        Stage.DRAFTING,
        _OFFICES,
        _("Kembalikan dengan catatan"),
        ("not_own_party", "four_eyes", "has_blocking_step"),
    ),
    Crossing(
        "approve",
        Stage.REVIEW,
        Stage.SIGNING,
        _OFFICES,
        _("Setujui dan bekukan naskah"),
        (
            "written_here",
            "not_own_party",
            "four_eyes",
            "has_blocking_step",
            "others_cleared",
            "musts_settled",
            "content_complete",
            "parties_ready",
            "signatories_known",
        ),
    ),
    Crossing(
        "confirm",
        Stage.REVIEW,
        Stage.IN_FORCE,
        (Role.REVIEWER,),
        _("Konfirmasi pencatatan"),
        ("signed_elsewhere", "not_own_party", "not_lodged_by_self"),
    ),
    Crossing(
        "sign",
        *_SIGN,
        (Role.SIGNATORY, Role.ATTESTANT),
        _("Tanda tangani"),
        ("document_ready", "not_yet_signed"),
    ),
    Crossing(
        "decline",
        Stage.SIGNING,
        Stage.DRAFTING,
        (Role.SIGNATORY, Role.ATTESTANT),
        _("Menolak menandatangani"),
        ("place_open",),
    ),
    Crossing(
        "recall",
        Stage.SIGNING,
        Stage.DRAFTING,
        (Role.SIGNATORY, Role.REVIEWER),
        _("Tarik kembali untuk diubah"),
    ),
    Crossing("remind", *_SIGN, (*_PARTIES, Role.REVIEWER), _("Ingatkan penanda tangan"), ("document_ready",)),
    Crossing(
        "assist",
        *_SIGN,
        (Role.DRAFTER, Role.REVIEWER, Role.OBSERVER),
        _("Dampingi penanda tangan"),
        ("document_ready",),
    ),
    Crossing(
        "lodge_paper",
        *_SIGN,
        (*_PARTIES, Role.REVIEWER),
        _("Unggah pindaian bertanda tangan"),
        ("document_ready",),
    ),
    Crossing(
        "compare_paper",
        *_SIGN,
        (Role.REVIEWER,),
        _("Cocokkan pindaian"),
        ("document_ready", "paper_waiting", "not_own_party"),
    ),
    Crossing(
        "record_stamp",
        *_SIGN,
        (*_PARTIES, Role.REVIEWER),
        _("Catat bea meterai"),
        ("document_ready", "stamp_owed"),
    ),
    Crossing(
        "prepare_again", *_SIGN, (*_PARTIES, Role.REVIEWER), _("Siapkan ulang dokumen"), ("document_failed",)
    ),
    Crossing(
        "unprintable",
        Stage.SIGNING,
        Stage.DRAFTING,
        (Role.SYSTEM,),
        _("Kembalikan karena tidak dapat dicetak"),
        ("document_failed",),
    ),
    Crossing("complete", Stage.SIGNING, Stage.PUBLICATION, (Role.SYSTEM,), _("Lengkapi"), ("all_signed",)),
    Crossing("publish", Stage.PUBLICATION, Stage.IN_FORCE, (*_PARTIES, Role.REVIEWER), _("Umumkan")),
    *(
        Crossing("exclude", stage, stage, (*_PARTIES, Role.REVIEWER), _("Kecualikan dari umum"), _HERE)
        for stage in (Stage.PUBLICATION, Stage.IN_FORCE, Stage.ENDED)
    ),
    Crossing(
        "record_stamp",
        Stage.PUBLICATION,
        Stage.PUBLICATION,
        (*_PARTIES, Role.REVIEWER),
        _("Catat bea meterai"),
        ("stamp_owed",),
    ),
    Crossing(
        "record_stamp",
        Stage.IN_FORCE,
        Stage.IN_FORCE,
        (*_PARTIES, Role.REVIEWER),
        _("Catat bea meterai"),
        ("stamp_owed",),
    ),
    Crossing("end", Stage.IN_FORCE, Stage.ENDED, (Role.REVIEWER, Role.SYSTEM), _("Akhiri")),
)

FIRST = Stage.DRAFTING
"""The stage in which `begin` puts a new agreement."""


def crossing(stage: str, verb: str) -> Crossing | None:
    """The row of the table for the verb in that stage, or None when the stage does not know the verb."""
    return next((c for c in CROSSINGS if c.source == stage and c.verb == verb), None)


def verbs_in(stage: str) -> tuple[Crossing, ...]:
    """Every row whose source is that stage, in the order of the table."""
    return tuple(c for c in CROSSINGS if c.source == stage)
