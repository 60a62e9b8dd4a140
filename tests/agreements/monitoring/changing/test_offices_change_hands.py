"""A village head leaves office: the agreement stays, the successor acts in it, the predecessor no longer does."""

import datetime as dt

import pytest
from django.utils import timezone

from agreements.monitoring.obligations.actions import prove
from agreements.monitoring.obligations.models import Occurrence
from agreements.publication.actions import publish
from agreements.publication.queries import public_page
from agreements.record.crossing import Refused
from agreements.record.journal import breaks
from agreements.record.models import Agreement
from tests import factories as make
from villages.people.models import Membership, Position

pytestmark = pytest.mark.django_db


def test_the_agreement_stays_and_the_successor_acts():
    first, second = make.village("Argopeni"), make.village("Srati")
    agreement = make.begun(first.organization, second.organization)
    party, today = agreement.parties.get(ordinal=1), timezone.localdate()
    due = {"due_rule": "on_date", "due_on": today + dt.timedelta(days=20)}
    agreement.provisions.create(party=party, ordinal=9, kind="obligation", text="Membayar iuran.", **due)
    publish(make.signed(make.approved(agreement)), by=agreement.created_by)
    before = Agreement.objects.values("stage", "starts_on", "ends_on", "journal_hash").get(pk=agreement.pk)
    owed = list(agreement.occurrences.order_by("pk").values_list("pk", "due_on", "state"))

    old = make.signatory_of(first)
    held = Membership.objects.filter(person=old, organization=first.organization)
    held.update(ends_on=today - dt.timedelta(days=1))
    new = make.member(first.organization, Position.VILLAGE_HEAD, starts_on=today)

    assert Agreement.objects.values(*before).get(pk=agreement.pk) == before
    assert list(agreement.occurrences.order_by("pk").values_list("pk", "due_on", "state")) == owed
    shown = public_page(Agreement.objects.get(pk=agreement.pk))
    assert old.full_name in {one.name for one in shown.signatures}
    occurrence = agreement.occurrences.get(provision__text="Membayar iuran.")
    with pytest.raises(Refused):
        prove(occurrence, by=old, done_on=today, note="Sudah.")
    assert prove(occurrence, by=new, done_on=today, note="Sudah.").state == Occurrence.State.DONE
    assert not list(breaks(Agreement.objects.filter(pk=agreement.pk)))
