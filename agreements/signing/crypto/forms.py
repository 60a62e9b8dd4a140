"""A certificate of the cryptography library -> the same in the form that pyHanko reads."""

from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization


def asn1(certificate: x509.Certificate) -> Any:
    """The certificate in the form that pyHanko reads."""
    return _converted(certificate.public_bytes(serialization.Encoding.DER))


@cache
def _converted(der: bytes) -> Any:
    from asn1crypto import x509 as forms

    return forms.Certificate.load(der)
