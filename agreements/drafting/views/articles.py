"""Write the articles of a draft: one in focus, saved by itself; who does not hold the pen suggests."""

import copy
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agreements.documents.placeholders import offered
from agreements.drafting.actions import Stale
from agreements.drafting.article_page import Conflict, article_page, conflict_of, saved_words, text_of
from agreements.drafting.forms import ArticleForm, SuggestionForm
from agreements.drafting.guards import may_write_text
from agreements.drafting.listing import chapters_of, undo_words
from agreements.drafting.models import Article
from agreements.drafting.overview import found_in
from agreements.drafting.pages import steps_of
from agreements.drafting.together import suggesting
from agreements.drafting.typed import Typed
from agreements.drafting.views.common import known_placeholders, number_in, saved_now, take_over
from agreements.drafting.writing import actions as writing
from agreements.drafting.writing.references import spoken
from agreements.record.models import Agreement
from agreements.record.pages import find, last_step
from agreements.record.vocabulary import Content
from villages.people.access import Answer, SignedIn
from villages.people.remembering import remembering


@require_safe
def listing(request: SignedIn, ref: str) -> HttpResponse:
    """Every article by chapter, with what is still missing and what can be undone."""
    agreement = find(request, ref, "edit")
    writes = may_write_text(request.user, agreement)
    last = writing.undoable(agreement) if writes else None
    page = {
        "agreement": agreement,
        "steps": steps_of(request.user, agreement, here="articles"),
        "chapters": chapters_of(agreement),
        "missing": found_in("articles", agreement),
        "writes": writes,
        "undo": undo_words(last),
        "change": last.pk if last else 0,
        "redo": undo_words(writing.redoable(agreement)) if writes else "",
    }
    return render(request, "agreements/drafting/articles.html", page)


@dataclass
class _Sheet:
    """One article before one writer: what its page and its answers to htmx are made of."""

    request: SignedIn
    agreement: Agreement
    article: Article
    typed: Typed
    writes: Answer
    form: ArticleForm

    def page(self, **more: Any) -> HttpResponse:
        """The whole page, or for htmx only what has changed."""
        known = self.form.placeholders
        if self.request.method == "POST" and self.request.headers.get("HX-Request"):
            parts = {"agreement": self.agreement, "conflict": None, "saved": "", "problem": ""}
            parts |= text_of(self.article, known, self.typed.order) | more
            return render(self.request, "agreements/drafting/_saved.html", parts)
        page = article_page(self.request.user, self.agreement, self.article, known, self.typed.order)
        name = "article-edit" if self.writes else "article-suggest"
        action = reverse(f"agreements:{name}", args=[self.agreement.ref, self.article.pk])
        page |= {"form": self.form, "action": action, "conflict": None} | more
        return render(self.request, "agreements/drafting/article.html", page)

    def wrong(self) -> HttpResponse:
        """The form with what is wrong in it; nothing was saved."""
        first = next(iter(self.form.errors.values()))[0]
        return self.page(problem=_("Belum tersimpan: %s") % first, edition=self.typed.edition)

    def clash(self, conflict: Conflict) -> HttpResponse:
        """Both texts; nothing was saved, and nothing will be until the writer chooses."""
        words = _("Belum tersimpan: orang lain mengubah pasal ini.")
        return self.page(conflict=conflict, problem=words, edition=self.typed.edition)


def _sheet(
    request: SignedIn, agreement: Agreement, article: Article, kind: type[ArticleForm] | None = None
) -> _Sheet:
    writes = may_write_text(request.user, agreement)
    typed = Typed.of(request.POST, agreement)
    said = {"heading": spoken(article.heading, typed.order), "body": writing.shown(article.body, typed.order)}
    form = (kind or (ArticleForm if writes else SuggestionForm))(
        request.POST or None, instance=copy.copy(article), initial=said, known=known_placeholders(agreement)
    )
    return _Sheet(request, agreement, article, typed, writes, form)


@remembering()
def edit(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Change one article; what somebody else saved meanwhile is shown beside it, never overwritten."""
    agreement = find(request, ref, "edit")
    article = agreement.articles.filter(pk=pk).first()
    if article is None:
        return _gone(request, agreement)
    sheet = _sheet(request, agreement, article)
    if request.method != "POST":
        return sheet.page()
    if not sheet.writes:
        sheet.form.add_error(None, sheet.writes.reason)
    if not sheet.form.is_valid():
        return sheet.wrong()
    try:
        return _saved(sheet, sheet.typed.save(article, request.user, sheet.form.cleaned_data))
    except Stale as stale:
        if stale.current is None:
            return _gone(request, agreement)
        return sheet.clash(conflict_of(stale, agreement, sheet.typed.order))


def _saved(sheet: _Sheet, article: Article) -> HttpResponse:
    if not sheet.request.headers.get("HX-Request"):
        messages.success(sheet.request, saved_now())
        return redirect("agreements:article-edit", sheet.agreement.ref, article.pk)
    sheet.article = article
    response = sheet.page(saved=saved_words(timezone.now()))
    response.headers["HX-Trigger"] = "draft-saved"
    return response


@require_POST
@remembering()
def suggest(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Propose that an article reads otherwise: each changed place becomes a suggestion of its own."""
    agreement = find(request, ref, "edit")
    article = get_object_or_404(agreement.articles, pk=pk)
    sheet = _sheet(request, agreement, article, SuggestionForm)
    if not sheet.form.is_valid():
        return sheet.wrong()
    shown: dict[str, Any] = {"order": sheet.typed.order, "edition": sheet.typed.edition}
    try:
        made = suggesting.suggest(article, by=request.user, **shown, **sheet.form.cleaned_data)
    except Stale as stale:
        if stale.current is None:
            return _gone(request, agreement)
        return sheet.clash(conflict_of(stale, agreement, sheet.typed.order))
    messages.success(request, _suggested(len(made)))
    return redirect("agreements:article-edit", agreement.ref, article.pk)


def _suggested(count: int) -> str:
    words = ngettext("%d usul dikirim kepada pemegang pena.", "%d usul dikirim kepada pemegang pena.", count)
    return words % count if count else _("Tidak ada yang berbeda, jadi tidak ada usul.")


def _gone(request: SignedIn, agreement: Agreement) -> HttpResponse:
    """Somebody removed the article: what was typed is offered as a new one, never lost."""
    if request.method != "POST":
        raise Http404
    words = _(
        "Pasal ini sudah dihapus orang lain. Tulisan Anda masih ada; simpan sebagai pasal baru bila perlu."
    )
    told = " ".join([words, last_step(agreement)])
    if request.headers.get("HX-Request"):
        return render(request, "agreements/drafting/_saved_at.html", {"problem": told, "saved": ""})
    form = ArticleForm(request.POST, known=known_placeholders(agreement))
    form.add_error(None, told)
    return _adding(request, agreement, form, None)


def add(request: SignedIn, ref: str) -> HttpResponse:
    """Write a new article, behind another one or at the end; who does not hold the pen suggests it."""
    agreement = find(request, ref, "edit")
    after = agreement.articles.filter(pk=number_in(request, "setelah")).first()
    wanted = request.GET.get("isi", "")
    initial = {"content": wanted if wanted in Content.values else Content.OTHER}
    form = ArticleForm(request.POST or None, initial=initial, known=known_placeholders(agreement))
    if request.method == "POST" and form.is_valid():
        put = {"by": request.user, "after": after, "order": Typed.of(request.POST, agreement).order}
        try:
            return _added(request, agreement, put | form.cleaned_data)
        except ValidationError as error:
            take_over(form, error)
    return _adding(request, agreement, form, after)


def _added(request: SignedIn, agreement: Agreement, given: dict[str, Any]) -> HttpResponse:
    if not may_write_text(request.user, agreement):
        suggesting.suggest_new(agreement, **given)
        messages.success(request, _("Pasal baru diusulkan kepada pemegang pena."))
        return redirect("agreements:draft-articles", agreement.ref)
    article = writing.add_article(agreement, **given)
    messages.success(request, saved_now())
    return redirect("agreements:article-edit", agreement.ref, article.pk)


def _adding(
    request: SignedIn, agreement: Agreement, form: ArticleForm, after: Article | None
) -> HttpResponse:
    action = reverse("agreements:article-add", args=[agreement.ref])
    writes = may_write_text(request.user, agreement)
    page = {
        "agreement": agreement,
        "steps": steps_of(request.user, agreement, here="articles"),
        "cancel_url": reverse("agreements:draft-articles", args=[agreement.ref]),
        "title": _("Tambah pasal setelah Pasal %d") % after.ordinal if after else _("Tambah pasal"),
        "verb": _("Simpan pasal") if writes else _("Usulkan pasal"),
        "form": form,
        "writes": writes,
        "order": ",".join(map(str, writing.order_of(agreement))),
        "action": f"{action}?setelah={after.pk}" if after else action,
        "placeholders": offered(form.placeholders),
    }
    return render(request, "agreements/drafting/article_add.html", page)
