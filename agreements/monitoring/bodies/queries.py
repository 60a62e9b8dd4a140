"""An agreement -> its inter-village body: the one that serves now, those before it, and who reports for it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from agreements.monitoring.bodies.models import BodyMember, JointBody
from agreements.record.models import Agreement
from villages.organizations.models import Organization


@dataclass(frozen=True)
class Member:
    """Somebody who serves on the body now."""

    name: str
    office: str
    """The office in words."""
    village: str
    element: str
    """Whom they stand for in the village; may be empty."""


@dataclass(frozen=True)
class Body:
    """A body as others are told of it; names and offices only."""

    name: str
    decree_number: str
    decree_on: dt.date
    seat: str
    starts_on: dt.date
    ends_on: dt.date
    expired: bool
    """Whether its term is over without a new decree or a dissolution."""
    members: list[Member]


def standing_body(agreement: Agreement) -> JointBody | None:
    """The body that has not been dissolved, be its term over or not; None before there is one."""
    return JointBody.objects.filter(agreement=agreement, dissolved_on__isnull=True).first()


def bodies_of(agreement: Agreement) -> list[JointBody]:
    """Every body there was, the newest first."""
    return list(JointBody.objects.filter(agreement=agreement).order_by("-starts_on", "-pk"))


def serving(body: JointBody, on: dt.date | None = None) -> QuerySet[BodyMember]:
    """Who serves on that day (default: today), chair first as entered."""
    day = on or timezone.localdate()
    now = Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    return body.members.filter(now).select_related("organization").order_by("pk")


def reporter_of(body: JointBody) -> Organization | None:
    """The village whose head signs for the body: of whoever writes its reports, else of the chair; or None."""
    members = list(serving(body))
    for wanted in (
        [member for member in members if member.reports],
        [member for member in members if member.office == BodyMember.Office.CHAIR],
    ):
        if wanted:
            return wanted[0].organization
    return None


def body_of(agreement: Agreement) -> Body | None:
    """The standing body in words, for pages that anybody may read; what is to be covered there covers the page."""
    body = standing_body(agreement)
    if body is None:
        return None
    members = [
        Member(one.name, one.get_office_display(), one.organization.name, one.element)
        for one in serving(body)
    ]
    return Body(
        name=body.name,
        decree_number=body.decree_number,
        decree_on=body.decree_on,
        seat=body.seat,
        starts_on=body.starts_on,
        ends_on=body.ends_on,
        expired=body.ends_on < timezone.localdate(),
        members=members,
    )
