"""The pages on which signing is planned: the order, each place, more places, turns."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements.drafting.actions import Stale
from agreements.drafting.guards import may_write_text
from agreements.drafting.signatories import actions
from agreements.drafting.signatories.candidates import Candidate, attesting, signing_for
from agreements.drafting.signatories.forms import OrderForm, PlaceForm, SeenForm, shown
from agreements.drafting.signatories.pages import crumbs, for_whom, plan_page, plan_url, still_there
from agreements.drafting.signatories.queries import Place, places, plan_of
from agreements.drafting.views.common import number_in, saved_now, take_over, told_stale
from agreements.record.access import parties_of
from agreements.record.crossing import Refused
from agreements.record.models import Agreement, Party
from agreements.record.pages import find, last_step
from agreements.record.vocabulary import Capacity, SigningOrder
from villages.people.access import SignedIn


def plan(request: SignedIn, ref: str) -> HttpResponse:
    """Who signs in which turn; who holds the pen chooses the order, the others read."""
    agreement = find(request, ref, "plan_signing")
    form = OrderForm(request.POST or None, instance=plan_of(agreement))
    if request.method == "POST" and form.is_valid():
        edition = request.POST.get("seen", "")
        try:
            actions.set_order(agreement, by=request.user, edition=edition, **form.cleaned_data)
            messages.success(request, saved_now())
            return redirect(plan_url(agreement))
        except Stale:
            told_stale(form, agreement)
        except ValidationError as error:
            take_over(form, error)
    page = plan_page(request.user, agreement) | {"form": form}
    return render(request, "agreements/drafting/signatories/plan.html", page)


def _writer(request: SignedIn, ref: str) -> Agreement:
    """The draft, for who holds the pen."""
    agreement = find(request, ref, "plan_signing")
    answer = may_write_text(request.user, agreement)
    if not answer:
        raise Refused(answer)
    return agreement


def add(request: SignedIn, ref: str) -> HttpResponse:
    """One more signatory of a party, a witness, or an official who acknowledges."""
    agreement = _writer(request, ref)
    capacity, party = _asked(request, agreement)
    initial = {"who": request.GET.get("siapa", ""), "method": "local", "group": 1}
    form = _form(request, agreement, capacity, _offered(request, agreement, capacity, party), initial)

    def act(edition: str) -> None:
        given = _given(form)
        actions.add(agreement, by=request.user, edition=edition, capacity=capacity, party=party, **given)

    titles = {
        Capacity.PARTY: _("Tambah penanda tangan"),
        Capacity.WITNESS: _("Tambah saksi"),
        Capacity.ACKNOWLEDGING: _("Tambah pejabat yang mengetahui"),
    }
    lead = party.organization.name if party else ""
    return _answer(request, agreement, form, act, {"title": titles[capacity], "lead": lead})


def _asked(request: SignedIn, agreement: Agreement) -> tuple[Capacity, Party | None]:
    """As what, and for which party, somebody is added; 404 for what there is not."""
    capacity = request.GET.get("sebagai", Capacity.WITNESS)
    if capacity not in Capacity.values:
        raise Http404
    if capacity != Capacity.PARTY:
        return Capacity(capacity), None
    ordinal = number_in(request, "pihak")
    party = next((party for party in parties_of(agreement) if party.ordinal == ordinal), None)
    if party is None:
        raise Http404
    return Capacity.PARTY, party


def _offered(request: SignedIn, agreement: Agreement, capacity: str, party: Party | None) -> list[Candidate]:
    return signing_for(party) if party else attesting(request.user, agreement, capacity)


def edit(request: SignedIn, ref: str, key: str) -> HttpResponse:
    """Who signs at one place, and how."""
    agreement = _writer(request, ref)
    place = _place(agreement, key)
    offered = still_there(place, _offered(request, agreement, place.capacity, place.party))
    nobody = _nobody(place) if place.key == f"p{place.party.ordinal if place.party else 0}" else ""
    form = _form(request, agreement, place.capacity, offered, shown(place), nobody)

    def act(edition: str) -> None:
        actions.change(agreement, by=request.user, edition=edition, key=key, **_given(form))

    page = {"title": _("Siapa yang menandatangani?"), "lead": for_whom(place)}
    return _answer(request, agreement, form, act, page)


def _nobody(place: Place) -> str:
    """What it means to name nobody for a party, with who that would be today."""
    if place.is_open_to_whom_it_may_concern and place.person:
        words = _("Siapa pun yang berwenang saat disetujui (sekarang %(name)s)")
        return words % {"name": place.person.full_name}
    return _("Siapa pun yang berwenang saat disetujui")


def _place(agreement: Agreement, key: str) -> Place:
    found = next((place for place in places(agreement) if place.key == key), None)
    if found is None:
        raise Http404
    return found


def _form(
    request: SignedIn,
    agreement: Agreement,
    capacity: str,
    offered: list[Candidate],
    initial: dict[str, Any],
    nobody: str = "",
) -> PlaceForm:
    grouped = plan_of(agreement).order == SigningOrder.GROUPS and capacity != Capacity.ACKNOWLEDGING
    return PlaceForm(
        request.POST or None,
        by=request.user,
        capacity=capacity,
        offered=offered,
        nobody=nobody,
        grouped=grouped,
        initial=initial,
    )


def _given(form: PlaceForm) -> dict[str, Any]:
    """What an action needs of the form."""
    cleaned = form.cleaned_data
    return {
        "who": cleaned["named"],
        "method": cleaned["method"],
        **({"group": cleaned["group"]} if "group" in cleaned else {}),
    }


def _answer(
    request: SignedIn, agreement: Agreement, form: PlaceForm, act: Any, page: dict[str, Any]
) -> HttpResponse:
    """Do it and go back to the plan; or show the form, with what is wrong or who was faster."""
    if request.method == "POST" and form.is_valid():
        try:
            act(request.POST.get("seen", ""))
            messages.success(request, saved_now())
            return redirect(plan_url(agreement))
        except Stale:
            told_stale(form, agreement)
        except ValidationError as error:
            take_over(form, error)
    page |= {"agreement": agreement, "form": form, "seen": actions.edition_of(agreement)}
    page |= {"crumbs": crumbs(agreement), "cancel_url": plan_url(agreement)}
    return render(request, "agreements/drafting/signatories/place.html", page)


@require_POST
def move(request: SignedIn, ref: str, key: str) -> HttpResponse:
    """One turn earlier or later."""
    agreement = find(request, ref, "plan_signing")
    edition, up = request.POST.get("seen", ""), request.POST.get("arah") != "turun"
    try:
        actions.move(agreement, by=request.user, edition=edition, key=key, up=up)
    except Stale:
        _told_too_late(request, agreement)
    return redirect(plan_url(agreement) + "#giliran")


def _told_too_late(request: SignedIn, agreement: Agreement) -> None:
    words = _("Rencana ini baru saja diubah orang lain; periksa lagi, lalu ulangi.")
    messages.error(request, f"{words} {last_step(agreement)}")


def remove(request: SignedIn, ref: str, key: str) -> HttpResponse:
    """Take a place out, after a page that says whose it is."""
    agreement = _writer(request, ref)
    if request.method == "POST":
        return _removed(request, agreement, key)
    place = _place(agreement, key)
    answer = actions.may_go(places(agreement), key)
    if not answer:
        raise Refused(answer)
    page = {
        "title": _("Keluarkan %(name)s dari rencana?") % {"name": place.name},
        "crumbs": crumbs(agreement),
        "verb": _("Keluarkan"),
        "cancel_url": plan_url(agreement),
        "consequences": [_("%s tidak lagi ditandatangani orang ini.") % for_whom(place)],
        "form": SeenForm(initial={"seen": actions.edition_of(agreement)}),
    }
    return render(request, "components/confirm.html", page)


def _removed(request: SignedIn, agreement: Agreement, key: str) -> HttpResponse:
    try:
        actions.remove(agreement, by=request.user, edition=request.POST.get("seen", ""), key=key)
        messages.success(request, saved_now())
    except Stale:
        _told_too_late(request, agreement)
    return redirect(plan_url(agreement))
