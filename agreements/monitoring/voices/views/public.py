"""The pages on which anybody reads and says what became of an agreement; they set no cookie."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from agreements.drafting.views.common import number_in
from agreements.monitoring.voices import actions, queries
from agreements.monitoring.voices.forms import VoiceForm
from agreements.monitoring.voices.models import Voice
from agreements.monitoring.voices.pages import subjects, title_of
from agreements.publication.caching import public_page
from agreements.publication.queries import last_told
from agreements.record import visitors
from agreements.record.access import public
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.review.consultation.mailing import LASTS, digest_of

MOST, STRETCH = 6, 15 * 60
"""So many voices may come from one network within so many seconds: a village hall shares an address."""
_READ_OR_SEND = ["GET", "HEAD", "POST"]


def _found(ref: str) -> Agreement:
    """The public agreement, or 404."""
    found = public().filter(ref=ref).first() if ref.isalnum() and len(ref) == 8 else None
    if found is None:
        raise Http404
    return found


@login_not_required
@require_safe
@public_page(last_told)
def voices(request: HttpRequest, ref: str) -> HttpResponse:
    """What citizens said, each with the answer; of the hidden ones the reason."""
    agreement = _found(ref)
    after = number_in(request, "sesudah")
    rows, last = queries.page_of(queries.checked(agreement), after)
    page = {
        "agreement": agreement,
        "title": title_of(agreement),
        "voices": rows,
        "tally": queries.tally(agreement.voices.all()),
        "next_url": "?" + urlencode({"sesudah": last}) if last else "",
        "first_url": request.path if after else "",
    }
    return render(request, "agreements/monitoring/voices/voices.html", page)


@csrf_exempt  # knows nobody, so that it needs no cookie; what is sent counts only after the letter's link
@login_not_required
@require_http_methods(_READ_OR_SEND)
def say(request: HttpRequest, ref: str) -> HttpResponse:
    """Take in a voice and send the link by which its writer confirms it."""
    agreement, sent = _found(ref), request.method == "POST"
    first = {"kind": request.GET.get("jenis", ""), "about": request.GET.get("tentang", "")}
    files = request.FILES if sent else None
    form = VoiceForm(request.POST if sent else None, files, about=subjects(agreement), initial=first)
    if sent and form.is_valid():
        if form.is_trapped:
            return redirect("agreements:voice-sent", agreement.ref)
        if visitors.too_often(request, "voice", most=MOST, stretch=STRETCH):
            return _write(request, agreement, form, busy=True, status=429)
        if _said(agreement, form):
            return redirect("agreements:voice-sent", agreement.ref)
    return _write(request, agreement, form)


def _said(agreement: Agreement, form: VoiceForm) -> bool:
    """Hand it over; what is wrong with it stands beside its field afterwards."""
    given = {name: value for name, value in form.cleaned_data.items() if name != "website"}
    try:
        actions.say(agreement, **given)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except Refused as refusal:
        form.add_error(None, refusal.answer.reason)
        return False
    return True


def _write(
    request: HttpRequest, agreement: Agreement, form: VoiceForm, *, status: int = 200, busy: bool = False
) -> HttpResponse:
    page: dict[str, Any] = {"agreement": agreement, "title": title_of(agreement), "form": form, "busy": busy}
    return render(request, "agreements/monitoring/voices/say.html", page, status=status)


@login_not_required
@require_safe
def sent(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what happens now, the same words to everybody."""
    agreement = _found(ref)
    page = {"agreement": agreement, "name": title_of(agreement), "days": LASTS.days}
    return render(request, "agreements/monitoring/voices/sent.html", page)


@csrf_exempt  # the link itself is the proof, and whoever follows it has no cookie
@login_not_required
@require_http_methods(_READ_OR_SEND)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the voice to who wrote it; the button confirms it. Programs that open every link confirm nothing."""
    row = Voice.objects.filter(token_digest=digest_of(token)).select_related("agreement").first()
    state = "gone" if row is None else "done" if row.confirmed_at else "asks"
    if row is not None and request.method == "POST":
        try:
            actions.confirm(row)
            return redirect("agreements:voice-confirm", token)
        except Refused:
            state = "gone"
    page = {"voice": row, "state": state, "name": title_of(row.agreement) if row else ""}
    status = 410 if state == "gone" else 200
    response = render(request, "agreements/monitoring/voices/confirm.html", page, status=status)
    add_never_cache_headers(response)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@require_safe
@public_page(last_told)
def photo(request: HttpRequest, ref: str, pk: int) -> HttpResponseBase:
    """The photo of a voice that is shown, drawn anew by us when it came."""
    found = _found(ref).voices.filter(pk=pk, state=Voice.State.SHOWN).exclude(photo="").first()
    if found is None:
        raise Http404
    return FileResponse(found.photo.open(), content_type="image/jpeg")
