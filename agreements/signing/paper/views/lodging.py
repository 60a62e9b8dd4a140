"""The pages on which a document is printed for ink, and its scan is brought back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from agreements.documents import store
from agreements.drafting.views.common import take_over
from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.signing.models import FrozenDocument
from agreements.signing.paper import actions
from agreements.signing.paper.forms import ScanForm
from agreements.signing.paper.guards import may_see_scans
from agreements.signing.paper.models import PaperCopy
from agreements.signing.paper.queries import copies_of, offered
from agreements.signing.queries import document_of, slots
from villages.people.access import SignedIn


def _with_ink(request: SignedIn, ref: str) -> tuple[Agreement, FrozenDocument]:
    """The agreement and its document, for those who may see ink signatures; 404 before there is a document."""
    agreement = find(request, ref)
    document = document_of(agreement)
    if document is None or document.state != FrozenDocument.State.READY:
        raise Http404
    _ask_to_see(request, agreement)
    return agreement, document


def _ask_to_see(request: SignedIn, agreement: Agreement) -> None:
    answer = may_see_scans(request.user, agreement)
    if not answer:
        raise Refused(answer)


@never_cache
@require_safe
def page(request: SignedIn, ref: str) -> HttpResponse:
    """How to sign on paper, the document to print, and what became of every scan."""
    agreement, document = _with_ink(request, ref)
    context = {
        "agreement": agreement,
        "document": document,
        "slots": slots(document),
        "copies": copies_of(document),
        "lodge": may(request.user, "lodge_paper", agreement),
        "compare": may(request.user, "compare_paper", agreement),
    }
    return render(request, "agreements/signing/paper/paper.html", context)


def lodge(request: SignedIn, ref: str) -> HttpResponse:
    """Bring a scan: who signed on it, when, the file or the photographs."""
    agreement = find(request, ref, "lodge_paper")
    document = document_of(agreement)
    places = offered(document) if document else []
    form = ScanForm(request.POST or None, request.FILES or None, offered=places)
    if request.method == "POST" and form.is_valid():
        try:
            actions.lodge(agreement, by=request.user, **form.cleaned_data)
            messages.success(request, _("Pindaian tersimpan dan menunggu dicocokkan DPMD."))
            return redirect("agreements:paper", agreement.ref)
        except ValidationError as error:
            take_over(form, error)
    context = {"agreement": agreement, "form": form, "places": places}
    return render(request, "agreements/signing/paper/lodge.html", context)


@never_cache
@require_safe
def scan(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """The scan itself, to keep and never to open inside the portal; never for the public."""
    agreement = find(request, ref)
    copy = get_object_or_404(PaperCopy, pk=pk, document__agreement=agreement)
    _ask_to_see(request, agreement)
    try:
        data = store.get(copy.sha256, shelf=actions.SHELF)
    except store.Damaged:
        raise Http404 from None
    headers = {"Content-Disposition": f'attachment; filename="pindaian-{agreement.ref}-{copy.pk}.pdf"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
