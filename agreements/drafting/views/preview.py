"""A draft as it will look: as a page, and as a PDF with watermark that the worker lays out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agreements.documents.content import ContentError
from agreements.documents.rendering.models import Rendering
from agreements.documents.rendering.queries import is_there
from agreements.documents.rendering.queries import progress as progress_of
from agreements.drafting import preview
from agreements.drafting.queries import document_of, text_of
from agreements.drafting.whereabouts import whereabouts
from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.record.stages import Stage
from villages.people.access import Answer, SignedIn

_TEXT_IN_WORK = (Stage.DRAFTING, Stage.REVIEW)
_AT_WORK = (Rendering.State.QUEUED, Rendering.State.RUNNING)


def _in_work(request: SignedIn, ref: str) -> Agreement:
    """The agreement while its text is still being worked on; later the frozen text counts."""
    agreement = find(request, ref)
    if agreement.stage not in _TEXT_IN_WORK:
        raise Refused(Answer(False, _("Naskah ini sudah dibekukan; bacalah dokumen finalnya.")))
    return agreement


@require_safe
def page(request: SignedIn, ref: str) -> HttpResponse:
    """The draft as it will read, for everybody who has a part in it."""
    agreement = _in_work(request, ref)
    context: dict[str, Any] = {"agreement": agreement, "may_edit": may(request.user, "edit", agreement)}
    try:
        context |= {"document": document_of(agreement), "problem": "", "fault": None}
    except ContentError as error:
        fault = whereabouts(error.place, text_of(agreement), agreement)
        context |= {"document": None, "problem": error.reason, "fault": fault}
    return render(request, "agreements/drafting/preview.html", context)


@require_POST
def make(request: SignedIn, ref: str) -> HttpResponse:
    """Have the worker lay the draft out as a PDF."""
    agreement = _in_work(request, ref)
    try:
        rendering = preview.ask_for(agreement)
    except ContentError as error:
        where = whereabouts(error.place, text_of(agreement), agreement).label
        words = {"where": where, "reason": error.reason}
        messages.error(request, _("PDF belum dapat dibuat. %(where)s: %(reason)s") % words)
        return redirect("agreements:draft-preview", agreement.ref)
    return redirect("agreements:preview-progress", agreement.ref, rendering.key)


@never_cache
@require_safe
def progress(request: SignedIn, ref: str, mark: str) -> HttpResponse:
    """Wait for the PDF; the box asks again by itself."""
    agreement = find(request, ref)
    rendering = preview.found(agreement, mark)
    if not request.headers.get("HX-Request"):
        context = _waiting(request, agreement, rendering)
        return render(request, "agreements/drafting/progress.html", context | {"mark": mark})
    if rendering and rendering.state in _AT_WORK:
        context = {"agreement": agreement, "mark": mark, "progress": progress_of(rendering)}
        return render(request, "agreements/drafting/_progress.html", context)
    return HttpResponse(headers={"HX-Refresh": "true"})


def _waiting(request: SignedIn, agreement: Agreement, rendering: Rendering | None) -> dict[str, Any]:
    """How far the PDF is: at work, ready, failed with place and reason, or gone."""
    failed = rendering is not None and rendering.state == Rendering.State.FAILED
    return {
        "agreement": agreement,
        "working": rendering is not None and rendering.state in _AT_WORK,
        "progress": progress_of(rendering),
        "ready": rendering if rendering and is_there(rendering) else None,
        "is_current": rendering is not None and preview.is_current(agreement, rendering),
        "reason": rendering.problem if rendering and failed else "",
        "fault": preview.fault_of(agreement, rendering) if rendering and failed and rendering.place else None,
        "in_work": agreement.stage in _TEXT_IN_WORK,
        "may_edit": may(request.user, "edit", agreement),
    }


@never_cache
@require_safe
def pdf(request: SignedIn, ref: str, mark: str) -> HttpResponse:
    """The draft's PDF, for those who may read the draft; kept by no browser."""
    agreement = find(request, ref)
    rendering = preview.found(agreement, mark)
    data = preview.pdf(rendering) if rendering else None
    if data is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="rancangan-{agreement.ref}.pdf"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
