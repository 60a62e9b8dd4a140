"""The pages on which stamp duty is recorded."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.drafting.views.common import take_over
from agreements.record.pages import find
from agreements.signing.paper import stamps
from agreements.signing.paper.forms import MistakeForm, StampForm
from agreements.signing.paper.models import StampDuty
from agreements.signing.paper.queries import is_stamp_missing, stamps_of
from agreements.signing.queries import document_of
from villages.people.access import SignedIn


@require_safe
def page(request: SignedIn, ref: str) -> HttpResponse:
    """What was recorded, and whether something is still to be."""
    agreement = find(request, ref, "record_stamp")
    document = document_of(agreement)
    context = {
        "agreement": agreement,
        "stamps": stamps_of(document) if document else [],
        "missing": is_stamp_missing(agreement, document),
    }
    return render(request, "agreements/signing/paper/stamps.html", context)


def record(request: SignedIn, ref: str) -> HttpResponse:
    """Record a stamp."""
    agreement = find(request, ref, "record_stamp")
    form = StampForm(request.POST or None, agreement=agreement)
    if request.method == "POST" and form.is_valid() and _recorded(request, agreement, form):
        messages.success(request, _("Bea meterai tercatat."))
        return redirect("agreements:stamps", agreement.ref)
    context = {"agreement": agreement, "form": form}
    return render(request, "agreements/signing/paper/stamp_record.html", context)


def _recorded(request: SignedIn, agreement: Any, form: forms.Form) -> bool:
    try:
        stamps.record(agreement, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        take_over(form, error)
        return False
    return True


def withdraw(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Take back what was recorded wrongly, with what was wrong."""
    agreement = find(request, ref, "record_stamp")
    stamp = get_object_or_404(StampDuty, pk=pk, document__agreement=agreement)
    form = MistakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stamps.withdraw(stamp, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Catatan meterai ditarik."))
        return redirect("agreements:stamps", agreement.ref)
    context = {
        "title": _("Tarik catatan meterai?"),
        "verb": _("Tarik catatan"),
        "cancel_url": reverse("agreements:stamps", args=[agreement.ref]),
        "consequences": [
            _("Catatan ini tidak dihitung lagi; catatannya tetap terlihat beserta alasannya."),
            _("Catat meterai yang benar sesudahnya."),
        ],
        "form": form,
    }
    return render(request, "components/confirm.html", context)
