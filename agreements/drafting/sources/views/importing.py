"""Bring a text from outside: upload or paste it, place its pieces, look at the result, and only then put it in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.drafting.actions import Stale
from agreements.drafting.guards import may_write_text
from agreements.drafting.sources import importing
from agreements.drafting.sources.forms import ImportForm, PlacesForm, PutInForm
from agreements.drafting.sources.models import ImportedText
from agreements.drafting.sources.outcomes import shown
from agreements.drafting.sources.refusing import Unreadable
from agreements.drafting.views.common import crumbs, draft_url, take_over
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn


def _draft(request: SignedIn, ref: str) -> Agreement:
    """The draft, for those who write its common text."""
    agreement = find(request, ref, "edit")
    answer = may_write_text(request.user, agreement)
    if not answer:
        raise Refused(answer)
    return agreement


def _imported(request: SignedIn, ref: str, pk: int) -> tuple[Agreement, ImportedText]:
    agreement = _draft(request, ref)
    return agreement, get_object_or_404(agreement.imported_texts, pk=pk)


def take_in(request: SignedIn, ref: str) -> HttpResponse:
    """Bring a file or pasted words; those brought earlier wait below."""
    agreement = _draft(request, ref)
    posted = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if posted else ImportForm()
    if posted and form.is_valid():
        name, source = form.source()
        try:
            imported = importing.take_in(agreement, by=request.user, name=name, source=source)
            messages.success(request, _("Naskah terbaca; rancangan belum berubah."))
            return redirect("agreements:import-place", agreement.ref, imported.pk)
        except Unreadable as refusal:
            form.add_error("file" if isinstance(source, bytes) else "text", refusal.reason)
        except Refused as refusal:
            form.add_error(None, refusal.answer.reason)
    page = {"agreement": agreement, "form": form, "crumbs": crumbs(agreement)}
    page["texts"] = agreement.imported_texts.order_by("-pk").defer("pieces")[:20]
    return render(request, "agreements/drafting/sources/import.html", page)


def choose_places(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Say where each piece goes; of a text that was put in already: what was left out."""
    agreement, imported = _imported(request, ref, pk)
    page = _page(agreement, imported)
    if imported.placed_at:
        return render(request, "agreements/drafting/sources/left_out.html", page)
    form = PlacesForm(request.POST or None, pieces=imported.pieces)
    if request.method == "POST" and form.is_valid():
        try:
            importing.choose_places(imported, by=request.user, places=form.places())
            return redirect("agreements:import-result", agreement.ref, imported.pk)
        except Stale:
            return _placed_meanwhile(request, agreement)
    page |= {"form": form, "rows": [(p, form[f"p{n}"]) for n, p in enumerate(imported.pieces)]}
    return render(request, "agreements/drafting/sources/place.html", page)


def put_in(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """See what the draft would become and what is left out; then put it in."""
    agreement, imported = _imported(request, ref, pk)
    if imported.placed_at:
        return redirect("agreements:import-place", agreement.ref, imported.pk)
    form = PutInForm(request.POST or None, initial={"seen": _seen(imported)})
    if request.method == "POST" and form.is_valid():
        try:
            return _put_in(request, agreement, imported, form)
        except Stale:
            return _placed_meanwhile(request, agreement)
        except ValidationError as error:
            take_over(form, error)
    page = _page(agreement, imported) | {"form": form} | shown(agreement, importing.outcome(imported))
    return render(request, "agreements/drafting/sources/result.html", page)


def _put_in(request: SignedIn, agreement: Agreement, imported: ImportedText, form: PutInForm) -> HttpResponse:
    seen, behind = form.cleaned_data["seen"].split(","), form.cleaned_data["how"] == "behind"
    placed = importing.put_in(imported, by=request.user, behind=behind, seen=seen)
    count = len(placed.states)
    words = ngettext("%d pasal masuk ke rancangan.", "%d pasal masuk ke rancangan.", count) % count
    messages.success(request, words + " " + _("Langkah ini dapat dibatalkan dari daftar pasal."))
    return redirect(draft_url(agreement))


def _placed_meanwhile(request: SignedIn, agreement: Agreement) -> HttpResponse:
    messages.error(request, _("Naskah ini baru saja ditempatkan atau diubah orang lain; periksa dulu."))
    return redirect("agreements:import-text", agreement.ref)


def _seen(imported: ImportedText) -> str:
    return ",".join(piece["place"] for piece in imported.pieces)


def _page(agreement: Agreement, imported: ImportedText) -> dict[str, Any]:
    return {"agreement": agreement, "imported": imported, "crumbs": crumbs(agreement)}


def throw_away(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Forget a text that was brought, after a page that says what goes."""
    agreement, imported = _imported(request, ref, pk)
    if request.method == "POST":
        importing.throw_away(imported, by=request.user)
        messages.success(request, _("Naskah dari luar dibuang; rancangan tidak berubah."))
        return redirect("agreements:import-text", agreement.ref)
    page = {
        "title": _("Buang “%s”?") % imported.name,
        "crumbs": crumbs(agreement),
        "verb": _("Buang naskah ini"),
        "consequences": [
            _("Bagian-bagiannya tidak dapat ditempatkan lagi; unggah ulang bila perlu."),
            _("Rancangan tidak berubah."),
        ],
    }
    return render(request, "components/confirm.html", page | {"cancel_url": _import_url(agreement)})


def _import_url(agreement: Agreement) -> str:
    return redirect("agreements:import-text", agreement.ref).url
