"""Record one agreement that was signed elsewhere: its kind, its parties, what its paper says."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.documents.words import designation
from agreements.drafting.choosing import Choice, key_of
from agreements.drafting.elsewhere import actions, queries
from agreements.drafting.elsewhere.alike import Asked, alike
from agreements.drafting.elsewhere.bodies import NewPartner, bodies, matching, written, wrong_with
from agreements.drafting.elsewhere.forms import NewPartnerForm, RecordForm
from agreements.drafting.elsewhere.guards import bringer_for, bringers, why_not_bring
from agreements.drafting.views.choose import Chosen, address
from agreements.drafting.views.common import take_over
from agreements.record import paging
from agreements.record.access import Agreement, load_parties, parties_of, party_line
from agreements.record.crossing import Refused
from agreements.record.guards import MOST_PARTIES
from agreements.record.vocabulary import INSTRUMENT_OF, Kind
from villages.organizations.models import OrganizationKind
from villages.people.access import SignedIn, ask

KINDS = {"antar-desa": Kind.INTER_VILLAGE, "pihak-ketiga": Kind.THIRD_PARTY}
"""How the two kinds of cooperation are named in addresses."""
_MOST_JOBS = 10


@require_safe
def overview(request: SignedIn) -> HttpResponse:
    """What can be recorded, and which records still lack a scan or have not been sent."""
    ask(why_not_bring(request.user))
    shown = request.GET.get("pindaian", "")
    found = queries.unfinished(request.user, {"ada": True, "belum": False}.get(shown))
    page = paging.page(found, queries.sound_key(request.GET.get("sesudah", "")))
    rows = load_parties(page.rows)
    more = f"?pindaian={shown}&" if shown else "?"
    context = {
        "kinds": [(name, kind.label) for name, kind in KINDS.items()],
        "rows": [(row, party_line(parties_of(row))) for row in rows],
        "count": paging.count(found),
        "tabs": _tabs(shown),
        "next_url": f"{more}sesudah={page.next_key}" if page.next_key else "",
        "first_url": "" if page.first else request.path,
        "jobs": queries.jobs_of(request.user)[:_MOST_JOBS],
    }
    return render(request, "agreements/drafting/elsewhere/overview.html", context)


def _tabs(shown: str) -> list[tuple[str, str, bool]]:
    choices = [("", _("Semua")), ("belum", _("Belum ada pindaian")), ("ada", _("Siap dikirim"))]
    here = reverse("agreements:elsewhere")
    return [(label, f"{here}?pindaian={code}" if code else here, code == shown) for code, label in choices]


def _kind(request: SignedIn, name: str) -> Kind:
    ask(why_not_bring(request.user))
    if name not in KINDS:
        raise Http404
    return KINDS[name]


@require_safe
def choose(request: SignedIn, kind: str) -> HttpResponse:
    """Choose the parties, those that do not use the portal too; everything chosen stands in the address."""
    code = _kind(request, kind)
    keys = request.GET.getlist("pihak")
    if "pihak" not in request.GET and (own := _own(request.user, code)):
        keys = [own]
    adding = NewPartnerForm(request.GET if "mitra" in request.GET else None)
    if adding.is_bound and adding.is_valid():
        said = adding.cleaned_data
        return redirect(address([*keys, NewPartner(said["mitra"], said["jenis"], said["wilayah"]).key]))
    page = _chooser(request, keys, code)
    page |= {"kind": code.label, "adding": adding if code == Kind.THIRD_PARTY else None}
    page["next"] = reverse("agreements:elsewhere-register", args=[kind]) + address(keys)
    return render(request, "agreements/drafting/elsewhere/choose.html", page)


def _own(user: Any, kind: Kind) -> str:
    """The first party, where there can be no doubt: the one organization that the person speaks for."""
    able = [o for o in bringers(user) if o.is_confirmed and o.kind != OrganizationKind.OFFICE]
    fits = [o for o in able if kind == Kind.THIRD_PARTY or o.kind == OrganizationKind.VILLAGE]
    return key_of(fits[0]) if len(fits) == 1 else ""


def _chooser(request: SignedIn, keys: list[str], kind: Kind) -> dict[str, Any]:
    text = request.GET.get("cari", "")[:100]
    choices = bodies(keys, kind)
    wrong = wrong_with(choices, kind, request.user)
    found = [(choice, address([*keys, choice.key])) for choice in matching(text, kind, taken=keys)]
    return {
        "keys": keys,
        "shown": "",
        "text": text,
        "chosen": [_chosen(place, choice, keys) for place, choice in enumerate(choices)],
        "found": found,
        "full": len(keys) >= MOST_PARTIES,
        "reason": " ".join(wrong),
    }


def _chosen(place: int, choice: Choice, keys: list[str]) -> Chosen:
    without = [*keys[:place], *keys[place + 1 :]]
    upwards = [*keys[: place - 1], keys[place], keys[place - 1], *keys[place + 1 :]] if place else []
    name = designation(place + 1) if place < MOST_PARTIES else ""
    gone = address(without) if without else "?pihak="
    return Chosen(choice, name, gone, address(upwards) if upwards else "")


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: SignedIn, kind: str) -> HttpResponse:
    """Say what the paper says; then the record begins, and its scan is asked for."""
    code = _kind(request, kind)
    keys = (request.POST if request.method == "POST" else request.GET).getlist("pihak")
    choices = bodies(keys, code)
    wrong = wrong_with(choices, code, request.user)
    back = reverse("agreements:elsewhere-choose", args=[kind]) + address(keys)
    if request.method != "POST" and wrong:
        return redirect(back)
    form = _form(request, code, choices, wrong)
    if request.method == "POST" and form.is_valid() and (made := _registered(request, code, choices, form)):
        messages.success(request, _("Catatan tersimpan. Lampirkan sekarang pindaiannya."))
        return redirect("agreements:elsewhere-record", made.ref)
    page = {"form": form, "choices": choices, "choose_url": back, "kind": code.label}
    return render(request, "agreements/drafting/elsewhere/register.html", page)


def _form(request: SignedIn, kind: Kind, choices: list[Choice], wrong: list[str]) -> RecordForm:
    instance = Agreement(kind=kind, instrument=INSTRUMENT_OF[kind], signed_elsewhere=True)
    village = next((c.name for c in choices if c.key[:1].isdecimal()), "")
    initial = {"place": village.removeprefix("Desa ")}
    form = RecordForm(request.POST or None, instance=instance, initial=initial, parties=choices)
    for sentence in wrong if form.is_bound else ():
        form.add_error(None, sentence)
    return form


def _registered(request: SignedIn, kind: Kind, choices: list[Choice], form: RecordForm) -> Agreement | None:
    """Record it unless it seems to be recorded already, or put the reason why not on the form."""
    if not form.told_alike(alike(request.user, _asked(choices, form))):
        return None
    bringer = bringer_for(request.user, [choice.key for choice in choices])
    try:
        with transaction.atomic():
            organizations = written(choices)
            numbers = {one.pk: number for one, number in zip(organizations, form.numbers, strict=True)}
            return actions.register(
                by=request.user, brought_for=bringer or organizations[0], kind=kind, organizations=organizations,
                record=form.record, numbers=numbers, **form.details,
            )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, refusal.answer.reason)
    except ValidationError as error:
        take_over(form, error)
    return None


def _asked(choices: list[Choice], form: RecordForm) -> Asked:
    known = {choice.organization.pk for choice in choices if choice.organization}
    numbers = zip(choices, form.numbers, strict=True)
    given = {choice.organization.pk: number for choice, number in numbers if choice.organization and number}
    return Asked(frozenset(known), len(known) == len(choices), given, form.cleaned_data["starts_on"])
