"""Turns a request into the registration of a village or a partner, and into the district's desk for them."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from villages.joining import actions, queries
from villages.joining.forms import ClaimForm, PartnerForm, RefusalForm
from villages.joining.guards import claimable, may_claim, may_decide
from villages.joining.models import Registration
from villages.organizations.files import ENDINGS
from villages.organizations.queries import asked
from villages.people.access import Refused, SignedIn
from villages.people.guards import regencies_looked_after
from villages.people.models import User
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
def register_village(request: SignedIn) -> HttpResponse:
    """Find one's own village on the national register."""
    text = asked(request.GET, "q")
    areas = list(find_areas(text)[:MOST_FOUND])
    rows = [(area, claimable(area)) for area in areas]
    context = {"q": text, "rows": rows, "crumbs": _crumbs("village")[:1]}
    return render(request, "villages/joining/register_village.html", context)


@form_methods
def claim_village(request: SignedIn, code: str) -> HttpResponse:
    """Claim a village with a letter of appointment; where that is not possible, say why."""
    area = get_object_or_404(VillageArea.objects.select_related("subdistrict__regency"), pk=code)
    context: dict[str, Any] = {"area": area, "crumbs": _crumbs("village")}
    if not (answer := may_claim(request.user, area)):
        status = 409 if request.method == "POST" else 200
        return render(
            request, "villages/joining/claim_refused.html", context | {"answer": answer}, status=status
        )
    form = ClaimForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _claimed(area, form, request.user):
        return _sent(request)
    return render(request, "villages/joining/claim_village.html", context | {"form": form})


def _claimed(area: VillageArea, form: ClaimForm, person: User) -> bool:
    data = form.cleaned_data
    title, letter = data["head_title"], data["letter"]
    try:
        actions.register_village(area, term=form.term, letter=letter, head_title=title, by=person)
    except Refused as refused:
        form.add_error(None, refused.answer.reason)
    return form.is_valid()


@form_methods
def register_partner(request: SignedIn) -> HttpResponse:
    """Register a partner that one may represent; after a refusal the form begins with what was said before."""
    before = queries.refused_partner_of(request.user, _number(request.GET.get("dari")))
    initial = {name: getattr(before, name) for name in PartnerForm.Meta.fields} if before else None
    form = PartnerForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _registered(form, request.user):
        return _sent(request)
    context = {"form": form, "crumbs": _crumbs("partner")}
    return render(request, "villages/joining/register_partner.html", context)


def _registered(form: PartnerForm, person: User) -> bool:
    data = form.cleaned_data
    examiner, letter = data["examiner"], data["letter"]
    try:
        actions.register_partner(form.partner, examiner=examiner, term=form.term, letter=letter, by=person)
    except Refused as refused:
        form.add_error(None, refused.answer.reason)
    return form.is_valid()


def _number(word: str | None) -> int:
    return int(word) if word and word.isdecimal() and len(word) < 18 else 0


def _sent(request: SignedIn) -> HttpResponse:
    messages.success(request, _("Pendaftaran terkirim. DPMD memeriksanya; hasilnya dikirim ke surel Anda."))
    return redirect("villages:account")


@require_safe
def registrations(request: SignedIn) -> HttpResponse:
    """The district's queue, oldest first, and what was decided lately; nobody else knows of the page."""
    if not regencies_looked_after(request.user):
        raise Http404
    context = {
        "waiting": queries.waiting(request.user)[:100],
        "decided": queries.decided(request.user)[:MOST_DECIDED],
    }
    return render(request, "villages/joining/registrations.html", context)


def _found(request: SignedIn, pk: int) -> Registration:
    return get_object_or_404(queries.registrations_visible_to(request.user), pk=pk)


@require_safe
def registration(request: SignedIn, pk: int) -> HttpResponse:
    """One registration with its letter, and what the officer may do."""
    found = _found(request, pk)
    context = {"registration": found, "answer": may_decide(request.user, found), "crumbs": _crumbs("desk")}
    return render(request, "villages/joining/registration.html", context)


@require_safe
def letter(request: SignedIn, pk: int) -> FileResponse:
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
def confirm(request: SignedIn, pk: int) -> HttpResponse:
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
def refuse(request: SignedIn, pk: int) -> HttpResponse:
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
