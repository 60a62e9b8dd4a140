"""The disputes of an agreement: who helps, whom each waits for, who has signed; and what the public may know."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localtime

from agreements.monitoring.disputes.facilitating import region
from agreements.monitoring.disputes.models import Dispute, DisputeAnswer, Hearing, Level, OutcomeSignature
from agreements.publication.privacy.masking import mask
from agreements.record.access import parties_of
from agreements.record.models import Agreement, Party
from villages.organizations.models import Office, OfficeKind, Organization, OrganizationKind
from villages.people.access import today
from villages.people.models import Membership

State = Dispute.State
OVER = (State.SETTLED, State.WITHDRAWN)
"""Nothing comes after these."""


def disputes_of(agreement: Agreement) -> QuerySet[Dispute]:
    """Every dispute of the agreement with what its page needs, in the order in which they were claimed."""
    answers = DisputeAnswer.objects.select_related("party__organization", "answered_by")
    hearings = Hearing.objects.select_related("invitation__issuer", "invitation__agreement", "written_by")
    given = OutcomeSignature.objects.select_related("party__organization", "person")
    related = (
        "agreement",
        "claimant__organization",
        "facilitator__office",
        "case",
        "claimed_by",
        "closed_by",
    )
    letters = ("letter__issuer", "letter__agreement", "minutes__issuer", "minutes__agreement")
    return (
        Dispute.objects.filter(agreement=agreement)
        .select_related(*related, *letters)
        .prefetch_related(
            Prefetch("answers", answers.order_by("answered_at", "pk")),
            Prefetch("hearings", hearings.order_by("planned_at", "pk")),
            Prefetch("signatures", given.order_by("signed_at", "pk")),
        )
        .order_by("ordinal")
    )


def codes_of(agreement: Agreement) -> list[str]:
    """The codes of the villages among the parties; where a partner has its seat does not count."""
    organizations = (party.organization for party in parties_of(agreement))
    return [one.village.area_id for one in organizations if one.kind == OrganizationKind.VILLAGE]


def office_of(level: str, agreement: Agreement) -> Organization | None:
    """The office of the portal that facilitates at that level; None where it knows none (governor, ministry).

    For the regent without an account the village agency (DPMD) facilitates in the regent's name.
    """
    code = region(level, codes_of(agreement))
    if not code or level == Level.PROVINCE:
        return None
    if level == Level.SUBDISTRICT:
        found = Office.objects.filter(office_kind=OfficeKind.SUBDISTRICT, subdistrict=code)
        return _shared(found.order_by("pk").first())
    offices = {one.office_kind: one for one in Office.objects.filter(regency=code).order_by("-pk")}
    regent = offices.get(OfficeKind.REGENT)
    held = regent and Membership.objects.on(today()).filter(organization=regent.organization).exists()
    return _shared(regent if held else offices.get(OfficeKind.VILLAGE_AGENCY) or regent)


def _shared(office: Office | None) -> Organization | None:
    return Organization.objects.select_related("office").get(pk=office.pk) if office else None


def unanswered(dispute: Dispute) -> list[Party]:
    """The other parties that have not answered the claim."""
    given = {answer.party_id for answer in dispute.answers.all()}
    return [
        party
        for party in parties_of(dispute.agreement)
        if party.pk not in given and party.pk != dispute.claimant_id
    ]


def last_hearing(dispute: Dispute) -> Hearing | None:
    """The newest hearing at the present level whose minutes are written."""
    written = [one for one in dispute.hearings.all() if one.written_at and one.level == dispute.level]
    return written[-1] if written else None


@dataclass(frozen=True)
class Place:
    """Somebody who has to sign the minutes of an outcome."""

    party: Party | None
    """The party; None for the facilitator."""
    organization: Organization
    """For whom is signed."""
    signature: OutcomeSignature | None
    """What was given; None while it is awaited."""


def places_of(dispute: Dispute) -> list[Place]:
    """The heads of all parties and, where an office facilitated, its head; each with the signature given."""
    given = {one.party_id: one for one in dispute.signatures.all()}
    places = [Place(one, one.organization, given.get(one.pk)) for one in parties_of(dispute.agreement)]
    if dispute.facilitator:
        places.append(Place(None, dispute.facilitator, given.get(None)))
    return places


@dataclass(frozen=True)
class PublicDispute:
    """What everybody may know of a dispute: that it is, where it stands, how it came out; never its papers."""

    ordinal: int
    """The how-manieth of its agreement."""
    since: dt.date
    """The day of the claim."""
    level: str
    """Who helps, in words."""
    state: str
    """Where it stands, in words."""
    closed_on: dt.date | None
    """When it was over."""
    outcome: str
    """The outcome for citizens, personal data covered; empty before and where it was withdrawn."""


def public_disputes(agreement: Agreement) -> list[PublicDispute]:
    """The disputes of an agreement as citizens may know them, in their order."""
    return [
        PublicDispute(
            ordinal=one.ordinal,
            since=localtime(one.claimed_at).date(),
            level=one.get_level_display(),
            state=one.get_state_display(),
            closed_on=localtime(one.closed_at).date() if one.closed_at else None,
            outcome=mask(one.public_outcome) if one.state == State.SETTLED else "",
        )
        for one in agreement.disputes.order_by("ordinal")
    ]
