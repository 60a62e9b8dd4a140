"""Conversations on a page: all of a draft, one of them, begun, answered, settled and opened again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements.drafting.models import Article
from agreements.drafting.together import threads as talking
from agreements.drafting.together.forms import MessageForm
from agreements.drafting.together.models import Thread
from agreements.drafting.together.pages import threads_of
from agreements.drafting.together.views.common import crumbs
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn


def threads(request: SignedIn, ref: str) -> HttpResponse:
    """Every conversation of the draft; a POST begins one, about an article or about the whole draft."""
    agreement = find(request, ref, "edit")
    article = _about(request, agreement)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        talking.open_thread(agreement, by=request.user, text=text, article=article)
        messages.success(request, _("Pesan terkirim kepada semua pihak."))
        return redirect(_back(agreement, article))
    every = list(threads_of(agreement))
    page = {
        "agreement": agreement,
        "crumbs": crumbs(agreement),
        "form": form,
        "article": article,
        "open": [thread for thread in every if not thread.settled_at],
        "settled": [thread for thread in every if thread.settled_at],
    }
    return render(request, "agreements/drafting/together/threads.html", page)


def thread(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """One conversation; a POST adds a message."""
    agreement, found = _found(request, ref, pk)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        talking.reply(found, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, _("Pesan terkirim kepada semua pihak."))
        return redirect("agreements:thread", agreement.ref, found.pk)
    page = {
        "agreement": agreement,
        "crumbs": [
            *crumbs(agreement),
            (_("Percakapan"), reverse("agreements:threads", args=[agreement.ref])),
        ],
        "thread": found,
        "form": form,
    }
    return render(request, "agreements/drafting/together/thread.html", page)


@require_POST
def settle(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Close a conversation."""
    agreement, found = _found(request, ref, pk)
    talking.settle(found, by=request.user)
    messages.success(request, _("Percakapan ditandai selesai."))
    return redirect(_back(agreement, found.article))


@require_POST
def reopen(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Open a settled conversation again."""
    agreement, found = _found(request, ref, pk)
    talking.reopen(found, by=request.user)
    messages.success(request, _("Percakapan dibuka lagi."))
    return redirect("agreements:thread", agreement.ref, found.pk)


def _found(request: SignedIn, ref: str, pk: int) -> tuple[Agreement, Thread]:
    agreement = find(request, ref, "edit")
    return agreement, get_object_or_404(threads_of(agreement), pk=pk)


def _about(request: HttpRequest, agreement: Agreement) -> Article | None:
    """The article that the form names; none for the whole draft, or when it is gone."""
    text = request.POST.get("article", "") or request.GET.get("pasal", "")
    key = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
    return agreement.articles.filter(pk=key).first()


def _back(agreement: Agreement, article: Article | None) -> str:
    if article:
        return reverse("agreements:article-edit", args=[agreement.ref, article.pk]) + "#percakapan"
    return reverse("agreements:threads", args=[agreement.ref])
