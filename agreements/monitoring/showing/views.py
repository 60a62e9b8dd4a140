"""The page on which everybody reads what became of an agreement."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from agreements.monitoring.showing.figures import as_csv, carried_out
from agreements.monitoring.showing.queries import story
from agreements.publication.caching import plain, public_page
from agreements.publication.privacy.masking import mask
from agreements.publication.queries import last_told
from agreements.publication.statistics.places import place
from agreements.record.access import public
from agreements.record.vocabulary import Instrument


@login_not_required
@require_safe
@public_page(last_told)
def how_it_went(request: HttpRequest, ref: str) -> HttpResponse:
    """Show obligations, outcomes, reports, disputes, pictures and voices of a public agreement."""
    found = (
        public().filter(ref=ref).exclude(instrument=Instrument.ADDENDUM).first() if ref.isalnum() else None
    )
    if found is None:
        raise Http404
    page = {"agreement": found, "title": mask(found.title), "story": story(found)}
    return render(request, "agreements/monitoring/showing/story.html", page)


@login_not_required
@require_safe
@public_page(lambda *_args, **_more: "")
def figures(_request: HttpRequest, code: str) -> HttpResponse:
    """How agreements of a region are carried out, as CSV: in Indonesian for every reader; ten minutes old at most."""
    region = place(code)
    if region is None:
        raise Http404
    with override("id"):
        text = as_csv(region, carried_out(region))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pelaksanaan-{region.code}.csv"'
    return plain(response)
