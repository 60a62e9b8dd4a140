"""The pages on which a text is frozen, read for the last time, signed or declined."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from agreements.documents.numbering import number
from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.record.stages import Stage
from agreements.signing import actions, freezing
from agreements.signing.certificates.actions import PassphraseRefused
from agreements.signing.forms import ApprovalForm, DeclineForm, SignForm
from agreements.signing.models import FrozenDocument, Signature
from agreements.signing.queries import certificate_of, document_of, slots, waiting_for_signature
from villages.people.access import SignedIn

_SHOWN = (Stage.SIGNING, Stage.PUBLICATION)


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


@sensitive_post_parameters("passphrase")
def sign(request: SignedIn, ref: str) -> HttpResponse:
    """Read the frozen text and sign it."""
    agreement = find(request, ref)
    document = _document(agreement)
    form = SignForm(request.POST or None, initial={"seen": document.content_digest})
    if request.method == "POST" and form.is_valid():
        signature = _sign(request, agreement, form)
        if signature:
            messages.success(
                request,
                _("Tanda tangan Anda untuk %s tercatat.") % (signature.signer.organization or agreement),
            )
            return redirect(request.path)
    return render(request, "agreements/signing/sign.html", _page(request, agreement, document, form))


def _document(agreement: Agreement) -> FrozenDocument:
    document = document_of(agreement)
    if document is None or agreement.stage not in _SHOWN:
        raise Http404
    return document


def _sign(request: SignedIn, agreement: Agreement, form: SignForm) -> Signature | None:
    """Sign, or put the reason beside the passphrase field."""
    given = form.cleaned_data
    try:
        return actions.sign(agreement, by=request.user, passphrase=given["passphrase"], seen=given["seen"])
    except PassphraseRefused as refusal:
        form.add_error("passphrase", str(refusal))
    except Refused as refusal:
        if refusal.answer.because_of_who:
            raise
        form.add_error(None, refusal.answer.reason)
    return None


def _page(request: SignedIn, agreement: Agreement, document: FrozenDocument, form: SignForm) -> dict:
    content = json.loads(document.content)
    places = slots(document)
    place = actions.place_of(agreement, request.user)
    return {
        "agreement": agreement,
        "frozen": document,
        "document": number(content),
        "slots": places,
        "place": next((slot for slot in places if place and slot.signer.pk == place.pk), None),
        "mine": next((s for s in places if s.signature and s.signature.person_id == request.user.pk), None),
        "certificate": place and place.organization and certificate_of(request.user, place.organization),
        "answer": may(request.user, "sign", agreement),
        "decline": may(request.user, "decline", agreement),
        "form": form,
    }


@require_safe
def progress(request: SignedIn, ref: str) -> HttpResponse:
    """Answer the page that waits for the PDF: the same box again, or word that it is ready."""
    agreement = find(request, ref)
    document = _document(agreement)
    response = render(
        request, "agreements/signing/_waiting.html", {"agreement": agreement, "frozen": document}
    )
    if document.state != FrozenDocument.State.QUEUED:
        response["HX-Refresh"] = "true"
    return response


def decline(request: SignedIn, ref: str) -> HttpResponse:
    """Decline to sign, after a page that says what it means."""
    agreement = find(request, ref, "decline")
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.decline(agreement, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Penolakan Anda tercatat; naskah kembali disusun."))
        return redirect(agreement.desk_url)
    return render(request, "components/confirm.html", _declining(agreement, form))


def _declining(agreement: Agreement, form: DeclineForm) -> dict:
    return {
        "title": _("Menolak menandatangani “%s”?") % agreement.title,
        "verb": _("Tolak menandatangani"),
        "cancel_url": agreement.desk_url,
        "consequences": [
            _(
                "Naskah yang dibekukan tidak berlaku lagi; tanda tangan yang sudah ada tersimpan sebagai arsip."
            ),
            _("Naskah kembali ke tahap penyusunan dan harus ditinjau ulang."),
            _("Semua pihak membaca alasan Anda."),
        ],
        "form": form,
    }


@require_POST
def prepare_again(request: SignedIn, ref: str) -> HttpResponse:
    """Let the worker try once more to make a PDF that failed."""
    agreement = find(request, ref)
    freezing.prepare_again(agreement, by=request.user)
    return redirect(agreement.desk_url)


@require_safe
def waiting(request: SignedIn) -> HttpResponse:
    """What waits for this person's signature."""
    agreements = waiting_for_signature(request.user)[:100]
    return render(request, "agreements/signing/waiting.html", {"agreements": agreements})
