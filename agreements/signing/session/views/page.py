"""The personal page of a signatory: read, note that one has read, sign, see what came of it; and all that waits."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.documents.rendering.queries import of_text
from agreements.documents.rendering.queries import progress as how_far
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.record.stages import Stage
from agreements.signing.actions import sign as put_signature
from agreements.signing.certificates.actions import PassphraseRefused
from agreements.signing.models import FrozenDocument, Signature
from agreements.signing.queries import document_of
from agreements.signing.session import actions
from agreements.signing.session.forms import ALONE, HELPED, SignForm
from agreements.signing.session.page import form_for, signing_page
from agreements.signing.session.queries import living_assistance, places_waiting_for
from villages.people.access import SignedIn

private = cache_control(private=True, no_store=True)
_SHOWN = (Stage.SIGNING, Stage.PUBLICATION)


@sensitive_post_parameters("passphrase", "nik")
@gzip_page
@private
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: SignedIn, ref: str) -> HttpResponse:
    """Read the frozen text and sign it; the same click sent again shows what came of the first."""
    agreement = find(request, ref)
    document = _document(agreement)
    form = form_for(document, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        before = set(document.signatures.values_list("pk", flat=True))
        signature = _sign(request, agreement, form)
        if signature:
            messages.success(request, _told(signature, again=signature.pk in before))
            return redirect(request.path)
        document = _document(agreement)
    page = signing_page(request.user, agreement, document, form)
    return render(request, "agreements/signing/sign.html", page)


def _document(agreement: Agreement) -> FrozenDocument:
    document = document_of(agreement)
    if document is None or agreement.stage not in _SHOWN:
        raise Http404
    return document


@sensitive_variables()
def _sign(request: SignedIn, agreement: Agreement, form: SignForm) -> Signature | None:
    """Sign, or put the reason beside the passphrase field."""
    try:
        signature = _put(request, agreement, form)
    except PassphraseRefused as refusal:
        form.add_error("passphrase", str(refusal))
        return None
    except Refused as refusal:
        if refusal.answer.because_of_who:
            raise
        form.add_error(None, refusal.answer.reason)
        return None
    alone = form.cleaned_data.get("assisted") == ALONE
    if alone and living_assistance(signature.signer):
        with suppress(Refused):  # the helper took it back at the same moment
            actions.end_assistance(agreement, by=request.user, key=signature.signer.key)
    return signature


@sensitive_variables()
def _put(request: SignedIn, agreement: Agreement, form: SignForm) -> Signature:
    """Sign with what the form holds, and with the declared help if it was meant for this place."""
    given = form.cleaned_data
    helped = form.assistance if given.get("assisted") == HELPED else None
    if helped and given["place"] not in ("", helped.signer.key):
        helped = None
    return put_signature(
        agreement,
        by=request.user,
        passphrase=given["passphrase"],
        seen=given["seen"],
        assistance=helped,
        place=given["place"],
        method=given["method"],
        nik=given.get("nik", ""),
    )


def _told(signature: Signature, *, again: bool) -> str:
    """What the page says on top after the click."""
    if again:
        return _("Tanda tangan Anda sudah tercatat sebelumnya; tidak ada yang ditandatangani dua kali.")
    name = signature.signer.organization or signature.signer.get_capacity_display()
    return _("Tanda tangan Anda untuk %s tercatat.") % name


@require_safe
def progress(request: SignedIn, ref: str) -> HttpResponse:
    """Answer the page that waits for the PDF: the same box again, or word that it is ready."""
    agreement = find(request, ref)
    document = _document(agreement)
    page = {"agreement": agreement, "frozen": document, "progress": how_far(of_text(document.content))}
    response = render(request, "agreements/signing/_waiting.html", page)
    if document.state != FrozenDocument.State.QUEUED:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def read(request: SignedIn, ref: str) -> HttpResponse:
    """Note that this person has read the text to its end: by the button, or when the end came into view."""
    agreement = find(request, ref)
    _document(agreement)
    actions.mark_read(agreement, by=request.user, seen=request.POST.get("seen", ""))
    if _in_passing(request):
        return HttpResponse(status=204)
    messages.success(request, _("Tercatat: Anda sudah membaca naskah ini sampai akhir."))
    return redirect(f"{_path_of(agreement)}#tanda-tangan")


def _in_passing(request: HttpRequest) -> bool:
    """Whether a script sent it while the person reads on."""
    return request.headers.get("HX-Request") == "true"


def _path_of(agreement: Agreement) -> str:
    return reverse("agreements:sign", args=[agreement.ref])


@private
@require_safe
def waiting(request: SignedIn) -> HttpResponse:
    """What waits for this person's signature."""
    places = places_waiting_for(request.user)[:100]
    return render(request, "agreements/signing/waiting.html", {"places": places})
