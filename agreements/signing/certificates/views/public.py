"""What anybody may fetch: the certificates and revocation lists of the portal's authority, and a page about them."""

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from agreements.signing.certificates.actions import revoked, the_authority
from agreements.signing.certificates.queries import CHECK_HOLDS
from agreements.signing.crypto import pki
from agreements.signing.crypto.authority import Authority, AuthorityError

CERTIFICATE_KEPT = dt.timedelta(days=1)
LIST_KEPT = dt.timedelta(minutes=10)
"""So long others may keep a revocation list: far shorter than it is valid, so that a revocation is soon known."""
_PARTS = {"induk": "root", "penanda-tangan": "intermediate"}


@login_not_required
@require_safe
def certificate(request: HttpRequest, part: str) -> HttpResponse:
    """The certificate of the root, or of the issuer of signatories' certificates (DER)."""
    return _file(
        request, lambda authority: _der(authority, part), "pkix-cert", f"{part}.crt", CERTIFICATE_KEPT
    )


@login_not_required
@require_safe
def revocation_list(request: HttpRequest, part: str) -> HttpResponse:
    """What the root, or the issuer of signatories' certificates, has revoked, as of now (DER)."""
    return _file(request, lambda authority: _crl(authority, part), "pkix-crl", f"{part}.crl", LIST_KEPT)


def _der(authority: Authority, part: str) -> bytes:
    found: x509.Certificate = getattr(authority, _part(part))
    return found.public_bytes(serialization.Encoding.DER)


def _crl(authority: Authority, part: str) -> bytes:
    root, intermediate = authority.crls(revoked())
    return root if _part(part) == "root" else intermediate


def _part(part: str) -> str:
    if part not in _PARTS:
        raise Http404
    return _PARTS[part]


def _file(
    request: HttpRequest, read: Callable[[Authority], bytes], kind: str, name: str, kept: dt.timedelta
) -> HttpResponse:
    """The file, or 304 for who has it; without session or cookie, so that anybody in between may keep it."""
    try:
        data = read(the_authority())
    except (AuthorityError, OSError):
        return HttpResponse(status=503, headers={"Retry-After": "60"})
    response = HttpResponse(data, content_type=f"application/{kind}")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"] = f'"{hashlib.sha256(data).hexdigest()}"'
    response["Expires"] = http_date((dt.datetime.now(dt.UTC) + kept).timestamp())
    patch_cache_control(response, public=True, max_age=int(kept.total_seconds()))
    request.session.accessed = False  # the login asked who it is, the answer does not: no Vary: Cookie
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Explain the authority: its fingerprint, what its signatures are worth, how others check them."""
    try:
        page = _about(the_authority())
    except (AuthorityError, OSError):
        page = {"authority": None}
    page["years"] = CHECK_HOLDS.days // 365
    return render(request, "agreements/signing/certificates/authority.html", page)


def _about(authority: Authority) -> dict[str, Any]:
    crl = x509.load_der_x509_crl(authority.crls(revoked())[1])
    return {
        "authority": authority,
        "root": in_pairs(pki.fingerprint(authority.root)),
        "intermediate": in_pairs(pki.fingerprint(authority.intermediate)),
        "root_ends": authority.root.not_valid_after_utc,
        "intermediate_ends": authority.intermediate.not_valid_after_utc,
        "listed": len(crl),
        "list_made": crl.last_update_utc,
        "list_ends": crl.next_update_utc,
    }


def in_pairs(fingerprint: str) -> str:
    """A fingerprint as certificate viewers show it: AB:CD:…"""
    return ":".join(fingerprint[i : i + 2] for i in range(0, len(fingerprint), 2)).upper()
