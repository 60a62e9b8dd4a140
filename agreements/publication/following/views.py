"""The pages on which anybody begins to follow, confirms it and leaves; they know nobody and set no cookie."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from agreements.publication.following import actions
from agreements.publication.following.forms import FollowForm
from agreements.publication.following.links import row_of
from agreements.publication.following.targets import Target, target_of
from agreements.record.visitors import too_often

MOST_TRIES = 20
"""So often may one network ask within `STRETCH` seconds: a village hall shares an address."""
STRETCH = 15 * 60
_READ_OR_SEND = ["GET", "HEAD", "POST"]


@csrf_exempt  # knows nobody, so that it needs no cookie; what is sent counts only after the letter's link
@login_not_required
@require_http_methods(_READ_OR_SEND)
def follow(request: HttpRequest) -> HttpResponse:
    """Ask where the news shall go, and send the link that confirms it."""
    asked = request.POST if request.method == "POST" else request.GET
    target = target_of(asked.get("apa", ""), asked.get("sasaran", ""))
    if target is None:
        raise Http404
    if request.method != "POST":
        return _ask(request, target, FollowForm())
    form = FollowForm(request.POST)
    if not form.is_valid():
        return _ask(request, target, form)
    if form.is_trapped:
        return redirect("agreements:follow-sent")
    if too_often(request, "follow", most=MOST_TRIES, stretch=STRETCH):
        return _ask(request, target, form, busy=True, status=429)
    return redirect("agreements:follow-sent") if _noted(target, form) else _ask(request, target, form)


def _noted(target: Target, form: FollowForm) -> bool:
    """Hand it over; what is wrong with it stands beside its field afterwards."""
    given = {name: form.cleaned_data[name] for name in ("email", "rhythm")}
    try:
        actions.follow(target, language=(get_language() or "id")[:2], **given)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _ask(
    request: HttpRequest, target: Target, form: FollowForm, *, busy: bool = False, status: int = 200
) -> HttpResponse:
    page = {"target": target, "form": form, "busy": busy}
    return render(request, "agreements/publication/following/follow.html", page, status=status)


@login_not_required
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say what happens now, the same words to everybody."""
    return render(request, "agreements/publication/following/sent.html", {"days": actions.LASTS.days})


@csrf_exempt  # the link itself is the proof, and whoever follows it has no cookie
@login_not_required
@require_http_methods(_READ_OR_SEND)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was asked for; the button confirms it. Programs that open every link confirm nothing."""
    row = row_of(token)
    if row is not None and request.method == "POST":
        row = actions.confirm(row)
        if row is not None:
            return redirect("agreements:follow-confirm", token)
    target = target_of(row.what, row.target) if row else None
    state = "gone" if row is None else "done" if row.confirmed_at else "asks"
    page = {"follow": row, "target": target, "state": state, "token": token}
    return _answer(request, "agreements/publication/following/confirm.html", page, gone=row is None)


@csrf_exempt  # the link itself is the proof; mail programs send it without any page (RFC 8058)
@login_not_required
@require_http_methods(_READ_OR_SEND)
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Show the two buttons: this one, or everything; a mail program's one click is everything it was written for.

    A mail program is told at once and sent nowhere (RFC 8058), a person sees the page that says so.
    """
    row = row_of(token)
    if request.method == "POST":
        one_click = "List-Unsubscribe" in request.POST
        if row is not None:
            actions.leave(row, everything=one_click or request.POST.get("semua") == "ya")
        return HttpResponse() if one_click else redirect("agreements:follow-left")
    target = target_of(row.what, row.target) if row else None
    page = {"follow": row, "target": target}
    return _answer(request, "agreements/publication/following/leave.html", page, gone=row is None)


@login_not_required
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Say that it is over, and that nothing was kept."""
    return render(request, "agreements/publication/following/left.html")


def _answer(request: HttpRequest, template: str, page: Mapping[str, Any], *, gone: bool) -> HttpResponse:
    """A page that belongs to one letter: nobody keeps it, and no other site hears of its address."""
    response = render(request, template, dict(page), status=410 if gone else 200)
    add_never_cache_headers(response)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
