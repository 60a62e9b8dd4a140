"""An addendum begins from an agreement in force of one's own, among its parties, and leaves it as it is."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.sources.actions import begin_addendum
from agreements.drafting.types.models import AgreementType
from agreements.record.access import parties_of
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests.factories import RegencyFactory, agreement_type, begun, moved, partner, signatory_of, village

pytestmark = pytest.mark.django_db


@pytest.fixture
def parent():
    return moved(begun(village("Argopeni"), partner("Maju"), title="Sewa Gedung Serbaguna"), Stage.IN_FORCE)


@pytest.fixture
def kind(parent):
    return agreement_type("third_party", code="addendum")


def details(**more):
    day = timezone.localdate()
    facts = {
        "title": "Perubahan atas Sewa Gedung Serbaguna",
        "summary": "Masa sewa diperpanjang.",
        "field": "development",
        "topic": "other",
        "place": "Ayah",
        "starts_on": day,
        "ends_on": day + dt.timedelta(days=30),
    }
    return facts | more


def test_parent_parties_and_kind_are_those_of_the_agreement_changed(parent, kind):
    made = begin_addendum(parent, by=parent.created_by, agreement_type=kind, **details())
    assert (made.parent, made.instrument, made.kind) == (parent, "addendum", parent.kind)
    assert [p.organization for p in parties_of(made)] == [p.organization for p in parties_of(parent)]
    assert made.draft.agreement_type == kind
    assert made.articles.exists()
    assert made.journal.get().details == {"parent": parent.ref, "based_on": parent.ref}
    assert parent.journal.get(code="begin_addendum").details == {"addendum": made.ref}


@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.ENDED, Stage.SIGNING])
def test_only_an_agreement_in_force_is_changed(kind, stage):
    other = begun(village(), partner())
    other = moved(other, stage) if stage != Stage.DRAFTING else other
    with pytest.raises(Refused, match="sedang berlaku"):
        begin_addendum(other, by=other.created_by, agreement_type=kind, **details())


def test_only_a_party_begins_it(parent, kind):
    with pytest.raises(Refused, match="salah satu pihak"):
        begin_addendum(parent, by=signatory_of(village().organization), agreement_type=kind, **details())


def test_a_joint_regulation_is_changed_by_another(kind):
    other = moved(begun(village(), village()), Stage.IN_FORCE)
    with pytest.raises(Refused, match="Peraturan Bersama"):
        begin_addendum(other, by=other.created_by, agreement_type=kind, **details())


def test_an_addendum_is_not_changed_by_another(parent, kind):
    made = begin_addendum(parent, by=parent.created_by, agreement_type=kind, **details())
    with pytest.raises(Refused, match="perjanjian yang diubahnya"):
        begin_addendum(moved(made, Stage.IN_FORCE), by=parent.created_by, agreement_type=kind, **details())


def test_the_type_leads_to_choosing_the_parent(client, parent, kind):
    elsewhere = moved(begun(village(), partner(), title="Perjanjian Pihak Lain"), Stage.IN_FORCE)
    client.force_login(parent.created_by)
    address = reverse("agreements:addendum-parents", args=[kind.code])
    for name in ("draft-choose", "draft-begin"):
        assertRedirects(client.get(reverse(f"agreements:{name}", args=[kind.code])), address)
    page = client.get(address)
    assertContains(page, parent.title)
    assertNotContains(page, elsewhere.title)
    assertContains(client.get(address, {"cari": "entah"}), "Belum ada perjanjian Anda")
    other = AgreementType.objects.exclude(instrument="addendum").order_by("pk")[0]
    assert client.get(reverse("agreements:addendum-parents", args=[other.code])).status_code == 404


def test_another_regencys_text_of_the_addendum_is_not_offered(client, parent, kind):
    AgreementType.objects.create(
        code=kind.code,
        version=2,
        name="Addendum Kabupaten Purworejo",
        regency=RegencyFactory(code="33.06", name="Kabupaten Purworejo"),
        kind=kind.kind,
        instrument=kind.instrument,
        published_at=timezone.now(),
    )
    client.force_login(parent.created_by)
    page = client.get(reverse("agreements:addendum-parents", args=[kind.code]))
    assertContains(page, kind.name)
    assertNotContains(page, "Purworejo")
    client.post(reverse("agreements:addendum-begin", args=[kind.code, parent.ref]), details())
    assert Agreement.objects.get(instrument="addendum").draft.agreement_type == kind


def test_the_page_begins_it(client, parent, kind):
    client.force_login(parent.created_by)
    address = reverse("agreements:addendum-begin", args=[kind.code, parent.ref])
    page = client.get(address)
    assertContains(page, "Perubahan atas Sewa Gedung Serbaguna")
    assertContains(page, "Maju")
    response = client.post(address, details(ends_on="2000-01-01"))
    assertContains(response, "sebelum tanggal mulai")
    client.post(address, details())
    assert Agreement.objects.get(instrument="addendum").parent == parent


def test_strangers_find_no_parent(client, parent, kind):
    client.force_login(signatory_of(village().organization))
    assert client.get(reverse("agreements:addendum-begin", args=[kind.code, parent.ref])).status_code == 404
