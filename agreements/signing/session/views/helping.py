"""An official declares to help a signatory at the desk, or takes it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.signing.queries import document_of
from agreements.signing.session import actions
from agreements.signing.session.forms import AssistForm
from agreements.signing.session.guards import may_help
from agreements.signing.session.queries import Waiting, blocking
from villages.people.access import SignedIn
from villages.people.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def assist(request: SignedIn, ref: str) -> HttpResponse:
    """Declare that one helps a signatory; the page lists those whom this person may help now."""
    agreement = find(request, ref, "assist")
    waiting = _waiting(agreement)
    places = [w.signer for w in waiting if may_help(request.user, agreement, w)]
    form = AssistForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = actions.assist(
            agreement, by=request.user, key=given["place"], kind=given["kind"], note=given["note"]
        )
        messages.success(request, _("Tercatat: Anda mendampingi %s.") % made.signer.name)
        return redirect(request.path)
    mine = [w.assistance for w in waiting if w.assistance and w.assistance.official_id == request.user.pk]
    page = {"agreement": agreement, "form": form, "places": places, "mine": mine}
    page["reasons"] = _reasons(request.user, agreement, waiting) if not places else []
    return render(request, "agreements/signing/assist.html", page)


def _waiting(agreement: Agreement) -> list[Waiting]:
    document = document_of(agreement)
    return blocking(document) if document else []


def _reasons(user: User, agreement: Agreement, waiting: list[Waiting]) -> list[str]:
    """Why this person can help at none of the places that wait."""
    return list(dict.fromkeys(may_help(user, agreement, w).reason for w in waiting))


@require_POST
def end(request: SignedIn, ref: str, key: str) -> HttpResponse:
    """Take back a declared help."""
    agreement = find(request, ref)
    ended = actions.end_assistance(agreement, by=request.user, key=key)
    messages.success(request, _("Pendampingan %s diakhiri.") % ended.signer.name)
    return redirect(agreement.desk_url)
