"""With what a person signs (a portal key or BSrE), opened before anything is locked -> one signature on the file."""

import logging
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Protocol

from cryptography import x509
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from agreements.record.crossing import Refused
from agreements.record.vocabulary import SigningMethod
from agreements.signing.backends.bsre import configured
from agreements.signing.backends.interface import (
    Given,
    PdfSigner,
    Refusal,
    Secrets,
    Tampered,
    Unavailable,
    Wanted,
)
from agreements.signing.backends.local import LocalKey
from agreements.signing.backends.returned import accepted
from agreements.signing.certificates import tries
from agreements.signing.certificates.actions import open_key, revoked, the_authority
from agreements.signing.certificates.models import Certificate
from agreements.signing.crypto import pades, pki
from agreements.signing.crypto.clocks import Clock
from agreements.signing.evidence.clocks import the_clock
from villages.organizations.models import Organization
from villages.people.access import Answer
from villages.people.models import User

log = logging.getLogger(__name__)

_REFUSALS = {
    "unknown": gettext_lazy("NIK ini tidak terdaftar di BSrE."),
    "certificate": gettext_lazy("Sertifikat BSrE Anda tidak berlaku; perbarui lebih dahulu di BSrE."),
    "refused": gettext_lazy("BSrE menolak permintaan ini. Tidak ada yang ditandatangani."),
    "somebody_else": gettext_lazy(
        "Sertifikat BSrE itu atas nama orang lain, jadi tanda tangannya tidak dipakai."
    ),
    "untrusted": gettext_lazy(
        "Sertifikat yang dipakai BSrE tidak dapat dipercaya, jadi tanda tangannya tidak dipakai."
    ),
}
_NO_ANSWER = gettext_lazy(
    "Layanan BSrE tidak menjawab. Tidak ada yang ditandatangani; coba lagi nanti atau pakai sertifikat portal."
)
_CHANGED = gettext_lazy(
    "Berkas yang dikembalikan BSrE bukan naskah ini ditambah satu tanda tangan, jadi tidak dipakai. "
    "Laporkan kepada DPMD."
)


class Means(Protocol):
    """An opened key, or the way to one."""

    @property
    def method(self) -> str:
        """A code of `SigningMethod`."""
        ...

    @property
    def certificate(self) -> Certificate | None:
        """The portal's certificate that signs; None for a provider's."""
        ...

    def give(self, wanted: Wanted) -> Given:
        """Sign once. Raises Refused or PassphraseRefused; then nothing is signed."""
        ...

    def failed(self, refusal: Exception) -> None:
        """Told outside the transaction that nothing was signed, and why."""
        ...


def offered() -> list[SigningMethod]:
    """The electronic ways to sign that this installation has, the portal's own first."""
    return [SigningMethod.LOCAL] + ([SigningMethod.BSRE] if configured() else [])


@sensitive_variables()
def open_means(by: User, organization: Organization, method: str, secrets: Secrets) -> Means:
    """Make ready to sign, outside any transaction: whatever may be wrong with the key is told before locking.

    Raises Refused (no usable certificate, a way that is not offered) and PassphraseRefused.
    """
    if method == SigningMethod.BSRE:
        client = configured()
        if client is None:
            raise Refused(Answer(False, _("Tanda tangan BSrE tidak tersedia pada portal ini.")))
        tries.begin(by)
        return BsreMeans(client, secrets, by)
    certificate, key = open_key(by, organization, secrets.passphrase)
    return LocalMeans(certificate, LocalKey(key), the_clock())


@dataclass(frozen=True)
class LocalMeans:
    """A key of the portal's own authority, opened with its passphrase: an uncertified signature."""

    certificate: Certificate
    key: LocalKey
    clock: Clock
    method = SigningMethod.LOCAL

    def give(self, wanted: Wanted) -> Given:
        """Sign with the opened key and the clock that stamps now."""
        signed = pades.sign(
            wanted.pdf,
            field=wanted.field,
            key=self.key,
            certificate=pki.from_pem(self.certificate.pem),
            authority=the_authority(),
            stamp=wanted.stamp,
            location=wanted.location,
            clock=self.clock,
            revoked=revoked(),
        )
        return Given(signed.data, signed.level, {}, signed.time_source)

    def failed(self, refusal: Exception) -> None:
        """Nothing to undo: the passphrase was counted when the key was opened."""


@dataclass(frozen=True)
class BsreMeans:
    """The person's certified key at BSrE, which opens with NIK and passphrase for one signature."""

    client: PdfSigner
    secrets: Secrets = field(repr=False)
    person: User
    method = SigningMethod.BSRE
    certificate = None

    @sensitive_variables()
    def give(self, wanted: Wanted) -> Given:
        """Have the document signed there, and take it only if it is ours with exactly that signature more."""
        try:
            data = self.client.sign_pdf(wanted, self.secrets)
        except Refusal as refusal:
            if refusal.code == "passphrase":
                raise tries.refused(self.person) from None
            raise _refused(refusal.code, _REFUSALS["refused"]) from None
        except Unavailable as fault:
            log.warning("the e-sign client gave no answer: %s", fault)
            raise _refused("", _NO_ANSWER) from None
        try:
            facts = accepted(wanted.pdf, data, name=self.person.full_name, roots=signer_roots())
        except Tampered as fault:
            log.error("the e-sign client returned a file that is not used: %s", fault.code)
            raise _refused(fault.code, _CHANGED) from None
        tries.succeeded(self.person)
        source = facts.pop("time_source")
        return Given(data, "B-T" if source else "B-B", facts, source)

    def failed(self, refusal: Exception) -> None:
        """Give the counted try back unless the passphrase was wrong: nobody is locked out by a service that is down."""
        if not isinstance(refusal, tries.PassphraseRefused):
            tries.give_back(self.person)


def _refused(code: str, otherwise: Promise) -> Refused:
    return Refused(Answer(False, str(_REFUSALS.get(code, otherwise))))


@cache
def _roots(path: str) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_pem_x509_certificates(Path(path).read_bytes()))


def signer_roots() -> tuple[x509.Certificate, ...]:
    """The roots of licensed providers whose signatures count as certified; none where none is configured."""
    return _roots(settings.BSRE_ROOTS) if settings.BSRE_ROOTS else ()
