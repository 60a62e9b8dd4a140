"""A person and a draft -> the versions they may read, with who agreed to each; the ones to compare the text with."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from agreements.drafting.together.models import Consent
from agreements.drafting.versions.models import Occasion, Version
from agreements.record.access import parties_of
from agreements.record.models import Agreement
from villages.people.access import mandates
from villages.people.models import User


@dataclass(frozen=True)
class Row:
    """One version as the list shows it."""

    version: Version
    """Without its content."""
    rounds: list[int]
    """In which rounds of review it was submitted."""
    agreed: list[Consent]
    """The word of each party that agreed to it and did not take that back."""
    doubted: list[Consent]
    """The word of each party that does not agree with it yet, with the reason."""


def of_a_party(user: User, agreement: Agreement) -> bool:
    """Whether the user speaks for a party, in whatever office: these read every version and the text as it stands."""
    return bool(_own(user, agreement))


def seen_by(user: User, agreement: Agreement) -> QuerySet[Version]:
    """The versions that the user may read: all for the people of a party, those submitted for the district's.

    The user already has a part in the agreement (`record.access.concerning`).
    """
    versions = agreement.versions.order_by("number")
    if of_a_party(user, agreement):
        return versions
    answered = Q(occasion=Occasion.SUBMITTED)  # what an answer to a remark made of it
    return versions.filter(Q(pk__in=_submitted(agreement).values("pk")) | answered)


def since_agreed(user: User, agreement: Agreement) -> Version | None:
    """The version to which a party of the user agreed last; None when none ever did."""
    own = Consent.objects.filter(
        version__agreement=agreement, organization__in=_own(user, agreement), agreed=True
    )
    newest = own.select_related("version").defer("version__content").order_by("-pk").first()
    return newest.version if newest else None


def since_review(agreement: Agreement) -> Version | None:
    """The version that was submitted last; None before the first submission."""
    return _submitted(agreement).defer("content").order_by("-rounds__number").first()


def listed(user: User, agreement: Agreement) -> list[Row]:
    """The versions that the user may read, newest first, with what became of each; a fixed number of queries."""
    said = Prefetch("consents", Consent.objects.select_related("organization", "by").order_by("pk"))
    found = seen_by(user, agreement).order_by("-number").defer("content").select_related("made_by")
    return [_row(version) for version in found.prefetch_related(said, "rounds")]


def _row(version: Version) -> Row:
    newest: dict[int, Consent] = {consent.organization_id: consent for consent in version.consents.all()}
    rounds: list[Any] = list(version.rounds.all())
    return Row(
        version=version,
        rounds=sorted(round_.number for round_ in rounds),
        agreed=[consent for consent in newest.values() if consent.agreed],
        doubted=[consent for consent in newest.values() if not consent.agreed],
    )


def _submitted(agreement: Agreement) -> QuerySet[Version]:
    """The versions that a round of review points at; a text kept before may be submitted as it is."""
    return agreement.versions.filter(rounds__isnull=False)


def _own(user: User, agreement: Agreement) -> set[int]:
    held = {mandate.organization.pk for mandate in mandates(user)}
    return {party.organization_id for party in parties_of(agreement)} & held
