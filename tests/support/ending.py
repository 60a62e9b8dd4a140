"""What the small world knows of agreements that have ended: what is owed, and what was learned."""

from django.utils import timezone

from agreements.monitoring.ending import settling
from agreements.monitoring.ending.models import SettlementItem
from agreements.monitoring.practices.models import Practice
from agreements.record.access import parties_of
from agreements.record.models import Agreement
from tests import factories
from villages.organizations.models import Organization
from villages.people.models import User

KEYS = {
    "agreements:practice-public": lambda w: [w.learned.agreement.ref],
    "agreements:practices-of-topic": lambda w: ["waste"],
}
"""What stands in the addresses of what everybody reads."""
_SAID = {
    "title": "Bank sampah yang membiayai dirinya",
    "worked": "Iuran dipungut saat sampah ditimbang.",
    "failed": "Truk terlalu besar untuk jalan dusun.",
}


def owing(agreement: Agreement, *, by: User) -> SettlementItem:
    """Something that the first party still owes."""
    first = parties_of(agreement)[0]
    what = {"kind": "other", "text": "Menyerahkan kunci gudang", "due_on": agreement.ends_on}
    return settling.add(agreement, by=by, party=first, **what)


def asked(agreement: Agreement, *, by: User) -> Practice:
    """A good practice that waits for the parties' answers."""
    return Practice.objects.create(agreement=agreement, state="asked", written_by=by, **_SAID)


def learned(*organizations: Organization) -> Practice:
    """A published good practice of another agreement."""
    agreement = factories.listed(*organizations, stage="ended")
    facts = {"written_by": agreement.created_by, "published_at": timezone.now(), "state": "published"}
    return Practice.objects.create(agreement=agreement, **facts, **_SAID)
