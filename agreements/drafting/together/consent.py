"""A party's word on the text as it stands: agreed, on exactly what was seen, or not yet and why."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.drafting.actions import Stale
from agreements.drafting.guards import own_parties
from agreements.drafting.together.joining import join
from agreements.drafting.together.models import Consent
from agreements.drafting.together.queries import newest_consents
from agreements.drafting.versions.actions import keep
from agreements.drafting.versions.models import Occasion, Version
from agreements.record import journal
from agreements.record.access import may
from agreements.record.crossing import ask, lock
from agreements.record.models import Agreement, Party
from villages.people.models import User


@transaction.atomic
def agree(agreement: Agreement, *, by: User, seen: str) -> list[Consent]:
    """Agree for one's party to exactly the text whose digest (`versions.actions.text_digest`) was `seen`.

    The text is kept as a version. Raises Refused for who may not sign for a party, and Stale, with nothing written,
    when the text has changed since it was shown. Who agrees has joined.
    """
    current = lock(agreement)
    ask(by, "agree", current)
    with transaction.atomic():
        version = keep(current, by=by, occasion=Occasion.AGREED)
        if version.digest != seen:
            raise Stale(current)
    if may(by, "join", current):
        join(current, by=by)
    given = newest_consents(current)
    consents = []
    for party in own_parties(by, current, signing=True):
        known = given.get(party.organization_id)
        if known and known.agreed and known.version_id == version.pk:
            consents.append(known)
        else:
            consents.append(_said(current, party, version, by, agreed=True))
    return consents


@transaction.atomic
def disagree(agreement: Agreement, *, by: User, reason: str) -> list[Consent]:
    """Say for one's party that it does not agree with the text yet, with the reason that the others read.

    Takes back an earlier agreement. Raises Refused, or ValidationError without a reason.
    """
    current = lock(agreement)
    ask(by, "disagree", current)
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasannya: pihak lain akan membacanya.")})
    version = keep(current, by=by, occasion=Occasion.KEPT)
    own = own_parties(by, current, signing=True)
    return [_said(current, party, version, by, agreed=False, reason=reason.strip()) for party in own]


def _said(
    agreement: Agreement, party: Party, version: Version, by: User, *, agreed: bool, reason: str = ""
) -> Consent:
    """Keep and journal the word of one party."""
    consent = Consent(version=version, organization=party.organization, agreed=agreed, reason=reason, by=by)
    consent.full_clean(exclude=["version", "organization", "by"])
    consent.save()
    code = "agree" if agreed else "disagree"
    details: dict[str, int | str] = {"version": version.number}
    if reason:
        details |= {"reason": reason}
    journal.append(agreement, code, by=by, on_behalf_of=party.organization, details=details)
    return consent
