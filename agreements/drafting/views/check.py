"""Check a draft before it is submitted: what is missing, step by step, and the button that sends it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.drafting.overlap import overlapping
from agreements.drafting.overview import found_by_step
from agreements.drafting.pages import steps_of
from agreements.drafting.together.pages import beside_draft
from agreements.record.access import may
from agreements.record.pages import find
from villages.people.access import SignedIn


@require_safe
def page(request: SignedIn, ref: str) -> HttpResponse:
    """Everything that stands in the way or deserves a look, each with the way to mend it."""
    agreement = find(request, ref, "edit")
    context = {
        "agreement": agreement,
        "steps": steps_of(request.user, agreement, here="check"),
        "found": found_by_step(request.user, agreement),
        "overlaps": overlapping(request.user, agreement),
        "submit": may(request.user, "open_round", agreement),
        **beside_draft(request.user, agreement),
    }
    return render(request, "agreements/drafting/check.html", context)
