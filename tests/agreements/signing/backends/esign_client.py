"""A stand-in for BSrE's e-sign client: an HTTP server on this machine that signs as its documentation says."""

import base64
import contextlib
import datetime as dt
import io
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from agreements.signing.crypto.pki import builder, extended, name

USER, PASSWORD, PASSPHRASE, NIK = (
    "kerjasama",
    "sandi-aplikasi",
    "frasa BSrE milik kepala desa",
    "3305010101700001",
)

FAULTS = {
    "slow": (200, b"{}"),
    "broken": (500, b'{"error": "Internal Server Error"}'),
    "elsewhere": (302, b""),
    "html": (200, b"<h1>Bad gateway</h1>"),
}


class Provider:
    """A certificate authority of its own, and people with keys: NIK -> key and certificate."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.root = self._certificate("Root CA Contoh BSrE", self.key, days=3650, depth=0)
        self.people: dict[str, tuple[Any, x509.Certificate]] = {}
        self.behaviour = "sign"
        self.asked: list[dict[str, Any]] = []

    def register(self, nik: str, person: str, *, days: int = 365) -> None:
        """Give the person a key; with days below zero its certificate has expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        self.people[nik] = (key, self._certificate(person, key, days=days, depth=None))

    def _certificate(self, person: str, key: Any, *, days: int, depth: int | None) -> x509.Certificate:
        issuer = name("Root CA Contoh BSrE", "Balai Contoh")
        end = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=days)
        form = builder(
            name(person, "Balai Contoh"), issuer, key.public_key(), end - dt.timedelta(days=4000), end
        )
        usage = ("sign", "commit") if depth is None else ("certify",)
        form = extended(form, key.public_key(), self.key, usage=usage, depth=depth)
        return form.sign(self.key, hashes.SHA256())

    def answer(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and JSON for one request to sign."""
        self.asked.append(body)
        if body["nik"] not in self.people:
            return 400, {"status_code": 2011, "error": "User tidak terdaftar"}
        if body["passphrase"] != PASSPHRASE:
            return 400, {"status_code": 2031, "error": "Passphrase anda salah"}
        key, certificate = self.people[body["nik"]]
        if certificate.not_valid_after_utc < dt.datetime.now(dt.UTC) and self.behaviour != "sign anyway":
            return 400, {"error": "Proses signing gagal : sertifikat pengguna expired"}
        before = base64.b64decode(body["file"][0])
        after = signed(before, key, certificate, self.root, body["signatureProperties"][0])
        changes = {
            "another file": lambda: signed(blank(), key, certificate, self.root, {}),
            "unsigned": lambda: before,
            "one more byte": lambda: after + b"x",
            "flipped": lambda: after[: len(before) + 900] + b"0" + after[len(before) + 901 :],
            "twice": lambda: signed(after, key, certificate, self.root, {}, field="Lagi"),
            "rewritten": lambda: after.replace(b"%PDF-1.7", b"%PDF-1.6", 1),
            "no file": lambda: b"",
            "text": lambda: b"bukan PDF",
        }
        data = changes.get(self.behaviour, lambda: after)()
        return 200, {"time": 12, "file": [base64.b64encode(data).decode()] if data else []}


def signed(
    pdf: bytes,
    key: Any,
    certificate: x509.Certificate,
    root: x509.Certificate,
    where: dict,
    field: str = "BSrE",
) -> bytes:
    """The file with one signature more, in a field of its own."""
    from asn1crypto import keys
    from cryptography.hazmat.primitives import serialization as forms
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    from agreements.signing.crypto.pades import asn1
    from agreements.signing.crypto.waiting import wait_for

    der = key.private_bytes(forms.Encoding.DER, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    chain = SimpleCertificateStore()
    chain.register(asn1(root))
    signer = signers.SimpleSigner(asn1(certificate), keys.PrivateKeyInfo.load(der), chain)
    box = None
    if where.get("tampilan") == "VISIBLE":
        x, y = where["originX"], where["originY"]
        box = tuple(int(edge) for edge in (x, y, x + where["width"], y + where["height"]))
    name_ = f"{field}{len(pdf)}"
    spec = fields.SigFieldSpec(name_, on_page=where.get("page", 1) - 1, box=box)
    metadata = signers.PdfSignatureMetadata(field_name=name_, subfilter=fields.SigSeedSubFilter.PADES)
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    wait_for(signers.PdfSigner(metadata, signer, new_field_spec=spec).async_sign_pdf(writer, output=out))
    return out.getvalue()


def blank() -> bytes:
    """Some other document."""
    import weasyprint

    return bytes(weasyprint.HTML(string="<p>Lain</p>").write_pdf())


@contextlib.contextmanager
def serving(provider: Provider) -> Iterator[str]:
    """Run the stand-in on a free port of this machine; gives its base address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            expected = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
            if self.headers.get("Authorization") != f"Basic {expected}":
                self._say(401, {"error": "unauthorized"})
            elif self.path != "/api/v2/sign/pdf":
                self._say(404, {"error": "not found"})
            elif provider.behaviour in FAULTS:
                time.sleep(1.5 if provider.behaviour == "slow" else 0)
                self._send(*FAULTS[provider.behaviour])
            else:
                self._say(*provider.answer(body))

        def _say(self, status: int, said: dict[str, Any]) -> None:
            self._send(status, json.dumps(said).encode())

        def _send(self, status: int, data: bytes) -> None:
            with contextlib.suppress(BrokenPipeError):
                self._write(status, data)

        def _write(self, status: int, data: bytes) -> None:
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
