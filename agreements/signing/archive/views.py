"""Give a text back from signing, and read what was signed and does not stand any more."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.documents import store
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.signing import actions
from agreements.signing.archive.forms import DeclineForm, RecallForm
from agreements.signing.archive.pages import archive_page, comparable, consequences, difference_page
from agreements.signing.models import FrozenDocument
from villages.people.access import SignedIn


def decline(request: SignedIn, ref: str) -> HttpResponse:
    """Decline to sign, after a page that says what it means."""
    agreement = find(request, ref, "decline")
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.decline(agreement, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Penolakan Anda tercatat; naskah kembali disusun."))
        return redirect(agreement.desk_url)
    title, verb = _("Menolak menandatangani “%s”?") % agreement.title, _("Tolak menandatangani")
    return _confirm(request, agreement, form, title, verb)


def recall(request: SignedIn, ref: str) -> HttpResponse:
    """Take the text back to be changed, after a page that says whose signatures become void."""
    agreement = find(request, ref, "recall")
    form = RecallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.recall(agreement, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Naskah ditarik kembali dan dapat diubah lagi."))
        return redirect(agreement.desk_url)
    title, verb = _("Tarik kembali “%s” untuk diubah?") % agreement.title, _("Tarik kembali")
    return _confirm(request, agreement, form, title, verb)


def _confirm(request: SignedIn, agreement: Agreement, form: Any, title: str, verb: str) -> HttpResponse:
    page = {
        "title": title,
        "verb": verb,
        "cancel_url": agreement.desk_url,
        "crumbs": [(_("Halaman kerja"), agreement.desk_url)],
        "consequences": consequences(agreement),
        "form": form,
    }
    return render(request, "components/confirm.html", page)


@require_safe
def archive(request: SignedIn, ref: str) -> HttpResponse:
    """Every text that was frozen for signing, with its signatures and what became of them."""
    agreement = find(request, ref)
    return render(request, "agreements/signing/archive/archive.html", archive_page(request.user, agreement))


def _document(request: SignedIn, ref: str, version: int) -> tuple[Agreement, FrozenDocument]:
    """One frozen text of an agreement in which this person has a part; else 404."""
    agreement = find(request, ref)
    return agreement, get_object_or_404(agreement.documents.select_related("frozen_by"), version=version)


@require_safe
def document(request: SignedIn, ref: str, version: int) -> HttpResponse:
    """Hand out the PDF of a frozen text as it was last, for those who take part."""
    agreement, found = _document(request, ref, version)
    if not found.sha256:
        raise Http404
    try:
        data = store.get(found.sha256)
    except store.Damaged:
        page = {"agreement": agreement}
        return render(request, "agreements/publication/damaged.html", page, status=503)
    state = "batal" if found.voided_at else "berlaku"
    name = f"{agreement.ref}-versi-{found.version}-{state}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    response = HttpResponse(data, content_type="application/pdf", headers=headers)
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def difference(request: SignedIn, ref: str, version: int) -> HttpResponse:
    """What changed from a voided text to the one that followed, or to the draft as it stands."""
    agreement, found = _document(request, ref, version)
    if not comparable(request.user, agreement, found):
        raise Http404
    page = difference_page(request.user, agreement, found)
    return render(request, "agreements/signing/archive/difference.html", page)
