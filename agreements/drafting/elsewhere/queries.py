"""The records of agreements signed elsewhere: as content of a round, their scans, what still lacks one."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from agreements.drafting.elsewhere.guards import bringers
from agreements.drafting.elsewhere.models import ImportJob
from agreements.drafting.queries import content_of
from agreements.record.access import concerning
from agreements.record.models import Agreement, Attachment
from agreements.record.stages import Stage
from villages.people.models import User


def scans_of(agreement: Agreement) -> QuerySet[Attachment]:
    """The files that show the signed text, in the order in which they were added."""
    return agreement.attachments.filter(kind=Attachment.Kind.SIGNED_SCAN).order_by("added_at", "pk")


def numbers_of(agreement: Agreement) -> dict[int, str]:
    """The number in each party's register, by organization key."""
    rows = agreement.elsewhere_numbers.order_by("pk")
    return dict(rows.values_list("organization_id", "number"))


def content_of_record(agreement: Agreement) -> dict[str, Any]:
    """What the record says, in the shape of every text: without articles, dated as it was signed."""
    day = agreement.elsewhere.signed_on.isoformat()
    return content_of(agreement, date=day, numbers=numbers_of(agreement), mandates={})


def unfinished(user: User) -> QuerySet[Agreement]:
    """The records that this person's organizations have not sent to be confirmed yet, each with `has_scan`."""
    scans = Attachment.objects.filter(agreement=OuterRef("pk"), kind=Attachment.Kind.SIGNED_SCAN)
    mine = [organization.pk for organization in bringers(user)]
    found = concerning(user).filter(signed_elsewhere=True, stage=Stage.DRAFTING)
    found = found.filter(elsewhere__brought_for__in=mine)
    return found.annotate(has_scan=Exists(scans))


def jobs_of(user: User) -> QuerySet[ImportJob]:
    """The registers that this person has uploaded for an organization that they still speak for."""
    mine = [organization.pk for organization in bringers(user)]
    return ImportJob.objects.filter(owner=user, organization__in=mine).select_related(
        "organization", "regency"
    )
