"""The page of one agreement, which everybody reads, and the verb that makes it public."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from agreements.publication import actions, elsewhere, queries
from agreements.publication.caching import public_page, tag_of
from agreements.publication.privacy.queries import PublicText, public_text
from agreements.publication.telling.page import Telling
from agreements.record.pages import find
from villages.people.access import SignedIn


@login_not_required
@require_safe
@public_page(queries.last_told)
def agreement(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a published agreement to everybody; those who take part in an unpublished one use the desk."""
    found = queries.published(ref)
    if found is None:
        raise Http404
    if found.ref != ref:
        return redirect(found)
    if found.signed_elsewhere:
        return elsewhere.page(request, found)
    told = tag_of(request) or queries.last_told(request, ref)
    context = {"agreement": found, "telling": Telling(found, told)}
    return render(request, "agreements/publication/agreement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedIn, ref: str) -> HttpResponse:
    """Announce a signed agreement, after a page that says what becomes public and what does not."""
    agreement = find(request, ref, "publish")
    if request.method == "POST":
        actions.publish(agreement, by=request.user)
        messages.success(request, _("Kerja sama ini sudah diumumkan dan dapat dibaca siapa saja."))
        return redirect(agreement)
    page = {
        "title": _("Umumkan “%s”?") % agreement.title,
        "verb": _("Umumkan"),
        "cancel_url": agreement.desk_url,
        "consequences": [
            _("Judul, para pihak, seluruh naskah, dan dokumen PDF dapat dibaca siapa saja."),
            _("Nama dan jabatan penanda tangan terbuka; nomor telepon, surel, dan identitas lain tidak."),
            *_kept_back(public_text(agreement)),
            _("Kerja sama berlaku dan tampil di daftar kerja sama."),
        ],
        "exclusions_url": reverse("agreements:exclusions", args=[agreement.ref]),
    }
    return render(request, "agreements/publication/publish.html", page)


def _kept_back(text: PublicText | None) -> list[str]:
    """What everybody will not read, as sentences; none where the text holds nothing of that kind."""
    if text is None or not text.altered:
        return []
    told = [
        _("%(article)s dikecualikan (%(ground)s).") % {"article": row, "ground": row.get_ground_display()}
        for row in text.exclusions
    ]
    if text.covered:
        words = ngettext("%(n)d data pribadi disamarkan.", "%(n)d data pribadi disamarkan.", text.covered)
        told.append(words % {"n": text.covered})
    return [
        *told,
        _("Umum mengunduh salinan tanpa bagian itu; berkas bertanda tangan tetap pada para pihak."),
    ]
