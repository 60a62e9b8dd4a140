"""The pages that show how others word one article, and which text holds on a day."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from agreements.publication.caching import public_page
from agreements.publication.queries import last_told, published
from agreements.publication.telling.comparing import SHOWN, comparison
from agreements.publication.telling.holding import text_on
from agreements.record.place_days import today_at


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


@login_not_required
@require_safe
@public_page(last_told)
def holding(request: HttpRequest, ref: str) -> HttpResponse:
    """The text of a published agreement as its addenda have left it, on the day asked for (`tanggal`), else today."""
    found = published(ref)
    if found is None:
        raise Http404
    if found.ref != ref:
        return redirect("agreements:text-in-force", found.ref)
    asked, today = request.GET.get("tanggal", "").strip(), today_at(found)
    day = _day(asked) if asked else today
    held = text_on(found, day or today)
    if held is None:
        raise Http404
    title = held.whole.document.content["title"]
    context = {"agreement": found, "title": title, "held": held, "day": day or today, "asked": asked}
    context["wrong"] = day is None
    name, status = "agreements/publication/text_in_force.html", 400 if day is None else 200
    return render(request, name, context, status=status)


def _day(text: str) -> dt.date | None:
    """The day as a browser writes it; None for anything else."""
    try:
        return dt.date.fromisoformat(text) if len(text) == 10 and text.isascii() else None
    except ValueError:
        return None
