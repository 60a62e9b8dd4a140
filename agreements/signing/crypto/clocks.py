"""Whose time is it? The portal's own authority or an RFC 3161 service -> time stamps over digests."""

import base64
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from agreements.signing.crypto.authority import Authority
from agreements.signing.crypto.fetching import Question, Unreachable, fetch
from agreements.signing.crypto.forms import asn1

LOCAL = "local"
"""The name of the portal's own time-stamp service in what is stored: it says the time of this server's clock."""
LOCAL_POLICY = "2.25.302374116530461817433911174562213879217"
"""Names our time-stamp practice (the clock of this server); an identifier that needs no registration."""
SECONDS = 5.0
"""How long a service may take over one time stamp: somebody waits, and the document's row is locked."""
REST = 30.0
"""After a failure the service is left alone for so many seconds, lest everybody in turn waits for nothing."""
APART = timedelta(minutes=10)
"""How far a service's clock may be from ours before its time stamps are taken for wrong."""
_MOST = 100_000


class NoTime(OSError):
    """The time-stamp service gave no time stamp that can be used.

    `code`: `unreachable`, `refused`, `garbage`, `other_nonce`, `other_digest`, `other_policy`, `other_time` or
    `untrusted` (its signature does not hold or does not come from the configured root).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Service:
    """An RFC 3161 service, as the operator configured it."""

    url: str
    """Where it answers."""
    roots: tuple[x509.Certificate, ...] = field(repr=False)
    """What its certificates must come from."""
    user: str = field(default="", repr=False)
    """For HTTP basic authentication; empty without."""
    password: str = field(default="", repr=False)
    """For HTTP basic authentication."""
    policy: str = ""
    """The practice that is asked for, as a dotted number; empty for the service's own choice."""
    seconds: float = SECONDS
    """How long it may take."""


@dataclass(frozen=True)
class Clock:
    """Somebody who says what time it is, and whom to trust for it."""

    stamper: Any
    """Makes time stamps, in the form that pyHanko asks for."""
    roots: tuple[x509.Certificate, ...]
    """What its certificates come from."""
    crls: tuple[bytes, ...] = ()
    """Fresh revocation lists (DER) about its certificates; the own authority's come with the signatories'."""
    leaf: bytes = b""
    """The certificate (DER) that the lists are about; empty for the own authority's."""
    is_complete: bool = True
    """Whether the lists leave nothing open about it, so that its stamps can be judged when it is no more."""

    @property
    def source(self) -> str:
        """`local`, or the service's name once it has answered."""
        return str(self.stamper.source)

    @property
    def is_proven(self) -> bool:
        """Whether the lists are complete and about whoever made the last time stamp."""
        return self.is_complete and self.leaf == self.stamper.leaf

    @property
    def certificates(self) -> list[Any]:
        """Its certificates, for the evidence in a file."""
        return list(self.stamper.cert_registry)


def own_clock(authority: Authority) -> Clock:
    """The portal's own time-stamp service: it says the time of this clock, and is trusted as far as we are."""
    return Clock(_own_stamper(authority), (authority.root,))


def _own_stamper(authority: Authority) -> Any:
    from asn1crypto import keys
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    der = authority.tsa_key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain = SimpleCertificateStore()
    chain.register(asn1(authority.root))
    stamper = _own_kind()(asn1(authority.tsa), keys.PrivateKeyInfo.load(der), certs_to_embed=chain)
    stamper.cert_registry.register_multiple([asn1(authority.tsa), asn1(authority.root)])
    return stamper


def remote_stamper(service: Service) -> Any:
    """Asks the service; to be kept for the process, since it remembers what the service's answers look like.

    Its `async_timestamp` raises NoTime for anything but a time stamp that was asked for, now, from that service.
    """
    return _remote_kind()(service)


def source_of(certificate: x509.Certificate) -> str:
    """How a time-stamp service is named: by its certificate's common name, else its organization."""
    for oid in (x509.NameOID.COMMON_NAME, x509.NameOID.ORGANIZATION_NAME):
        for part in certificate.subject.get_attributes_for_oid(oid):
            return str(part.value)[:120]
    return certificate.subject.rfc4514_string()[:120]


@cache
def _own_kind() -> Any:
    """Stamps with the clock of this server; made when first needed, for pyHanko is slow to import."""
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import DummyTimeStamper

    class OwnTimeStamper(DummyTimeStamper):
        source, leaf = LOCAL, b""

        def _build_tst_info(self, message_imprint: Any, dt: datetime, req: Any) -> Any:
            info = super()._build_tst_info(message_imprint, dt, req)
            info["policy"] = tsp.ObjectIdentifier(LOCAL_POLICY)
            return info

    return OwnTimeStamper


@cache
def _remote_kind() -> Any:
    """Asks a service, and remembers who answered."""
    from pyhanko.sign.timestamps import TimeStamper

    class ServiceTimeStamper(TimeStamper):
        def __init__(self, service: Service) -> None:
            super().__init__(include_nonce=True)
            self.service = service
            self.path: tuple[Any, ...] = ()
            self.source, self.leaf = "", b""
            self._rests_until = 0.0

        def request_cms(self, message_digest: bytes, md_algorithm: str) -> Any:
            nonce, request = super().request_cms(message_digest, md_algorithm)
            if self.service.policy:
                request["req_policy"] = self.service.policy
            return nonce, request

        async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
            if time.monotonic() < self._rests_until:
                raise NoTime("unreachable")
            nonce, request = self.request_cms(message_digest, md_algorithm)
            try:
                token = _token(_asked(self.service, request.dump()), nonce, self.service.policy)
                path = await _believed(token, message_digest, md_algorithm, self.service.roots)
            except NoTime:
                self._rests_until = time.monotonic() + REST
                raise
            self._remember(token, path, md_algorithm)
            return token

        def _remember(self, token: Any, path: Any, md_algorithm: str) -> None:
            """Evidence is about whoever stamped last: services change their certificates."""
            self._certs = {}
            self._register_dummy(md_algorithm, token)
            self.path = tuple(path.iter_certs(include_root=False))
            self.leaf = path.leaf.dump()
            self.source = source_of(x509.load_der_x509_certificate(self.leaf))

    return ServiceTimeStamper


def _asked(service: Service, request: bytes) -> bytes:
    headers = {
        "Content-Type": "application/timestamp-query",
        "Accept": "application/timestamp-reply",
        "User-Agent": "kerjasama",
    }
    if service.user:
        secret = base64.b64encode(f"{service.user}:{service.password}".encode()).decode()
        headers["Authorization"] = f"Basic {secret}"
    try:
        return fetch(Question(service.url, request, headers), seconds=service.seconds, most=_MOST)
    except Unreachable:
        raise NoTime("unreachable") from None


def _token(answer: bytes, nonce: Any, policy: str) -> Any:
    """The token in an answer, if it is one to the question asked. Raises NoTime."""
    try:
        said = _response().load(answer, strict=True)
        granted = said["status"]["status"].native in ("granted", "granted_with_mods")
        if not granted:
            raise NoTime("refused")
        token = said["time_stamp_token"]
        info = token["content"]["encap_content_info"]["content"].parsed
        stated = (info["nonce"].native, info["policy"].native, info["gen_time"].native)
    except NoTime:
        raise
    except Exception:  # noqa: BLE001 (a hostile answer may break the reader in any way)
        raise NoTime("garbage") from None
    if stated[0] != nonce:
        raise NoTime("other_nonce")
    if policy and stated[1] != policy:
        raise NoTime("other_policy")
    if abs(stated[2] - datetime.now(UTC)) > APART:
        raise NoTime("other_time")
    return token


@cache
def _response() -> Any:
    """RFC 3161's answer; asn1crypto's own form knows none without a token, as refusals are."""
    from asn1crypto import cms, core, tsp

    class Response(core.Sequence):
        _fields = [
            ("status", tsp.PKIStatusInfo),
            ("time_stamp_token", cms.ContentInfo, {"optional": True}),
        ]

    return Response


async def _believed(token: Any, digest: bytes, algorithm: str, roots: Iterable[x509.Certificate]) -> Any:
    """The chain from a configured root to the one who stamped this very digest. Raises NoTime."""
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
    from pyhanko_certvalidator import ValidationContext

    trust = ValidationContext(
        trust_roots=[asn1(root) for root in roots],
        moment=datetime.now(UTC),
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    try:
        imprint = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]
        if (imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native) != (
            algorithm,
            digest,
        ):
            raise NoTime("other_digest")
        found = await validate_tst_signed_data(token["content"], trust, lambda _algorithm: digest)
    except NoTime:
        raise
    except Exception:  # noqa: BLE001 (as above)
        raise NoTime("untrusted") from None
    path = found.get("validation_path")
    if not (found["intact"] and found["valid"]) or found.get("trust_problem_indic") or path is None:
        raise NoTime("untrusted")
    return path
