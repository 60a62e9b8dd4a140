"""The page that says which rule asked which office to look at an agreement."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.record.access import parties_of, party_line
from agreements.record.pages import find
from agreements.review.routes.explaining import explained
from agreements.review.routes.queries import may_read_rules
from villages.people.access import SignedIn


@require_safe
def route(request: SignedIn, ref: str) -> HttpResponse:
    """Why these steps: before a round what would happen today, in a round and after it what was asked of whom."""
    agreement = find(request, ref)
    page = {
        "agreement": agreement,
        "line": party_line(parties_of(agreement)),
        "crumbs": [(agreement.title or _("Kerja sama"), agreement.desk_url)],
        "reads_rules": bool(may_read_rules(request.user)),
        **explained(agreement),
    }
    return render(request, "agreements/review/routes/route.html", page)
