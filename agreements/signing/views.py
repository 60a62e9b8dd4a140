"""The verbs by which a text is frozen and set once more; it is signed in `session`, given back in `archive`."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements.record.pages import find
from agreements.signing import freezing
from agreements.signing.forms import ApprovalForm
from villages.people.access import SignedIn


@require_POST
def approve(request: SignedIn, ref: str) -> HttpResponse:
    """Approve the text under review: it is frozen and goes to signing."""
    agreement = find(request, ref)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(fault) for fault in form.errors["opinion"]))
        return redirect("agreements:review-approve", ref)
    freezing.approve(agreement, by=request.user, opinion=form.cleaned_data["opinion"])
    messages.success(
        request, _("Naskah disetujui dan dibekukan. Dokumen PDF sedang disiapkan untuk ditandatangani.")
    )
    return redirect(agreement.desk_url)


@require_POST
def prepare_again(request: SignedIn, ref: str) -> HttpResponse:
    """Let the worker try once more to make a PDF that failed."""
    agreement = find(request, ref)
    freezing.prepare_again(agreement, by=request.user)
    return redirect(agreement.desk_url)
