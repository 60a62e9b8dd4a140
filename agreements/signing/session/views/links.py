"""The personal link to a signing page: opens for its signatory, says why when it does not, and sends a fresh one."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.record.access import concerning
from agreements.record.stages import Stage
from agreements.signing.session import mailing
from agreements.signing.session.forms import LostForm
from agreements.signing.session.limits import too_often
from agreements.signing.session.tokens import LASTS, State, masked, read

_STATUS = {State.UNKNOWN: 404, State.EXPIRED: 410, State.REPLACED: 410}


@login_not_required
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Lead the signatory to the page; everybody else learns that it is not theirs."""
    found = read(token)
    if found.signer is None or found.state != State.GOOD:
        return _said(request, str(found.state), token, _STATUS[found.state])
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if found.signer.person_id != request.user.pk:
        return _said(request, "other", token, 403, masked=masked(found.signer.name))
    mine = concerning(request.user).filter(pk=found.signer.document.agreement_id).first()
    if mine is None:
        return _said(request, "closed", token, 410)
    if mine.stage in (Stage.SIGNING, Stage.PUBLICATION):
        return redirect("agreements:sign", mine.ref)
    return redirect(mine.desk_url)


def _said(request: HttpRequest, state: str, token: str, status: int, **more: str) -> HttpResponse:
    page = {"state": state, "token": token, "days": LASTS.days, "masked": "", **more}
    response = render(request, "agreements/signing/link.html", page, status=status)
    add_never_cache_headers(response)
    return response


@login_not_required
@require_POST
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """Send a fresh link to the address on file of the signatory whose link is too old; the sender learns nothing."""
    found = read(token)
    if found.signer is None or found.signer.person_id is None:
        raise Http404
    if too_often(request):
        return _later(request)
    mailing.write_again.enqueue(found.signer.person_id)
    return redirect("agreements:sign-lost-sent")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Ask who lost a link; the answer is the same whoever is named, and takes as long."""
    form = LostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if too_often(request):
            return _later(request)
        mailing.ask_again(form.cleaned_data["who"])
        return redirect("agreements:sign-lost-sent")
    return render(request, "agreements/signing/lost.html", {"form": form})


def _later(request: HttpRequest) -> HttpResponse:
    """Too many from one address within a short time."""
    return render(request, "agreements/signing/lost_sent.html", {"too_often": True}, status=429)


@login_not_required
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say what happens now, the same words to everybody."""
    return render(request, "agreements/signing/lost_sent.html", {"too_often": False})
