"""What was signed elsewhere, as everybody reads it: the record, its scans, and who compared the two."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.documents.words import designation
from agreements.drafting.attachments import download_name
from agreements.drafting.elsewhere.queries import numbers_of, scans_of
from agreements.publication import actions, queries
from agreements.publication.forms import OpenScansForm
from agreements.record.access import parties_of, party_line
from agreements.record.models import Agreement, JournalEntry
from agreements.record.pages import find
from villages.organizations.models import Organization, OrganizationKind
from villages.people.access import SignedIn


@dataclass(frozen=True)
class Signed:
    """One party as the record names it."""

    designation: str
    organization: Organization
    number: str
    """The agreement's number in its register; empty where it has none."""

    @property
    def url(self) -> str:
        """The party's own public page."""
        village = self.organization.kind == OrganizationKind.VILLAGE
        return (self.organization.village if village else self.organization.partner).get_absolute_url()

    @property
    def seat(self) -> str:
        """Where it is: names are no keys."""
        if self.organization.kind == OrganizationKind.VILLAGE:
            return self.organization.village.area.place
        return self.organization.partner.regency.name


def page(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """The public page of an agreement that was signed elsewhere; it never says that a signature was verified."""
    entries = list(agreement.journal.select_related("actor", "on_behalf_of").order_by("serial"))
    context: dict[str, Any] = {
        "agreement": agreement,
        "line": party_line(parties_of(agreement)),
        "kept": agreement.elsewhere,
        "sides": _sides(agreement),
        "scans": scans_of(agreement) if _scans_open(agreement) else (),
        "state": queries.state_sentence(agreement, entries),
        "compared": _compared(entries),
        "events": queries.public_events(entries),
    }
    return render(request, "agreements/publication/elsewhere.html", context)


def _scans_open(agreement: Agreement) -> bool:
    """Whether the officer who compared the scans said that nothing on them must be hidden from the public."""
    entry = agreement.journal.filter(code="confirm").order_by("-serial").first()
    return bool(entry and entry.details.get("open"))


def _sides(agreement: Agreement) -> list[Signed]:
    numbers = numbers_of(agreement)
    return [
        Signed(designation(party.ordinal), party.organization, numbers.get(party.organization_id, ""))
        for party in parties_of(agreement)
    ]


def _compared(entries: list[JournalEntry]) -> str:
    """Who compared the record with the scan, and when, as a sentence."""
    entry = next((entry for entry in reversed(entries) if entry.code == "confirm"), None)
    if entry is None:
        return _("Ditandatangani di luar portal.")
    return _(
        "Ditandatangani di luar portal; dicatat berdasarkan pindaian yang dikonfirmasi %(office)s pada %(day)s. Portal"
        " tidak memeriksa tanda tangannya."
    ) % {"office": entry.on_behalf_of, "day": date_format(localtime(entry.at), "j F Y")}


@login_not_required
@require_safe
def scan(request: HttpRequest, ref: str, pk: int) -> HttpResponseBase:
    """A scan of a published agreement that was opened, for everybody to keep; never shown inside the portal."""
    agreement = queries.published(ref)
    if agreement is None or not agreement.signed_elsewhere or not _scans_open(agreement):
        raise Http404
    row = get_object_or_404(scans_of(agreement), pk=pk)
    try:
        file = row.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, as_attachment=True, filename=download_name(row), content_type=row.content_type)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: SignedIn, ref: str) -> HttpResponse:
    """Confirm the record of what was signed elsewhere, after a page that says what becomes public."""
    agreement = find(request, ref, "confirm")
    form = OpenScansForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.confirm(agreement, by=request.user, open_scans=form.cleaned_data["open_scans"])
        messages.success(request, _("Pencatatan dikonfirmasi; kerja sama ini dapat dibaca siapa saja."))
        return redirect("agreements:review-queue")
    context = {
        "title": _("Konfirmasi pencatatan “%s”?") % agreement.title,
        "verb": _("Konfirmasi pencatatan"),
        "cancel_url": agreement.desk_url,
        "consequences": [
            _("Anda menyatakan bahwa catatan ini sama dengan naskah yang tampak pada pindaiannya."),
            _("Catatan dapat dibaca siapa saja; pindaian hanya bila Anda membukanya di bawah."),
            _("Kerja sama tercatat berlaku; bila jangka waktunya sudah lewat, ia lalu diakhiri oleh sistem."),
        ],
        "form": form,
    }
    return render(request, "components/confirm.html", context)
