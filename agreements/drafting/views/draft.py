"""The draft's own page, and the pages on which its particulars, parties and recitals are changed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.documents.placeholders import offered
from agreements.drafting import actions
from agreements.drafting.actions import DETAILS, Stale
from agreements.drafting.choosing import key_of, resolve
from agreements.drafting.forms import DetailsForm, ReasonForm, RecitalsForm, seen
from agreements.drafting.overview import overview_page, told_value
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
    mark, theirs = _details_mark(agreement), []
    form = DetailsForm(request.POST or None, instance=agreement)
    if request.method == "POST" and form.is_valid():
        try:
            _save_details(request, form, ref)
            messages.success(request, saved_now())
            return redirect(draft_url(agreement, "pokok"))
        except Stale as stale:
            mark, theirs = _details_mark(stale.current), _differing(form, stale.current)
            told_stale(form, stale.current)
        except ValidationError as error:
            take_over(form, error)
    page = {"form": form, "seen": mark, "theirs": theirs, "title": _("Pokok kerja sama")}
    return render(request, "agreements/drafting/part.html", _part(agreement, page))


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


def _part(agreement: Agreement, page: dict) -> dict:
    return {"agreement": agreement, "crumbs": crumbs(agreement), "cancel_url": draft_url(agreement)} | page


def _recitals_mark(agreement: Agreement) -> str:
    return seen([agreement.draft.considering, agreement.draft.in_view_of])


def recitals(request: SignedIn, ref: str) -> HttpResponse:
    """Change considerations and legal bases."""
    agreement = find(request, ref, "edit")
    mark, theirs = _recitals_mark(agreement), []
    known = known_placeholders(agreement)
    form = RecitalsForm(request.POST or None, instance=agreement.draft, known=frozenset(known))
    if request.method == "POST" and form.is_valid():
        try:
            _save_recitals(request, form, ref)
            messages.success(request, saved_now())
            return redirect(draft_url(agreement, "pertimbangan"))
        except Stale as stale:
            mark, theirs = _recitals_mark(stale.current), _differing(form, stale.current.draft)
            told_stale(form, stale.current)
    title = _("Pertimbangan dan dasar hukum")
    page = {"form": form, "seen": mark, "theirs": theirs, "title": title, "placeholders": offered(known)}
    return render(request, "agreements/drafting/part.html", _part(agreement, page))


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
    page["changed"] = last_step(agreement) if shown != _parties_mark(agreement) else ""
    return render(request, "agreements/drafting/parties.html", _part(agreement, page))


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
    return redirect(draft_url(agreement, "pihak"))


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
