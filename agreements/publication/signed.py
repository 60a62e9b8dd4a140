"""A document's signatures -> who signed as what, with which kind of signature, by whose clock, with whose help."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from agreements.publication.privacy.masking import mask
from agreements.record.vocabulary import Capacity, SigningMethod
from agreements.signing.evidence.queries import TimeProof, time_proofs
from agreements.signing.models import FrozenDocument, Signature


@dataclass(frozen=True)
class SignedAs:
    """One signature as everybody may read it: names and offices, nothing else of the person."""

    name: str
    office: str
    role: str
    """For whom or as what: "untuk Desa Pasir", "sebagai saksi", "mengetahui"."""
    kind: str
    """Which kind of signature it is, and who vouches for the certificate."""
    is_certified: bool
    is_ink: bool
    moment: datetime
    """When it was given; of ink only the day counts."""
    clock: str
    """Whose clock says so, in words; empty for ink."""
    remarks: tuple[str, ...]
    """Delegation with its legal basis, help at the desk, comparison of the scan."""
    facts: tuple[tuple[str, str], ...]
    """For experts: level, serial number and issuer of the certificate."""


def signatures_of(document: FrozenDocument) -> list[SignedAs]:
    """Every signature that counts, in the order in which they were given."""
    related = (
        "signer__organization",
        "certificate",
        "delegation",
        "assistance__official",
        "paper_copy__decided_by",
    )
    rows = list(document.signatures.select_related(*related).order_by("ordinal"))
    proofs = time_proofs(document, rows)
    return [_told(row, proofs[row.pk]) for row in rows]


def uncertified(signatures: Iterable[SignedAs]) -> bool:
    """Whether some are electronic without a licensed provider's certificate, which a reader should understand."""
    return any(not one.is_certified and not one.is_ink for one in signatures)


def _told(row: Signature, proof: TimeProof) -> SignedAs:
    method = SigningMethod(row.method)
    return SignedAs(
        name=mask(row.name),
        office=mask(row.office),
        role=mask(_role(row)),
        kind=_kind(row),
        is_certified=method == SigningMethod.BSRE,
        is_ink=method == SigningMethod.PAPER,
        moment=row.signed_at,
        clock=proof.words,
        remarks=tuple(mask(said) for said in (_mandate(row), _help(row), _comparison(row)) if said),
        facts=_facts(row, proof),
    )


def _role(row: Signature) -> str:
    place = row.signer
    if place.capacity == Capacity.WITNESS:
        return _("sebagai saksi")
    if place.capacity == Capacity.ACKNOWLEDGING:
        return _("mengetahui")
    return _("untuk %(name)s") % {"name": place.organization} if place.organization else _("sebagai pihak")


def _kind(row: Signature) -> str:
    if row.method == SigningMethod.PAPER:
        return _("Tanda tangan basah di atas kertas")
    if row.method == SigningMethod.BSRE:
        return _("Tanda tangan elektronik tersertifikasi (BSrE)")
    return _("Tanda tangan elektronik tidak tersertifikasi (sertifikat dari portal ini)")


def _mandate(row: Signature) -> str:
    if not row.acting:
        return ""
    basis = row.delegation.legal_basis if row.delegation else row.basis
    words = _("atas pelimpahan wewenang berdasarkan %(basis)s") if basis else _("atas pelimpahan wewenang")
    return words % {"basis": basis}


def _help(row: Signature) -> str:
    helped = row.assistance
    if helped is None:
        return ""
    facts = {
        "who": helped.official.full_name,
        "office": helped.office,
        "help": helped.get_help_display().lower(),
    }
    return _("didampingi %(who)s, %(office)s (%(help)s)") % facts


def _comparison(row: Signature) -> str:
    """Who compared the scan of the paper, and when; the portal vouches for that, not for the ink."""
    scan = row.paper_copy
    if scan is None or scan.decided_by is None or scan.decided_at is None:
        return ""
    facts = {"who": scan.decided_by.full_name, "day": date_format(localtime(scan.decided_at), "j F Y")}
    return _("pindaiannya dicocokkan dengan naskah oleh petugas %(who)s pada %(day)s") % facts


def _facts(row: Signature, proof: TimeProof) -> tuple[tuple[str, str], ...]:
    if row.method == SigningMethod.PAPER:
        return ((_("SHA-256 pindaian"), row.paper_copy.sha256),) if row.paper_copy else ()
    serial = row.certificate.serial if row.certificate else str(row.provider.get("serial", ""))
    issuer = _("portal ini") if row.certificate else str(row.provider.get("issuer", ""))
    told = (
        (_("Tingkat"), f"PAdES {proof.level}"),
        (_("Nomor seri sertifikat"), serial),
        (_("Diterbitkan oleh"), issuer),
    )
    return tuple((term, value) for term, value in told if value)
