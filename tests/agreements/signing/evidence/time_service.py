"""A time-stamp service (RFC 3161) on this machine, with a root of its own, that can also behave badly."""

import asyncio
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from asn1crypto import algos, keys, tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from agreements.signing.crypto.clocks import Service
from agreements.signing.crypto.forms import asn1

NAME = "Layanan Waktu Uji"
POLICY = "1.3.6.1.4.1.4146.2.2"
_EARLY = datetime(2020, 1, 1, tzinfo=UTC)
_LATE = datetime(2060, 1, 1, tzinfo=UTC)


class TimeService:
    """Root, certificate and behaviour: `mode` names what is wrong with its answers, empty for nothing."""

    def __init__(self, port: int, *, until: datetime = _LATE, listed: bool = True) -> None:
        self.port, self.mode, self.asked = port, "", 0
        self.headers: dict[str, str] = {}
        self.revoked_at: datetime | None = None
        self._root_key, self._key = (rsa.generate_private_key(65537, 2048) for _i in range(2))
        self.root = self._certificate("Induk Waktu Uji", self._root_key, _LATE, None)
        address = f"{self.url}/daftar.crl" if listed else None
        self.certificate = self._certificate(NAME, self._key, until, address)
        chain = SimpleCertificateStore()
        chain.register(asn1(self.root))
        self._stamper = _Stamper(asn1(self.certificate), _info(self._key), certs_to_embed=chain)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def service(self, **more: Any) -> Service:
        """It, as an operator would configure it."""
        return Service(**{"url": self.url, "roots": (self.root,), **more})

    def pem(self) -> bytes:
        """Its root, as a PEM file holds it."""
        return self.root.public_bytes(serialization.Encoding.PEM)

    def crl(self) -> bytes:
        """Its root's revocation list, fresh."""
        now = datetime.now(UTC)
        form = x509.CertificateRevocationListBuilder().issuer_name(self.root.subject)
        form = form.last_update(now - timedelta(minutes=1)).next_update(now + timedelta(days=7))
        if self.revoked_at:
            entry = x509.RevokedCertificateBuilder().serial_number(self.certificate.serial_number)
            form = form.add_revoked_certificate(entry.revocation_date(self.revoked_at).build())
        return form.sign(self._root_key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def answer(self, question: bytes) -> bytes:
        """A time stamp, or what the mode makes of it."""
        self.asked += 1
        if self.mode == "garbage":
            return b"<html>Layanan sedang dipelihara</html>"
        if self.mode == "huge":
            return b"0" * 1_000_000
        if self.mode == "refused":
            return bytes.fromhex("30053003020102")  # PKIStatusInfo: rejection, and no token
        request = tsp.TimeStampReq.load(question)
        if self.mode == "other_nonce":
            request["nonce"] = int(request["nonce"].native) + 1
        if self.mode == "other_digest":
            other = {
                "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                "hashed_message": bytes(32),
            }
            request["message_imprint"] = tsp.MessageImprint(other)
        past = datetime.now(UTC) - timedelta(days=3)
        self._stamper.fixed_dt = past if self.mode == "other_time" else None
        return asyncio.run(self._stamper.async_request_tsa_response(request)).dump()

    def _certificate(
        self, name: str, key: rsa.RSAPrivateKey, until: datetime, listed_at: str | None
    ) -> x509.Certificate:
        is_root = key is self._root_key
        subject, issuer = (
            x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, n)]) for n in (name, "Induk Waktu Uji")
        )
        form = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        form = form.not_valid_before(_EARLY).not_valid_after(until)
        form = form.add_extension(x509.BasicConstraints(is_root, None), critical=True)
        if not is_root:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            form = form.add_extension(usage, critical=True)
        if listed_at:
            point = x509.DistributionPoint([x509.UniformResourceIdentifier(listed_at)], None, None, None)
            form = form.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        return form.sign(self._root_key, hashes.SHA256())


class _Stamper(DummyTimeStamper):
    """Stamps what it is asked to, also what it was not."""


def _info(key: rsa.RSAPrivateKey) -> Any:
    plain = serialization.NoEncryption()
    return keys.PrivateKeyInfo.load(
        key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain)
    )


class _Handler(BaseHTTPRequestHandler):
    service: TimeService

    def do_POST(self) -> None:
        question = self.rfile.read(int(self.headers["Content-Length"]))
        self.service.headers = dict(self.headers)
        if self.service.mode == "slow":
            time.sleep(2)
        if self.service.mode in ("500", "detour"):
            self.send_response(500 if self.service.mode == "500" else 302)
            self.send_header("Location", f"{self.service.url}/lain")
            self.end_headers()
            return
        self._send(self.service.answer(question))

    def do_GET(self) -> None:
        self._send(b"" if self.service.mode == "no_list" else self.service.crl())

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        step = 100 if self.service.mode == "drip" else len(body) or 1
        for start in range(0, len(body), step):
            self.wfile.write(body[start : start + step])
            if self.service.mode == "drip":
                time.sleep(0.2)

    def log_message(self, *_about: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads, block_on_close = True, False

    def handle_error(self, *_about: Any) -> None:
        """Whoever asked has left."""


@contextmanager
def time_service(**more: Any) -> Any:
    """A running service; stopped at the end."""
    handler = type("Handler", (_Handler,), {})
    server = _Server(("127.0.0.1", 0), handler)
    handler.service = service = TimeService(server.server_port, **more)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
