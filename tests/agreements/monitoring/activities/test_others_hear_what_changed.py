"""Who counts on a plan or on the books hears when something of them is taken back; everyday notes tell nobody."""

import pytest
from django.utils import timezone

from agreements.monitoring.activities import actions
from agreements.monitoring.activities.bookkeeping import book, reverse
from agreements.notices.deriving import derive
from agreements.notices.models import Notice
from agreements.record.access import parties_of
from tests.factories import listed, signatory_of, village

pytestmark = pytest.mark.django_db


@pytest.fixture
def heads():
    agreement = listed(village("Argopeni").organization, village("Srati").organization)
    derive()
    Notice.objects.all().delete()
    return agreement, *[signatory_of(party.organization) for party in parties_of(agreement)]


def heard(person):
    derive()
    return list(Notice.objects.filter(person=person, code="work_told").values_list("entry__code", flat=True))


def test_only_what_takes_something_back_is_told(heads):
    agreement, head, other = heads
    party, day = parties_of(agreement)[0], timezone.localdate()
    work = actions.plan(
        agreement, by=head, party=party, title="Membangun TPS", starts_on=day, ends_on=agreement.ends_on
    )
    actions.report_progress(work, by=head, on=day, percent=40, words="Fondasi jadi.")
    entry = book(agreement, by=head, party=party, direction="paid", amount=5_000, on=day)
    assert heard(other) == []
    reverse(entry, by=head, reason="Salah ketik.")
    actions.cancel(work, by=head, reason="Lahan tidak jadi.")
    assert sorted(heard(other)) == ["cancel_activity", "reverse_money"]
    assert heard(head) == []
