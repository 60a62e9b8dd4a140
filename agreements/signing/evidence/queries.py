"""A document's revisions -> the PAdES level each signature has today, whose time proves it, and what is still due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from agreements.record.stages import Stage
from agreements.record.vocabulary import SigningMethod
from agreements.signing.crypto.clocks import LOCAL
from agreements.signing.models import FrozenDocument, Revision, Signature

STAMPS = (Revision.Kind.EVIDENCE, Revision.Kind.ARCHIVE)
UNPROVEN = ("B-B", "B-T")
YEARLY = timedelta(days=335)
"""A document is stamped for the archive when its last such stamp is older: eleven months, so that a year is kept."""


@dataclass(frozen=True)
class TimeProof:
    """What proves the time of one signature today."""

    level: str
    """B-B, B-T, B-LT or B-LTA; empty for a signature in ink."""
    source: str
    """`local`, the time-stamp service's name, or empty where nothing proves the time yet."""

    @property
    def is_pending(self) -> bool:
        """The portal is still to add proof of the time."""
        return self.level in UNPROVEN

    @property
    def words(self) -> str:
        """Whose time it is, in words; empty for ink."""
        if not self.level:
            return ""
        if not self.source:
            return _("bukti waktu menyusul")
        words = source_words(self.source)
        return _("%(source)s; bukti pencabutan menyusul") % {"source": words} if self.is_pending else words


def source_words(source: str) -> str:
    """A time source in words; the portal's own is named as such, for it proves no more than the portal's clock."""
    return _("cap waktu dari portal sendiri") if source == LOCAL else _("cap waktu dari %s") % source


def time_proofs(
    document: FrozenDocument, signatures: Iterable[Signature] | None = None
) -> dict[int, TimeProof]:
    """For each signature's key what proves its time today; rows of signatures never change, revisions come later.

    `signatures` are those of the document where they have been read already.
    """
    revisions = list(document.revisions.order_by("number"))
    found = document.signatures.order_by("ordinal") if signatures is None else signatures
    return {signature.pk: _proof(signature, revisions) for signature in found}


def proof_of(signature: Signature) -> TimeProof:
    """What proves the time of one signature today."""
    return _proof(signature, list(signature.document.revisions.order_by("number")))


def level_of(signature: Signature) -> str:
    """The signature's PAdES level today."""
    return proof_of(signature).level


def _proof(signature: Signature, revisions: list[Revision]) -> TimeProof:
    """Each stamp over the file raises the level: the first proves the time (B-LT), the next carries it on (B-LTA)."""
    if signature.method == SigningMethod.PAPER:
        return TimeProof("", "")
    own = next((r for r in revisions if r.sha256 == signature.sha256), None)
    later = [r for r in revisions if own and r.number > own.number and r.kind in STAMPS]
    source = own.time_source if own else ""
    if signature.level in UNPROVEN:
        proven = ([signature.level, "B-LT", "B-LTA"])[min(len(later), 2)]
    else:
        proven = "B-LTA" if later else signature.level
    return TimeProof(proven, source or (later[0].time_source if later else ""))


def is_time_pending(document: FrozenDocument) -> bool:
    """Whether some electronic signature of the document still waits for proof of its time."""
    return pending().filter(pk=document.pk).exists()


def awaited_fields(document: FrozenDocument) -> list[str]:
    """The signature fields for which proof of time is still to come, for an inspection of this document's file."""
    waiting = _unproven(Signature.objects.filter(document=document)).select_related("signer")
    return [s.provider.get("field") or s.signer.field for s in waiting.order_by("ordinal")]


def pending() -> QuerySet[FrozenDocument]:
    """Documents with a signature that waits for proof of its time, the oldest first; also voided ones."""
    waiting = _unproven(Signature.objects.filter(document=OuterRef("pk")))
    return FrozenDocument.objects.filter(Exists(waiting)).order_by("pk")


def _unproven(signatures: QuerySet[Signature]) -> QuerySet[Signature]:
    """Those of them that were made without proof of time and that no stamp has covered since."""
    same = Revision.objects.filter(document=OuterRef("document"), sha256=OuterRef("sha256"))
    made = Subquery(same.order_by("number").values("number")[:1])
    later = Revision.objects.filter(
        document=OuterRef("document"), kind__in=STAMPS, number__gt=OuterRef("revision_number")
    )
    electronic = signatures.filter(level__in=UNPROVEN).exclude(method=SigningMethod.PAPER)
    return electronic.annotate(revision_number=made).filter(~Exists(later))


def due_for_archive(now: datetime) -> QuerySet[FrozenDocument]:
    """Documents in force or ended, signed electronically, whose last stamp over the file is eleven months old or none.

    A signature made after the last stamp makes a document due as well: only in the archive's stamp is it carried on.
    """
    stamps = Revision.objects.filter(document=OuterRef("pk"), kind__in=STAMPS)
    last = stamps.order_by("-number")
    signed = Revision.objects.filter(document=OuterRef("pk"), kind=Revision.Kind.SIGNATURE).order_by(
        "-number"
    )
    found = FrozenDocument.objects.filter(
        voided_at__isnull=True,
        state=FrozenDocument.State.READY,
        agreement__stage__in=(Stage.IN_FORCE, Stage.ENDED),
    )
    found = found.annotate(
        stamped_at=Subquery(last.values("made_at")[:1]),
        stamped=Subquery(last.values("number")[:1]),
        signed=Subquery(signed.values("number")[:1]),
    ).filter(signed__isnull=False)
    due = Q(stamped__isnull=True) | Q(stamped_at__lt=now - YEARLY) | Q(stamped__lt=F("signed"))
    return found.filter(due).order_by("pk")
