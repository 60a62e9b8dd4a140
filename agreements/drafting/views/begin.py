"""Begin a draft: choose the type, then the parties, then say what it is about."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.drafting import beginning
from agreements.drafting.choosing import Choice, key_of, own_organizations, resolve
from agreements.drafting.forms import DetailsForm
from agreements.drafting.types.models import AgreementType
from agreements.drafting.types.queries import types_offered_to
from agreements.drafting.views.choose import address, chooser, problems
from agreements.drafting.views.common import draft_url, take_over
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.vocabulary import Instrument, Kind
from villages.organizations.models import Organization
from villages.people.access import Answer, SignedIn


@require_safe
def types(request: SignedIn) -> HttpResponse:
    """Choose what kind of agreement to begin."""
    found = types_offered_to(request.user)
    kinds = {kind: bool(own_organizations(request.user, kind)) for kind in {t.kind for t in found}}
    if not any(kinds.values()):
        raise _not_a_drafter()
    page = {
        "kinds": [
            (kind.label, [(t, kinds[t.kind]) for t in found if t.kind == kind])
            for kind in Kind
            if kind in kinds
        ],
        "elsewhere_url": reverse("agreements:elsewhere"),
    }
    return render(request, "agreements/drafting/types.html", page)


def _not_a_drafter() -> Refused:
    reason = _("Rancangan dimulai oleh kepala desa, perangkat desa, atau staf mitra yang sudah dikonfirmasi.")
    return Refused(Answer(False, reason, because_of_who=True))


def _begun(request: SignedIn, code: str) -> tuple[AgreementType, list[Organization]]:
    """The type of that code and the organizations for which the person may begin it."""
    agreement_type = next((t for t in types_offered_to(request.user) if t.code == code), None)
    if agreement_type is None:
        raise Http404
    own = own_organizations(request.user, agreement_type.kind)
    if not own:
        raise _not_a_drafter()
    return agreement_type, own


@require_safe
def choose(request: SignedIn, code: str) -> HttpResponse:
    """Choose the parties, one's own first; everything chosen stands in the address."""
    agreement_type, own = _begun(request, code)
    if agreement_type.instrument == Instrument.ADDENDUM:
        return redirect("agreements:addendum-parents", code)
    keys = request.GET.getlist("pihak")
    if not keys and len(own) == 1:
        keys = [key_of(own[0])]
    page = chooser(request, keys, agreement_type.kind, own=own)
    begin_url = reverse("agreements:draft-begin", args=[code])
    page |= {"type": agreement_type, "begin_url": begin_url + address(keys)}
    return render(request, "agreements/drafting/choose.html", page)


def begin(request: SignedIn, code: str) -> HttpResponse:
    """Say what the agreement is about; then the draft begins with its type's model text."""
    agreement_type, own = _begun(request, code)
    if agreement_type.instrument == Instrument.ADDENDUM:
        return redirect("agreements:addendum-parents", code)
    keys = (request.POST if request.method == "POST" else request.GET).getlist("pihak")
    choices = resolve(keys, agreement_type.kind)
    wrong = problems(choices, agreement_type.kind, own)
    choose_url = reverse("agreements:draft-choose", args=[code]) + address(keys)
    if request.method != "POST" and wrong:
        return redirect(choose_url)
    form = _form(request, agreement_type, choices, wrong)
    if request.method == "POST" and form.is_valid():
        agreement = _begin(request, agreement_type, choices, form)
        if agreement:
            return _on(request, agreement)
    page = {"type": agreement_type, "form": form, "choices": choices, "choose_url": choose_url}
    return render(request, "agreements/drafting/begin.html", page)


def _on(request: SignedIn, agreement: Agreement) -> HttpResponse:
    """To the new draft, or to bringing one's own text into it."""
    if request.POST.get("lalu") == "impor":
        messages.success(request, _("Rancangan dibuat. Sekarang masukkan naskah Anda."))
        return redirect("agreements:import-text", agreement.ref)
    messages.success(request, _("Rancangan dibuat dari naskah model. Sesuaikan pasal demi pasal."))
    return redirect(draft_url(agreement))


def _form(
    request: SignedIn, agreement_type: AgreementType, choices: list[Choice], wrong: list[str]
) -> DetailsForm:
    instance = Agreement(
        kind=agreement_type.kind, instrument=agreement_type.instrument, form=agreement_type.form
    )
    villages = [c.name for c in choices if c.organization and c.organization.kind == "village"]
    initial = {"place": villages[0].removeprefix("Desa ") if villages else ""}
    form = DetailsForm(request.POST or None, instance=instance, initial=initial)
    for sentence in wrong if form.is_bound else ():
        form.add_error(None, sentence)
    return form


def _begin(
    request: SignedIn, agreement_type: AgreementType, choices: list[Choice], form: DetailsForm
) -> Agreement | None:
    """Begin, or put the reason why not on the form."""
    organizations = [choice.organization for choice in choices if choice.organization]
    details: dict[str, Any] = dict(form.cleaned_data)
    try:
        return beginning.begin(
            by=request.user, agreement_type=agreement_type, organizations=organizations, **details
        )
    except Refused as refusal:
        form.add_error(None, refusal.answer.reason)
    except ValidationError as error:
        take_over(form, error)
    return None
