"""The versions of a draft: which there are, what each says, what changed between two, keep one now."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.drafting.versions import actions
from agreements.drafting.versions.models import Version
from agreements.drafting.versions.pages import NOW, comparison, list_page, version_page
from agreements.drafting.versions.queries import of_a_party, seen_by
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn


@require_safe
def versions(request: SignedIn, ref: str) -> HttpResponse:
    """Every version that this person may read; with two of them in the address, on to what changed."""
    agreement = find(request, ref)
    old, new = request.GET.get("lama", ""), request.GET.get("baru", "")
    if _is_number(old) and (new == NOW or _is_number(new)):
        return redirect("agreements:redline", agreement.ref, int(old), new)
    return render(request, "agreements/drafting/versions/versions.html", list_page(request.user, agreement))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 6


@require_POST
def keep(request: SignedIn, ref: str) -> HttpResponse:
    """Keep the text as it stands now."""
    agreement = find(request, ref, "edit")
    try:
        version = actions.keep_now(agreement, by=request.user)
        messages.success(request, _("Naskah disimpan sebagai versi %d.") % version.number)
    except Refused as refusal:
        if refusal.answer.because_of_who:
            raise
        messages.error(request, refusal.answer.reason)
    return redirect("agreements:versions", agreement.ref)


@require_safe
def version(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """One version as the numbered document."""
    agreement = find(request, ref)
    row = get_object_or_404(seen_by(request.user, agreement).select_related("made_by"), number=number)
    return render(request, "agreements/drafting/versions/version.html", version_page(agreement, row))


@require_safe
def redline(request: SignedIn, ref: str, old: int, new: str) -> HttpResponse:
    """What changed from one version to another, or to the text as it stands."""
    agreement = find(request, ref)
    first, second = _two(request, agreement, old, new)
    page = comparison(agreement, first, second, whole="utuh" in request.GET)
    return render(request, "agreements/drafting/versions/redline.html", page)


def _two(request: SignedIn, agreement: Agreement, old: int, new: str) -> tuple[Version, Version | None]:
    """The two versions, None for the text as it stands; 404 for one that this person may not read."""
    known = seen_by(request.user, agreement).select_related("made_by")
    first = get_object_or_404(known, number=old)
    if new == NOW and of_a_party(request.user, agreement):
        return first, None
    if not _is_number(new):
        raise Http404
    return first, get_object_or_404(known, number=int(new))
