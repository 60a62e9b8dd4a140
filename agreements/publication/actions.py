"""Announce a signed agreement, or confirm one signed elsewhere: from then on anybody reads it and it is in force."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.drafting.elsewhere.queries import scans_of
from agreements.publication.models import Publication
from agreements.publication.privacy.copying import arrange
from agreements.record.access import Role, parties_of, roles_of, speaking_for
from agreements.record.crossing import Refused, ask, cross, lock
from agreements.record.models import Agreement
from agreements.review.actions import decide_round
from agreements.review.models import Outcome
from agreements.review.queries import reviewing_office
from agreements.signing.queries import document_of
from villages.organizations.actions import show_listed
from villages.people.access import Answer
from villages.people.models import User


@transaction.atomic
def publish(agreement: Agreement, *, by: User) -> Publication:
    """Publish the agreement with the document that all parties signed; where that holds what is covered, with a copy.

    Law: UU 14/2008 art. 11 (agreements of public bodies are public information at any time). Raises Refused.
    """
    current = lock(agreement)
    ask(by, "publish", current)
    document = document_of(current)
    if document is None:
        raise Refused(Answer(False, _("Belum ada naskah yang ditandatangani.")))
    officer = Role.REVIEWER in roles_of(by, current)
    behalf = speaking_for(by, current) or (reviewing_office(current) if officer else None)
    details = {"version": document.version}
    cross(agreement, "publish", by=by, on_behalf_of=behalf, details=details, asked=current)
    arrange(current)
    return Publication.objects.create(agreement=current, document=document, published_by=by)


@transaction.atomic
def confirm(agreement: Agreement, *, by: User, opinion: str = "", open_scans: bool = False) -> Agreement:
    """Confirm that the record says what the signed scan says: it is in force, and anybody reads it from then on.

    With `open_scans` anybody may also have the scans: for those on which signatures and personal data are covered.
    The portal vouches for the comparison, not for the signatures. Law: UU 14/2008 arts. 11 and 17. Raises Refused.
    """
    digests = list(scans_of(agreement).values_list("digest", flat=True))
    facts = {"scans": digests, "open": open_scans}
    decide_round(agreement, by=by, verb="confirm", outcome=Outcome.APPROVED, opinion=opinion, details=facts)
    show_listed([party.organization for party in parties_of(agreement)])
    return agreement
