"""The files kept with a draft: listed, added, fetched, taken out again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.drafting import attachments
from agreements.drafting.forms import AttachmentForm
from agreements.drafting.overview import found_in
from agreements.drafting.pages import steps_of
from agreements.drafting.views.common import crumbs, take_over
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn


@require_safe
def listing(request: SignedIn, ref: str) -> HttpResponse:
    """The files kept with the draft, and the way to the deliberations about it."""
    agreement = find(request, ref, "edit")
    page = {
        "agreement": agreement,
        "steps": steps_of(request.user, agreement, here="attachments"),
        "attachments": agreement.attachments.order_by("added_at", "pk"),
        "missing": found_in("attachments", agreement),
        "deliberations_url": reverse("agreements:deliberations", args=[agreement.ref]),
    }
    return render(request, "agreements/drafting/attachments.html", page)


def _list_url(agreement: Agreement) -> str:
    if agreement.signed_elsewhere:
        return reverse("agreements:elsewhere-record", args=[agreement.ref])
    return reverse("agreements:draft-attachments", args=[agreement.ref])


def attach(request: SignedIn, ref: str) -> HttpResponse:
    """Add a file to the draft."""
    agreement = find(request, ref, "attach")
    if agreement.signed_elsewhere:
        return redirect("agreements:elsewhere-scan", agreement.ref)
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            attachments.attach(agreement, by=request.user, **form.cleaned_data)
            messages.success(request, _("Lampiran tersimpan."))
            return redirect(_list_url(agreement))
        except ValidationError as error:
            take_over(form, error)
    page = {"agreement": agreement, "form": form, "cancel_url": _list_url(agreement)}
    page["steps"] = steps_of(request.user, agreement, here="attachments")
    return render(request, "agreements/drafting/attach.html", page)


@require_safe
def attachment(request: SignedIn, ref: str, pk: int) -> FileResponse:
    """The file, to keep and never to open inside the portal."""
    agreement = find(request, ref)
    row = get_object_or_404(agreement.attachments, pk=pk)
    try:
        file = row.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = attachments.download_name(row)
    return FileResponse(file, as_attachment=True, filename=name, content_type=row.content_type)


def detach(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Take an attachment out, after a page that names it."""
    agreement = find(request, ref, "attach")
    row = get_object_or_404(agreement.attachments.select_related("agreement"), pk=pk)
    if request.method == "POST":
        attachments.detach(row, by=request.user)
        messages.success(request, _("Lampiran dihapus."))
        return redirect(_list_url(agreement))
    page = {
        "title": _("Hapus lampiran “%s”?") % row.title,
        "crumbs": crumbs(agreement),
        "verb": _("Hapus lampiran"),
        "cancel_url": _list_url(agreement),
        "consequences": [_("Berkasnya dihapus dari portal.")],
    }
    return render(request, "components/confirm.html", page)
