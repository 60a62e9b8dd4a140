"""Turns the people of the demo into doors that open with one click, only where demo mode is on."""

import tomllib
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from villages.people import queries


@login_not_required
@never_cache
@require_safe
def demo_logins(request: HttpRequest) -> HttpResponse:
    """Every demo person with office and organization, each with a button; 404 outside demo mode."""
    if not settings.DEMO_MODE:
        raise Http404
    people = list(queries.demo_people())
    offices = queries.offices_by_person(people)
    rows = [(person, offices[person.pk]) for person in people]
    return render(request, "villages/people/demo_logins.html", {"rows": rows})


@login_not_required
@require_POST
def demo_login(request: HttpRequest, username: str) -> HttpResponse:
    """Sign in as a demo person; real accounts never open this way."""
    if not settings.DEMO_MODE:
        raise Http404
    person = get_object_or_404(queries.demo_people(), username=username)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    messages.success(request, _("Anda sekarang %(name)s (contoh).") % {"name": person})
    return redirect(settings.LOGIN_REDIRECT_URL)


def secrets_of_the_demo() -> dict[str, dict[str, Any]]:
    """Passwords and passphrases of the demo's people by username, from the file the demo is made from."""
    path = settings.BASE_DIR / "demo" / "people.toml"
    if not path.exists():
        return {}
    people = tomllib.loads(path.read_text(encoding="utf-8")).get("people", [])
    return {person["username"]: person for person in people}
