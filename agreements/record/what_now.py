"""For every stage and role the one sentence that tells what to do now: the other half of the table in `stages`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.record.stages import Role, Stage

WHAT_NOW: dict[Stage, dict[Role, str | Promise]] = {
    Stage.DRAFTING: {
        Role.DRAFTER: _("Lengkapi pasal, hak dan kewajiban, lalu kirim untuk ditinjau."),
        Role.SIGNATORY: _("Baca rancangan bersama perangkat Anda, lalu kirim untuk ditinjau."),
        Role.COUNCIL: _("Rancangan sedang disusun; bacalah dan sampaikan pendapat BPD kepada kepala desa."),
        Role.REVIEWER: _("Para pihak sedang memperbaiki naskah sesuai catatan Anda."),
        Role.OBSERVER: _("Para pihak sedang menyusun naskah."),
    },
    Stage.REVIEW: {
        Role.DRAFTER: _("Naskah sedang ditinjau; jawab catatan para peninjau bila ada."),
        Role.SIGNATORY: _("Naskah sedang ditinjau; setelah disetujui, Anda dapat menandatangani."),
        Role.COUNCIL: _("Naskah sedang ditinjau kabupaten."),
        Role.REVIEWER: _("Periksa naskah, lalu setujui atau kembalikan dengan catatan."),
        Role.OBSERVER: _("Naskah sedang ditinjau; bila kantor Anda diminta, beri pendapat atau putuskan."),
    },
    Stage.SIGNING: {
        Role.DRAFTER: _("Naskah sudah dibekukan dan menunggu tanda tangan para pihak."),
        Role.SIGNATORY: _("Baca naskah final, lalu tanda tangani dengan frasa sandi Anda."),
        Role.COUNCIL: _("Naskah sudah disetujui dan menunggu tanda tangan para pihak."),
        Role.REVIEWER: _("Naskah sudah disetujui dan menunggu tanda tangan para pihak."),
        Role.ATTESTANT: _(
            "Baca naskah final, lalu tanda tangani sebagai saksi atau pejabat yang mengetahui."
        ),
        Role.OBSERVER: _("Naskah sudah disetujui dan menunggu tanda tangan para pihak."),
    },
    Stage.PUBLICATION: {
        Role.DRAFTER: _("Semua pihak sudah menandatangani; umumkan supaya berlaku dan dapat dibaca warga."),
        Role.SIGNATORY: _("Semua pihak sudah menandatangani; umumkan supaya berlaku dan dapat dibaca warga."),
        Role.COUNCIL: _("Semua pihak sudah menandatangani; pengumuman ditunggu."),
        Role.REVIEWER: _("Semua pihak sudah menandatangani; umumkan bila para pihak belum melakukannya."),
        Role.ATTESTANT: _("Semua pihak sudah menandatangani; pengumuman ditunggu."),
        Role.OBSERVER: _("Semua pihak sudah menandatangani; pengumuman ditunggu."),
    },
    Stage.IN_FORCE: {
        Role.DRAFTER: _("Kerja sama berlaku; laksanakan kewajiban sesuai jadwal."),
        Role.SIGNATORY: _("Kerja sama berlaku; pastikan kewajiban pihak Anda dilaksanakan."),
        Role.COUNCIL: _("Kerja sama berlaku; awasi pelaksanaannya."),
        Role.REVIEWER: _("Kerja sama berlaku; akhiri bila ada dasar pengakhiran."),
        Role.ATTESTANT: _("Kerja sama berlaku."),
        Role.OBSERVER: _("Kerja sama berlaku."),
        Role.PUBLIC: _("Kerja sama ini berlaku dan mengikat para pihak."),
    },
    Stage.ENDED: {
        Role.DRAFTER: _("Kerja sama telah berakhir; selesaikan yang tersisa dan susun laporan akhirnya."),
        Role.SIGNATORY: _("Kerja sama telah berakhir; selesaikan yang tersisa dan sahkan laporan akhirnya."),
        Role.COUNCIL: _("Kerja sama telah berakhir; naskahnya tetap tersimpan."),
        Role.REVIEWER: _("Kerja sama telah berakhir; naskahnya tetap tersimpan."),
        Role.ATTESTANT: _("Kerja sama telah berakhir; naskahnya tetap tersimpan."),
        Role.OBSERVER: _("Kerja sama telah berakhir; naskahnya tetap tersimpan."),
        Role.PUBLIC: _("Kerja sama ini sudah berakhir dan tidak lagi mengikat."),
    },
    Stage.WITHDRAWN: {
        Role.DRAFTER: _("Rancangan ini ditarik; mulailah rancangan baru bila diperlukan."),
        Role.SIGNATORY: _("Rancangan ini ditarik; mulailah rancangan baru bila diperlukan."),
        Role.COUNCIL: _("Rancangan ini ditarik."),
        Role.REVIEWER: _("Rancangan ini ditarik oleh pemrakarsanya."),
        Role.OBSERVER: _("Rancangan ini ditarik oleh pemrakarsanya."),
    },
    Stage.REJECTED: {
        Role.DRAFTER: _("Naskah ini ditolak; baca alasannya, lalu mulailah rancangan baru bila diperlukan."),
        Role.SIGNATORY: _(
            "Naskah ini ditolak; baca alasannya, lalu mulailah rancangan baru bila diperlukan."
        ),
        Role.COUNCIL: _("Naskah ini ditolak dengan alasan hukum."),
        Role.REVIEWER: _("Naskah ini ditolak dengan alasan hukum."),
        Role.OBSERVER: _("Naskah ini ditolak dengan alasan hukum."),
    },
}
"""For every stage and role one sentence: what now? (The public sees only stages in `PUBLIC`.)"""

_ADD_SCAN = _("Lampirkan pindaian naskah bertanda tangan, lalu kirim untuk dikonfirmasi DPMD.")
_RECORDING = _("Catatan perjanjian yang ditandatangani di luar portal sedang dilengkapi.")
_CONFIRMING = _("DPMD mencocokkan catatan ini dengan pindaiannya.")
_BINDING = _("Kerja sama ini berlaku; naskahnya ditandatangani di luar portal dan dicatat dari pindaiannya.")

WHAT_NOW_ELSEWHERE: dict[Stage, dict[Role, str | Promise]] = {
    Stage.DRAFTING: {
        Role.DRAFTER: _ADD_SCAN,
        Role.SIGNATORY: _ADD_SCAN,
        Role.COUNCIL: _RECORDING,
        Role.REVIEWER: _ADD_SCAN,
        Role.OBSERVER: _RECORDING,
    },
    Stage.REVIEW: {
        Role.DRAFTER: _CONFIRMING,
        Role.SIGNATORY: _CONFIRMING,
        Role.COUNCIL: _CONFIRMING,
        Role.REVIEWER: _(
            "Cocokkan catatan dengan pindaiannya, lalu konfirmasi atau kembalikan dengan catatan."
        ),
        Role.OBSERVER: _CONFIRMING,
    },
    Stage.IN_FORCE: {Role.PUBLIC: _BINDING},
}
"""The same for an agreement signed elsewhere, where it differs."""
