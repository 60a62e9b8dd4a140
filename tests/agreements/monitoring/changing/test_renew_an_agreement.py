"""A renewal begins with one click from the text that holds, for the days after the last one."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agreements.drafting.sources.actions import begin_addendum
from agreements.drafting.writing import actions as writing
from agreements.monitoring.changing.renewing import proposed_days, renew
from agreements.notices.models import Notice
from agreements.notices.reminding import remind
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests import factories
from villages.organizations.models import Organization
from villages.people.lineage.actions import succeed

pytestmark = pytest.mark.django_db


@pytest.fixture
def parent() -> Agreement:
    return factories.moved(factories.begun(), Stage.IN_FORCE)


def renewed(parent: Agreement) -> Agreement:
    first, last = proposed_days(parent)
    return renew(parent, by=parent.created_by, starts_on=first, ends_on=last)


def test_it_follows_the_day_after_for_as_long_and_says_the_same(parent):
    made = renewed(parent)
    assert (made.parent, made.draft.based_on, made.stage) == (parent, parent, Stage.DRAFTING)
    assert made.starts_on == parent.ends_on + dt.timedelta(days=1)
    assert made.ends_on - made.starts_on == parent.ends_on - parent.starts_on
    assert [a.body for a in made.articles.order_by("ordinal")] == [
        a.body for a in parent.articles.order_by("ordinal")
    ]
    assert made.articles.filter(amends__isnull=False).count() == 0
    assert parent.journal.get(code="renew").details == {"renewal": made.ref}


def test_it_takes_the_text_that_the_addendum_left(parent):
    facts = {
        name: getattr(parent, name) for name in ("summary", "field", "topic", "purpose", "place", "value")
    }
    kind = factories.agreement_type(parent.kind, code="regulation_amendment")
    more = {"title": "Perubahan Pertama", "starts_on": timezone.localdate(), "ends_on": parent.ends_on}
    addendum = begin_addendum(parent, by=parent.created_by, agreement_type=kind, **facts, **more)
    rows = list(addendum.articles.order_by("ordinal"))
    writing.remove_article(rows[0], by=addendum.created_by)
    new = {"heading": "Bagi Hasil", "content": "other", "body": "Hasil dibagi dua."}
    writing.add_article(addendum, by=addendum.created_by, after=rows[1], **new)
    factories.moved(addendum, Stage.IN_FORCE)
    made = renewed(parent)
    bodies = [article.body for article in made.articles.order_by("ordinal")]
    assert rows[0].body not in bodies[:1]
    assert bodies[1] == "Hasil dibagi dua."
    assert len(bodies) == parent.articles.count()
    assert made.draft.agreement_type.instrument == parent.instrument


def test_two_of_the_same_words_never_hold_at_once(parent):
    with pytest.raises(ValidationError) as told:
        renew(parent, by=parent.created_by, starts_on=parent.ends_on, ends_on=parent.ends_on)
    assert set(told.value.message_dict) == {"starts_on"}


def test_it_is_begun_once(parent):
    renewed(parent)
    with pytest.raises(Refused, match="sudah dimulai"):
        renewed(parent)


def test_the_page_fills_the_days_in_and_leads_to_the_draft(client, parent):
    client.force_login(parent.created_by)
    address = f"/kerja-sama/{parent.ref}/perubahan/perpanjang/"
    first, last = proposed_days(parent)
    text = client.get(address).content.decode()
    assert f'value="{first.isoformat()}"' in text
    response = client.post(address, {"starts_on": first.isoformat(), "ends_on": last.isoformat()})
    made = Agreement.objects.get(parent=parent)
    assert made.ref in response["Location"]
    assert made.title in client.get(f"/kerja-sama/{parent.ref}/perubahan/").content.decode()


def test_the_way_to_an_addendum_leads_to_the_type_that_fits(client, parent):
    factories.agreement_type(parent.kind, code="regulation_amendment")
    client.force_login(parent.created_by)
    response = client.get(f"/kerja-sama/{parent.ref}/perubahan/adendum/")
    assert "/regulation_amendment/induk/" in response["Location"]


def test_in_the_place_of_a_village_that_merged_stands_its_successor(parent):
    officer, new = factories.reviewer(), factories.village()
    gone = parent.parties.get(ordinal=2).organization
    facts = {"kind": "merger", "on": timezone.localdate(), "legal_basis": "Perda 3/2026"}
    successor = Organization.objects.get(pk=new.pk)
    succeed(gone, by=officer, successor=successor, **facts)
    made = renewed(parent)
    assert made.parties.get(ordinal=2).organization == successor
    with pytest.raises(Refused, match="sudah bergabung"):
        factories.begun(gone, factories.village().organization, by=factories.signatory_of(successor))


def reminded(agreement: Agreement) -> list[str]:
    remind()
    found = Notice.objects.filter(code="expiring", agreement=agreement).order_by("key")
    return sorted({f"{one.due_on} {one.key.rpartition(':')[2]}" for one in found})


def test_the_parties_are_reminded_90_60_and_30_days_before(parent, monkeypatch):
    for left, marks in ((91, []), (90, ["90"]), (60, ["60", "90"]), (30, ["30", "60", "90"])):
        day = parent.ends_on - dt.timedelta(days=left)
        monkeypatch.setattr("agreements.notices.reminding.timezone.localdate", lambda day=day: day)
        assert reminded(parent) == [f"{parent.ends_on} {mark}" for mark in marks]


def test_an_addendum_says_when_the_agreement_ends(parent, monkeypatch):
    longer = parent.ends_on + dt.timedelta(days=365)
    villages = [party.organization for party in parent.parties.order_by("ordinal")]
    addendum = factories.listed(
        *villages, stage="drafting", instrument="addendum", parent=parent, ends_on=longer
    )
    factories.moved(addendum, Stage.IN_FORCE)
    monkeypatch.setattr("agreements.notices.reminding.timezone.localdate", lambda: parent.ends_on)
    assert reminded(parent) == []
    monkeypatch.setattr("agreements.notices.reminding.timezone.localdate", lambda: longer)
    assert reminded(parent) == [f"{longer} 30"]
    assert reminded(addendum) == []
