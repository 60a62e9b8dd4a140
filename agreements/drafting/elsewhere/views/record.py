"""The record of one agreement that was signed elsewhere: complete it, add its scans, give it up."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.drafting import attachments
from agreements.drafting.actions import Stale
from agreements.drafting.choosing import choice_of
from agreements.drafting.elsewhere import actions, queries
from agreements.drafting.elsewhere.forms import RecordForm, ScanForm
from agreements.drafting.forms import ReasonForm
from agreements.drafting.views.common import take_over, told_stale
from agreements.record.access import may, parties_of, what_now
from agreements.record.models import Agreement, Attachment
from agreements.record.pages import find
from villages.people.access import SignedIn

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _find(request: SignedIn, ref: str, verb: str = "") -> Agreement:
    """The agreement that was signed elsewhere; 404 for one written here."""
    agreement = find(request, ref)
    if not agreement.signed_elsewhere:
        raise Http404
    return find(request, ref, verb) if verb else agreement


@require_safe
def record(request: SignedIn, ref: str) -> HttpResponse:
    """The record with its scans, what it still lacks, and what seems to be the same agreement."""
    agreement, user = _find(request, ref), request.user
    page = {
        "agreement": agreement,
        "sentence": what_now(user, agreement),
        "parties": queries.parties_with_numbers(agreement),
        "facts": queries.facts(agreement),
        "scans": queries.scans_of(agreement),
        "alike": queries.alike_of(user, agreement),
        "amend": may(user, "amend", agreement),
        "attach": may(user, "attach", agreement),
        "lodge": may(user, "lodge", agreement),
        "discard": may(user, "discard", agreement),
        "dates": {"drafting": agreement.created_at},
    }
    return render(request, "agreements/drafting/elsewhere/record.html", page)


@form_methods
def edit(request: SignedIn, ref: str) -> HttpResponse:
    """Change what the record says; the parties stay as they signed."""
    agreement = _find(request, ref, "amend")
    form = _form(request, agreement)
    if request.method == "POST" and form.is_valid() and _amended(request, agreement, form):
        messages.success(request, _("Catatan tersimpan."))
        return redirect("agreements:elsewhere-record", agreement.ref)
    page = {"agreement": agreement, "form": form, "edition": agreement.edition}
    return render(request, "agreements/drafting/elsewhere/edit.html", page)


def _form(request: SignedIn, agreement: Agreement) -> RecordForm:
    kept = agreement.elsewhere
    numbers = queries.numbers_of(agreement)
    parties = parties_of(agreement)
    initial: dict[str, Any] = {"signed_on": kept.signed_on, "manner": kept.manner, "note": kept.note}
    initial |= {f"number_{p.ordinal}": numbers.get(p.organization_id, "") for p in parties}
    choices = [choice_of(party.organization, agreement.kind) for party in parties]
    return RecordForm(request.POST or None, instance=copy(agreement), initial=initial, parties=choices)


def _amended(request: SignedIn, agreement: Agreement, form: RecordForm) -> bool:
    keys = [party.organization_id for party in parties_of(agreement)]
    edition = request.POST.get("edition", "")
    try:
        actions.amend(
            agreement, by=request.user, edition=int(edition) if edition.isdecimal() and len(edition) < 9 else 0,
            record=form.record, numbers=dict(zip(keys, form.numbers, strict=True)), **form.details,
        )  # fmt: skip
    except Stale as stale:
        told_stale(form, stale.current)
    except ValidationError as error:
        take_over(form, error)
    return form.is_valid()


@form_methods
def scan(request: SignedIn, ref: str) -> HttpResponse:
    """Add a file that shows the signed paper."""
    agreement = _find(request, ref, "attach")
    form = ScanForm(request.POST or None, request.FILES or None, initial={"title": _("Pindaian naskah")})
    if request.method == "POST" and form.is_valid():
        try:
            kind = Attachment.Kind.SIGNED_SCAN
            attachments.attach(agreement, by=request.user, kind=kind, **form.cleaned_data)
            messages.success(request, _("Pindaian tersimpan."))
            return redirect("agreements:elsewhere-record", agreement.ref)
        except ValidationError as error:
            take_over(form, error)
    return render(request, "agreements/drafting/elsewhere/scan.html", {"agreement": agreement, "form": form})


@form_methods
def discard(request: SignedIn, ref: str) -> HttpResponse:
    """Give the record up, after a page that says what it means."""
    agreement = _find(request, ref, "discard")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.discard(agreement, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Pencatatan dibatalkan."))
        return redirect("agreements:elsewhere")
    form.fields["reason"].label = _("Alasan membatalkan")
    page = {
        "title": _("Batalkan pencatatan “%s”?") % agreement.title,
        "verb": _("Batalkan pencatatan"),
        "cancel_url": agreement.desk_url,
        "consequences": [
            _("Catatan ini ditutup dan tidak dikirim ke DPMD; perjanjiannya sendiri tetap berlaku."),
            _("Bila keliru, perjanjian dapat dicatat lagi dari awal."),
        ],
        "form": form,
    }
    return render(request, "components/confirm.html", page)
