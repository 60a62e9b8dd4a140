"""The operator's settings -> the clock that stamps signatures, with its revocation lists kept while they are fresh."""

import threading
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.core.cache import cache as shared

from agreements.signing.certificates.actions import the_authority
from agreements.signing.crypto import algorithms
from agreements.signing.crypto.clocks import SECONDS, Clock, NoTime, Service, own_clock, remote_stamper
from agreements.signing.crypto.fetching import Question, Unreachable, fetch
from agreements.signing.crypto.waiting import wait_for

KEPT = timedelta(hours=12)
"""A revocation list is fetched anew after this time, or when it says that it is outdated."""
MISSED = timedelta(minutes=5)
"""After a list could not be fetched, so long nobody waits for it again."""
_MOST = 5_000_000
_MISSING = b"-"
_warming = threading.Lock()


def the_clock() -> Clock:
    """The clock that stamps now: the configured time-stamp service, else the portal's own.

    Call it before anything is locked: what is not known yet of the service (its certificates, their revocation
    lists) is asked for here, each within five seconds. Never raises: a service that does not answer only leaves
    signatures without a time stamp until later.
    """
    if not settings.TSA_URL:
        return own_clock(the_authority())
    stamper = _stamper(
        Service(
            url=settings.TSA_URL,
            roots=time_roots(),
            user=settings.TSA_USER,
            password=settings.TSA_PASSWORD,
            policy=settings.TSA_POLICY,
        )
    )
    _warm(stamper)
    lists = [_list(address) for address in _addresses(stamper.path)]
    found = tuple(dict.fromkeys(der for der in lists if der))
    complete = bool(stamper.path) and _answers(stamper.path, found)
    return Clock(stamper, time_roots(), found, leaf=stamper.leaf, is_complete=complete)


def time_roots() -> tuple[x509.Certificate, ...]:
    """The roots of time-stamp services that are believed besides our own: of today's and of earlier ones."""
    return _roots(settings.TSA_ROOT) if settings.TSA_ROOT else ()


@cache
def _roots(path: str) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_pem_x509_certificates(Path(path).read_bytes()))


@cache
def _stamper(service: Service) -> Any:
    return remote_stamper(service)


def _warm(stamper: Any) -> None:
    """Have the service answer once in the life of this process, so that its certificates are known."""
    if stamper.path:
        return
    with _warming:
        try:
            wait_for(stamper.async_dummy_response(algorithms.DIGEST))
        except NoTime:
            return


def _addresses(path: tuple[Any, ...]) -> list[str]:
    """Where the certificates between the configured root and the service say their revocation lists are."""
    found: list[str] = []
    for certificate in path:
        for point in certificate.crl_distribution_points:
            url = point.url
            if url and url.startswith(("http://", "https://")):
                found.append(url)
                break
    return found


def _list(address: str) -> bytes | None:
    """The revocation list (DER) at that address, at most twelve hours old."""
    key = f"tsa-crl:{address}"[:240]
    kept: bytes | None = shared.get(key)
    if kept is None:
        kept, fresh = _fetched(address)
        shared.set(key, kept, fresh.total_seconds())
    return None if kept == _MISSING else kept


def _fetched(address: str) -> tuple[bytes, timedelta]:
    try:
        data = fetch(Question(address), seconds=SECONDS, most=_MOST)
        read = x509.load_pem_x509_crl if data.startswith(b"-----") else x509.load_der_x509_crl
        listed = read(data)
    except (Unreachable, ValueError):
        return _MISSING, MISSED
    left = (listed.next_update_utc or datetime.now(UTC)) - datetime.now(UTC)
    if left <= timedelta(0):
        return _MISSING, MISSED
    return listed.public_bytes(Encoding.DER), min(left, KEPT)


def _answers(path: tuple[Any, ...], lists: tuple[bytes, ...]) -> bool:
    """Whether each certificate's issuer has a list among these."""
    issuers = {x509.load_der_x509_crl(der).issuer.public_bytes() for der in lists}
    return all(certificate.issuer.dump() in issuers for certificate in path)
