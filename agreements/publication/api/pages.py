"""The schema of the interface as a file, and its documentation as a page."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.publication.api.documenting import operations
from agreements.publication.api.frame import OPEN, VERSION
from agreements.publication.api.schema import document
from agreements.publication.api.throttling import STRETCH
from agreements.publication.caching import LASTS, public_page


def _version(*_args: Any, **_named: Any) -> str:
    return VERSION


@login_not_required
@require_safe
@public_page(_version)
def documentation(request: HttpRequest) -> HttpResponse:
    """How to ask, every address with its parameters and fields, and an example of each."""
    page = {
        "operations": operations(),
        "base": settings.PUBLIC_URL,
        "most": settings.API_PER_MINUTE,
        "stretch": STRETCH,
        "lasts": LASTS,
    }
    return render(request, "agreements/publication/api/documentation.html", page)


@login_not_required
@require_safe
@public_page(_version)
def schema(request: HttpRequest) -> HttpResponse:
    """The interface as OpenAPI 3.1, for programs that make programs."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False}, headers=OPEN)
