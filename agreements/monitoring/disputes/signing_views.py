"""Signing the minutes of an outcome, and each signature as a file of its own."""

import base64

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from agreements.monitoring.disputes import guards, telling
from agreements.monitoring.disputes.forms import PaperForm, SignForm
from agreements.monitoring.disputes.models import Dispute, OutcomeSignature
from agreements.monitoring.disputes.paper import awaited, may_record_paper, record_paper
from agreements.monitoring.disputes.signing import sign_outcome
from agreements.monitoring.disputes.views import ask, found_dispute
from agreements.record.asking import FaultsIn
from agreements.signing.certificates.tries import PassphraseRefused
from villages.people.access import SignedIn


@never_cache
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """Read the minutes and sign them with one's own passphrase."""
    agreement, found = found_dispute(request, ref, ordinal)
    ask(request, "sign_outcome", guards.may_sign(request.user, found), agreement)
    shown = found.minutes.sha256 if found.minutes else ""
    form = SignForm(request.POST or None, initial={"seen": shown})
    if request.method == "POST" and form.is_valid() and _signed(request, found, form):
        return redirect("agreements:dispute", agreement.ref, found.ordinal)
    page = {"agreement": agreement, "dispute": found, "form": form} | telling.of_signing()
    page["cancel_url"] = reverse("agreements:dispute", args=[agreement.ref, found.ordinal])
    return render(
        request, "agreements/monitoring/disputes/sign.html", page, status=400 if form.errors else 200
    )


def _signed(request: SignedIn, found: Dispute, form: SignForm) -> bool:
    """Sign, or say beside the passphrase what is wrong with it."""
    given = form.cleaned_data
    try:
        sign_outcome(found, by=request.user, passphrase=given["passphrase"], seen=given["seen"])
    except PassphraseRefused as refusal:
        form.add_error("passphrase", str(refusal))
        return False
    messages.success(request, _("Tanda tangan Anda tercatat."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """Record who signed the minutes in ink, with the scan that the officer has compared."""
    agreement, found = found_dispute(request, ref, ordinal)
    ask(request, "sign_outcome", may_record_paper(request.user, found), agreement)
    form = PaperForm(request.POST or None, request.FILES or None, awaited=awaited(found))
    if request.method == "POST" and form.is_valid() and _recorded(request, found, form):
        return redirect("agreements:dispute", agreement.ref, found.ordinal)
    page = {"agreement": agreement, "dispute": found, "form": form} | telling.of_paper()
    page["cancel_url"] = reverse("agreements:dispute", args=[agreement.ref, found.ordinal])
    return render(request, "agreements/monitoring/disputes/paper.html", page)


def _recorded(request: SignedIn, found: Dispute, form: PaperForm) -> bool:
    """Record it, or put what is wrong beside its field."""
    with FaultsIn(form):
        record_paper(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Tanda tangan di atas kertas tercatat."))
    return not form.errors


@require_safe
def signature(request: SignedIn, ref: str, ordinal: int, key: int) -> HttpResponse:
    """One signature as it stands beside the minutes (CMS, detached), for any program that checks such files."""
    agreement, found = found_dispute(request, ref, ordinal)
    given = get_object_or_404(OutcomeSignature.objects.exclude(signature=""), dispute=found, pk=key)
    name = f"tanda-tangan-{agreement.ref}-{found.ordinal}-{given.pk}.p7s"
    response = HttpResponse(base64.b64decode(given.signature), content_type="application/pkcs7-signature")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_cache_control(response, private=True, no_cache=True)
    return response
