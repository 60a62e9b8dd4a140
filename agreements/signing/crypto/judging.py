"""One signature or time stamp in a file, and what is known of the time after it -> what can be said of it."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.x509.oid import NameOID

from agreements.signing.crypto.clocks import LOCAL, source_of
from agreements.signing.crypto.forms import asn1
from agreements.signing.crypto.pki import fingerprint
from agreements.signing.crypto.reports import SignatureReport, StampReport
from agreements.signing.crypto.waiting import drive

_COVERAGE = {"ENTIRE_FILE": "file", "ENTIRE_REVISION": "revision"}


@dataclass(frozen=True)
class Proof:
    """A trusted time stamp further on in the file: what stands before it existed at that moment."""

    moment: datetime
    """The time."""
    source: str
    """Who says so."""
    stamps: int = 0
    """How many time stamps over the whole file are known from here on."""


@dataclass(frozen=True)
class Trust:
    """Whom an inspection believes."""

    root: x509.Certificate
    """Our authority: for signatures (uncertified) and for the portal's own time."""
    time_roots: tuple[x509.Certificate, ...] = ()
    """Roots of time-stamp services; nobody signs with a certificate of theirs."""
    signer_roots: tuple[x509.Certificate, ...] = ()
    """Roots of licensed providers, for certified signatures and their time stamps."""
    crls: tuple[bytes, ...] = ()
    """Today's revocation lists (DER)."""


@dataclass
class Judge:
    """Reads the evidence in a file once and judges with it."""

    trust: Trust
    carried: tuple[list[Any], list[Any], list[Any]] = field(default_factory=lambda: ([], [], []))

    def read(self, reader: Any) -> None:
        """Take certificates, revocation lists and OCSP answers from the file."""
        from asn1crypto import crl, ocsp
        from pyhanko.sign.validation.dss import DocumentSecurityStore
        from pyhanko.sign.validation.errors import NoDSSFoundError

        with suppress(NoDSSFoundError):
            store = DocumentSecurityStore.read_dss(reader)
            self.carried = (
                list(store.load_certs()),
                [crl.CertificateList.load(ref.get_object().data) for ref in store.crls],
                [ocsp.OCSPResponse.load(ref.get_object().data) for ref in store.ocsps],
            )

    def stamp(self, signature: Any, later: Proof | None) -> StampReport:
        """Judge a time stamp over the whole file; `later` is the next one that is trusted."""
        from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_timestamp

        moment, expired, status = None, False, None
        with suppress(Exception):  # a hostile stamp may break the reader in any way: then it is not intact
            moment = _stated(signature.signed_data)
            for at in (later.moment if later else None, moment):
                trust = self._context(self._clocks, at, "soft-fail")
                found = drive(async_validate_pdf_timestamp(signature, trust, skip_diff=True))
                status, expired = found, status is not None
                if status.trusted:
                    break
        intact = bool(status and status.intact and status.valid)
        trusted = bool(intact and status and status.trusted)
        coverage = _COVERAGE.get(status.coverage.name, "partial") if status else "partial"
        checks = (
            ("stamp_altered", not intact),
            ("stamp_untrusted", intact and not trusted),
            ("partial", intact and coverage == "partial"),
        )
        return StampReport(
            field=signature.field_name,
            moment=moment,
            source=self._source(signature.signer_cert, status) if intact else "",
            intact=intact,
            trusted=trusted,
            coverage=coverage,
            problems=tuple(code for code, wrong in checks if wrong),
            notes=("time_expired",) if trusted and expired else (),
        )

    def signature(self, signature: Any, later: Proof | None, *, is_awaited: bool) -> SignatureReport:
        """Judge a person's signature; `later` is the next trusted time stamp of any kind behind it."""
        own, expired, status, signed_by = self._judged(signature, later)
        proof = own or later
        certificate = x509.load_der_x509_certificate(signature.signer_cert.dump())
        coverage = _COVERAGE.get(status.coverage.name, "partial")
        faults = _faults(status, self._revoked(certificate, proof.moment if proof else None))
        checks = (("no_time", proof is None and not is_awaited), ("partial", coverage == "partial"))
        problems = (*faults, *(code for code, wrong in checks if wrong))
        remarks = (
            ("time_later", own is None and proof is not None),
            ("time_pending", proof is None and is_awaited),
            ("time_expired", expired and own is not None),
        )
        return SignatureReport(
            field=signature.field_name,
            signed_at=proof.moment if proof else None,
            intact=status.intact,
            valid=status.valid,
            trusted=status.trusted,
            certified=signed_by == "provider",
            timestamped=own is not None,
            time_source=proof.source if proof else "",
            level="" if problems else level(own is not None, later),
            coverage=coverage,
            certifies=signature.docmdp_level is not None,
            problems=problems,
            notes=tuple(code for code, true in remarks if true),
            **_told(certificate),
        )

    def _judged(self, signature: Any, later: Proof | None) -> tuple[Proof | None, bool, Any, str]:
        """The time its own stamp proves, whether that stamp has expired, pyHanko's status, and who vouches.

        A stamp is judged as of the next one that carries it on, or of now; failing that, as of its own time.
        """
        stated = _own_time(signature)
        for at in (later.moment if later else None, stated):
            if stated is None:
                break
            status, vouched = self._status(signature, stated, self._context(self._clocks, at, "soft-fail"))
            stamp = status.timestamp_validity
            if stamp and stamp.intact and stamp.valid and stamp.trusted:
                source = self._source(stamp.signing_cert, stamp)
                expired = at is stated
                return Proof(stamp.timestamp.astimezone(UTC), source), expired, status, vouched
        moment = later.moment if later else None
        status, vouched = self._status(signature, moment, self._context(self._clocks, moment, "soft-fail"))
        return None, False, status, vouched

    def _status(self, signature: Any, moment: datetime | None, clocks: Any) -> tuple[Any, str]:
        """Our own authority vouches with revocation lists at hand, a provider's also without."""
        from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature

        ours = self._context((self.trust.root,), moment, "require")
        status = drive(async_validate_pdf_signature(signature, ours, clocks, skip_diff=True))
        if status.trusted or status.revoked or not self.trust.signer_roots:
            return status, "portal" if status.trusted or status.revoked else ""
        theirs = self._context(self.trust.signer_roots, moment, "soft-fail")
        other = drive(async_validate_pdf_signature(signature, theirs, clocks, skip_diff=True))
        return (other, "provider") if other.trusted or other.revoked else (status, "")

    @property
    def _clocks(self) -> tuple[x509.Certificate, ...]:
        return (self.trust.root, *self.trust.time_roots, *self.trust.signer_roots)

    def _context(self, roots: Iterable[x509.Certificate], moment: datetime | None, mode: str) -> Any:
        """Trust in these roots, as of that moment (None: now, also with today's lists), with the file's evidence."""
        from pyhanko_certvalidator import ValidationContext

        certificates, crls, ocsps = self.carried
        at = moment or datetime.now(UTC)
        return ValidationContext(
            trust_roots=[asn1(root) for root in roots],
            other_certs=certificates,
            crls=[*(one for one in crls if _is_fresh(one, at)), *(() if moment else self.trust.crls)],
            ocsps=[one for one in ocsps if _is_fresh_answer(one, at)],
            moment=at,
            allow_fetching=False,
            revocation_mode=mode,
        )

    def _source(self, certificate: Any, status: Any) -> str:
        """Whose time it is: `local` only where our own root vouches."""
        path = getattr(status, "validation_path", None)
        anchor = getattr(getattr(path, "trust_anchor", None), "certificate", None)
        if anchor is not None and anchor.dump() == asn1(self.trust.root).dump():
            return LOCAL
        return source_of(x509.load_der_x509_certificate(certificate.dump()))

    def _revoked(self, certificate: x509.Certificate, signed_at: datetime | None) -> bool:
        """Whether today's lists say that the certificate was revoked before it was used."""
        moment = signed_at or datetime.now(UTC)
        for data in self.trust.crls:
            listed = x509.load_der_x509_crl(data)
            entry = listed.get_revoked_certificate_by_serial_number(certificate.serial_number)
            if listed.issuer == certificate.issuer and entry and entry.revocation_date_utc <= moment:
                return True
        return False


def level(has_own_stamp: bool, later: Proof | None) -> str:
    """The PAdES level of a good signature: the first trusted time makes it B-LT, a stamp over that B-LTA."""
    times = has_own_stamp + (later.stamps if later else 0)
    if later and not times:  # a later signature's time stamp
        times = 1
    return ("B-B", "B-LT", "B-LTA")[min(times, 2)]


def _faults(status: Any, revoked: bool) -> tuple[str, ...]:
    """What is wrong with the signature itself and its certificate."""
    sound = status.intact and status.valid
    checks = (
        ("altered", not status.intact),
        ("forged", status.intact and not status.valid),
        ("revoked", status.revoked or revoked),
        ("untrusted", sound and not status.trusted and not status.revoked),
    )
    return tuple(code for code, wrong in checks if wrong)


def _told(certificate: x509.Certificate) -> dict[str, Any]:
    """Whom the certificate names, and which it is."""
    return {
        "name": _named(certificate.subject, NameOID.COMMON_NAME),
        "office": _named(certificate.subject, NameOID.TITLE),
        "organization": _named(certificate.subject, NameOID.ORGANIZATION_NAME),
        "issuer": _named(certificate.issuer, NameOID.COMMON_NAME),
        "fingerprint": fingerprint(certificate),
        "serial": certificate.serial_number,
    }


def _is_fresh(revocations: Any, moment: datetime) -> bool:
    """Whether a revocation list still speaks of that moment; an outdated one would count as a fault, not as none."""
    until = revocations["tbs_cert_list"]["next_update"].native
    return until is None or until >= moment


def _is_fresh_answer(answer: Any, moment: datetime) -> bool:
    """The same of an OCSP answer."""
    data = answer.response_data
    return all((r["next_update"].native or moment) >= moment for r in data["responses"]) if data else False


def _stated(signed_data: Any) -> datetime:
    """The time a time stamp states, before it is verified."""
    return signed_data["encap_content_info"]["content"].parsed["gen_time"].native


def _own_time(signature: Any) -> datetime | None:
    """The time the signature's own time stamp states, before it is verified."""
    from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

    for token in extract_tst_data_iter(signature.signer_info, signed=False):
        return _stated(token)
    return None


def _named(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""
