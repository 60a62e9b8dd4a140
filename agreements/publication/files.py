"""An agreement and a reader -> the PDF that this reader may have: the signed file, or the copy for the public.

Once published everybody has it. Where it holds what the public must not read, everybody gets the copy without that;
the signed file stays with those who take part. The web server sends the bytes itself where `SENDFILE_URL` says how.
"""

from dataclasses import dataclass
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from agreements.documents import store
from agreements.publication.caching import LASTS
from agreements.publication.privacy.masking import mask
from agreements.publication.privacy.models import PublicCopy
from agreements.publication.privacy.queries import public_text
from agreements.publication.queries import published
from agreements.record.access import concerning
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.record.stages import PUBLIC, Stage
from agreements.signing.models import FrozenDocument
from agreements.signing.queries import document_of
from villages.people.access import SignedIn

_HAS_FILE = (Stage.SIGNING, Stage.PUBLICATION)
WAIT = 30
"""Seconds after which to ask again for a copy that is being made."""


@dataclass(frozen=True)
class Handed:
    """The file that one reader gets."""

    sha256: str
    """Under which it is stored; empty while the copy is being made."""
    size: int
    is_copy: bool
    """Whether it is the copy for the public, not the signed file."""
    everybodys: bool
    """Whether every reader gets this very file."""


def for_everybody(document: FrozenDocument, altered: bool) -> Handed:
    """What the public gets of a published document; `altered` says whether the signed file holds what it must not."""
    if not altered:
        return Handed(document.sha256, document.size, is_copy=False, everybodys=True)
    copy = PublicCopy.objects.filter(document=document, state=PublicCopy.State.READY).first()
    sha256, size = (copy.sha256, copy.size) if copy else ("", 0)
    return Handed(sha256, size, is_copy=True, everybodys=False)


def handed(agreement: Agreement, document: FrozenDocument, user: Any) -> Handed:
    """What this reader gets: before publication, and where a part is covered, the signed file is the parties'."""
    signed = Handed(document.sha256, document.size, is_copy=False, everybodys=False)
    if agreement.stage not in PUBLIC or _takes_part(agreement, user):
        return signed
    text = public_text(agreement)
    found = for_everybody(document, bool(text and text.altered))
    if found.is_copy and found.sha256 and text and not _says_so(document, text.digest):
        return Handed("", 0, is_copy=True, everybodys=False)
    return found


def _says_so(document: FrozenDocument, digest: str) -> bool:
    """Whether the copy says what the public may read today."""
    return PublicCopy.objects.filter(document=document, content_digest=digest).exists()


def _takes_part(agreement: Agreement, user: Any) -> bool:
    return bool(user.is_authenticated and concerning(user).filter(pk=agreement.pk).exists())


@login_not_required
@require_safe
@csp_update({"object-src": [SELF]})  # type: ignore[arg-type]  # its types know views of one argument
def pdf(request: SignedIn, ref: str) -> HttpResponseBase:
    """Hand out the PDF: to everybody once published, before that to those who take part."""
    agreement = published(ref) or find(request, ref)
    document = document_of(agreement)
    if document is None or document.state != FrozenDocument.State.READY:
        raise Http404
    if agreement.stage not in (*PUBLIC, *_HAS_FILE):
        raise Http404
    file = handed(agreement, document, request.user)
    if not file.sha256:
        return _being_made(request, agreement)
    etag = f'"{file.sha256}"'
    response = get_conditional_response(request, etag=etag) or _file(request, agreement, file)
    response["ETag"] = etag
    return _kept(response, agreement, file)


def _kept(response: HttpResponseBase, agreement: Agreement, file: Handed) -> HttpResponseBase:
    """Who may keep the answer: everybody the public one, nobody else the signed file of a covered agreement."""
    if agreement.stage in PUBLIC and (file.everybodys or file.is_copy):
        patch_cache_control(response, public=True, max_age=LASTS)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    if agreement.stage in PUBLIC and not file.everybodys:
        patch_vary_headers(response, ["Cookie"])
    return response


def _being_made(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    page = {"agreement": agreement, "title": mask(agreement.title)}
    response = render(request, "agreements/publication/copy_waits.html", page, status=503)
    response["Retry-After"] = str(WAIT)
    patch_cache_control(response, no_store=True)
    return response


def _file(request: HttpRequest, agreement: Agreement, file: Handed) -> HttpResponseBase:
    """The bytes, if they still have the digest they were stored under; else a page that says so."""
    try:
        path = store.sound(file.sha256)
    except store.Damaged:
        page = {"agreement": agreement}
        return render(request, "agreements/publication/damaged.html", page, status=503)
    kind = "salinan-" if file.is_copy else ""
    name = f"{kind}{slugify(mask(agreement.title))[:60].strip('-')}-{agreement.ref}.pdf"
    if not settings.SENDFILE_URL:
        return FileResponse(path.open("rb"), content_type="application/pdf", filename=name)
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    headers["X-Accel-Redirect"] = f"{settings.SENDFILE_URL}{store.place(file.sha256)}"
    return HttpResponse(content_type="application/pdf", headers=headers)
