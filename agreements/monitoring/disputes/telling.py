"""What one is about to do in a dispute -> the words of its page: title, button, what will happen."""

from typing import Any

from django.utils.translation import gettext as _

from agreements.monitoring.disputes.facilitating import next_level
from agreements.monitoring.disputes.models import Dispute, Level
from agreements.monitoring.disputes.queries import codes_of, office_of


def of_claim() -> dict[str, Any]:
    """Claiming."""
    return {
        "title": _("Ajukan perselisihan"),
        "verb": _("Ajukan"),
        "consequences": [
            _(
                "Surat bernomor atas nama pihak Anda dikirim kepada pihak lain; mereka menjawab, lalu bermusyawarah."
            ),
            _(
                "Bila musyawarah tidak berhasil, camat, bupati, atau gubernur memfasilitasi menurut letak desa-desanya."
            ),
            _("Warga melihat bahwa ada perselisihan dan hasilnya kelak, bukan surat-suratnya."),
        ],
    }


def of_answer() -> dict[str, Any]:
    """Answering."""
    return {
        "title": _("Jawab perselisihan"),
        "verb": _("Kirim jawaban"),
        "consequences": [_("Jawaban dibaca semua pihak dan tidak dapat diubah lagi.")],
    }


def of_call() -> dict[str, Any]:
    """Inviting to a hearing."""
    return {
        "title": _("Undang sidang musyawarah"),
        "verb": _("Kirim undangan"),
        "consequences": [_("Undangan bernomor dikirim kepada kepala semua pihak.")],
    }


def of_record() -> dict[str, Any]:
    """Writing down a hearing."""
    return {
        "title": _("Catat jalannya sidang"),
        "verb": _("Simpan catatan"),
        "consequences": [_("Catatan ini dibaca semua pihak dan tidak dapat diubah lagi.")],
    }


def of_raising(dispute: Dispute) -> dict[str, Any]:
    """Going to the next level."""
    level = next_level(dispute.level, codes_of(dispute.agreement))
    told = Level(level).label if level else ""
    office = office_of(level, dispute.agreement) if level else None
    if level == Level.BEYOND:
        how = _("Penyelesaiannya berlangsung di luar portal; hasilnya dicatat di sini.")
    elif office:
        how = _("%(name)s diberi tahu dan memimpin musyawarah selanjutnya.") % {"name": office.name}
    else:
        how = _("Fasilitatornya belum memakai portal; para pihak mencatat sidang dan hasilnya di sini.")
    return {
        "title": _("Teruskan ke tingkat berikutnya: %(level)s") % {"level": told},
        "verb": _("Teruskan"),
        "consequences": [how],
    }


def of_wording() -> dict[str, Any]:
    """Wording the outcome."""
    return {
        "title": _("Susun berita acara hasil"),
        "verb": _("Terbitkan berita acara"),
        "consequences": [
            _("Berita acara bernomor terbit dan menunggu tanda tangan kepala semua pihak serta fasilitator."),
            _("Sesudah tanda tangan pertama isinya tidak dapat disusun ulang."),
        ],
    }


def of_withdrawal() -> dict[str, Any]:
    """Taking a claim back."""
    return {
        "title": _("Cabut perselisihan"),
        "verb": _("Cabut"),
        "consequences": [_("Perselisihan ini selesai tanpa hasil. Surat dan riwayatnya tetap tersimpan.")],
        "danger": True,
    }


def of_paper() -> dict[str, Any]:
    """Recording ink."""
    return {
        "title": _("Catat tanda tangan di atas kertas"),
        "verb": _("Sudah saya cocokkan; catat"),
        "consequences": [
            _("Anda menyatakan pindaian ini sama dengan berita acara di portal, kata demi kata."),
            _("Setelah semua menandatangani, perselisihan selesai."),
        ],
    }


def of_signing() -> dict[str, Any]:
    """Signing the minutes."""
    return {
        "title": _("Tanda tangani berita acara"),
        "verb": _("Tanda tangani"),
        "consequences": [
            _("Tanda tangan Anda dibuat dengan kunci Anda sendiri atas berkas PDF yang Anda baca ini."),
            _("Setelah semua menandatangani, perselisihan selesai."),
        ],
    }
