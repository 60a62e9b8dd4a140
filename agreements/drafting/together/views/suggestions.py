"""Suggestions on a page: all of a draft, accepted, rejected with an answer, taken back, placed by hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.drafting.actions import Stale
from agreements.drafting.guards import may_write_text, pen_of
from agreements.drafting.together import deciding
from agreements.drafting.together.forms import AnswerForm, PlaceForm
from agreements.drafting.together.models import Suggestion, SuggestionKind, SuggestionState
from agreements.drafting.together.pages import of_agreement, shown
from agreements.drafting.together.views.common import crumbs
from agreements.drafting.writing.actions import order_of
from agreements.drafting.writing.references import spoken, stored
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn

MOST_ANSWERED = 50


@require_safe
def suggestions(request: SignedIn, ref: str) -> HttpResponse:
    """Every open suggestion of the draft, and the last ones that were answered."""
    agreement = find(request, ref, "edit")
    order = order_of(agreement)
    rows = of_agreement(agreement)
    waiting = rows.filter(state=SuggestionState.OPEN).order_by("article__ordinal", "pk")
    answered = rows.exclude(state=SuggestionState.OPEN).order_by("-decided_at", "-pk")[:MOST_ANSWERED]
    page = {
        "agreement": agreement,
        "crumbs": crumbs(agreement),
        "waiting": shown(waiting, request.user, agreement, order),
        "answered": shown(answered, request.user, agreement, order),
        "decides": bool(may_write_text(request.user, agreement)),
        "pen": pen_of(agreement).name,
    }
    return render(request, "agreements/drafting/together/suggestions.html", page)


@require_POST
def accept(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Let the text read as suggested; a place that has changed leads to placing it by hand."""
    agreement, row = _found(request, ref, pk)
    try:
        deciding.accept(row, by=request.user)
    except deciding.Moved as moved:
        messages.error(request, moved.answer.reason)
        return redirect("agreements:suggestion-place", agreement.ref, row.pk)
    messages.success(request, _("Usul diterima dan sudah masuk ke naskah."))
    return redirect(_back(request, agreement, row))


def reject(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Leave the text as it is, with an answer."""
    agreement, row = _found(request, ref, pk, decide=True)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deciding.reject(row, by=request.user, answer=form.cleaned_data["answer"])
        messages.success(request, _("Usul ditolak; jawaban Anda disampaikan."))
        return redirect(_back(request, agreement, row))
    page = {"form": form, "title": _("Tolak usul ini?"), "verb": _("Tolak usul")}
    return _one(request, agreement, row, page)


@require_POST
def take_back(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Let one's own suggestion rest."""
    agreement, row = _found(request, ref, pk)
    deciding.take_back(row, by=request.user)
    messages.success(request, _("Usul ditarik."))
    return redirect(_back(request, agreement, row))


def place(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Word the article oneself, with the suggestion and the text as it stands side by side."""
    agreement, row = _found(request, ref, pk, decide=True)
    order = order_of(agreement)
    form = PlaceForm(request.POST or None, initial=_initial(row, order))
    if request.method == "POST" and form.is_valid():
        try:
            _placed(request, row, form, order)
            messages.success(request, _("Usul diterima dan sudah masuk ke naskah."))
            return redirect(_back(request, agreement, row))
        except Stale as stale:
            row.article = stale.current
            form.add_error(None, _("Pasal ini baru saja diubah lagi; bandingkan, lalu simpan sekali lagi."))
    return _one(request, agreement, row, {"form": form} | _beside_form(row, order))


def _beside_form(row: Suggestion, order: list[int]) -> dict[str, Any]:
    """The article as it stands, and what the button does."""
    removing = row.kind == SuggestionKind.REMOVE
    return {
        "title": _("Hapus pasal ini?") if removing else _("Tempatkan usul sendiri"),
        "verb": _("Hapus pasal") if removing else _("Simpan dan terima usul"),
        "now": spoken(row.article.body, order) if row.article else "",
        "edition": row.article.edition if row.article else 0,
        "by_hand": not removing,
    }


def _placed(request: SignedIn, row: Suggestion, form: PlaceForm, order: list[int]) -> None:
    article, typed = row.article, form.cleaned_data
    edition = request.POST.get("edition", "")
    deciding.place_by_hand(
        row,
        by=request.user,
        edition=int(edition) if edition.isascii() and edition.isdecimal() and len(edition) < 10 else 0,
        heading=stored(typed["heading"], article.heading if article else "", order),
        content=row.content or (article.content if article else "other"),
        body=stored(typed["body"], article.body if article else "", order),
    )


def _initial(row: Suggestion, order: list[int]) -> dict[str, str]:
    """The article as it stands; for one that is gone the words that were suggested."""
    if row.article:
        heading = row.new if row.kind == SuggestionKind.HEADING else row.article.heading
        return {"heading": spoken(heading, order), "body": spoken(row.article.body, order)}
    heading = row.new if row.kind == SuggestionKind.HEADING else row.heading
    body = "" if row.kind == SuggestionKind.HEADING else row.new
    return {"heading": spoken(heading, order), "body": spoken(body, order)}


def _one(request: SignedIn, agreement: Agreement, row: Suggestion, page: dict[str, Any]) -> HttpResponse:
    """One suggestion with a form below it."""
    [seen] = shown([row], request.user, agreement, order_of(agreement))
    shared = {"agreement": agreement, "seen": seen, "now": "", "edition": 0, "by_hand": True}
    links = {"crumbs": [*crumbs(agreement), (_("Usul"), _list(agreement))], "cancel_url": _list(agreement)}
    return render(request, "agreements/drafting/together/suggestion.html", shared | links | page)


def _found(request: SignedIn, ref: str, pk: int, *, decide: bool = False) -> tuple[Agreement, Suggestion]:
    """The suggestion of a draft that one may work in; with `decide` only for who holds the pen, and while open."""
    agreement = find(request, ref, "edit")
    row = get_object_or_404(of_agreement(agreement), pk=pk)
    if decide:
        answer = deciding.may_decide(request.user, agreement, row)
        if not answer:
            raise Refused(answer)
    return agreement, row


def _list(agreement: Agreement) -> str:
    return reverse("agreements:suggestions", args=[agreement.ref])


def _back(request: SignedIn, agreement: Agreement, row: Suggestion) -> str:
    """Where the verb was pressed: the article's page, or the list."""
    article = row.article if request.POST.get("back") == "pasal" else None
    if article and agreement.articles.filter(pk=article.pk).exists():
        return reverse("agreements:article-edit", args=[agreement.ref, article.pk]) + "#usul"
    return _list(agreement)
