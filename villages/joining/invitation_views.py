"""Turns a request into invitations: sent by those in office, opened by those invited."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from villages.joining import inviting, queries
from villages.joining.forms import InvitationForm, NewAccountForm
from villages.joining.guards import may_accept, usable
from villages.joining.models import Invitation
from villages.joining.notices import invitation_link
from villages.organizations.models import Organization
from villages.people.access import Refused, SignedIn, office_title
from villages.people.guards import invitable, may_invite, organizations_known_to
from villages.people.models import User
from villages.people.queries import crumbs_of

form_methods = require_http_methods(["GET", "HEAD", "POST"])
LINK_COOKIE = "undangan"
LINK_SECONDS = 15 * 60
"""How long the page that shows a link can be opened again; the link itself is in no table of ours."""


def _organization(request: SignedIn, pk: int) -> Organization:
    known = organizations_known_to(request.user).select_related("village__area__subdistrict", "office")
    return get_object_or_404(known, pk=pk)


@form_methods
def invite(request: SignedIn, pk: int) -> HttpResponse:
    """Invite somebody to an office in the organization."""
    organization = _organization(request, pk)
    answer = may_invite(request.user, organization)
    if not answer:
        raise PermissionDenied(answer.reason)
    form = InvitationForm(request.POST or None, positions=invitable(request.user, organization))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            invitation, token = inviting.invite(
                organization,
                term=form.term,
                full_name=data["full_name"],
                email=data["email"],
                by=request.user,
            )
        except Refused as refused:
            form.add_error(None, refused.answer.reason)
        else:
            return _with_link(invitation, token)
    context = {"organization": organization, "form": form, "crumbs": crumbs_of(organization)}
    return render(request, "villages/joining/invite.html", context)


def _with_link(invitation: Invitation, token: str) -> HttpResponse:
    """Go to the page that shows the link, which travels in a signed cookie of that page alone."""
    address = reverse("villages:invitation-sent", args=[invitation.organization_id, invitation.pk])
    response = redirect(address)
    response.set_signed_cookie(
        LINK_COOKIE,
        token,
        salt=f"invitation-{invitation.pk}",
        max_age=LINK_SECONDS,
        path=address,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _invitation(request: SignedIn, pk: int, number: int) -> Invitation:
    return get_object_or_404(queries.invitations_into(_organization(request, pk)), pk=number)


@never_cache
@require_safe
def invitation_sent(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """The link to copy, for as long as the browser that invited remembers it."""
    invitation = _invitation(request, pk, number)
    token = request.get_signed_cookie(
        LINK_COOKIE, default="", salt=f"invitation-{invitation.pk}", max_age=LINK_SECONDS
    )
    link = invitation_link(token) if token else ""
    context = {"invitation": invitation, "link": link, "crumbs": crumbs_of(invitation.organization)}
    return render(request, "villages/joining/invitation_sent.html", context)


@require_POST
def withdraw(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """Withdraw an invitation that nobody has used."""
    invitation = _invitation(request, pk, number)
    try:
        inviting.withdraw(invitation, by=request.user)
        messages.success(request, _("Undangan untuk %(name)s ditarik.") % {"name": invitation.full_name})
    except Refused as refused:
        if refused.answer.because_of_who:
            raise PermissionDenied(refused.answer.reason) from None
        messages.error(request, refused.answer.reason)
    return redirect("villages:people", pk=pk)


@login_not_required
@never_cache
@form_methods
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link opens: a new account, or one click for somebody who has one."""
    found = queries.invitation_by(token)
    if found is None:
        raise Http404
    answer = usable(found)
    if not answer:
        return render(request, "villages/joining/invitation_closed.html", {"answer": answer}, status=410)
    if request.user.is_authenticated:
        return _accept(cast(SignedIn, request), found)
    context = {
        "invitation": found,
        "office": office_title(found.organization, found.position, found.title),
        "has_account": User.objects.filter(email__iexact=found.email).exists(),
        "login_url": f"{reverse('account_login')}?next={request.path}",
    }
    if not context["has_account"]:
        context["form"] = form = NewAccountForm(
            request.POST or None, email=found.email, full_name=found.full_name
        )
        if request.method == "POST" and form.is_valid() and (person := _new_account(found, form)):
            return _enter(request, person)
    return render(request, "villages/joining/invitation.html", context)


def _accept(request: SignedIn, found: Invitation) -> HttpResponse:
    """Somebody signed in opens the link: one button, if it is meant for them."""
    answer = may_accept(request.user, found)
    if request.method == "POST" and answer:
        try:
            inviting.accept(found, by=request.user)
        except Refused as refused:
            messages.error(request, refused.answer.reason)
            return redirect(request.path)
        messages.success(request, _("Selamat bergabung di %(name)s.") % {"name": found.organization})
        return redirect("villages:account")
    context = {
        "invitation": found,
        "office": office_title(found.organization, found.position, found.title),
        "answer": answer,
    }
    return render(request, "villages/joining/invitation_accept.html", context, status=200 if answer else 403)


def _new_account(found: Invitation, form: NewAccountForm) -> User | None:
    """The account made through the invitation; None when something came between, which the form then tells."""
    try:
        return inviting.accept_as_new(
            found, username=form.cleaned_data["username"], password=form.cleaned_data["password1"]
        )
    except Refused as refused:
        form.add_error(None, refused.answer.reason)
        return None


def _enter(request: HttpRequest, person: User) -> HttpResponse:
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    messages.success(request, _("Akun Anda siap. Selamat datang, %(name)s.") % {"name": person})
    return redirect("villages:account")
