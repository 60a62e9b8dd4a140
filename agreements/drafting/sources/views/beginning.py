"""Begin from an earlier agreement, or as an addendum to one in force: choose it, see what comes along, begin."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.drafting.choosing import choice_of, key_of, own_organizations, resolve
from agreements.drafting.forms import DetailsForm
from agreements.drafting.sources import actions
from agreements.drafting.sources.guards import drafts_for, parents_of, sources_of
from agreements.drafting.sources.plans import plan_of
from agreements.drafting.sources.queries import page_of, with_words
from agreements.drafting.types.models import AgreementType
from agreements.drafting.types.queries import types_offered_to
from agreements.drafting.views.choose import address, chooser, problems
from agreements.drafting.views.common import draft_url, take_over
from agreements.record import paging
from agreements.record.access import parties_of
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.vocabulary import Instrument
from villages.organizations.models import Organization
from villages.people.access import Answer, SignedIn


def _ask_drafter(request: SignedIn) -> None:
    """Raise Refused unless the person drafts for some organization."""
    if not drafts_for(request.user):
        raise _not_a_drafter()


def _not_a_drafter() -> Refused:
    reason = _("Rancangan dimulai oleh kepala desa, perangkat desa, atau staf mitra yang sudah dikonfirmasi.")
    return Refused(Answer(False, reason, because_of_who=True))


def _list(request: SignedIn, agreements: QuerySet[Agreement]) -> dict[str, Any]:
    """One page of a list, narrowed by words."""
    text = " ".join(request.GET.get("cari", "").replace("\0", " ").split())[:100]
    found = with_words(agreements, text)
    try:
        page = page_of(found, request.GET.get("sesudah", ""))
    except paging.BadKey:
        raise BadRequest("key of a page") from None
    words = {"cari": text} if text else {}
    return {
        "rows": page.rows,
        "text": text,
        "count": paging.count(found) if page.next_key or not page.first else len(page.rows),
        "next_url": f"?{urlencode(words | {'sesudah': page.next_key})}" if page.next_key else "",
        "first_url": "" if page.first else f"?{urlencode(words)}",
    }


@require_safe
def sources(request: SignedIn) -> HttpResponse:
    """Choose the earlier agreement to begin from."""
    _ask_drafter(request)
    page = _list(request, sources_of(request.user))
    return render(request, "agreements/drafting/sources/sources.html", page)


def _source(request: SignedIn, ref: str) -> tuple[Agreement, list[Organization]]:
    """The earlier agreement and the organizations for which the person may begin one of its kind."""
    _ask_drafter(request)
    source = get_object_or_404(
        sources_of(request.user).select_related("draft__agreement_type"), ref=ref.upper()
    )
    own = own_organizations(request.user, source.kind)
    if not own:
        raise _not_a_drafter()
    return source, own


def _chosen(source: Agreement, given: list[str], own: list[Organization]) -> list[str]:
    """The keys of the parties chosen; at first the same as before, if one of them is one's own, else one's own."""
    if given:
        return given
    before = [party.organization for party in parties_of(source)]
    mine = {organization.pk for organization in own}
    if any(organization.pk in mine for organization in before):
        return [key_of(organization) for organization in before]
    return [key_of(own[0])] if len(own) == 1 else []


@require_safe
def choose(request: SignedIn, ref: str) -> HttpResponse:
    """Choose the parties of the new agreement, and see what comes along for them."""
    source, own = _source(request, ref)
    keys = _chosen(source, request.GET.getlist("pihak"), own)
    page = chooser(request, keys, source.kind, own=own)
    organizations = [choice.organization for choice in resolve(keys, source.kind) if choice.organization]
    page |= {
        "source": source,
        "plan": plan_of(source, organizations),
        "begin_url": reverse("agreements:source-begin", args=[source.ref]) + address(keys),
    }
    return render(request, "agreements/drafting/sources/choose.html", page)


def begin(request: SignedIn, ref: str) -> HttpResponse:
    """Say what the new agreement is about; then it begins with the earlier one's text."""
    source, own = _source(request, ref)
    keys = (request.POST if request.method == "POST" else request.GET).getlist("pihak")
    choices = resolve(keys, source.kind)
    wrong = problems(choices, source.kind, own)
    choose_url = reverse("agreements:source-parties", args=[source.ref]) + address(keys)
    if request.method != "POST" and wrong:
        return redirect(choose_url)
    form = _form(request, source, wrong)
    organizations = [choice.organization for choice in choices if choice.organization]
    page = _begun(request, form, lambda **details: actions.begin_from(
        source, by=request.user, organizations=organizations, **details
    ))  # fmt: skip
    if page:
        return page
    shown = {"source": source, "form": form, "choices": choices, "choose_url": choose_url}
    shown["plan"] = plan_of(source, organizations)
    return render(request, "agreements/drafting/sources/begin.html", shown)


def _begun(request: SignedIn, form: DetailsForm, begin_with: Callable[..., Agreement]) -> HttpResponse | None:
    """Begin and go there, or put the reason why not on the form."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        agreement = begin_with(**form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.answer.reason)
    except ValidationError as error:
        take_over(form, error)
    else:
        messages.success(request, _("Rancangan dibuat. Sesuaikan pasal demi pasal."))
        return redirect(draft_url(agreement))
    return None


_TAKEN = ("title", "summary", "form", "field", "purpose", "topic", "value", "burdens_community_or_assets")


def _form(request: SignedIn, source: Agreement, wrong: list[str]) -> DetailsForm:
    """The particulars, those of the earlier agreement filled in; its place and days are its own."""
    instance = Agreement(kind=source.kind, instrument=source.instrument)
    initial = {name: getattr(source, name) for name in _TAKEN}
    form = DetailsForm(request.POST or None, instance=instance, initial=initial)
    for sentence in wrong if form.is_bound else ():
        form.add_error(None, sentence)
    return form


def _type(request: SignedIn, code: str) -> AgreementType:
    """The type of an addendum with that code, as it is offered to the person."""
    offered = (t for t in types_offered_to(request.user) if t.instrument == Instrument.ADDENDUM)
    found = next((t for t in offered if t.code == code), None)
    if found is None:
        raise Http404
    return found


@require_safe
def parents(request: SignedIn, code: str) -> HttpResponse:
    """Choose the agreement in force that the addendum changes."""
    _ask_drafter(request)
    agreement_type = _type(request, code)
    page = _list(request, parents_of(request.user).filter(kind=agreement_type.kind)) | {
        "type": agreement_type
    }
    return render(request, "agreements/drafting/sources/parents.html", page)


def addendum(request: SignedIn, code: str, ref: str) -> HttpResponse:
    """Say what the addendum is about; then it begins among the parties of the agreement that it changes."""
    _ask_drafter(request)
    agreement_type = _type(request, code)
    known = parents_of(request.user).filter(kind=agreement_type.kind)
    parent = get_object_or_404(known, ref=ref.upper())
    form = _addendum_form(request, parent)
    page = _begun(request, form, lambda **details: actions.begin_addendum(
        parent, by=request.user, agreement_type=agreement_type, **details
    ))  # fmt: skip
    if page:
        return page
    parties = [party.organization for party in parties_of(parent)]
    choices = [choice_of(organization, parent.kind) for organization in parties]
    shown = {"type": agreement_type, "parent": parent, "form": form, "choices": choices}
    return render(request, "agreements/drafting/sources/addendum.html", shown)


def _addendum_form(request: SignedIn, parent: Agreement) -> DetailsForm:
    instance = Agreement(kind=parent.kind, instrument=Instrument.ADDENDUM)
    initial = {name: getattr(parent, name) for name in (*_TAKEN, "place", "ends_on")}
    initial["title"] = (_("Perubahan atas %s") % parent.title)[:250]
    return DetailsForm(request.POST or None, instance=instance, initial=initial)
