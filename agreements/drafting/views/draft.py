"""The draft's own page, and the steps on which its particulars, parties and recitals are changed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.documents.placeholders import offered
from agreements.drafting import actions
from agreements.drafting.actions import DETAILS, Stale
from agreements.drafting.choosing import key_of, resolve
from agreements.drafting.forms import DetailsForm, ReasonForm, RecitalsForm, seen
from agreements.drafting.guards import may_write_text
from agreements.drafting.models import Draft
from agreements.drafting.overview import found_in, overview_page, particulars, parties_shown, told_value
from agreements.drafting.pages import steps_of
from agreements.drafting.views.choose import chooser, problems
from agreements.drafting.views.common import (
    crumbs,
    draft_url,
    known_placeholders,
    saved_now,
    take_over,
    told_stale,
    unless_changed,
)
from agreements.drafting.writing.references import spoken
from agreements.drafting.writing.storing import order_of
from agreements.record.access import parties_of
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find, last_step
from villages.people.access import Answer, SignedIn


@require_safe
def edit(request: SignedIn, ref: str) -> HttpResponse:
    """The draft's own page: what now, the steps and how far they are, who writes, what the others did."""
    agreement = find(request, ref, "edit")
    return render(request, "agreements/drafting/draft.html", overview_page(request.user, agreement))


def _details_mark(agreement: Agreement) -> str:
    return seen({name: getattr(agreement, name) for name in DETAILS})


def details(request: SignedIn, ref: str) -> HttpResponse:
    """Change what the agreement is about."""
    agreement = find(request, ref, "edit")
    facts, mark, theirs = particulars(agreement), _details_mark(agreement), []
    form = DetailsForm(request.POST or None, instance=agreement)
    if request.method == "POST" and form.is_valid():
        try:
            _save_details(request, form, ref)
            return _saved(request, "draft-details", ref)
        except Stale as stale:
            mark, theirs = _details_mark(stale.current), _differing(form, stale.current)
            told_stale(form, stale.current)
        except ValidationError as error:
            take_over(form, error)
        except Refused as refusal:
            form.add_error(None, refusal.answer.reason)
    return _part(
        request, find(request, ref), form, _about_details(ref, facts) | {"seen": mark, "theirs": theirs}
    )


def _about_details(ref: str, facts: list[tuple[Any, Any]]) -> dict[str, Any]:
    recitals_url = reverse("agreements:draft-recitals", args=[ref])
    title, also = _("Pokok kerja sama"), [(_("Pertimbangan dan dasar hukum"), recitals_url)]
    return {"title": title, "facts": facts, "also": also}


def _saved(request: SignedIn, name: str, ref: str) -> HttpResponse:
    messages.success(request, saved_now())
    return redirect(f"agreements:{name}", ref)


def _save_details(request: SignedIn, form: DetailsForm, ref: str) -> None:
    stored = find(request, ref)
    unless_changed(
        stored,
        request.POST.get("seen", ""),
        _details_mark,
        lambda edition: actions.update_details(stored, by=request.user, edition=edition, **form.cleaned_data),
    )


def _differing(form, current) -> list[tuple[str, str]]:
    """The fields in which what is stored now differs from what was typed: label and stored value."""
    return [
        (field.label, told_value(current, name))
        for name, field in form.fields.items()
        if name in form.cleaned_data and getattr(current, name) != form.cleaned_data[name]
    ]


def _part(request: SignedIn, agreement: Agreement, form: Any, page: dict[str, Any]) -> HttpResponse:
    """One part of the draft: to change for who holds the pen, to read for everybody else."""
    shared = {
        "agreement": agreement,
        "steps": steps_of(request.user, agreement, here="particulars"),
        "writes": may_write_text(request.user, agreement),
        "form": form,
        "missing": found_in("particulars", agreement),
    }
    return render(request, "agreements/drafting/part.html", shared | page)


def _recitals_mark(agreement: Agreement) -> str:
    return seen([agreement.draft.considering, agreement.draft.in_view_of])


def _as_read(agreement: Agreement) -> Draft:
    """The draft with its considerations as people read them: "Pasal 7" for a reference."""
    draft = agreement.draft
    draft.considering = spoken(draft.considering, order_of(agreement))
    return draft


def recitals(request: SignedIn, ref: str) -> HttpResponse:
    """Change considerations and legal bases."""
    agreement = find(request, ref, "edit")
    mark, theirs, draft = _recitals_mark(agreement), [], _as_read(agreement)
    facts = [(_("Menimbang"), draft.considering), (_("Mengingat"), draft.in_view_of)]
    known = known_placeholders(agreement)
    form = RecitalsForm(request.POST or None, instance=draft, known=known)
    if request.method == "POST" and form.is_valid():
        try:
            _save_recitals(request, form, ref)
            return _saved(request, "draft-recitals", ref)
        except Stale as stale:
            mark, theirs = _recitals_mark(stale.current), _differing(form, _as_read(stale.current))
            told_stale(form, stale.current)
        except Refused as refusal:
            form.add_error(None, refusal.answer.reason)
    page = {"title": _("Pertimbangan dan dasar hukum"), "facts": facts, "placeholders": offered(known)}
    page["also"] = [(_("Pokok kerja sama"), reverse("agreements:draft-details", args=[ref]))]
    return _part(request, agreement, form, page | {"seen": mark, "theirs": theirs})


def _save_recitals(request: SignedIn, form: RecitalsForm, ref: str) -> None:
    stored = find(request, ref)
    unless_changed(
        stored,
        request.POST.get("seen", ""),
        _recitals_mark,
        lambda edition: actions.save_recitals(stored, by=request.user, edition=edition, **form.cleaned_data),
    )


def _parties_mark(agreement: Agreement) -> str:
    return seen([party.organization_id for party in parties_of(agreement)])


def parties(request: SignedIn, ref: str) -> HttpResponse:
    """Change who takes part: choose by address, then save."""
    agreement = find(request, ref, "edit")
    if request.method == "POST":
        return _save_parties(request, agreement)
    keys = request.GET.getlist("pihak") or [key_of(party.organization) for party in parties_of(agreement)]
    shown = request.GET.get("dilihat", "")[:16] or _parties_mark(agreement)
    page = chooser(request, keys, agreement.kind, own=[agreement.initiator], shown=shown)
    page |= {
        "agreement": agreement,
        "changed": last_step(agreement) if shown != _parties_mark(agreement) else "",
        "steps": steps_of(request.user, agreement, here="parties"),
        "writes": may_write_text(request.user, agreement),
        "parties": parties_shown(agreement),
    }
    return render(request, "agreements/drafting/parties.html", page)


def _save_parties(request: SignedIn, agreement: Agreement) -> HttpResponse:
    choices = resolve(request.POST.getlist("pihak"), agreement.kind)
    wrong = problems(choices, agreement.kind, [agreement.initiator])
    if wrong:
        raise Refused(Answer(False, " ".join(wrong)))
    organizations = [choice.organization for choice in choices if choice.organization]
    try:
        unless_changed(
            agreement,
            request.POST.get("seen", ""),
            _parties_mark,
            lambda edition: actions.set_parties(
                agreement, by=request.user, edition=edition, organizations=organizations
            ),
        )
    except Stale as stale:
        messages.error(request, _("Para pihak baru saja diubah orang lain.") + f" {last_step(stale.current)}")
        return redirect("agreements:draft-parties", agreement.ref)
    messages.success(request, saved_now())
    return redirect("agreements:draft-parties", agreement.ref)


def withdraw(request: SignedIn, ref: str) -> HttpResponse:
    """Take the draft back for good, after a page that says what it means."""
    agreement = find(request, ref, "withdraw")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(agreement, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Rancangan ditarik."))
        return redirect(agreement.desk_url)
    page = {
        "title": _("Tarik rancangan “%s”?") % agreement.title,
        "crumbs": crumbs(agreement),
        "verb": _("Tarik rancangan"),
        "cancel_url": draft_url(agreement),
        "consequences": [
            _("Rancangan ditutup: tidak dapat diubah atau dikirim lagi."),
            _("Semua pihak membaca alasan Anda; naskahnya tetap tersimpan sebagai arsip."),
        ],
        "form": form,
    }
    return render(request, "components/confirm.html", page)
