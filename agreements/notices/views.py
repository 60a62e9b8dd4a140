"""One's own notices: the inbox, how they arrive, the calendar of deadlines."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.notices import actions, queries
from agreements.notices.calendar import feed_of
from agreements.notices.forms import PreferenceForm
from agreements.notices.models import Delivery, Notice
from agreements.notices.reading import address
from villages.people.access import SignedIn

private = cache_control(private=True, no_store=True)
UNREAD = "belum-dibaca"


@private
@require_safe
def inbox(request: SignedIn) -> HttpResponse:
    """Show what happened, the newest first; with `?hanya=belum-dibaca` only what is unread."""
    only, key = request.GET.get("hanya", ""), request.GET.get("sesudah", "")
    if only not in ("", UNREAD):
        raise BadRequest("an unknown filter")
    try:
        found = queries.inbox(request.user, only_unread=bool(only), key=key)
    except queries.BadKey:
        raise BadRequest("key of a page") from None
    page = {
        "rows": found.rows,
        "hidden": found.hidden,
        "tabs": [(_("Semua"), _address(), not only), (_("Belum dibaca"), _address(UNREAD), bool(only))],
        "any_unread": bool(queries.unread(request.user)),
        "next_url": _address(only, found.next_key) if found.next_key else "",
        "first_url": _address(only) if key else "",
    }
    return render(request, "agreements/notices/inbox.html", page)


def _address(only: str = "", key: str = "") -> str:
    query = urlencode({name: value for name, value in (("hanya", only), ("sesudah", key)) if value})
    return f"{reverse('agreements:notices')}{'?' if query else ''}{query}"


def _own(request: SignedIn, pk: int) -> Notice:
    """A notice of this person; 404 for everybody else, as if there were none."""
    return get_object_or_404(queries.own(request.user), pk=pk)


@require_POST
def open_notice(request: SignedIn, pk: int) -> HttpResponse:
    """Note that the notice is read and go where it leads."""
    notice = actions.mark(_own(request, pk), by=request.user)
    return redirect(address(notice))


@require_POST
def mark(request: SignedIn, pk: int) -> HttpResponse:
    """Mark the notice as read, or as unread again, and stay in the inbox."""
    read = request.POST.get("sebagai") != UNREAD
    notice = actions.mark(_own(request, pk), by=request.user, read=read)
    said = _("Ditandai sudah dibaca: %s") if read else _("Ditandai belum dibaca: %s")
    messages.success(request, said % notice.agreement.title)
    return redirect("agreements:notices")


@require_POST
def mark_all(request: SignedIn) -> HttpResponse:
    """Mark everything as read."""
    count = actions.mark_all(by=request.user)
    said = ngettext(
        "%(count)d pemberitahuan ditandai sudah dibaca.",
        "%(count)d pemberitahuan ditandai sudah dibaca.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect("agreements:notices")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: SignedIn) -> HttpResponse:
    """Choose how notices arrive; the secret address of one's calendar is shown here."""
    row = queries.preference_of(request.user)
    form = PreferenceForm(
        request.POST or None, initial={"delivery": row.delivery if row else Delivery.AT_ONCE}
    )
    if request.method == "POST" and form.is_valid():
        actions.choose(by=request.user, delivery=form.cleaned_data["delivery"])
        messages.success(request, _("Pilihan Anda disimpan."))
        return redirect("agreements:notice-preferences")
    page: dict[str, Any] = {"form": form, "calendar_url": "", "helped": _helped(request)}
    if row and not page["helped"]:
        path = reverse("agreements:calendar", args=[row.calendar_secret])
        page["calendar_url"] = settings.PUBLIC_URL + path
    return render(request, "agreements/notices/preferences.html", page)


def _helped(request: HttpRequest) -> bool:
    """Whether an administrator acts for this person: a secret address is not theirs to see."""
    return getattr(request, "support", None) is not None


@private
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: SignedIn) -> HttpResponse:
    """Give the calendar its first address, or a new one after saying what becomes of the old one."""
    if _helped(request):
        raise Http404
    if request.method == "POST":
        actions.renew_calendar(by=request.user)
        messages.success(request, _("Alamat kalender Anda yang baru siap disalin."))
        return redirect("agreements:notice-preferences")
    page = {
        "title": _("Buat alamat kalender baru?"),
        "verb": _("Buat alamat baru"),
        "cancel_url": reverse("agreements:notice-preferences"),
        "consequences": [
            _("Alamat kalender yang lama, bila ada, tidak berlaku lagi."),
            _("Kalender yang berlangganan alamat lama tidak menerima tenggat baru."),
        ],
    }
    return render(request, "components/confirm.html", page)


@login_not_required
@require_safe
@cache_control(private=True, max_age=900)
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The deadlines of whoever has this secret address, for a calendar program; 404 for any other address."""
    found = feed_of(secret)
    if found is None:
        raise Http404
    response = HttpResponse(found.body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="kerjasama.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["ETag"] = tag = f'"{found.digest}"'
    return get_conditional_response(request, etag=tag, response=response) or response
