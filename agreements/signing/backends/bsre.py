"""BSrE's e-sign client (BSSN), which signs with a certified key that the person opens with NIK and passphrase.

The client is a service in the regency's own network: HTTP with a user and password of the application, JSON in and
out, `POST /api/v2/sign/pdf`. Neither NIK nor passphrase is kept here: they go into one request and are forgotten.
"""

import base64
import binascii
import io
import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from agreements.signing.backends.boxes import Box, box_of, is_closed
from agreements.signing.backends.interface import Refusal, Secrets, Unavailable, Wanted
from agreements.signing.crypto.pades import REASON

_MOST_BYTES = 60_000_000
_CODES = {2011: "unknown", 2021: "certificate", 2031: "passphrase"}
"""The client's own codes: not registered, no usable certificate, wrong passphrase."""
_WORDS = (
    ("passphrase", ("passphrase", "kata sandi")),
    ("certificate", ("expired", "kedaluwarsa", "kadaluarsa", "sertifikat", "certificate", "revoked")),
    ("unknown", ("tidak terdaftar", "belum terdaftar", "not registered", "not found")),
)
"""Earlier versions of the client say it in words alone."""


@dataclass(frozen=True)
class Bsre:
    """One e-sign client: a `PdfSigner` whose signatures are certified (PP 71/2019 art. 60)."""

    url: str
    """Its base address, https unless it runs on this machine."""
    user: str
    password: str = field(repr=False)
    seconds: float = 20
    """How long an answer may take; the document is held meanwhile, so it is short."""

    def sign_pdf(self, wanted: Wanted, secrets: Secrets) -> bytes:
        """Return what the client makes of the document. Raises Refusal (its reason as a code) or Unavailable."""
        body = {
            "nik": secrets.nik,
            "passphrase": secrets.passphrase,
            "signatureProperties": [_properties(wanted)],
            "file": [base64.b64encode(wanted.pdf).decode()],
        }
        answer = self._ask("/api/v2/sign/pdf", body)
        try:
            return base64.b64decode(answer["file"][0], validate=True)
        except (KeyError, IndexError, TypeError, binascii.Error, ValueError):
            raise Unavailable("no file in the answer") from None

    def _ask(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
        asked = urllib.request.Request(  # noqa: S310 (the address comes from the installation's settings)
            self.url.rstrip("/") + path, data=json.dumps(body).encode(), headers=headers, method="POST"
        )
        try:
            with _opener().open(asked, timeout=self.seconds) as answer:
                return _read(answer.read(_MOST_BYTES))
        except urllib.error.HTTPError as error:
            raise _refusal(error.code, error.read(100_000)) from None
        except (OSError, ValueError) as error:
            raise Unavailable(type(error).__name__) from None


def configured() -> Bsre | None:
    """The e-sign client that the settings name, or None where certified signing is not offered."""
    if not settings.BSRE_URL:
        return None
    return Bsre(settings.BSRE_URL, settings.BSRE_USER, settings.BSRE_PASSWORD, settings.BSRE_SECONDS)


def _opener() -> urllib.request.OpenerDirector:
    """Opens exactly the address it is given: no proxy of the environment, no redirection that takes secrets along."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_args: Any, **_more: Any) -> None:
            return None

    return urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay())


def _read(data: bytes) -> dict[str, Any]:
    found = json.loads(data)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _refusal(status: int, data: bytes) -> Exception:
    """The client's refusal as a code; a failure of its own (5xx, our login refused) is no refusal of the person."""
    if status >= 500 or status in (401, 403, 404, 429):
        return Unavailable(f"HTTP {status}")
    try:
        said = _read(data)
    except ValueError:
        return Unavailable(f"HTTP {status}")
    code = said.get("status_code")
    if isinstance(code, int) and code in _CODES:
        return Refusal(_CODES[code])
    text = str(said.get("error", "")).casefold()
    return Refusal(next((code for code, words in _WORDS if any(word in text for word in words)), "refused"))


def _properties(wanted: Wanted) -> dict[str, Any]:
    """A visible signature over the box of the place, with the QR code of the verification page, as long as it may be.

    After a certifying signature (our own first one is) a new visible field would break it; then it stays invisible.
    """
    shared = {"reason": REASON, "location": wanted.location}
    box = box_of(wanted.pdf, wanted.field)
    if box is None or is_closed(wanted.pdf):
        return {"tampilan": "INVISIBLE", **shared}
    return {"tampilan": "VISIBLE", **shared, **_drawn(box, wanted.stamp.url)}


def _drawn(box: Box, url: str) -> dict[str, Any]:
    import segno

    picture = io.BytesIO()
    segno.make(url, error="m").save(picture, kind="png", scale=4, border=1)
    side = min(box.width, box.height)
    return {
        "imageBase64": base64.b64encode(picture.getvalue()).decode(),
        "page": box.page,
        "originX": round(box.x, 2),
        "originY": round(box.y, 2),
        "width": round(side, 2),
        "height": round(side, 2),
    }
