"""Move, split, remove articles and name chapters; every one of these can be undone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements.drafting.actions import Stale
from agreements.drafting.forms import ChapterForm, MoveForm, SplitForm
from agreements.drafting.guards import may_write_text
from agreements.drafting.listing import articles_light, undo_words
from agreements.drafting.models import Article
from agreements.drafting.pages import steps_of
from agreements.drafting.writing import actions as writing
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn, ask

FIRST = ""
"""The choice "to the front" of the form that moves an article."""


def _found(request: SignedIn, ref: str, pk: int) -> Article:
    """The article, for whoever writes the common text."""
    agreement = find(request, ref, "edit")
    ask(may_write_text(request.user, agreement))
    article = get_object_or_404(agreement.articles, pk=pk)
    article.agreement = agreement
    return article


def list_url(agreement: Agreement, article: Article | None = None) -> str:
    """The articles step, at one of its articles."""
    place = f"#pasal-{article.ordinal}" if article else ""
    return reverse("agreements:draft-articles", args=[agreement.ref]) + place


def _page(request: SignedIn, article: Article, template: str, **more: Any) -> HttpResponse:
    agreement = article.agreement
    page = {
        "agreement": agreement,
        "article": article,
        "steps": steps_of(request.user, agreement, here="articles"),
        "cancel_url": list_url(agreement, article),
    }
    return render(request, template, page | more)


def move(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Put an article behind another one, or to the front; its number and every reference to it follow."""
    article = _found(request, ref, pk)
    others = [a for a in articles_light(article.agreement) if a.pk != pk]
    before = next((a.pk for a in others if a.ordinal == article.ordinal - 1), FIRST)
    form = MoveForm(request.POST or None, places=_places(others), initial={"after": before})
    if request.method == "POST" and form.is_valid():
        after = next((a for a in others if a.pk == form.cleaned_data["after"]), None)
        moved = writing.move_article(article, by=request.user, after=after)
        messages.success(request, _("Dipindahkan; sekarang %s.") % moved)
        return redirect(list_url(article.agreement, moved))
    return _page(request, article, "agreements/drafting/move.html", form=form)


def _places(others: list[Article]) -> list[tuple[int | str, str]]:
    """Where an article can go, as choices."""
    behind = _("setelah %(article)s %(heading)s")
    return [
        (FIRST, _("paling depan")),
        *((a.pk, behind % {"article": a, "heading": a.heading or a.get_content_display()}) for a in others),
    ]


def split(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Cut an article in two before one of its lines; the second part becomes the article behind it."""
    article = _found(request, ref, pk)
    order = writing.order_of(article.agreement)
    lines = list(enumerate(writing.shown(article.body, order).splitlines()))
    form = SplitForm(request.POST or None, lines=[(i, text) for i, text in lines[1:] if text.strip()])
    if request.method == "POST" and form.is_valid():
        try:
            edition = _edition(request)
            second = writing.split_article(
                article, by=request.user, edition=edition, line=form.cleaned_data["line"]
            )
            messages.success(request, _("Pasal dipecah; beri judul pada bagian keduanya."))
            return redirect("agreements:article-edit", ref, second.pk)
        except Stale:
            form.add_error(None, _("Pasal ini baru saja diubah orang lain; baca lagi barisnya di bawah."))
    return _page(
        request, article, "agreements/drafting/split.html", form=form, first=lines[0][1] if lines else ""
    )


def _edition(request: SignedIn) -> int:
    text = request.POST.get("edition", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def chapter(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Let a chapter begin at this article and name it; without a name the article joins the chapter before."""
    article = _found(request, ref, pk)
    form = ChapterForm(request.POST or None, initial={"heading": article.chapter})
    if request.method == "POST" and form.is_valid():
        writing.name_chapter(
            article.agreement, by=request.user, article=article, heading=form.cleaned_data["heading"]
        )
        messages.success(request, _("Bab disimpan."))
        return redirect(list_url(article.agreement, article))
    return _page(request, article, "agreements/drafting/chapter.html", form=form)


def remove(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Take an article out, after a page that shows what goes."""
    article = _found(request, ref, pk)
    if request.method == "POST":
        writing.remove_article(article, by=request.user)
        messages.success(
            request, _("Pasal dihapus; nomor pasal sesudahnya bergeser. Ini masih dapat dibatalkan.")
        )
        return redirect(list_url(article.agreement))
    return _page(request, article, "agreements/drafting/remove.html")


@require_POST
def undo(request: SignedIn, ref: str) -> HttpResponse:
    """Take the last change of the articles back."""
    agreement = find(request, ref, "edit")
    text = request.POST.get("change", "")
    offered = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
    change = writing.undo(agreement, by=request.user, change=offered)
    messages.success(request, _("Dibatalkan: %s.") % undo_words(change))
    return redirect(list_url(agreement))


@require_POST
def redo(request: SignedIn, ref: str) -> HttpResponse:
    """Do again what was taken back last."""
    agreement = find(request, ref, "edit")
    change = writing.redo(agreement, by=request.user)
    messages.success(request, _("Dikerjakan lagi: %s.") % undo_words(change))
    return redirect(list_url(agreement))
