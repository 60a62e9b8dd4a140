"""A draft -> the agreements that the same parties already have on the same topic at the same time.

So that villages don't pay twice for one programme. It warns and never stands in the way.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from agreements.record.access import load_parties, parties_of, party_line, visible_to
from agreements.record.models import Agreement, Party
from agreements.record.stages import CLOSED, PUBLIC, Stage
from villages.people.models import User

MOST = 10
_LIVING = tuple(stage for stage in Stage if stage not in (Stage.ENDED, *CLOSED))


@dataclass(frozen=True)
class Overlap:
    """One agreement that is like the draft."""

    agreement: Agreement
    """With its parties read."""
    line: str
    """Between whom."""
    shared: tuple[str, ...]
    """The names of the parties that take part in both."""
    starts_on: dt.date
    """The first day on which both are meant to hold."""
    ends_on: dt.date
    """The last such day."""

    @property
    def url(self) -> str:
        """The public page where there is one, else the working page of those who have a part in it."""
        public = self.agreement.stage in PUBLIC
        return self.agreement.get_absolute_url() if public else self.agreement.desk_url


def overlapping(user: User, agreement: Agreement) -> list[Overlap]:
    """Living agreements that share a party, the topic and some days with this one, those that share most parties first.

    Only what the user may know of anyway (`visible_to`): nobody learns of others' drafts. An addendum and what it
    changes are one cooperation, and so not named. Two queries, whatever is found, besides those for who the user is.
    """
    own = {party.organization_id for party in parties_of(agreement)}
    family = Q(pk=agreement.pk) | Q(parent=agreement)
    if agreement.parent_id:
        family |= Q(pk=agreement.parent_id) | Q(parent=agreement.parent_id)
    near = Party.objects.filter(organization__in=own).values("agreement")
    alike = visible_to(user).filter(
        pk__in=near,
        stage__in=_LIVING,
        topic=agreement.topic,
        starts_on__lte=agreement.ends_on,
        ends_on__gte=agreement.starts_on,
    )
    sharing = Count("parties", filter=Q(parties__organization__in=own))
    counted = alike.exclude(family).annotate(sharing=sharing)
    found = load_parties(counted.order_by("-sharing", "-ends_on", "pk")[:MOST])
    return [_overlap(agreement, other, own) for other in found]


def _overlap(agreement: Agreement, other: Agreement, own: set[int]) -> Overlap:
    parties = parties_of(other)
    return Overlap(
        agreement=other,
        line=party_line(parties),
        shared=tuple(party.organization.name for party in parties if party.organization_id in own),
        starts_on=max(agreement.starts_on, other.starts_on),
        ends_on=min(agreement.ends_on, other.ends_on),
    )
