"""What one is about to do in a case -> the words of its page: title, button, what will happen."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.breaches.queries import next_of
from agreements.monitoring.breaches.wording import SUBJECTS
from agreements.record.vocabulary import Measure


def of_claim() -> dict[str, Any]:
    """Saying that a provision was not kept."""
    return {
        "title": _("Nyatakan pelanggaran"),
        "verb": _("Kirim kepada pihak itu"),
        "consequences": [
            _(
                "Surat bernomor atas nama pihak Anda dikirim kepada pihak itu, dengan batas waktu untuk menanggapi."
            ),
            _("Belum ada sanksi: langkah berikutnya selalu diputuskan orang, sesudah pihak itu didengar."),
        ],
    }


def of_opening() -> dict[str, Any]:
    """Taking up what the system suggested."""
    return of_claim() | {"title": _("Nyatakan sebagai dugaan pelanggaran")}


def of_dismissal() -> dict[str, Any]:
    """Letting a case go."""
    return {
        "title": _("Jangan lanjutkan dugaan ini"),
        "verb": _("Jangan lanjutkan"),
        "consequences": [_("Kasus ini ditutup dengan alasan Anda. Kewajibannya sendiri tetap berlaku.")],
        "danger": True,
    }


def of_answer() -> dict[str, Any]:
    """Answering."""
    return {
        "title": _("Tanggapi dugaan pelanggaran"),
        "verb": _("Kirim tanggapan"),
        "consequences": [_("Tanggapan dikirim sebagai surat bernomor dan tidak dapat diubah lagi.")],
    }


def of_step(case: BreachCase) -> dict[str, Any]:
    """Taking the next step; the case has one."""
    upcoming = next_of(case)
    assert upcoming is not None
    measure, until = Measure(upcoming.measure), date_format(upcoming.due_on(timezone.localdate()), "j F Y")
    words = {"name": case.against.organization.name, "until": until, "subject": SUBJECTS[measure]}
    told = [
        _("Surat “%(subject)s” terbit dengan nomor pihak Anda untuk %(name)s.") % words,
        _("%(name)s diberi waktu sampai %(until)s.") % words,
    ]
    if measure in (Measure.SUSPENSION, Measure.TERMINATION):
        told.append(
            _(
                "Kerja sama belum ditunda atau berakhir karena surat ini; itu diputuskan para pihak atau kabupaten."
            )
        )
    title = _("Langkah %(ordinal)d: %(what)s") % {"ordinal": upcoming.ordinal, "what": measure.label}
    return {"title": title, "verb": _("Terbitkan surat"), "consequences": told, "danger": True}


def of_meeting() -> dict[str, Any]:
    """Noting that a step was met."""
    return {"title": _("Catat langkah dipenuhi"), "verb": _("Catat"), "consequences": []}


def of_closing() -> dict[str, Any]:
    """Closing a case."""
    return {
        "title": _("Tutup dugaan pelanggaran"),
        "verb": _("Tutup kasus"),
        "consequences": [_("Kasus ini selesai. Surat dan riwayatnya tetap tersimpan.")],
    }
