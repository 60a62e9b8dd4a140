"""The letters of an agreement, the page of one with how far its PDF is, and the PDF itself: for those with a part."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agreements.documents import store
from agreements.monitoring.letters import actions
from agreements.monitoring.letters.making import SHELF
from agreements.monitoring.letters.models import Letter
from agreements.monitoring.letters.queries import is_there, is_under_way, letters_of, progress
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn


@require_safe
def letters(request: SignedIn, ref: str) -> HttpResponse:
    """Every letter that went out in this agreement, the newest first."""
    agreement = find(request, ref)
    page = {"agreement": agreement, "letters": letters_of(agreement), "crumbs": _crumbs(agreement)}
    return render(request, "agreements/monitoring/letters/letters.html", page)


def _found(request: SignedIn, ref: str, key: int) -> tuple[Agreement, Letter]:
    """One letter of an agreement in which this person has a part; else 404."""
    agreement = find(request, ref)
    return agreement, get_object_or_404(letters_of(agreement), pk=key)


@never_cache
@require_safe
def letter(request: SignedIn, ref: str, key: int) -> HttpResponse:
    """What the letter says, and its PDF or how far that is."""
    agreement, found = _found(request, ref, key)
    told = {"progress": progress(found), "url": request.path} if is_under_way(found) else {}
    if request.htmx:  # type: ignore[attr-defined]
        if told:
            return render(request, "agreements/monitoring/letters/_progress.html", told)
        return HttpResponse(headers={"HX-Refresh": "true"})
    page: dict[str, Any] = {"agreement": agreement, "letter": found, "said": found.content, "progress": None}
    page |= {"there": is_there(found), "crumbs": _crumbs(agreement, last=True), "url": ""}
    return render(request, "agreements/monitoring/letters/letter.html", page | told)


@require_POST
def again(request: SignedIn, ref: str, key: int) -> HttpResponse:
    """Have the PDF made once more where that failed."""
    agreement, found = _found(request, ref, key)
    if is_there(actions.again(found, by=request.user)):
        messages.info(request, _("Berkas surat ini sudah siap."))
    return redirect("agreements:letter", agreement.ref, found.pk)


@require_safe
def pdf(request: SignedIn, ref: str, key: int) -> HttpResponseBase:
    """The letter's PDF, for those with a part; to its page where there is none yet."""
    agreement, found = _found(request, ref, key)
    try:
        path = store.sound(found.sha256, shelf=SHELF) if found.sha256 else None
    except store.Damaged:
        path = None
    if path is None:
        return redirect("agreements:letter", agreement.ref, found.pk)
    name = f"surat-{agreement.ref}-{found.number.replace('/', '-')}.pdf"
    response: HttpResponseBase
    if settings.SENDFILE_URL:
        response = HttpResponse(content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Accel-Redirect"] = f"{settings.SENDFILE_URL}{store.place(found.sha256, shelf=SHELF)}"
    else:
        response = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _crumbs(agreement: Agreement, *, last: bool = False) -> list[tuple[str, str]]:
    trail = [
        (_("Meja kerja"), "agreements:desk", []),
        (agreement.title, "agreements:desk-agreement", [agreement.ref]),
    ]
    if last:
        trail.append((_("Surat"), "agreements:letters", [agreement.ref]))
    return [(str(label), reverse(name, args=args)) for label, name, args in trail]
