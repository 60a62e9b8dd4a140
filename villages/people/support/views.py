"""Turns a request into help that begins, is read about and ends."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from villages.people.access import Refused, SignedIn, ask
from villages.people.support import actions
from villages.people.support.forms import SupportForm
from villages.people.support.guards import in_force, may_administer, may_end
from villages.people.support.middleware import KEY
from villages.people.support.models import SupportSession
from villages.people.support.queries import known_to


@require_http_methods(["GET", "HEAD", "POST"])
def support(request: SignedIn) -> HttpResponse:
    """Begin to help somebody, and see who was helped; nobody but administrators knows of the page."""
    if not request.user.is_superuser:
        raise Http404
    ask(may_administer(request.user))
    form = SupportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (session := _begun(request, form)):
        request.session.cycle_key()
        request.session[KEY] = session.pk
        return redirect(settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "sessions": known_to(request.user)[:50]}
    return render(request, "villages/people/support.html", context)


def _begun(request: SignedIn, form: SupportForm) -> SupportSession | None:
    """Begin, or put the reason why not beside the account."""
    given = form.cleaned_data
    try:
        return actions.begin(
            given["account"], by=request.user, reason=given["reason"], minutes=given["minutes"]
        )
    except Refused as refused:
        form.add_error("account", refused.answer.reason)
        return None


def _find(request: SignedIn, pk: int) -> SupportSession:
    return get_object_or_404(known_to(request.user), pk=pk)


@require_safe
def session_page(request: SignedIn, pk: int) -> HttpResponse:
    """What was sent in one session; read by who helped, who was helped and who administers the portal."""
    session = _find(request, pk)
    context = {
        "session": session,
        "acts": session.acts.order_by("pk")[:500],
        "running": in_force(session),
        "end": may_end(request.user, session),
        "crumbs": [(_("Akun saya"), reverse("villages:account"))],
    }
    return render(request, "villages/people/support_session.html", context)


@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    """End the help: pressed by the helper in the red bar, or by the person who is helped."""
    acting = getattr(request, "support", None)
    if acting is not None and acting.pk == pk:
        actions.end(acting, by=acting.helper)
        del request.session[KEY]
        request.session.cycle_key()
    else:
        actions.end(_find(request, pk), by=request.user)
    messages.success(request, _("Bantuan atas nama diakhiri."))
    return redirect("villages:account")
