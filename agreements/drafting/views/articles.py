"""Write the articles of a draft: one in focus, with its guidance and its law beside it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.documents.content import ContentError
from agreements.documents.outline import Run, fill, parse, runs
from agreements.documents.placeholders import offered
from agreements.drafting import articles
from agreements.drafting.actions import Stale
from agreements.drafting.forms import ArticleForm
from agreements.drafting.models import Article
from agreements.drafting.views.common import (
    crumbs,
    draft_url,
    known_placeholders,
    number_in,
    saved_now,
    told_stale,
)
from agreements.record.models import Agreement
from agreements.record.pages import find, last_step
from agreements.record.vocabulary import Content
from villages.people.access import SignedIn


def edit(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Change one article; what somebody else saved meanwhile is shown beside it."""
    agreement = find(request, ref, "edit")
    article = agreement.articles.filter(pk=pk).first()
    if article is None:
        return _gone(request, agreement)
    known = known_placeholders(agreement)
    form = ArticleForm(request.POST or None, instance=article, known=frozenset(known))
    page = {"placeholders": offered(known), "form": form, "stored": _stored(article, known), "theirs": None}
    page |= _around(agreement, article) | {"edition": article.edition}
    if request.method == "POST" and form.is_valid():
        try:
            return _save(request, article, form)
        except Stale as stale:
            if stale.current is None:
                return _gone(request, agreement)
            page |= {"edition": stale.current.edition, "theirs": stale.current}
            told_stale(form, agreement)
    return render(request, "agreements/drafting/article.html", page)


def _save(request: SignedIn, article: Article, form: ArticleForm) -> HttpResponse:
    articles.save_article(article, by=request.user, edition=_edition(request), **form.cleaned_data)
    messages.success(request, saved_now())
    return redirect("agreements:article-edit", article.agreement.ref, article.pk)


def _edition(request: SignedIn) -> int:
    text = request.POST.get("edition", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _stored(article: Article, known: dict[str, str]) -> tuple[Run, ...]:
    """The article as the document will show it."""
    try:
        return runs(parse(fill(article.body, known)))
    except ContentError:
        return ()


def _around(agreement: Agreement, article: Article) -> dict[str, Any]:
    """The article's neighbours and where the page hangs."""
    others = {
        a.ordinal: a for a in agreement.articles.only("pk", "ordinal", "heading", "content", "agreement")
    }
    ordinal = article.ordinal
    return {
        "agreement": agreement,
        "article": article,
        "crumbs": crumbs(agreement),
        "back_url": draft_url(agreement, f"pasal-{ordinal}"),
        "before": others.get(ordinal - 1),
        "after": others.get(ordinal + 1),
        "count": len(others),
    }


def _gone(request: SignedIn, agreement: Agreement) -> HttpResponse:
    """Somebody removed the article: what was typed is offered as a new one, never lost."""
    if request.method != "POST":
        raise Http404
    form = ArticleForm(request.POST, known=frozenset(known_placeholders(agreement)))
    words = _(
        "Pasal ini sudah dihapus orang lain. Tulisan Anda masih ada; simpan sebagai pasal baru bila perlu."
    )
    form.add_error(None, " ".join([words, last_step(agreement)]))
    return _adding(request, agreement, form, None)


def add(request: SignedIn, ref: str) -> HttpResponse:
    """Write a new article, behind another one or at the end."""
    agreement = find(request, ref, "edit")
    after = agreement.articles.filter(pk=number_in(request, "setelah")).first()
    wanted = request.GET.get("isi", "")
    initial = {"content": wanted if wanted in Content.values else Content.OTHER}
    known = frozenset(known_placeholders(agreement))
    form = ArticleForm(request.POST or None, initial=initial, known=known)
    if request.method == "POST" and form.is_valid():
        article = articles.add_article(agreement, by=request.user, after=after, **form.cleaned_data)
        messages.success(request, saved_now())
        return redirect(draft_url(agreement, f"pasal-{article.ordinal}"))
    return _adding(request, agreement, form, after)


def _adding(
    request: SignedIn, agreement: Agreement, form: ArticleForm, after: Article | None
) -> HttpResponse:
    action = reverse("agreements:article-add", args=[agreement.ref])
    page = {
        "agreement": agreement,
        "crumbs": crumbs(agreement),
        "cancel_url": draft_url(agreement, "pasal"),
        "title": _("Tambah pasal setelah Pasal %d") % after.ordinal if after else _("Tambah pasal"),
        "form": form,
        "action": f"{action}?setelah={after.pk}" if after else action,
        "placeholders": offered(known_placeholders(agreement)),
    }
    return render(request, "agreements/drafting/article_add.html", page)


def remove(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Take an article out, after a page that shows what goes."""
    agreement = find(request, ref, "edit")
    article = get_object_or_404(agreement.articles, pk=pk)
    if request.method == "POST":
        articles.remove_article(article, by=request.user)
        messages.success(request, _("Pasal dihapus; nomor pasal sesudahnya bergeser."))
        return redirect(draft_url(agreement, "pasal"))
    page = {
        "title": _("Hapus Pasal %(number)d %(heading)s?")
        % {"number": article.ordinal, "heading": article.heading or article.get_content_display()},
        "crumbs": crumbs(agreement),
        "verb": _("Hapus pasal"),
        "cancel_url": draft_url(agreement, f"pasal-{article.ordinal}"),
        "consequences": [
            _("Teks pasal ini hilang dari rancangan; pasal sesudahnya bernomor ulang."),
            _("Bila isinya wajib menurut hukum, naskah tidak dapat dikirim sebelum ada penggantinya."),
        ],
    }
    return render(request, "components/confirm.html", page)
