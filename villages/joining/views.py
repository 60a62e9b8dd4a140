"""Turns a request into the registration of a village or a partner, and into the district's desk for them."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from villages.joining import actions, queries
from villages.joining.forms import ClaimForm, PartnerForm, RefusalForm
from villages.joining.guards import claimable, may_claim, may_decide
from villages.joining.models import Registration
from villages.organizations.files import ENDINGS
from villages.organizations.models import Partner, Standing
from villages.organizations.queries import asked
from villages.people.access import Refused
from villages.people.guards import regencies_looked_after
from villages.regions.models import VillageArea
from villages.regions.queries import find_areas

MOST_FOUND = 20
MOST_DECIDED = 20
form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _crumbs(place: str) -> list[tuple[str, str]]:
    """Where a page hangs."""
    return {
        "village": [
            (_("Desa"), reverse("villages:village-list")),
            (_("Daftarkan desa"), reverse("villages:register-village")),
        ],
        "partner": [(_("Mitra"), reverse("villages:partner-list"))],
        "desk": [(_("Pendaftaran"), reverse("villages:registrations"))],
    }[place]


@require_safe
def register_village(request: HttpRequest) -> HttpResponse:
    """Find one's own village on the national register."""
    text = asked(request.GET, "q")
    areas = list(find_areas(text)[:MOST_FOUND])
    rows = [(area, claimable(area)) for area in areas]
    context = {"q": text, "rows": rows, "crumbs": _crumbs("village")[:1]}
    return render(request, "villages/joining/register_village.html", context)


@form_methods
def claim_village(request: HttpRequest, code: str) -> HttpResponse:
    """Claim a village with a letter of appointment; where that is not possible, say why."""
    area = get_object_or_404(VillageArea.objects.select_related("subdistrict__regency"), pk=code)
    answer = may_claim(request.user, area)
    form = ClaimForm(request.POST or None, request.FILES or None)
    if not answer:
        status = 409 if request.method == "POST" else 200
        context = {"area": area, "answer": answer, "crumbs": _crumbs("village")}
        return render(request, "villages/joining/claim_refused.html", context, status=status)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.register_village(
                area, term=form.term, letter=data["letter"], head_title=data["head_title"], by=request.user
            )
        except Refused as refused:
            form.add_error(None, refused.answer.reason)
        else:
            return _sent(request)
    context = {"area": area, "form": form, "crumbs": _crumbs("village")}
    return render(request, "villages/joining/claim_village.html", context)


@form_methods
def register_partner(request: HttpRequest) -> HttpResponse:
    """Register a partner that one may represent; after a refusal the form begins with what was said before."""
    before = Partner.objects.filter(
        standing=Standing.REFUSED, registrations__applicant=request.user, pk=_number(request.GET.get("dari"))
    ).first()
    initial = {name: getattr(before, name) for name in PartnerForm.Meta.fields} if before else None
    form = PartnerForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.register_partner(
                form.partner,
                examiner=data["examiner"],
                term=form.term,
                letter=data["letter"],
                by=request.user,
            )
        except Refused as refused:
            form.add_error(None, refused.answer.reason)
        else:
            return _sent(request)
    return render(
        request, "villages/joining/register_partner.html", {"form": form, "crumbs": _crumbs("partner")}
    )


def _number(word: str | None) -> int:
    return int(word) if word and word.isdecimal() and len(word) < 18 else 0


def _sent(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Pendaftaran terkirim. DPMD memeriksanya; hasilnya dikirim ke surel Anda."))
    return redirect("villages:account")


@require_safe
def registrations(request: HttpRequest) -> HttpResponse:
    """The district's queue, oldest first, and what was decided lately; nobody else knows of the page."""
    if not regencies_looked_after(request.user):
        raise Http404
    context = {
        "waiting": queries.waiting(request.user)[:100],
        "decided": queries.decided(request.user)[:MOST_DECIDED],
    }
    return render(request, "villages/joining/registrations.html", context)


def _found(request: HttpRequest, pk: int) -> Registration:
    return get_object_or_404(queries.registrations_visible_to(request.user), pk=pk)


@require_safe
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """One registration with its letter, and what the officer may do."""
    found = _found(request, pk)
    context = {"registration": found, "answer": may_decide(request.user, found), "crumbs": _crumbs("desk")}
    return render(request, "villages/joining/registration.html", context)


@require_safe
def letter(request: HttpRequest, pk: int) -> FileResponse:
    """The letter of appointment, as a download under a name of ours; never shown inside a page."""
    found = _found(request, pk)
    name = f"surat-pendaftaran-{found.pk}.{ENDINGS.get(found.letter_type, 'bin')}"
    response = FileResponse(
        found.letter.open(), as_attachment=True, filename=name, content_type=found.letter_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the registration; a refusal is told on its page."""
    found = _found(request, pk)
    try:
        actions.confirm(found, by=request.user)
    except Refused as refused:
        messages.error(request, refused.answer.reason)
        return redirect("villages:registration", pk=pk)
    messages.success(request, _("%(name)s dikonfirmasi; pemohon diberi tahu.") % {"name": found.organization})
    return redirect("villages:registrations")


@form_methods
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse the registration with a reason."""
    found = _found(request, pk)
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse(found, form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            form.add_error(None, refused.answer.reason)
        else:
            messages.success(request, _("Pendaftaran ditolak; pemohon menerima alasannya."))
            return redirect("villages:registrations")
    context = {"registration": found, "form": form, "crumbs": _crumbs("desk")}
    return render(request, "villages/joining/refuse.html", context)
