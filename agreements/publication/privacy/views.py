"""The page on which those who take part keep articles from the public, and show them again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.drafting.views.common import take_over
from agreements.publication.privacy import actions
from agreements.publication.privacy.forms import ExclusionForm
from agreements.publication.privacy.models import Exclusion
from agreements.publication.privacy.queries import articles_of, public_text
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def exclusions(request: SignedIn, ref: str) -> HttpResponse:
    """Say what the public reads of the text and what it does not; keep one more article back."""
    agreement = find(request, ref, "exclude")
    form = ExclusionForm(request.POST if request.method == "POST" else None, articles=articles_of(agreement))
    if request.method == "POST" and form.is_valid() and _excluded(request, agreement, form):
        messages.success(request, _("Pasal ini dikecualikan; umum membaca alasannya."))
        return redirect("agreements:exclusions", agreement.ref)
    context = {"agreement": agreement, "form": form, "text": public_text(agreement)}
    return render(request, "agreements/publication/exclusions.html", context)


def _excluded(request: SignedIn, agreement: Agreement, form: ExclusionForm) -> bool:
    try:
        actions.exclude(agreement, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        take_over(form, error)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def disclose(request: SignedIn, ref: str, article: int) -> HttpResponse:
    """Show an excluded article to everybody again, after a page that says so."""
    agreement = find(request, ref, "exclude")
    row = get_object_or_404(Exclusion, agreement=agreement, article=article)
    page = reverse("agreements:exclusions", args=[agreement.ref])
    if request.method == "POST":
        actions.disclose(agreement, by=request.user, article=row.article)
        messages.success(request, _("Pasal ini kembali terbuka untuk umum."))
        return redirect(page)
    context = {
        "title": _("Buka kembali Pasal %(number)d?") % {"number": row.article},
        "verb": _("Buka kembali"),
        "cancel_url": page,
        "consequences": [
            _(
                "Isi pasal ini dapat dibaca siapa saja, dan tidak dapat ditarik lagi dari yang sudah menyalinnya."
            )
        ],
    }
    return render(request, "components/confirm.html", context)
