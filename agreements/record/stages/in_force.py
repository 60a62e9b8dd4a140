"""THE TABLE, second half: what happens once an agreement is announced, until it has ended and after.

Only `end` moves the stage. That an agreement is suspended, has an open case or is late is computed, never a stage. An
addendum is in force as well, but the work of its agreement is done at the agreement it changes (`principal`).
"""

from django.utils.translation import gettext_lazy as _

from agreements.record.stages.names import OFFICES, PARTIES, Crossing, Role, Stage

_RUNS = (Stage.IN_FORCE, Stage.IN_FORCE)
_OVER = (Stage.ENDED, Stage.ENDED)
_BOTH = (Stage.IN_FORCE, Stage.ENDED)
_HEADS = (Role.SIGNATORY,)
_OWN = ("principal",)

IN_FORCE: tuple[Crossing, ...] = (
    *(
        Crossing(
            "exclude", stage, stage, (*PARTIES, Role.REVIEWER), _("Kecualikan dari umum"), ("written_here",)
        )
        for stage in (Stage.PUBLICATION, *_BOTH)
    ),
    Crossing("record_stamp", *_RUNS, (*PARTIES, Role.REVIEWER), _("Catat bea meterai"), ("stamp_owed",)),
    # obligations
    *(Crossing("prove", one, one, PARTIES, _("Laporkan kewajiban selesai"), _OWN) for one in _BOTH),
    *(Crossing("affirm", one, one, PARTIES, _("Konfirmasi kewajiban"), _OWN) for one in _BOTH),
    *(Crossing("waive", one, one, _HEADS, _("Bebaskan kewajiban"), _OWN) for one in _BOTH),
    Crossing("note_event", *_RUNS, PARTIES, _("Catat peristiwa"), _OWN),
    # the work, its money, its body, what it changed
    *(Crossing("carry_out", one, one, PARTIES, _("Catat kegiatan dan dana"), _OWN) for one in _BOTH),
    *(Crossing("measure", one, one, PARTIES, _("Catat hasil"), _OWN) for one in _BOTH),
    Crossing(
        "form_body",
        *_RUNS,
        (*PARTIES, Role.REVIEWER),
        _("Atur BKAD"),
        ("principal", "among_villages"),
    ),
    # reports
    *(Crossing("report", one, one, PARTIES, _("Susun laporan"), _OWN) for one in _BOTH),
    *(Crossing("sign_report", one, one, _HEADS, _("Sahkan laporan"), _OWN) for one in _BOTH),
    *(
        Crossing("read_report", one, one, (Role.COUNCIL, *OFFICES, *PARTIES), _("Baca laporan"), _OWN)
        for one in _BOTH
    ),
    # breaches and disputes
    Crossing("claim_breach", *_RUNS, PARTIES, _("Nyatakan pelanggaran"), _OWN),
    Crossing("answer_breach", *_RUNS, PARTIES, _("Tanggapi dugaan pelanggaran"), _OWN),
    Crossing("sanction", *_RUNS, _HEADS, _("Ambil langkah sanksi"), _OWN),
    *(Crossing("close_breach", one, one, _HEADS, _("Tutup dugaan pelanggaran"), _OWN) for one in _BOTH),
    *(Crossing("dispute", one, one, _HEADS, _("Ajukan perselisihan"), _OWN) for one in _BOTH),
    *(Crossing("answer_dispute", one, one, _HEADS, _("Jawab perselisihan"), _OWN) for one in _BOTH),
    *(
        Crossing(
            "facilitate", one, one, OFFICES, _("Fasilitasi perselisihan"), ("principal", "not_own_party")
        )
        for one in _BOTH
    ),
    *(
        Crossing("sign_outcome", one, one, (*_HEADS, *OFFICES), _("Tanda tangani berita acara"), _OWN)
        for one in _BOTH
    ),
    # change
    Crossing("begin_addendum", *_RUNS, PARTIES, _("Ubah dengan adendum"), ("principal", "no_open_addendum")),
    *(Crossing("renew", one, one, PARTIES, _("Perpanjang"), ("principal", "renewable")) for one in _BOTH),
    Crossing("move", *_RUNS, _HEADS, _("Usulkan kepada para pihak"), _OWN),
    Crossing("vote", *_RUNS, _HEADS, _("Jawab usul"), _OWN),
    Crossing(
        "suspend", *_RUNS, (Role.REVIEWER, Role.SYSTEM), _("Tunda kerja sama"), ("principal", "not_suspended")
    ),
    Crossing(
        "resume", *_RUNS, (Role.REVIEWER, Role.SYSTEM), _("Berlakukan kembali"), ("principal", "suspended")
    ),
    # ending
    Crossing("end", Stage.IN_FORCE, Stage.ENDED, (Role.REVIEWER, Role.SYSTEM), _("Akhiri")),
    Crossing("settle", *_OVER, (*PARTIES, Role.REVIEWER), _("Selesaikan sisa urusan"), _OWN),
    # citizens, and what others learn
    *(
        Crossing("moderate_voices", one, one, (*PARTIES, Role.REVIEWER), _("Periksa suara warga"), _OWN)
        for one in _BOTH
    ),
    Crossing("tell_practice", *_OVER, PARTIES, _("Tulis praktik baik"), _OWN),
    Crossing("agree_practice", *_OVER, _HEADS, _("Setujui praktik baik"), _OWN),
)
