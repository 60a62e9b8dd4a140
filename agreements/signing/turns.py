"""What happens around every signature: the file's new state is noted, and the next places are opened."""

from agreements.documents import store
from agreements.signing.models import FrozenDocument, Revision
from agreements.signing.queries import slots
from agreements.signing.session.mailing import tell_whose_turn


def note_revision(document: FrozenDocument, data: bytes, kind: str, *, time_source: str = "") -> Revision:
    """Store the document's new file and note its digest, size and count of electronic signatures.

    Call it inside the transaction that holds the document's row: file and rows come and go together, and a file
    without its row is only an orphan on disk. `time_source` says whose time stamp it gained, if any.
    """
    last = document.revisions.order_by("-number").first()
    count = (last.signatures if last else 0) + (kind == Revision.Kind.SIGNATURE)
    document.sha256, document.size = store.put(data), len(data)
    document.save(update_fields=["sha256", "size"])
    return Revision.objects.create(
        document=document,
        number=last.number + 1 if last else 0,
        kind=kind,
        signatures=count,
        sha256=document.sha256,
        size=document.size,
        time_source=time_source,
    )


def open_turn(document: FrozenDocument) -> None:
    """Open the places whose turn it is and write to their signatories; close those signed or not needed any more."""
    found = slots(document)
    now = [slot.signer.pk for slot in found if slot.is_open]
    document.signers.filter(is_open=True).exclude(pk__in=now).update(is_open=False)
    document.signers.filter(is_open=False, pk__in=now).update(is_open=True)
    tell_whose_turn(document)
