"""The good practices as everybody reads them: all, those of one topic, and one."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agreements.monitoring.files.queries import public_pictures
from agreements.monitoring.practices.queries import last_change, published, told, topics
from agreements.publication.caching import public_page
from agreements.publication.opendata.feeds.sitemap import Address, also
from agreements.publication.opendata.rows import address
from agreements.record.vocabulary import Topic

MOST = 60
"""So many on one page at most, the newest; the topics lead to the others."""
_LIST = "agreements/monitoring/practices/practices.html"


@login_not_required
@require_safe
@public_page(last_change)
def practices(request: HttpRequest) -> HttpResponse:
    """The newest good practices, and the topics that have some."""
    page = {"practices": told(list(published()[:MOST])), "topics": topics(), "topic": ""}
    return render(request, _LIST, page)


@login_not_required
@require_safe
@public_page(last_change)
def of_topic(request: HttpRequest, topic: str) -> HttpResponse:
    """The good practices of one topic."""
    if topic not in Topic.values:
        raise Http404
    page = {
        "practices": told(list(published(topic)[:MOST])),
        "topics": topics(),
        "topic": topic,
        "topic_label": Topic(topic).label,
    }
    return render(request, _LIST, page)


@login_not_required
@require_safe
@public_page(last_change)
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """One good practice: what worked, what did not, the figures, and the agreement it comes from."""
    found = get_object_or_404(published(), agreement__ref=ref)
    page = {
        "told": told([found])[0],
        "agreement": found.agreement,
        "pictures": public_pictures(found.agreement, 6),
    }
    return render(request, "agreements/monitoring/practices/public.html", page)


@also
def practice_pages() -> Iterator[Address]:
    """Every published practice, for search engines."""
    yield address("agreements:practices"), None
    for row in published().order_by("pk").iterator():
        yield address("agreements:practice-public", row.agreement.ref), row.published_at
