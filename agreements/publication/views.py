"""The pages that everybody reads: home, catalogue, one agreement, its PDF; and the verb that makes it public."""

from typing import Any
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.documents import store
from agreements.publication import actions, elsewhere, queries
from agreements.publication.filters import Catalogue
from agreements.record import paging
from agreements.record.access import parties_of, party_line, public
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.record.stages import PUBLIC, Stage
from agreements.signing.models import FrozenDocument
from agreements.signing.queries import document_of
from villages.people.access import SignedIn

_HAS_FILE = (Stage.SIGNING, Stage.PUBLICATION)
_PDF_LASTS = 24 * 60 * 60


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Explain the portal to a citizen: a search box, what there is, what is new, how it works."""
    catalogue_url = reverse("agreements:catalogue")
    page = {
        "figures": queries.figures(),
        "latest": queries.latest(5),
        "topics": [(label, f"{catalogue_url}?topik={code}") for code, label in queries.topics(8)],
    }
    return render(request, "home.html", page)


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """List the published agreements that fit the question in the address; a question that is none gets 400 in words."""
    asked = Catalogue(request.GET, queryset=public())
    sound = asked.is_valid()
    found = asked.qs if sound else public().none()
    try:
        page = paging.page(found, request.GET.get("sesudah", ""))
    except paging.BadKey:
        raise BadRequest("key of a page") from None
    context = {
        "form": asked.form,
        "agreements": queries.in_list(page.rows),
        "count": _counted(found, page),
        "next_url": _address(request, sesudah=page.next_key) if page.next_key else "",
        "first_url": "" if page.first else _address(request),
    }
    context |= _questions(request, asked.form.cleaned_data if sound else {"q": True})
    return render(request, "agreements/publication/catalogue.html", context, status=200 if sound else 400)


def _questions(request: HttpRequest, asked: dict[str, Any]) -> dict[str, Any]:
    """How the list is narrowed, and the ways to widen it again."""
    within = queries.within(asked)
    return {
        "within": [(name, _address(request, **{question: ""})) for question, name in within],
        "narrowed": any(asked.values()),
        "faceted": any(asked.get(question) for question in ("tahap", "topik", "jenis")),
        "everything": reverse("agreements:catalogue"),
    }


def _counted(found: QuerySet[Agreement], page: paging.Page) -> int:
    """How many there are; a list that ends on its first page is not counted again."""
    return len(page.rows) if page.first and not page.next_key else paging.count(found)


def _address(request: HttpRequest, **changes: str) -> str:
    """The address of this list with some questions changed, the empty ones left out."""
    asked = {name: request.GET.get(name, "") for name in Catalogue.base_filters} | changes
    asked = {name: value for name, value in asked.items() if value}
    return f"{request.path}?{urlencode(asked)}" if asked else request.path


@login_not_required
@require_safe
def agreement(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a published agreement to everybody; those who take part in an unpublished one use the desk."""
    found = queries.published(ref)
    if found is None:
        raise Http404
    if found.ref != ref:
        return redirect(found)
    if found.signed_elsewhere:
        return elsewhere.page(request, found)
    page = queries.public_page(found)
    if page is None:
        raise Http404
    context = {
        "agreement": found,
        "page": page,
        "line": party_line(parties_of(found)),
        "verification": reverse("agreements:verification", args=[page.frozen.verification_code]),
    }
    return render(request, "agreements/publication/agreement.html", context)


@login_not_required
@require_safe
@csp_update({"object-src": [SELF]})  # type: ignore[arg-type]  # its types know views of one argument
def pdf(request: SignedIn, ref: str) -> HttpResponseBase:
    """Hand out the signed PDF: to everybody once published, before that to those who take part."""
    found = queries.published(ref) or find(request, ref)
    document = document_of(found)
    if document is None or document.state != FrozenDocument.State.READY:
        raise Http404
    if found.stage not in (*PUBLIC, *_HAS_FILE):
        raise Http404
    etag = f'"{document.sha256}"'
    response = get_conditional_response(request, etag=etag) or _file(request, found, document)
    response["ETag"] = etag
    if found.stage in PUBLIC:
        patch_cache_control(response, public=True, max_age=_PDF_LASTS)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _file(request: HttpRequest, agreement: Agreement, document: FrozenDocument) -> HttpResponse:
    """The bytes, if they still have the digest they were stored under; else a page that says so."""
    try:
        data = store.get(document.sha256)
    except store.Damaged:
        return render(request, "agreements/publication/damaged.html", {"agreement": agreement}, status=503)
    name = f"{slugify(agreement.title)[:60].strip('-')}-{agreement.ref}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedIn, ref: str) -> HttpResponse:
    """Announce a signed agreement, after a page that says what becomes public."""
    agreement = find(request, ref, "publish")
    if request.method == "POST":
        actions.publish(agreement, by=request.user)
        messages.success(request, _("Kerja sama ini sudah diumumkan dan dapat dibaca siapa saja."))
        return redirect(agreement)
    page = {
        "title": _("Umumkan “%s”?") % agreement.title,
        "verb": _("Umumkan"),
        "cancel_url": agreement.desk_url,
        "consequences": [
            _("Judul, para pihak, seluruh naskah, dan dokumen PDF dapat dibaca siapa saja."),
            _("Nama dan jabatan penanda tangan terbuka; nomor telepon, surel, dan identitas lain tidak."),
            _("Kerja sama berlaku dan tampil di daftar kerja sama."),
        ],
    }
    return render(request, "components/confirm.html", page)
