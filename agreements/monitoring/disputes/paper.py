"""Minutes signed in ink -> places that count as signed, once an officer of the agency has compared the scan."""

import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.monitoring.disputes.guards import HEADS_OF_OFFICES
from agreements.monitoring.disputes.models import Dispute, OutcomeSignature
from agreements.monitoring.disputes.queries import Place, disputes_of, places_of
from agreements.monitoring.disputes.signing import settle_if_complete
from agreements.monitoring.files.actions import keep_all
from agreements.monitoring.files.taking import Taken
from agreements.record import journal
from agreements.record.access import parties_of, roles_of
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from agreements.record.stages import Role
from agreements.review.queries import reviewing_office
from villages.organizations.models import OfficeKind, Organization
from villages.people.access import YES, Answer, mandates, office_title, signatories, today
from villages.people.models import Membership, User


def may_record_paper(user: User, dispute: Dispute) -> Answer:
    """Record ink on the minutes: an officer of the agency who belongs to no party, while signatures are awaited."""
    if dispute.state != Dispute.State.TO_SIGN or dispute.minutes is None:
        words = _("Perselisihan ini sekarang: %(state)s.") % {"state": dispute.get_state_display()}
        return Answer(False, words)
    if Role.REVIEWER not in roles_of(user, dispute.agreement):
        return Answer(False, _("Hanya petugas DPMD yang mencocokkan tanda tangan di atas kertas."), True)
    own = {mandate.organization.pk for mandate in mandates(user)}
    if own & {party.organization_id for party in parties_of(dispute.agreement)}:
        return Answer(False, _("Anda terlibat sebagai pihak; petugas lain harus memutuskan."), True)
    return YES


def awaited(dispute: Dispute) -> dict[str, Place]:
    """The places that nobody has signed, by a key for forms."""
    found = enumerate(places_of(dispute), start=1)
    return {f"t{number}": place for number, place in found if place.signature is None}


@transaction.atomic
def record_paper(
    dispute: Dispute, *, by: User, places: Sequence[str], files: Sequence[Taken], key: uuid.UUID | None = None
) -> list[OutcomeSignature]:
    """Keep the scan and count these places as signed in ink: the officer says to have compared it with the minutes.

    Once every place is signed, in ink or with a key, the dispute is settled. Raises Refused, and ValidationError
    without scan or place, or for a place whose head has no account.
    """
    agreement = lock(dispute.agreement)
    ask(by, "sign_outcome", agreement)
    current = disputes_of(agreement).get(pk=dispute.pk)
    current.agreement = agreement
    if not (allowed := may_record_paper(by, current)):
        raise Refused(allowed, "sign_outcome")
    open_ = awaited(current)
    chosen = [open_[one] for one in places if one in open_]
    if not chosen:
        raise ValidationError({"places": _("Pilih siapa yang menandatangani di atas kertas.")})
    if not files:
        raise ValidationError({"files": _("Lampirkan pindaian berita acara yang ditandatangani.")})
    title = _("Pindaian berita acara bertanda tangan")
    keep_all(agreement, by=by, owner=current, title=title, files=files, key=key, verb="sign_outcome")
    given = [_given(current, place) for place in chosen]
    _note(agreement, current, given, by)
    settle_if_complete(current, by)
    return given


def _given(dispute: Dispute, place: Place) -> OutcomeSignature:
    person, office = _head(place)
    assert dispute.minutes is not None
    return OutcomeSignature.objects.create(
        dispute=dispute,
        party=place.party,
        person=person,
        name=person.full_name,
        office=office,
        digest=dispute.minutes.sha256,
    )


def _head(place: Place) -> tuple[User, str]:
    """Whoever holds the office today, and how it is written."""
    organization = place.organization
    if place.party:
        held = signatories([organization])[organization.pk]
        if held:
            return held[0].person, held[0].title
    else:
        heads = HEADS_OF_OFFICES.get(OfficeKind(organization.office.office_kind), ())
        found = Membership.objects.on(today()).filter(organization=organization, position__in=heads)
        one = found.select_related("person").order_by("starts_on", "pk").first()
        if one:
            return one.person, office_title(organization, one.position, one.title)
    words = _("Belum ada pejabat yang tercatat untuk %(name)s.") % {"name": organization.name}
    raise ValidationError({"places": words})


def _note(agreement: Agreement, dispute: Dispute, given: Sequence[OutcomeSignature], by: User) -> None:
    office = reviewing_office(agreement)
    behalf: Organization | None = office.organization if office else None
    names = [one.name for one in given]
    details = {"dispute": dispute.ordinal, "paper": True, "names": names, "sha256": given[0].digest}
    journal.append(agreement, "sign_outcome", by=by, on_behalf_of=behalf, details=details)
