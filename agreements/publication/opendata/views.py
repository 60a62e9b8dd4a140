"""Open data for people and programs: the page, the files with their digests, the dictionary, catalogue and feeds."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from agreements.publication import queries as public
from agreements.publication.caching import public_page
from agreements.publication.catalogue import paging
from agreements.publication.catalogue.models import Listing
from agreements.publication.filters import NEWEST, Catalogue
from agreements.publication.opendata import dictionary, keys, queries
from agreements.publication.opendata.akn.document import CONTENT_TYPE as AKN
from agreements.publication.opendata.akn.document import akoma_ntoso
from agreements.publication.opendata.datasets import DATASETS
from agreements.publication.opendata.dumping import path_of
from agreements.publication.opendata.feeds import atom, dcat, jdih, opensearch, sitemap
from agreements.publication.opendata.feeds.robots import robots as robots_text
from agreements.publication.opendata.models import Dump
from agreements.publication.opendata.rows import address
from agreements.publication.privacy.queries import public_text

View = Callable[..., HttpResponseBase]
_FILE_LASTS = 3600
_MEDIA = {"csv": "application/gzip", "jsonl": "application/gzip", "xlsx": dcat.MEDIA[Dump.Format.XLSX][0]}


def from_anywhere(view: View) -> View:
    """Let pages of every site read the answer: it is public and knows nobody."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return answer


def _json(value: Any, content_type: str = "application/json") -> HttpResponse:
    return HttpResponse(json.dumps(value, ensure_ascii=False), content_type=content_type)


@login_not_required
@require_safe
@public_page(queries.last_made)
def data(request: HttpRequest) -> HttpResponse:
    """Say which data there are, in which files, how large, on what terms, and where else they can be asked for."""
    page = {"offered": queries.offered(), "licence": dictionary.LICENCE}
    return render(request, "agreements/publication/opendata/data.html", page)


@login_not_required
@require_safe
@public_page()
def the_dictionary(request: HttpRequest) -> HttpResponse:
    """Explain every column of every data set, and every code."""
    return render(request, "agreements/publication/opendata/dictionary.html", {"datasets": DATASETS})


@login_not_required
@require_safe
@from_anywhere
@public_page(queries.last_made)
def schema(request: HttpRequest) -> HttpResponse:
    """The dictionary for programs (CSVW)."""
    made = {dump.dataset for dump in queries.dumps()}
    return _json(dictionary.csvw(made), "application/csvm+json")


@login_not_required
@require_safe
@from_anywhere
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Hand out one file whole; who has it already is told so."""
    dump = queries.named(name)
    if dump is None:
        raise Http404
    etag = f'"{dump.sha256}"'
    response = get_conditional_response(request, etag=etag) or _opened(dump, name)
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=_FILE_LASTS)
    return response


def _opened(dump: Dump, name: str) -> HttpResponseBase:
    """The bytes, sent by the web server where there is one that can."""
    path, content_type = path_of(dump), _MEDIA[dump.format]
    if not path.exists():
        raise Http404
    if not settings.SENDFILE_URL:
        return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Accel-Redirect": f"{settings.SENDFILE_URL}dumps/{dump.sha256}",
    }
    return HttpResponse(content_type=content_type, headers=headers)


@login_not_required
@require_safe
@from_anywhere
@public_page(queries.last_made)
def sums(request: HttpRequest) -> HttpResponse:
    """The digests of all files, as `sha256sum --check` reads them."""
    return HttpResponse(queries.sums(), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@from_anywhere
@public_page(queries.last_made)
def catalogue(request: HttpRequest) -> HttpResponse:
    """The DCAT catalogue."""
    return _json(dcat.catalogue(queries.dumps()), dcat.CONTENT_TYPE)


@login_not_required
@require_safe
@from_anywhere
@public_page()
def jdih_documents(request: HttpRequest) -> HttpResponse:
    """The documents as JDIHN harvests them, page by page; the next one is named in the header `Link`."""
    try:
        listings, following = keys.following(request.GET.get("sesudah", ""), jdih.PAGE)
    except keys.BadKey:
        raise BadRequest("key of a page") from None
    response = _json(jdih.documents(listings))
    if following:
        url = f"{address('agreements:jdih')}?sesudah={following}"
        response.headers["Link"] = f'<{url}>; rel="next"'
        response.headers["Access-Control-Expose-Headers"] = "Link"
    return response


@login_not_required
@require_safe
@from_anywhere
@public_page(queries.changed)
def akn(request: HttpRequest, ref: str) -> HttpResponse:
    """The text of a published agreement as Akoma Ntoso; of one that was signed elsewhere there is none."""
    agreement = public.published(ref)
    text = public_text(agreement) if agreement else None
    listing = Listing.objects.filter(ref=ref.upper()).first() if text else None
    if agreement is None or text is None or listing is None:
        raise Http404
    written = akoma_ntoso(text, localtime(listing.published_at).date())
    response = HttpResponse(written, content_type=f"{AKN}; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{agreement.ref}.akn.xml"'
    return response


@login_not_required
@require_safe
@from_anywhere
@public_page()
def feed(request: HttpRequest) -> HttpResponse:
    """The newest agreements that fit the catalogue's question, as an Atom feed."""
    questions = {name: request.GET[name] for name in Catalogue.base_filters if request.GET.get(name)}
    questions.pop("urut", None)
    asked, key = Catalogue({**questions, "urut": NEWEST}), request.GET.get("sesudah", "")
    if not asked.is_valid():
        raise BadRequest("question of a feed")
    try:
        page = paging.page(asked, key, size=atom.PAGE)
    except paging.BadKey:
        raise BadRequest("key of a page") from None
    written = atom.feed(page, questions, key, get_language() or "id")
    return HttpResponse(written, content_type=atom.CONTENT_TYPE)


@login_not_required
@require_safe
@public_page()
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """All parts of the sitemap."""
    return HttpResponse(sitemap.index(), content_type="application/xml; charset=utf-8")


@login_not_required
@require_safe
@public_page()
def sitemap_part(request: HttpRequest, name: str) -> HttpResponse:
    """One part of the sitemap."""
    written = sitemap.part(name)
    if written is None:
        raise Http404
    return HttpResponse(written, content_type="application/xml; charset=utf-8")


@login_not_required
@require_safe
@public_page()
def robots(request: HttpRequest) -> HttpResponse:
    """What programs may read."""
    return HttpResponse(robots_text(), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@public_page()
def search_description(request: HttpRequest) -> HttpResponse:
    """How a browser can search here."""
    return HttpResponse(opensearch.description(), content_type=opensearch.CONTENT_TYPE)
