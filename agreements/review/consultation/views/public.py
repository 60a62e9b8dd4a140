"""The pages on which anybody reads a draft that is consulted on and says something; they set no cookie."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.dateparse import parse_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from agreements.drafting.views.common import number_in
from agreements.record.crossing import Refused
from agreements.review.consultation import actions, queries
from agreements.review.consultation.forms import CommentForm
from agreements.review.consultation.limits import too_often
from agreements.review.consultation.mailing import LASTS, digest_of
from agreements.review.consultation.models import CitizenComment, Consultation
from agreements.review.consultation.pages import comment_groups, reading_page

_READ_OR_SEND = ["GET", "HEAD", "POST"]


def _found(ref: str) -> list[Consultation]:
    """The consultations of that agreement that anybody may read, the newest first; 404 where there are none."""
    held = queries.readable_of(ref) if re.fullmatch(r"[0-9A-Za-z]{8}", ref, re.ASCII) else []
    if not held:
        raise Http404
    return held


@login_not_required
@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """Where citizens are asked now, and what came of earlier consultations."""
    after = _cursor(request.GET.get("sesudah", ""))
    past, last = queries.past_page(after)
    key = f"{last.closes_on:%Y-%m-%d}_{last.pk}" if last else ""
    page = {
        "open_now": [] if after else queries.open_now(),
        "past": past,
        "next_url": "?" + urlencode({"sesudah": key}) if key else "",
        "first_url": request.path if after else "",
    }
    return render(request, "agreements/review/consultation/list.html", page)


def _cursor(text: str) -> tuple[dt.date, int] | None:
    """The day and key that an address names; None for anything else."""
    day, _sign, key = text.rpartition("_")
    try:
        found = parse_date(day)
    except ValueError:
        return None
    sound = found and key.isascii() and key.isdecimal() and len(key) < 19
    return (found, int(key)) if found and sound else None


@login_not_required
@require_safe
def consultation(request: HttpRequest, ref: str) -> HttpResponse:
    """The summary, the text with how much was said about each article, the report once there is one."""
    newest, *earlier = _found(ref)
    page = reading_page(newest) | {"earlier": earlier}
    return render(request, "agreements/review/consultation/reading.html", page)


@login_not_required
@require_safe
def comments(request: HttpRequest, ref: str) -> HttpResponse:
    """What citizens said about an article or about anything, each with the village's answer."""
    row = _found(ref)[0]
    places = queries.places_of(queries.document_of(row))
    key = request.GET.get("tentang", "")
    place = places.get(key)
    found, last = queries.comments_page(row, place=place, after=number_in(request, "sesudah"))
    on = {"tentang": key} if place else {}
    page = {
        "consultation": row,
        "agreement": row.agreement,
        "place": place or "",
        "key": key if place else "",
        "groups": comment_groups(found),
        "next_url": "?" + urlencode(on | {"sesudah": last}) if last else "",
        "first_url": "?" + urlencode(on) if request.GET.get("sesudah") else "",
    }
    return render(request, "agreements/review/consultation/comments.html", page)


@csrf_exempt  # knows nobody, so that it needs no cookie; what is sent counts only after the letter's link
@login_not_required
@require_http_methods(_READ_OR_SEND)
def comment(request: HttpRequest, ref: str) -> HttpResponse:
    """Take in an opinion and send the link by which its writer confirms it."""
    row = _found(ref)[0]
    if not row.is_open:
        return _write(request, row, None, status=409 if request.method == "POST" else 200)
    places = queries.places_of(queries.document_of(row))
    about = {"about": request.GET.get("tentang", "")}
    form = CommentForm(request.POST if request.method == "POST" else None, places=places, initial=about)
    if request.method == "POST" and form.is_valid():
        if form.is_trapped:
            return redirect("agreements:consultation-sent", row.agreement.ref)
        if too_often(request):
            return _write(request, row, form, busy=True, status=429)
        if _said(row, form):
            return redirect("agreements:consultation-sent", row.agreement.ref)
    return _write(request, row, form)


def _said(row: Consultation, form: CommentForm) -> bool:
    """Hand it over; what is wrong with it stands beside its field afterwards."""
    given = {name: form.cleaned_data[name] for name in ("name", "name_is_shown", "email", "text")}
    try:
        actions.say(row, key=form.cleaned_data["about"], **given)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except Refused as refusal:
        form.add_error(None, refusal.answer.reason)
        return False
    return True


def _write(
    request: HttpRequest,
    row: Consultation,
    form: CommentForm | None,
    *,
    status: int = 200,
    busy: bool = False,
) -> HttpResponse:
    page: dict[str, Any] = {"consultation": row, "agreement": row.agreement, "form": form, "busy": busy}
    return render(request, "agreements/review/consultation/comment.html", page, status=status)


@login_not_required
@require_safe
def sent(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what happens now, the same words to everybody."""
    row = _found(ref)[0]
    page = {"consultation": row, "agreement": row.agreement, "days": LASTS.days}
    return render(request, "agreements/review/consultation/sent.html", page)


@csrf_exempt  # the link itself is the proof, and whoever follows it has no cookie
@login_not_required
@require_http_methods(_READ_OR_SEND)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the opinion to who wrote it; the button confirms it. Programs that open every link confirm nothing."""
    found = CitizenComment.objects.filter(token_digest=digest_of(token))
    row = found.select_related("consultation__agreement").first()
    state = "gone" if row is None else "done" if row.confirmed_at else "asks"
    if row is not None and request.method == "POST":
        try:
            actions.confirm(row)
            return redirect("agreements:consultation-confirm", token)
        except Refused:
            state = "gone"
    agreement = row.consultation.agreement if row else None
    page = {"comment": row, "state": state, "draft": agreement.title if agreement else ""}
    status = 410 if state == "gone" else 200
    response = render(request, "agreements/review/consultation/confirm.html", page, status=status)
    add_never_cache_headers(response)
    return response
