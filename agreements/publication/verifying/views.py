"""The pages on which anybody has a document checked, by its code or by the file itself; they set no cookie."""

import hashlib
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist, TaskResultMismatch

from agreements.publication.files import for_everybody
from agreements.publication.in_short import in_short
from agreements.publication.privacy.models import Exclusion
from agreements.publication.privacy.queries import text_of
from agreements.publication.signed import signatures_of, uncertified
from agreements.publication.verifying import tasks
from agreements.publication.verifying.findings import Verdict
from agreements.publication.verifying.forms import CodeForm, FileForm
from agreements.publication.verifying.keeping import kept, verdict_of
from agreements.publication.verifying.known import known_file
from agreements.publication.verifying.standing import by_code, living, reason_of, shown, since
from agreements.record.access import parties_of, party_line
from agreements.signing.models import FrozenDocument

MOST_TRIES = {"code": 60, "file": 20}
"""How often one address may ask within `STRETCH` seconds."""
STRETCH = 5 * 60


@csrf_exempt  # changes nothing and knows nobody, so that it needs no cookie
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Take a code or a file; a file that is ours is known by its digest at once."""
    if request.method != "POST":
        return _ask(request)
    kind = "code" if "code" in request.POST else "file"
    if _too_often(request, kind):
        return _ask(request, busy=True, status=429)
    if kind == "file":
        return _check_file(request)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask(request, code_form=form, status=400)
    return redirect("agreements:verification", form.cleaned_data["code"])


def _ask(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page with both questions, and whatever came out of the last one."""
    page = {"code_form": CodeForm(), "file_form": FileForm(), "busy": False, "unknown": "", "verdict": None}
    return render(request, "agreements/publication/verify.html", page | more, status=status)


def _check_file(request: HttpRequest) -> HttpResponse:
    """Judge by digest, or by what was found of the same file lately; any other goes to the worker."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, file_form=form, status=400)
    data = form.cleaned_data["file"].read()
    digest = hashlib.sha256(data).hexdigest()
    verdict = known_file(digest) or kept(digest)
    if verdict is None and b"%PDF-" not in data[:1024]:
        verdict = Verdict("not_pdf")
    if verdict:
        return _ask(request, **_about(verdict, digest))
    try:
        result = tasks.check.enqueue(tasks.leave(data))
    except tasks.Busy:
        return _ask(request, busy=True, status=503)
    return redirect("agreements:verify-progress", result.id)


def _too_often(request: HttpRequest, kind: str) -> bool:
    """Whether this address has asked too much; the address itself is not kept, only a digest for a few minutes."""
    address = get_adapter().get_client_ip(request)
    key = f"verify:{kind}:{hashlib.sha256(address.encode()).hexdigest()}"
    if cache.add(key, 1, STRETCH):
        return False
    try:
        return cache.incr(key) > MOST_TRIES[kind]
    except ValueError:  # it has just run out
        return False


def _about(verdict: Verdict, digest: str = "") -> dict[str, Any]:
    """A verdict with what may be said of its document."""
    document = verdict.document
    link = reverse("agreements:verification", args=[document.verification_code]) if document else ""
    public = bool(document and shown(document))
    signatures = signatures_of(document) if document and public and verdict.is_ours else []
    return {
        "verdict": verdict,
        "digest": digest,
        "link": link,
        "agreement": document.agreement if document and public else None,
        "since": since(document) if document else [],
        "signatures": [] if verdict.missing else signatures,
        "uncertified": uncertified(signatures),
    }


@login_not_required
@never_cache
@require_safe
def progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """Wait for the worker, then show what it found."""
    try:
        result = tasks.check.get_result(str(key))
    except (TaskResultDoesNotExist, TaskResultMismatch):
        raise Http404 from None
    if not result.is_finished:
        fragment = request.headers.get("HX-Request") == "true"
        name = "components/progress.html" if fragment else "agreements/publication/checking.html"
        page = {"url": request.path, "total": 0, "sentence": _("Kami membaca berkas Anda…")}
        return render(request, name, page)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Refresh": "true"})
    found = result.return_value if result.status == TaskResultStatus.SUCCESSFUL else None
    return _ask(request, **_about(verdict_of(found)))


@login_not_required
@require_safe
def verification(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the document with this code is; before publication only that it exists and where it stands."""
    document = by_code(code)
    if document is None:
        response = _ask(request, unknown=code[:20], status=404)
    elif document.verification_code != code:
        response = redirect("agreements:verification", document.verification_code)
    else:
        response = render(request, "agreements/publication/verification.html", _page(document))
    if document is None or not shown(document):
        response["X-Robots-Tag"] = "noindex"
    return response


def _page(document: FrozenDocument) -> dict[str, Any]:
    """What the verification page may say: everything of a published document, next to nothing of any other."""
    page = {
        "document": document,
        "verdict": Verdict(reason_of(document), document),
        "file_form": FileForm(),
        "living": living(document),
        "since": since(document),
        "agreement": None,
    }
    return page | _told(document) if shown(document) else page


def _told(document: FrozenDocument) -> dict[str, Any]:
    """What everybody may know of a published document: from the covered text."""
    agreement, signatures = document.agreement, signatures_of(document)
    text = text_of(document, Exclusion.objects.filter(agreement=agreement).order_by("article"))
    return {
        "agreement": agreement,
        "line": party_line(parties_of(agreement)),
        "signatures": signatures,
        "uncertified": uncertified(signatures),
        "page": in_short(agreement, text.content),
        "file": for_everybody(document, text.altered),
    }
