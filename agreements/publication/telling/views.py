"""The page that shows how others word one article."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from agreements.publication.caching import public_page
from agreements.publication.queries import published
from agreements.publication.telling.comparing import SHOWN, comparison


@login_not_required
@require_safe
@public_page()
def compare(request: HttpRequest, ref: str, article: int) -> HttpResponse:
    """One article of a published agreement beside the same content of others of its topic, redlined."""
    found = published(ref)
    if found is None:
        raise Http404
    if found.ref != ref:
        return redirect("agreements:compare-article", found.ref, article)
    shown = comparison(found, article)
    if shown is None:
        raise Http404
    context = {
        "agreement": found,
        "comparison": shown,
        "title": shown.document.content["title"],
        "most": SHOWN,
    }
    return render(request, "agreements/publication/compare.html", context)
