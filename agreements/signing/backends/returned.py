"""Our file and the one that a provider returned -> the facts of the one new signature, or what is wrong with it."""

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.x509.oid import NameOID

from agreements.signing.backends.boxes import is_closed
from agreements.signing.backends.interface import Tampered
from agreements.signing.crypto.pades import asn1
from agreements.signing.crypto.pki import fingerprint
from agreements.signing.crypto.waiting import drive


def accepted(before: bytes, after: bytes, *, name: str, roots: Iterable[x509.Certificate]) -> dict[str, Any]:
    """Check that `after` is `before` with exactly one new, sound signature by a certificate of that person.

    Our bytes are its beginning; one signature was added, covers the whole file and leaves everything else alone; its
    certificate is valid now, comes from one of `roots` and names the person. Returns what is kept of it: field,
    subject, issuer, serial, fingerprint, last day, and `time_source` (whose time stamp it carries; "" for none).
    Raises Tampered with `not_ours`, `unreadable`, `count`, `unsound`,
    `changed`, `untrusted` or `somebody_else`.
    """
    if len(after) <= len(before) or not after.startswith(before):
        raise Tampered("not_ours")
    try:
        signature, revisions = _new_signature(before, after)
    except Tampered:
        raise
    except Exception:  # noqa: BLE001 (a broken file may break the reader in any way)
        raise Tampered("unreadable") from None
    _sound(signature, revisions, tuple(roots), closed=is_closed(before))
    certificate = x509.load_der_x509_certificate(signature.signer_cert.dump())
    if not same_person(name, _named(certificate.subject)):
        raise Tampered("somebody_else")
    return {
        "field": signature.field_name,
        "subject": certificate.subject.rfc4514_string(),
        "issuer": _named(certificate.issuer),
        "serial": f"{certificate.serial_number:x}",
        "fingerprint": fingerprint(certificate),
        "not_after": certificate.not_valid_after_utc.isoformat(),
        "time_source": _time_source(signature),
    }


def _new_signature(before: bytes, after: bytes) -> tuple[Any, int]:
    """The signature that was added, and how many revisions our file had."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    old, new = PdfFileReader(io.BytesIO(before)), PdfFileReader(io.BytesIO(after))
    known = {signature.field_name for signature in old.embedded_signatures}
    added = [signature for signature in new.embedded_signatures if signature.field_name not in known]
    if len(added) != 1 or len(new.embedded_signatures) != len(known) + 1:
        raise Tampered("count")
    return added[0], old.xrefs.total_revisions


def _sound(signature: Any, revisions: int, roots: tuple[x509.Certificate, ...], *, closed: bool) -> None:
    """Intact, over the whole file, by a trusted certificate, and nothing but a signature came with it."""
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    trust = ValidationContext(
        trust_roots=[asn1(root) for root in roots],
        moment=datetime.now(UTC),
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    try:
        status = drive(async_validate_pdf_signature(signature, trust, trust, skip_diff=True))
        changes = _policy().review_file(
            signature.reader, revisions - 1, doc_mdp=MDPPerm.FILL_FORMS if closed else None
        )
    except Exception:  # noqa: BLE001 (as above)
        raise Tampered("unsound") from None
    if not (status.intact and status.valid) or status.coverage.name != "ENTIRE_FILE":
        raise Tampered("unsound")
    if not hasattr(changes, "modification_level"):
        raise Tampered("changed")
    if not status.trusted or status.revoked:
        raise Tampered("untrusted")


def _time_source(signature: Any) -> str:
    """The name in the certificate of the service that stamped the signature; empty without a stamp."""
    from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, extract_tst_data_iter

    for token in extract_tst_data_iter(signature.signer_info, signed=False):
        leaf = extract_certs_for_validation(token).signer_cert
        return str(leaf.subject.native.get("common_name", "TSA"))
    return ""


def _policy() -> Any:
    """What may come with a signature: a field, its value, evidence; the first one also sets the form's flags."""
    from pyhanko.sign import diff_analysis as rules
    from pyhanko.sign.diff_analysis.policies import DEFAULT_DIFF_POLICY

    form = rules.FormUpdatingRule(
        field_rules=[
            rules.SigFieldCreationRule(),
            rules.SigFieldModificationRule(),
            rules.GenericFieldModificationRule(),
        ],
        ignored_acroform_keys={"/SigFlags", "/Fields"},
    )
    return rules.StandardDiffPolicy(global_rules=DEFAULT_DIFF_POLICY.global_rules, form_rule=form)


def _named(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else ""


def same_person(written: str, certified: str) -> bool:
    """Whether two ways of writing a name mean one person: titles, case, dots and order aside.

    "Drs. H. Slamet Riyadi, M.Si." and "SLAMET RIYADI" do; the words of the shorter all stand in the longer.
    """
    one, other = _words(written), _words(certified)
    return bool(one and other) and (one <= other or other <= one)


def _words(name: str) -> frozenset[str]:
    """The words of a name without what follows a comma and without abbreviations that end in a dot."""
    bare = name.split(",", maxsplit=1)[0]
    kept = [word for word in bare.split() if not word.endswith(".")]
    return frozenset(re.sub(r"[^\w]", "", word).casefold() for word in kept or bare.split()) - {""}
