"""The district's desk for identities: who waits to be checked, who holds a certificate, and taking one away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.signing.certificates import actions, enrolments, queries
from agreements.signing.certificates.forms import CheckForm, ReasonForm
from agreements.signing.certificates.guards import may_decide, may_refuse, may_revoke
from agreements.signing.certificates.models import Enrolment
from agreements.signing.certificates.views.own import consequences, form_methods, private, require_safe
from villages.organizations.queries import asked
from villages.people.access import SignedIn, ask, mandates
from villages.people.guards import regencies_looked_after

MOST_SHOWN = 100
MOST_DECIDED = 20


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Pemeriksaan identitas"), reverse("agreements:enrolments"))]


def _officers_only(request: SignedIn) -> None:
    """Nobody but the officers of a DPMD knows of these pages."""
    if not regencies_looked_after(request.user):
        raise Http404


@private
@require_safe
def waiting(request: SignedIn) -> HttpResponse:
    """The requests for a check, the oldest first, and what was decided lately."""
    _officers_only(request)
    decided = queries.enrolments_visible_to(request.user).exclude(state=Enrolment.State.ASKED)
    page = {
        "waiting": queries.waiting_for_check(request.user)[:MOST_SHOWN],
        "decided": decided.order_by("-checked_at", "-pk")[:MOST_DECIDED],
    }
    return render(request, "agreements/signing/certificates/enrolments.html", page)


def _found(request: SignedIn, pk: int) -> Enrolment:
    return get_object_or_404(queries.enrolments_visible_to(request.user), pk=pk)


@private
@form_methods
def check(request: SignedIn, pk: int) -> HttpResponse:
    """One request: who asks, on which office; record that it is this person."""
    enrolment = _found(request, pk)
    answer = may_decide(request.user, enrolment)
    if request.method == "POST":
        ask(answer)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _checked(request, enrolment, form):
        words = _("Identitas %(person)s cocok; sertifikat dapat dibuat.")
        messages.success(request, words % {"person": enrolment.person})
        return redirect("agreements:enrolments")
    page: dict[str, Any] = {"enrolment": enrolment, "answer": answer, "form": form, "crumbs": _crumbs()}
    page["mandates"] = [
        m for m in mandates(enrolment.person) if m.organization.pk == enrolment.organization_id
    ]
    page["refusable"] = may_refuse(request.user, enrolment)
    return render(request, "agreements/signing/certificates/enrolment.html", page)


def _checked(request: SignedIn, enrolment: Enrolment, form: CheckForm) -> bool:
    try:
        enrolments.find_right(enrolment, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
    return form.is_valid()


@private
@form_methods
def refuse(request: SignedIn, pk: int) -> HttpResponse:
    """Refuse the request with a reason."""
    enrolment = _found(request, pk)
    ask(may_refuse(request.user, enrolment))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _refused(request, enrolment, form):
        messages.success(request, _("Permintaan ditolak; pemohon menerima alasannya."))
        return redirect("agreements:enrolments")
    page = {"enrolment": enrolment, "form": form, "crumbs": _crumbs()}
    return render(request, "agreements/signing/certificates/refuse.html", page)


def _refused(request: SignedIn, enrolment: Enrolment, form: ReasonForm) -> bool:
    try:
        enrolments.refuse(enrolment, by=request.user, reason=form.cleaned_data["reason"])
    except ValidationError as error:
        form.add_error(None, error)
    return form.is_valid()


@private
@require_safe
def certificates(request: SignedIn) -> HttpResponse:
    """The certificates of the regency's people, found by name, organization or serial number."""
    _officers_only(request)
    words = asked(request.GET, "q")
    found = list(queries.certificates_visible_to(request.user, words)[: MOST_SHOWN + 1])
    page = {"q": words, "found": found[:MOST_SHOWN], "more": len(found) > MOST_SHOWN, "crumbs": _crumbs()}
    return render(request, "agreements/signing/certificates/certificates.html", page)


@private
@form_methods
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """Revoke somebody's certificate in the district's name, with a reason that they read."""
    certificate = get_object_or_404(queries.certificates_visible_to(request.user), pk=pk)
    ask(may_revoke(request.user, certificate))
    if certificate.person_id == request.user.pk:
        return redirect("agreements:certificate-revoke", pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke(certificate, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Sertifikat dicabut; pemiliknya diberi tahu."))
            return redirect("agreements:enrolled")
    return render(request, "components/confirm.html", _withdrawing(certificate, form))


def _withdrawing(certificate: Any, form: ReasonForm) -> dict[str, Any]:
    words = _("Cabut sertifikat %(person)s untuk %(name)s?")
    return {
        "title": words % {"person": certificate.person, "name": certificate.organization},
        "verb": _("Cabut sertifikat"),
        "cancel_url": reverse("agreements:enrolled"),
        "consequences": [*consequences(), _("Pemiliknya menerima alasan Anda lewat surel.")],
        "crumbs": [*_crumbs(), (_("Pemegang sertifikat"), reverse("agreements:enrolled"))],
        "form": form,
    }
