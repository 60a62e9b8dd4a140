"""The minutes of an outcome -> each head's signature beside them, made with that person's own key; the last settles."""

import base64
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from agreements.documents import store
from agreements.monitoring.breaches import disputing
from agreements.monitoring.disputes import guards
from agreements.monitoring.disputes.models import Dispute, OutcomeSignature
from agreements.monitoring.disputes.queries import disputes_of, places_of
from agreements.monitoring.letters.making import SHELF
from agreements.record import journal
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Party
from agreements.signing.backends.local import LocalKey
from agreements.signing.certificates.actions import open_key, the_authority
from agreements.signing.certificates.models import Certificate
from agreements.signing.crypto import detached, pki
from agreements.signing.evidence.clocks import the_clock
from villages.organizations.models import Organization
from villages.people.access import Answer, signing_mandate
from villages.people.models import User

State = Dispute.State


@dataclass(frozen=True)
class Pen:
    """For whom somebody signs, with what."""

    party: Party | None
    """The party; None for the office that facilitated."""
    organization: Organization
    """In whose name."""
    office: str
    """As what, as it stands in the minutes' list."""


@sensitive_variables()
def sign_outcome(dispute: Dispute, *, by: User, passphrase: str, seen: str) -> OutcomeSignature:
    """Sign the minutes with one's own certificate: a signature over the very PDF that was before one's eyes.

    `seen` is that PDF's digest: minutes that were worded anew meanwhile are refused. The key is opened outside any
    transaction, so that a wrong passphrase stays counted. Once everybody has signed the dispute is settled; for
    cooperation among villages what was facilitated is final. Law: UU ITE art. 11; Permendagri 96/2017.
    Raises Refused and PassphraseRefused; then nothing is signed.
    """
    ask(by, "sign_outcome", dispute.agreement)
    current = disputes_of(dispute.agreement).get(pk=dispute.pk)
    if not (allowed := guards.may_sign(by, current)):
        raise Refused(allowed, "sign_outcome")
    pen = _pen(current, by)
    certificate, key = open_key(by, pen.organization, passphrase)
    data = _pdf(current, seen)
    signature = detached.sign(
        data,
        key=LocalKey(key),
        certificate=pki.from_pem(certificate.pem),
        authority=the_authority(),
        clock=the_clock(),
    )
    return _keep(current, pen, by, seen, signature, certificate)


def _pen(dispute: Dispute, by: User) -> Pen:
    own = guards.own_party(by, dispute.agreement)
    if own:
        mandate = signing_mandate(by, own.organization)
        return Pen(own, own.organization, mandate.title if mandate else "")
    held = guards.signs_for_office(by, dispute.facilitator)
    assert held is not None
    return Pen(None, held.organization, held.title)


def _pdf(dispute: Dispute, seen: str) -> bytes:
    if dispute.minutes is None or dispute.minutes.sha256 != seen:
        words = _("Berita acara sudah disusun ulang sejak Anda membacanya; bacalah yang baru.")
        raise Refused(Answer(False, words), "sign_outcome")
    try:
        return store.get(seen, shelf=SHELF)
    except store.Damaged:
        raise Refused(
            Answer(False, _("Berkas berita acara rusak; hubungi pengelola portal.")), "sign_outcome"
        ) from None


@transaction.atomic
def _keep(
    dispute: Dispute, pen: Pen, by: User, seen: str, signature: bytes, certificate: Certificate
) -> OutcomeSignature:
    """The signature, its journal entry and what follows: all of it or nothing."""
    agreement = lock(dispute.agreement)
    ask(by, "sign_outcome", agreement)
    current = disputes_of(agreement).get(pk=dispute.pk)
    current.agreement = agreement
    if not (allowed := guards.may_sign(by, current)):
        raise Refused(allowed, "sign_outcome")
    _pdf(current, seen)
    given = OutcomeSignature.objects.create(
        dispute=current,
        party=pen.party,
        person=by,
        name=by.full_name,
        office=pen.office,
        digest=seen,
        signature=base64.b64encode(signature).decode(),
    )
    details = {"dispute": current.ordinal, "sha256": seen, "certificate": certificate.serial}
    journal.append(agreement, "sign_outcome", by=by, on_behalf_of=pen.organization, details=details)
    settle_if_complete(current, by)
    return given


def settle_if_complete(dispute: Dispute, by: User) -> None:
    """Settle the dispute, and the case it was about, once every place is signed; the caller holds the lock."""
    if OutcomeSignature.objects.filter(dispute=dispute).count() < len(places_of(dispute)):
        return
    dispute.state, dispute.closed_at, dispute.closed_by = State.SETTLED, timezone.now(), by
    dispute.edition += 1
    dispute.full_clean()
    dispute.save()
    if dispute.case:
        disputing.settle(dispute.case, by=by, outcome=dispute.outcome)
    details = {"dispute": dispute.ordinal, "effect": dispute.effect}
    journal.append(dispute.agreement, "settle_dispute", by=None, details=details)


def seal_of(signature: OutcomeSignature) -> detached.Seal | None:
    """What can be said of a signature today: whether it belongs to the minutes as they are kept, and whose it is.

    None for ink, of which only the scan speaks.
    """
    if not signature.signature:
        return None
    try:
        data = store.get(signature.digest, shelf=SHELF)
    except store.Damaged:
        return detached.Seal(intact=False, trusted=False, name="")
    made = base64.b64decode(signature.signature)
    return detached.judge(data, made, root=the_authority().root, at=signature.signed_at)
