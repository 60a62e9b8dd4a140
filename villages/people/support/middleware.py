"""A browser in which somebody helps -> every page as the helped person sees it; what is sent is checked and noted."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from villages.people.access import SignedIn
from villages.people.support import actions
from villages.people.support.acting import acting
from villages.people.support.guards import in_force
from villages.people.support.models import SupportSession

KEY = "support"
"""Under which the browser's session names the running help."""
READING = ("GET", "HEAD", "OPTIONS")
WRITING = "/naskah/"
"""Where drafts are written: the pages whose forms a helper may send, as far as the verb itself is open to help."""
NOT_FROM_HERE = ("/naskah/luar-portal/",)
"""Below it, but handed to the worker, which knows of no helper."""
ALSO_OPEN = {"villages:profile", "villages:support-end", "set_language", "account_logout"}
"""Further forms that a helper may send, by the address's name."""
PRIVATE = ("account_", "mfa_", "admin:")
"""Names of pages that only their owner opens: passwords, second steps, addresses, and the administration."""
SECRET = {"agreements:sign-link", "villages:demo-login", "villages:invitation"}
"""Single pages of that sort: whoever has their address is let in."""


class Helped(SignedIn):
    """A page asked for while somebody helps."""

    support: SupportSession


def helping(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: where help runs, the user is the person helped; it stands behind the one that keeps messages.

    Passwords, keys and the administration stay shut, no form is taken but those of drafts and profiles, and each that
    was sent is noted. Help that is over closes the door before anything is done in the wrong name.
    """

    def middleware(request: Any) -> HttpResponseBase:
        session = _named(request)
        if session is None:
            return get_response(request)
        if request.user.pk != session.helper_id or not in_force(session):
            return _over(request)
        request.user, request.support = session.person, session
        with acting(session):
            response = get_response(request)
        if request.method not in READING:
            path = request.path if _open(request) else _route(request)
            actions.record(session, method=request.method, path=path, status=response.status_code)
        return response

    def process_view(request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        session = getattr(request, "support", None)
        if session is None or _open(request):
            return None
        reason = _("Selama membantu atas nama orang lain, halaman atau langkah ini tertutup.")
        return render(request, "403.html", {"exception": reason}, status=403)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _named(request: HttpRequest) -> SupportSession | None:
    """The session that this browser is in; a browser that never signed in is not asked."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    key = request.session.get(KEY)
    rows = SupportSession.objects.select_related("helper", "person")
    return rows.filter(pk=key).first() if key else None


def _over(request: HttpRequest) -> HttpResponse:
    """Back to oneself; nothing of what was sent is done."""
    del request.session[KEY]
    words = _("Waktu membantu sudah habis; Anda kembali menjadi diri sendiri.")
    if request.method not in READING:
        words += " " + _("Yang baru saja dikirim tidak dilakukan.")
    messages.warning(request, words)
    address = reverse("villages:account")
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _open(request: HttpRequest) -> bool:
    """Whether a helper may ask for this at all; whether the verb is open to help is for the rules to say."""
    match = request.resolver_match
    name = match.view_name if match else ""
    if name in ALSO_OPEN:
        return True
    if name.startswith(PRIVATE) or name in SECRET:
        return False
    writes = request.path_info.startswith(WRITING) and not request.path_info.startswith(NOT_FROM_HERE)
    return request.method in READING or writes


def _route(request: HttpRequest) -> str:
    """The address without its parts, which may be a secret."""
    return f"/{request.resolver_match.route}" if request.resolver_match else "/"
