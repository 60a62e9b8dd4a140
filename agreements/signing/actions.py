"""Sign for a party, or decline: whole or not at all, once per party, by the person the frozen text names."""

import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.documents import store
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, cross, lock
from agreements.record.models import Agreement, Party
from agreements.signing.certificates.actions import open_key, revoked, the_authority
from agreements.signing.crypto import pades, pki
from agreements.signing.crypto.stamp import Stamp
from agreements.signing.freezing import void
from agreements.signing.guards import names
from agreements.signing.models import Certificate, FrozenDocument, Signature
from agreements.signing.queries import document_of, unsigned_parties
from villages.people.access import Answer, Mandate, signing_mandate, why_no_mandate
from villages.people.models import User


def place_of(agreement: Agreement, user: User) -> Party | None:
    """The party for which this person is named and has not signed yet; the first by ordinal, or None."""
    document = document_of(agreement)
    waiting = unsigned_parties(document) if document else []
    return next((party for party in waiting if document and names(document, party, user)), None)


def sign(agreement: Agreement, *, by: User, passphrase: str, seen: str) -> Signature:
    """Sign the agreement for the party that `by` represents today.

    `seen` is the digest of the text that the person read: a text frozen anew meanwhile is refused. The document's
    row is locked while the file grows, so that people at the same moment sign one after the other. Law: UU ITE
    art. 11 (data under the signer's control, changes detectable, signer identified, consent given).

    Raises Refused (wrong person, expired mandate, signed already, not ready) and PassphraseRefused; in each case
    nothing is signed.
    """
    ask(by, "sign", agreement)
    party = place_of(agreement, by)
    if party is None:
        raise Refused(Answer(False, _("Tidak ada tempat tanda tangan yang menunggu Anda.")))
    certificate, key = open_key(by, party.organization, passphrase)
    with transaction.atomic():
        current = lock(agreement)
        ask(by, "sign", current)
        document = FrozenDocument.objects.select_for_update().get(agreement=current, voided_at__isnull=True)
        if document.content_digest != seen:
            raise Refused(
                Answer(False, _("Naskah sudah diganti sejak Anda membacanya; baca yang baru lebih dahulu."))
            )
        mandate = signing_mandate(by, party.organization)
        if mandate is None:
            raise Refused(Answer(False, why_no_mandate(by, party.organization), because_of_who=True))
        signature = _append(document, party, mandate, certificate, key)
        facts = {"party": party.ordinal, "sha256": signature.sha256, "certificate": certificate.serial}
        journal.append(current, "sign", by=by, on_behalf_of=party.organization, details=facts)
        if not unsigned_parties(document):
            cross(current, "complete", by=None, details={"sha256": signature.sha256})
    agreement.refresh_from_db(fields=["stage", "stage_since", "journal_length", "journal_hash"])
    return signature


def _append(
    document: FrozenDocument, party: Party, mandate: Mandate, certificate: Certificate, key
) -> Signature:
    """Let the file grow by one signature and note its new digest and size."""
    content = json.loads(document.content)
    signed = pades.sign(
        store.get(document.sha256),
        field=f"ttd-p{party.ordinal}",
        key=key,
        certificate=pki.from_pem(certificate.pem),
        authority=the_authority(),
        stamp=Stamp(
            name=mandate.person.full_name,
            office=mandate.title,
            organization=party.organization.name,
            url=content["verification"]["url"],
        ),
        location=content["place"],
        revoked=revoked(),
    )
    document.sha256, document.size = store.put(signed), len(signed)
    document.save(update_fields=["sha256", "size"])
    return Signature.objects.create(
        document=document,
        party=party,
        person=mandate.person,
        certificate=certificate,
        ordinal=document.signatures.count() + 1,
        name=mandate.person.full_name,
        office=mandate.title,
        basis=mandate.basis,
        acting=mandate.acting,
        signed_at=timezone.now(),
        sha256=document.sha256,
        size=document.size,
    )


@transaction.atomic
def decline(agreement: Agreement, *, by: User, reason: str) -> Agreement:
    """Refuse to sign, with a reason that all read: the frozen document is voided and the text is open again.

    Signatures given so far stay in the archive with the voided document. Raises Refused or ValidationError.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasannya: pihak lain akan membacanya.")})
    current = lock(agreement)
    ask(by, "decline", current)
    behalf = speaking_for(by, current, signing=True)
    moved = cross(agreement, "decline", by=by, on_behalf_of=behalf, details={"reason": reason.strip()})
    void(current, reason.strip())
    return moved
