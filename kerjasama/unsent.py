"""A form of a draft that could not be taken -> what was typed shown again: to be sent once more, or to be copied."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.record.pages import asked_for, last_step, why
from villages.people.access import Refused

PATHS = ("/naskah/", "/tinjauan/")
"""Where people write, drafters and reviewers; every other path behaves as Django has it."""
_ROOMS = re.compile(
    r"/kerja-sama/[^/]+/(?:pelanggaran|perselisihan|kewajiban"
    r"|akhiri|usul-akhiri|penyelesaian|praktik-baik|laporan|bkad)/"
)
"""The same for obligations, cases of breach, disputes, endings, good practices, reports and joint bodies."""

_LABELS: dict[str, str | Promise] = {
    "heading": _("Judul"),
    "body": _("Teks"),
    "text": _("Isi"),
    "note": _("Keterangan"),
    "reason": _("Alasan"),
    "title": _("Judul"),
    "summary": _("Ringkasan untuk warga"),
    "considering": _("Menimbang"),
    "in_view_of": _("Mengingat"),
    "answer": _("Jawaban"),
    "report": _("Laporan hasil"),
    "opens_on": _("Hari pertama"),
    "closes_on": _("Hari terakhir"),
    "minutes": _("Jalannya musyawarah"),
    "decision_text": _("isi keputusan"),
    "agenda": _("Acara"),
    "opinion": _("Pendapat"),
    "ground": _("Dasar hukum penolakan"),
    "whole": _("Catatan untuk seluruh naskah"),
    "names": _("Daftar hadir"),
    "attendance": _("Jumlah hadir"),
    "held_on": _("Tanggal musyawarah"),
    "place": _("Tempat"),
    "starts_on": _("Mulai berlaku"),
    "ends_on": pgettext_lazy("day", "Berakhir"),
    "value": _("nilai (rupiah)"),
    "description": _("uraian"),
    "evidence": _("Bukti yang diharapkan"),
    "due_on": _("Tanggal (pertama)"),
    "due_days": _("Berapa hari sejak penandatanganan, atau hari kerja sesudah peristiwa"),
    "event": _("Peristiwa"),
    "year": _("tahun anggaran"),
    "amount": _("Jumlah (rupiah)"),
    "account": _("Nomor rekening"),
    "story": _("Apa yang terjadi"),
    "remark": _("Tambahan dalam surat"),
    "claim": _("Pokok perselisihan"),
    "wish": _("Penyelesaian yang diharapkan"),
    "outcome": _("Hasil"),
    "public_outcome": _("Hasil untuk warga"),
    "public_note": _("Keterangan untuk warga"),
    "decision_number": _("nomor keputusan atau berita acara"),
    "worked": _("Apa yang berhasil"),
    "failed": _("Apa yang tidak berhasil"),
    "advice": _("Saran untuk desa lain"),
    "done": _("pelaksanaan"),
    "results": _("hasil dan manfaat"),
    "assets": _("aset"),
    "problems": _("masalah"),
    "follow_up": _("tindak lanjut"),
    "name": _("Nama"),
    "seat": _("kedudukan"),
    "duties": _("tugas"),
    "element": _("Mewakili"),
    "decree_number": _("nomor keputusan"),
}
_STEPS = {"after": _("Hari tunggu %(number)d"), "amount": _("Rupiah %(number)d")}
"""What belongs to a step of a sanction: its fields end in the step's number."""
_STEP = re.compile(r"(after|amount)_([1-9])")
_SILENT = frozenset({"csrfmiddlewaretoken", "passphrase"})
_SHORT = 40
"""A value of one line up to this length, under a name that has no label, is sent along without being shown."""


@dataclass(frozen=True)
class Field:
    """One thing that was typed or chosen."""

    name: str
    """The field's name in the form."""
    label: str | Promise
    """What a person calls it."""
    value: str
    """What was typed, to the letter."""
    hidden: bool
    """Whether it is a mark or a choice that is no reading matter."""


def keeping(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a draft's form that comes without a session is shown again instead of being dropped at the door.

    Stands before the middleware that asks for the login, and lets nobody in: it answers itself, and only what the
    sender sent. A request of htmx hears 401 and keeps its page.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not _of_a_draft(request) or not getattr(view, "login_required", True):
            return None
        if request.user.is_authenticated:
            return None
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=401)
        return shown_again(request, status=401)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def untrusted(request: HttpRequest) -> HttpResponse | None:
    """What to answer to a draft's form whose token is older than the sign-in: the form again, with a fresh token.

    None unless the browser says that the form was sent from our own pages: the words of another site are never put
    before anybody with a button to send them.
    """
    if not _of_a_draft(request) or request.headers.get("HX-Request") == "true" or not _from_here(request):
        return None
    return shown_again(request, status=403)


def refused(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a draft's form that is refused, or whose part is gone, is shown with its reason, to be copied.

    The draft was submitted, withdrawn or handed on while somebody wrote, or another person removed the very row.
    Stands behind `record.pages.refusals`, which answers what carries no text. Only for who takes part in the
    agreement: for everybody else there is none. Htmx keeps the page with the text, so it hears what it always does.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused | Http404) or not _of_a_draft(request):
            return None
        return None if request.headers.get("HX-Request") == "true" else to_copy(request, exception)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def to_copy(request: HttpRequest, exception: Refused | Http404) -> HttpResponse | None:
    """The page with everything typed and why it was not taken; None when nothing was typed or for strangers.

    409 when the draft moved on, 403 when somebody else writes now, 404 when the part is gone.
    """
    fields = [field for field in fields_of(request) if not field.hidden]
    agreement = asked_for(request, exception) if fields else None
    if agreement is None:
        return None
    gone = _("Bagian ini sudah tidak ada; mungkin orang lain menghapusnya.")
    page = {"fields": fields, "files": _files_of(request), "agreement": agreement}
    if isinstance(exception, Refused):
        page["reason"], status = why(exception, agreement), 403 if exception.answer.because_of_who else 409
    else:
        page["reason"], status = f"{gone} {last_step(agreement)}", 404
    response = render(request, "not_taken.html", page, status=status)
    add_never_cache_headers(response)
    return response


def _files_of(request: HttpRequest) -> list[str]:
    return [str(file) for name in request.FILES for file in request.FILES.getlist(name)]


def shown_again(request: HttpRequest, status: int) -> HttpResponse | None:
    """The page with everything typed and the button that sends it again; None when nothing was typed."""
    fields = fields_of(request)
    if not any(not field.hidden for field in fields):
        return None
    page = {
        "fields": fields,
        "files": _files_of(request),
        "path": request.get_full_path(),
    }
    response = render(request, "unsent.html", page, status=status)
    add_never_cache_headers(response)
    return response


def fields_of(request: HttpRequest) -> list[Field]:
    """Everything that the form sent, in its order, but for the token."""
    return [
        Field(name, _label_of(name) or name, value, _is_hidden(name, value))
        for name, values in request.POST.lists()
        if name not in _SILENT
        for value in values
    ]


def _label_of(name: str) -> str | Promise:
    """What a person calls the field; empty for marks and choices."""
    step = _STEP.fullmatch(name)
    if step:
        return str(_STEPS[step[1]]) % {"number": int(step[2])}
    return capfirst(str(_LABELS.get(name, "")))


def _is_hidden(name: str, value: str) -> bool:
    if _label_of(name):
        return not value
    return len(value) <= _SHORT or " " not in value


def _of_a_draft(request: HttpRequest) -> bool:
    path = request.path_info
    return request.method == "POST" and bool(path.startswith(PATHS) or _ROOMS.match(path))


def _from_here(request: HttpRequest) -> bool:
    """Whether the browser says that our own page sent this."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        parts = urlsplit(said)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
