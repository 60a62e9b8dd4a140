"""One's own certificates: have one's identity checked, make, renew and revoke them, change a passphrase."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.record.access import visible_to
from agreements.signing.certificates import actions, enrolments, passphrases
from agreements.signing.certificates.actions import PassphraseRefused
from agreements.signing.certificates.forms import ChangeForm, PassphraseForm, RevokeForm
from agreements.signing.certificates.guards import may_enrol, may_revoke
from agreements.signing.certificates.models import Certificate
from agreements.signing.certificates.queries import held_by, others_of
from agreements.signing.queries import certificate_of
from villages.organizations.models import Organization
from villages.people.access import SignedIn, ask, mandates

private = cache_control(private=True, no_store=True)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


def crumbs() -> list[tuple[str, str]]:
    """Where the pages about one certificate hang."""
    return [(_("Sertifikat tanda tangan"), reverse("agreements:certificate"))]


@private
@require_safe
def certificates(request: SignedIn) -> HttpResponse:
    """The person's certificates, and what is to be done for each office they hold."""
    rows = held_by(request.user)
    page = {"rows": rows, "others": others_of(request.user, rows), "query": _query(request)}
    return render(request, "agreements/signing/certificates/own.html", page)


@require_POST
def ask_for_check(request: SignedIn, pk: int) -> HttpResponse:
    """Ask the district to check who one is."""
    enrolments.ask_for_check(_own_organization(request, pk), by=request.user)
    messages.success(request, _("Permintaan terkirim. Petugas DPMD akan memeriksa identitas Anda."))
    return redirect(f"{reverse('agreements:certificate')}{_query(request)}")


@private
@sensitive_post_parameters("passphrase", "repeated")
@form_methods
def make(request: SignedIn, pk: int) -> HttpResponse:
    """Make a certificate, or a new one in place of the old, under a passphrase of one's own."""
    organization = _own_organization(request, pk)
    ask(may_enrol(request.user, organization))
    form = PassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _made(request, organization, form):
        words = _(
            "Sertifikat tanda tangan Anda untuk %(name)s siap dipakai. Kekuatan frasa sandi: %(strength)s."
        )
        strength = passphrases.strength(form.cleaned_data["passphrase"])
        messages.success(request, words % {"name": organization, "strength": strength})
        return redirect(_back(request))
    page = {"organization": organization, "form": form, "crumbs": crumbs()}
    page["certificate"] = certificate_of(request.user, organization)
    return render(request, "agreements/signing/certificates/make.html", page)


@sensitive_variables()
def _made(request: SignedIn, organization: Organization, form: PassphraseForm) -> bool:
    try:
        actions.enrol(organization, by=request.user, passphrase=form.cleaned_data["passphrase"])
    except ValidationError as error:
        form.add_error("passphrase", error)
    return form.is_valid()


@private
@sensitive_post_parameters("old", "passphrase", "repeated")
@form_methods
def change_passphrase(request: SignedIn, pk: int) -> HttpResponse:
    """Change the passphrase of a certificate's key."""
    certificate = _own_certificate(request, pk)
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _changed(request, certificate, form):
        words = _("Frasa sandi diganti; yang lama tidak berlaku lagi. Kekuatannya: %(strength)s.")
        strength = passphrases.strength(form.cleaned_data["passphrase"])
        messages.success(request, words % {"strength": strength})
        return redirect("agreements:certificate")
    page = {"certificate": certificate, "form": form, "crumbs": crumbs()}
    return render(request, "agreements/signing/certificates/passphrase.html", page)


@sensitive_variables()
def _changed(request: SignedIn, certificate: Certificate, form: ChangeForm) -> bool:
    given = form.cleaned_data
    try:
        actions.change_passphrase(certificate, by=request.user, old=given["old"], new=given["passphrase"])
    except PassphraseRefused as refusal:
        form.add_error("old", str(refusal))
    except ValidationError as error:
        form.add_error(None, error)
    return form.is_valid()


@private
@form_methods
def revoke(request: SignedIn, pk: int) -> HttpResponse:
    """Revoke one's own certificate, after a page that says what it means."""
    certificate = _own_certificate(request, pk)
    ask(may_revoke(request.user, certificate))
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.revoke(certificate, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Sertifikat dicabut; daftar pencabutan sudah memuatnya."))
        return redirect("agreements:certificate")
    page = {
        "title": _("Cabut sertifikat Anda untuk %(name)s?") % {"name": certificate.organization},
        "verb": _("Cabut sertifikat"),
        "cancel_url": reverse("agreements:certificate"),
        "consequences": consequences(),
        "crumbs": crumbs(),
        "form": form,
    }
    return render(request, "components/confirm.html", page)


def consequences() -> list[str]:
    """What revoking a certificate means, for whoever is about to."""
    return [
        _("Sertifikat ini tidak dapat menandatangani apa pun lagi."),
        _("Pencabutannya langsung terlihat umum dalam daftar pencabutan portal."),
        _("Tanda tangan yang sudah diberikan dengannya tetap sah."),
    ]


def _own_organization(request: SignedIn, pk: int) -> Organization:
    """The organization, if the person holds an office there today."""
    found = next((m.organization for m in mandates(request.user) if m.organization.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _own_certificate(request: SignedIn, pk: int) -> Certificate:
    """The living certificate of that number, if it is the person's own."""
    own = Certificate.objects.filter(person=request.user, revoked_at__isnull=True)
    return get_object_or_404(own.select_related("organization", "person"), pk=pk)


def _query(request: SignedIn) -> str:
    """The part of the address that remembers for which agreement somebody came here."""
    ref = request.GET.get("untuk", "")
    return f"?untuk={ref}" if ref.isascii() and ref.isalnum() and len(ref) <= 20 else ""


def _back(request: SignedIn) -> str:
    """The agreement from which somebody came to make a certificate, or the certificates' own page."""
    ref = request.GET.get("untuk", "")
    found = visible_to(request.user).filter(ref=ref).first() if ref.isascii() and ref.isalnum() else None
    return reverse("agreements:sign", args=[found.ref]) if found else reverse("agreements:certificate")
