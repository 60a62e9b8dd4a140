"""The page that shows an addendum as before and after, and brings back what it would take out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.documents.content import ContentError
from agreements.drafting.amending import pages
from agreements.drafting.queries import amends_articles
from agreements.drafting.terms.actions import restore_provision
from agreements.drafting.writing.actions import restore_article
from agreements.record.access import may
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn


def _addendum(request: SignedIn, ref: str, verb: str = "") -> Agreement:
    """The addendum that was written from articles; 404 for everything else."""
    agreement = find(request, ref, verb)
    if not amends_articles(agreement):
        raise Http404
    return agreement


@require_safe
def amendments(request: SignedIn, ref: str) -> HttpResponse:
    """Show what the addendum changes: every touched article before and after, and what is taken out."""
    agreement = _addendum(request, ref)
    page = {"agreement": agreement, "writes": may(request.user, "edit", agreement), "problem": "", "rows": []}
    try:
        page["rows"] = pages.shown(agreement)
    except ContentError as error:
        page["problem"] = error.reason
    page["lines"] = pages.taken_out(agreement)
    return render(request, "agreements/drafting/amending/amendments.html", page)


@require_POST
def restore(request: SignedIn, ref: str, what: str, pk: int) -> HttpResponse:
    """Let an article or a line that would be taken out stay after all."""
    agreement = _addendum(request, ref, "edit")
    if what == "pasal":
        restore_article(get_object_or_404(agreement.articles, pk=pk, repealed=True), by=request.user)
    else:
        restore_provision(get_object_or_404(agreement.provisions, pk=pk, repealed=True), by=request.user)
    messages.success(request, _("Ketentuan itu tetap berlaku."))
    return redirect("agreements:amendments", agreement.ref)
