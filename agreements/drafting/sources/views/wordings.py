"""How others word an article: published texts of the same content, and one click to suggest one of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.drafting.actions import Stale
from agreements.drafting.guards import may_write_text
from agreements.drafting.models import Article
from agreements.drafting.sources.wordings import adoptable, adopted, wordings_for
from agreements.drafting.together import suggesting
from agreements.drafting.views.common import crumbs, known_placeholders
from agreements.drafting.writing.actions import order_of
from agreements.drafting.writing.references import spoken
from agreements.record.access import public
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn


def _article(request: SignedIn, ref: str, pk: int) -> tuple[Agreement, Article]:
    agreement = find(request, ref, "edit")
    return agreement, get_object_or_404(agreement.articles.select_related("agreement"), pk=pk)


@require_safe
def listing(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Published articles of the same content, nearest first."""
    agreement, article = _article(request, ref, pk)
    page = {
        "agreement": agreement,
        "article": article,
        "heading": spoken(article.heading, order_of(agreement)),
        "crumbs": crumbs(agreement),
        "wordings": wordings_for(article, known_placeholders(agreement)),
        "writes": may_write_text(request.user, agreement),
    }
    return render(request, "agreements/drafting/sources/wordings.html", page)


@require_POST
def adopt(request: SignedIn, ref: str, pk: int, other: int) -> HttpResponse:
    """Suggest another agreement's words for this article, with their source."""
    agreement, article = _article(request, ref, pk)
    found = adoptable(public(), article, other)
    if found is None:
        messages.error(request, _("Rumusan itu tidak tersedia lagi."))
        return redirect("agreements:wordings", agreement.ref, article.pk)
    body = adopted(found.body, known_placeholders(agreement))
    try:
        made = suggesting.suggest(
            article, by=request.user, heading=article.heading, content=article.content, body=body,
            source=found.agreement,
        )  # fmt: skip
        _tell(request, len(made))
    except Stale:
        messages.error(request, _("Pasal ini baru saja diubah; lihat lagi rumusannya."))
    return redirect("agreements:article-edit", agreement.ref, article.pk)


def _tell(request: SignedIn, count: int) -> None:
    if count:
        messages.success(
            request, _("Rumusan itu menjadi usul pada pasal ini; terima bagian yang Anda perlukan.")
        )
    else:
        messages.info(request, _("Rumusan itu sama dengan teks pasal ini."))
