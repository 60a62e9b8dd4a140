"""Files that show what was done: looked at, kept, opened to citizens, destroyed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from agreements.monitoring.files import actions
from agreements.monitoring.files.forms import RemoveForm, ShowForm
from agreements.monitoring.files.models import Evidence
from agreements.monitoring.files.queries import file_name, may_remove
from agreements.publication.caching import public_page
from agreements.publication.queries import published
from agreements.record.asking import sent
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn

_MOMENT = 600
"""Seconds for which a browser keeps a file: what was destroyed is not to be looked at for a day."""
_ROOMS = {
    "occurrence": "obligations",
    "measurement": "outcomes",
    "step": "breaches",
    "hearing": "disputes",
    "dispute": "disputes",
    "ending": "ending",
}
"""Where what a file is about is read; the rest stands with the activities."""
_WHO_SEES = {
    True: gettext_lazy("Foto ini kini terlihat warga."),
    False: gettext_lazy("Foto ini hanya terlihat para pihak dan petugas."),
}


@require_safe
def evidence(request: SignedIn, ref: str, pk: int) -> FileResponse:
    """The file: a picture, which the portal drew itself, is looked at; a paper is only kept."""
    row = _kept(find(request, ref), pk)
    return _sent(row, small=False)


@require_safe
def small(request: SignedIn, ref: str, pk: int) -> FileResponse:
    """The picture, small."""
    row = _kept(find(request, ref), pk)
    return _sent(row, small=True)


def _room(agreement: Agreement, row: Evidence) -> str:
    """The page of the room to which the file belongs."""
    name = next((name for field, name in _ROOMS.items() if getattr(row, f"{field}_id")), "activities")
    return reverse(f"agreements:{name}", args=[agreement.ref])


def _kept(agreement: Agreement, pk: int) -> Evidence:
    return get_object_or_404(Evidence, agreement=agreement, pk=pk, removed_at__isnull=True)


def _sent(row: Evidence, *, small: bool) -> FileResponse:
    """The bytes; what has no small picture is not found."""
    file = row.thumbnail if small else row.file
    if not file.name:
        raise Http404
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        opened, as_attachment=not row.is_picture, filename=file_name(row), content_type=row.content_type
    )
    patch_cache_control(response, private=True, max_age=_MOMENT)
    return response


def _tag(request: HttpRequest, ref: str, pk: int, size: str) -> str:
    """What the answer depends on: whether this picture is open to everybody."""
    row = _open_to_all(ref, pk)
    return row.digest if row else "-"


def _open_to_all(ref: str, pk: int) -> Evidence | None:
    agreement = published(ref)
    rows = Evidence.objects.filter(agreement=agreement, pk=pk, is_public=True, removed_at__isnull=True)
    return rows.first() if agreement else None


@login_not_required
@require_safe
@public_page(_tag)
def public_picture(request: HttpRequest, ref: str, pk: int, size: str) -> HttpResponseBase:
    """A picture that a party opened to everybody, under a name that tells nothing of its title."""
    row = _open_to_all(ref, pk)
    file = (row.thumbnail if size == "kecil" else row.file) if row and row.is_picture else None
    if not (file and file.name):
        raise Http404
    try:
        return FileResponse(file.open("rb"), filename=f"foto-{pk}.jpg", content_type="image/jpeg")
    except FileNotFoundError:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Look at a file and decide whether everybody may see it."""
    agreement = find(request, ref, "carry_out")
    row = _kept(agreement, pk)
    given, initial = sent(request), "yes" if row.is_public else "no"
    form = ShowForm(given, initial={"is_public": initial})
    if request.method == "POST" and form.is_valid():
        actions.show(row, by=request.user, is_public=form.cleaned_data["is_public"])
        messages.success(request, _WHO_SEES[row.is_public])
        return redirect(_room(agreement, row))
    page = {
        "agreement": agreement,
        "row": row,
        "form": form,
        "may_remove": may_remove(request.user, row),
        "cancel_url": _room(agreement, row),
    }
    return render(request, "agreements/monitoring/files/show.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Destroy a file that shows too much, after a page that says what stays."""
    agreement = find(request, ref, "carry_out")
    row = _kept(agreement, pk)
    answer = may_remove(request.user, row)
    if not answer:
        raise Refused(answer)
    form = RemoveForm(sent(request))
    if request.method == "POST" and form.is_valid():
        actions.remove(row, by=request.user, **form.cleaned_data)
        messages.success(request, _("Berkas dihapus; catatan bahwa ia pernah ada tetap tersimpan."))
        return redirect(_room(agreement, row))
    return _ask_again(request, row, form)


def _ask_again(request: SignedIn, row: Evidence, form: RemoveForm) -> HttpResponse:
    page = {
        "title": _("Hapus berkas “%s”?") % row.title,
        "verb": _("Hapus berkas"),
        "cancel_url": reverse("agreements:evidence-show", args=[row.agreement.ref, row.pk]),
        "consequences": [
            _("Berkasnya dihapus dari portal untuk semua orang."),
            _("Judul, hari, sidik berkas, dan alasan Anda tetap tercatat."),
        ],
        "form": form,
    }
    return render(request, "components/confirm.html", page)
