"""A village gets another name or code, merges or is split: history stays, and the successor's people act."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agreements.record.access import has_part, may
from agreements.record.models import Agreement
from tests import factories
from villages.organizations.lineage.models import PastName, Succession
from villages.organizations.models import Organization
from villages.people.access import Refused, mandates, signatories
from villages.people.lineage.actions import follow_edition, rename, succeed
from villages.people.models import Membership
from villages.regions.models import Edition

pytestmark = pytest.mark.django_db
LAW = "Perda Kabupaten Kebumen 3/2026"


def shared(village) -> Organization:
    return Organization.objects.get(pk=village.pk)


@pytest.fixture
def officer():
    return factories.reviewer()


@pytest.fixture
def old():
    return factories.village("Argopeni")


@pytest.fixture
def new():
    return factories.village("Argosari")


def renamed(village, by, **more):
    facts = {"name": "Desa Argo Mulyo", "on": timezone.localdate(), "legal_basis": LAW}
    return rename(shared(village), by=by, **(facts | more))


def merged(old, new, by, kind="merger", **more):
    facts = {"successor": shared(new), "kind": kind, "on": timezone.localdate(), "legal_basis": LAW}
    return succeed(shared(old), by=by, **(facts | more))


def test_the_old_name_and_code_stay_and_the_old_address_leads_on(client, officer, old):
    code, area = old.area_id, factories.VillageAreaFactory(name="Argo Mulyo")
    row = renamed(old, officer, code=area.code)
    old.refresh_from_db()
    assert (row.name, row.code, row.until) == (
        "Desa Argopeni",
        code,
        timezone.localdate() - dt.timedelta(days=1),
    )
    assert (old.name, old.area_id) == ("Desa Argo Mulyo", area.code)
    assert client.get(f"/desa/{code}/")["Location"] == f"/desa/{area.code}/"
    page = client.get(f"/desa/{area.code}/").content.decode()
    assert "Dahulu Desa Argopeni" in page


def test_what_cannot_be_is_named_by_its_field(officer, old, new):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    kelurahan = factories.VillageAreaFactory(code="33.05.01.1001", kind="1")
    for said, field in (
        ({"on": tomorrow}, "on"),
        ({"code": "99.99.99.2999"}, "code"),
        ({"code": new.area_id}, "code"),
        ({"code": kelurahan.code}, "code"),
        ({"name": old.name}, "name"),
    ):
        with pytest.raises(ValidationError) as told:
            renamed(old, officer, **said)
        assert set(told.value.message_dict) == {field}
    assert not PastName.objects.exists()


def test_only_the_district_records_it(old, new):
    for person in (factories.signatory_of(shared(old)), factories.signatory_of(shared(new))):
        with pytest.raises(Refused):
            renamed(old, person)
        with pytest.raises(Refused):
            merged(old, new, person)


def test_after_a_merger_the_successors_head_acts_and_nobody_else(officer, old, new):
    other = factories.village()
    agreement = factories.listed(old.organization, other.organization)
    before, head = factories.signatory_of(shared(old)), factories.signatory_of(shared(new))
    assert (has_part(head, agreement), bool(may(before, "vote", agreement))) == (False, True)
    merged(old, new, officer)
    fresh = Agreement.objects.get(pk=agreement.pk)
    assert has_part(head, fresh)
    assert may(head, "vote", fresh)
    assert not has_part(before, Agreement.objects.get(pk=agreement.pk))
    (mandate,) = signatories([shared(old)])[old.pk]
    assert (mandate.person, mandate.organization.pk, mandate.title) == (head, old.pk, "Kepala Desa Argosari")
    assert {m.organization.pk for m in mandates(head)} == {old.pk, new.pk}
    ended = Membership.objects.get(person=before)
    assert ended.ends_on == timezone.localdate() - dt.timedelta(days=1)


def test_what_was_agreed_keeps_its_parties_and_its_text(officer, old, new):
    agreement = factories.approved(
        factories.begun(old.organization, factories.village().organization), render=False
    )
    frozen = agreement.documents.get().content
    merged(old, new, officer)
    renamed(new, officer)
    assert agreement.documents.get().content == frozen
    assert agreement.parties.order_by("ordinal")[0].organization_id == old.pk


def test_in_a_split_the_village_goes_on_itself(officer, old, new):
    agreement = factories.listed(old.organization, factories.village().organization)
    before, head = factories.signatory_of(shared(old)), factories.signatory_of(shared(new))
    merged(old, new, officer, kind="split")
    assert has_part(before, Agreement.objects.get(pk=agreement.pk))
    assert not has_part(head, Agreement.objects.get(pk=agreement.pk))
    assert [m.person for m in signatories([shared(old)])[old.pk]] == [before]


def test_a_village_that_a_split_left_without_a_place_is_carried_on(officer, old, new):
    agreement = factories.listed(old.organization, factories.village().organization)
    merged(old, new, officer, kind="split")
    type(old.area).objects.filter(pk=old.area_id).update(vanished=True)
    assert has_part(factories.signatory_of(shared(new)), Agreement.objects.get(pk=agreement.pk))


def test_nobody_joins_twice_or_in_a_circle(officer, old, new):
    third = factories.village()
    merged(old, new, officer)
    for one, other in ((old, third), (new, old)):
        with pytest.raises(ValidationError):
            merged(one, other, officer)
    assert Succession.objects.count() == 1


def test_both_pages_tell_it(client, officer, old, new):
    merged(old, new, officer)
    assert "bergabung menjadi" in client.get(f"/desa/{old.area_id}/").content.decode()
    assert "meneruskan" in client.get(f"/desa/{new.area_id}/").content.decode()


def test_an_edition_of_the_register_renames_and_keeps_the_old_name(officer, old, new):
    Organization.objects.filter(pk=new.pk).update(name="Desa Sari Mulya")
    changed = [[old.area_id, "Argopeni", "Argopuro"], [new.area_id, "Argosari", "Argojoyo"]]
    edition = Edition.objects.create(
        name="Kepmendagri baru", loaded_at=timezone.now(), report={"village": {"renamed": changed}}
    )
    assert (follow_edition(edition), follow_edition(edition)) == (1, 0)
    row = PastName.objects.get()
    assert (row.organization_id, row.name, row.legal_basis) == (old.pk, "Desa Argopeni", "Kepmendagri baru")
    assert shared(old).name == "Desa Argopuro"
    assert shared(new).name == "Desa Sari Mulya"


def test_the_district_records_it_on_the_page(client, officer, old, new):
    client.force_login(officer)
    address = f"/organisasi/{old.pk}/riwayat/"
    assert "Catat nama atau kode baru" in client.get(address).content.decode()
    day = timezone.localdate().isoformat()
    wrong = client.post(
        f"{address}penerus/", {"kind": "merger", "successor_code": "1", "on": day, "legal_basis": LAW}
    )
    assert wrong.status_code == 400
    assert LAW in wrong.content.decode()
    said = {"kind": "merger", "successor_code": new.area_id, "on": day, "legal_basis": LAW}
    assert client.post(f"{address}penerus/", said)["Location"] == address
    assert "bergabung menjadi" in client.get(address).content.decode()
    said = {"name": "Desa Argo Mulyo", "code": "", "on": day, "legal_basis": LAW}
    assert client.post(f"{address}nama/", said)["Location"] == address
    assert PastName.objects.get().name == "Desa Argopeni"


def test_nothing_is_asked_of_succession_where_there_is_none(old, django_assert_num_queries):
    head = factories.signatory_of(shared(old))
    with django_assert_num_queries(2):
        mandates(head)
    with django_assert_num_queries(2):
        signatories([old])
