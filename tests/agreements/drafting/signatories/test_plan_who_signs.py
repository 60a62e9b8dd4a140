"""Drafters say who signs as what, in which turn and how; what cannot work is told before the text is frozen."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.actions import Stale, set_parties
from agreements.drafting.signatories import actions
from agreements.drafting.signatories.actions import Named, edition_of
from agreements.drafting.signatories.candidates import attesting, known_by_name
from agreements.drafting.signatories.findings import well_planned
from agreements.drafting.signatories.models import PlannedSigner
from agreements.drafting.signatories.queries import as_content, in_order_of_turns, places, plan_of
from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests.factories import (
    MembershipFactory,
    OfficeFactory,
    UserFactory,
    begun,
    member,
    moved,
    partner,
    signatory_of,
    village,
)
from villages.organizations.models import OfficeKind
from villages.people import access
from villages.people.models import Membership, Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Srati"))


@pytest.fixture
def head(agreement):
    return agreement.created_by


def camat_of(agreement):
    area = agreement.initiator.village.area
    office = OfficeFactory(
        name="Kecamatan Ayah",
        office_kind=OfficeKind.SUBDISTRICT,
        regency=area.subdistrict.regency,
        subdistrict=area.subdistrict,
    )
    return member(office, Position.SUBDISTRICT_HEAD), office.organization


def order(agreement, order, **more):
    facts = {"witnesses_needed": None, "paper": "f4"} | more
    edition = edition_of(agreement)
    return actions.set_order(agreement, by=agreement.created_by, edition=edition, order=order, **facts)


def add(agreement, capacity, who, method="local", **more):
    return actions.add(
        agreement,
        by=agreement.created_by,
        edition=edition_of(agreement),
        capacity=capacity,
        who=who,
        method=method,
        **more,
    )


def turns(agreement):
    return [(place.group, place.key) for place in in_order_of_turns(places(agreement))]


def messages(agreement):
    return " ".join(finding.message for finding in well_planned(agreement))


def test_without_a_plan_every_party_signs_side_by_side(agreement):
    assert turns(agreement) == [(1, "p1"), (1, "p2")]
    assert as_content(agreement, places(agreement))["witnesses_needed"] == 0
    assert not well_planned(agreement)


def test_who_acknowledges_is_last_whatever_the_order(agreement):
    person, office = camat_of(agreement)
    add(agreement, "acknowledging", Named(person, office))
    add(agreement, "witness", Named(name="Siti Aminah", office="Tokoh masyarakat"))
    expected = {
        "parallel": [(1, "p1"), (1, "p2"), (1, "s1"), (2, "m1")],
        "sequence": [(1, "p1"), (2, "p2"), (3, "s1"), (4, "m1")],
        "groups": [(1, "p1"), (1, "p2"), (1, "s1"), (2, "m1")],
    }
    for code, wanted in expected.items():
        order(agreement, code)
        assert turns(agreement) == wanted


def test_a_sequence_is_rearranged_step_by_step(agreement, head):
    order(agreement, "sequence")
    actions.move(agreement, by=head, edition=edition_of(agreement), key="p2", up=True)
    assert turns(agreement) == [(1, "p2"), (2, "p1")]
    actions.move(agreement, by=head, edition=edition_of(agreement), key="p2", up=True)
    assert turns(agreement) == [(1, "p2"), (2, "p1")]
    assert [place.key for place in places(agreement)] == ["p1", "p2"]  # the document keeps its order


def test_groups_sign_one_after_the_other_and_a_gap_is_told(agreement, head):
    order(agreement, "groups")
    for _step in range(2):
        actions.move(agreement, by=head, edition=edition_of(agreement), key="p2", up=False)
    assert turns(agreement) == [(1, "p1"), (3, "p2")]
    assert "Kelompok 2 kosong" in messages(agreement)
    assert not any(finding.blocking for finding in well_planned(agreement))


def test_two_sign_for_one_partner_and_both_are_named():
    agreement = begun(village("Argopeni"), partner("CV Pandan"))
    organization = agreement.parties.get(ordinal=2).organization
    second = member(organization, Position.REPRESENTATIVE)
    add(agreement, "party", Named(second, organization), party=agreement.parties.get(ordinal=2))
    found = as_content(agreement, places(agreement))["signers"]
    assert [(s["key"], s["name"]) for s in found] == [
        ("p1", agreement.created_by.full_name),
        ("p2", signatory_of(organization).full_name),
        ("p2n2", second.full_name),
    ]


def test_whoever_is_not_named_is_not_the_one_who_is(agreement):
    """The second of a party is named; the first is whoever else may sign that day, never the same person."""
    second = agreement.parties.get(ordinal=2)
    person = signatory_of(second.organization)
    add(agreement, "party", Named(person, second.organization), party=second)
    assert [place.person for place in places(agreement) if place.party == second] == [None, person]
    assert "Belum ada yang berwenang menandatangani untuk Desa Srati" in messages(agreement)


def test_a_named_head_who_left_office_stands_in_the_way(agreement, head):
    second = agreement.parties.get(ordinal=2)
    person = signatory_of(second.organization)
    given = {"who": Named(person, second.organization), "method": "local"}
    actions.change(agreement, by=head, edition=edition_of(agreement), key="p2", **given)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(person=person).update(ends_on=yesterday)
    [finding] = well_planned(agreement)
    assert finding.blocking
    assert person.full_name in finding.message
    assert "menandatangani untuk" in may(head, "open_round", agreement).reason


def test_without_a_name_the_new_head_signs(agreement):
    second = agreement.parties.get(ordinal=2)
    order(agreement, "sequence")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(organization=second.organization).update(ends_on=yesterday)
    successor = MembershipFactory(organization=second.organization, starts_on=timezone.localdate()).person
    assert places(agreement)[1].person == successor


def test_a_quorum_above_the_witnesses_stands_in_the_way(agreement):
    add(agreement, "witness", Named(name="Siti Aminah", office="Tokoh masyarakat"))
    order(agreement, "parallel", witnesses_needed=2)
    [finding] = well_planned(agreement)
    assert finding.blocking
    assert "2 saksi, tetapi hanya 1" in finding.message


def test_a_party_that_signs_on_paper_only_is_told(agreement, head):
    given = {"who": Named(), "method": "paper"}
    actions.change(agreement, by=head, edition=edition_of(agreement), key="p1", **given)
    [finding] = well_planned(agreement)
    assert not finding.blocking
    assert "hanya di atas kertas" in finding.message


def test_somebody_without_an_account_signs_on_paper(agreement):
    row = add(agreement, "witness", Named(name="Siti Aminah", office="Tokoh masyarakat"), method="local")
    assert row.method == "paper"
    with pytest.raises(ValidationError):
        add(agreement, "witness", Named())


def test_one_person_has_one_place(agreement):
    person, office = camat_of(agreement)
    add(agreement, "acknowledging", Named(person, office))
    with pytest.raises(ValidationError, match="sudah disebut"):
        add(agreement, "witness", Named(person, office))


def test_a_head_who_is_witness_to_the_own_signature_stands_in_the_way(agreement, head):
    add(agreement, "witness", Named(head, agreement.initiator))
    [finding] = well_planned(agreement)
    assert finding.blocking
    assert "lebih dari satu kali" in finding.message


def test_every_party_keeps_a_place(agreement, head):
    order(agreement, "parallel")
    with pytest.raises(Refused, match="paling sedikit satu"):
        actions.remove(agreement, by=head, edition=edition_of(agreement), key="p1")
    second = member(agreement.initiator, Position.VILLAGE_STAFF)
    add(agreement, "witness", Named(second, agreement.initiator))
    actions.remove(agreement, by=head, edition=edition_of(agreement), key="s1")
    assert turns(agreement) == [(1, "p1"), (1, "p2")]


def test_there_is_an_end_to_witnesses(agreement):
    for number in range(actions.MOST["witness"]):
        add(agreement, "witness", Named(name=f"Saksi {number}", office="Warga"))
    with pytest.raises(Refused, match="Paling banyak 20"):
        add(agreement, "witness", Named(name="Satu lagi", office="Warga"))


def test_two_planners_do_not_overwrite_each_other(agreement, head):
    seen = edition_of(agreement)
    order(agreement, "sequence")
    with pytest.raises(Stale):
        actions.move(agreement, by=head, edition=seen, key="p2", up=True)
    seen = edition_of(agreement)
    two, three = agreement.parties.get(ordinal=2).organization, village("Pasir").organization
    set_parties(
        agreement, by=head, edition=agreement.edition, organizations=[agreement.initiator, three, two]
    )
    with pytest.raises(Stale):  # p2 is another party now
        actions.move(agreement, by=head, edition=seen, key="p2", up=True)


def test_a_party_that_leaves_takes_its_places_along(agreement, head):
    order(agreement, "sequence")
    three = village("Pasir").organization
    set_parties(agreement, by=head, edition=agreement.edition, organizations=[agreement.initiator, three])
    fresh = Agreement.objects.get(pk=agreement.pk)
    assert turns(fresh) == [(1, "p1"), (2, "p2")]
    assert PlannedSigner.objects.count() == 1


def test_only_the_holder_of_the_pen_plans(agreement):
    other = signatory_of(agreement.parties.get(ordinal=2).organization)
    given = {"order": "sequence", "witnesses_needed": None, "paper": "a4"}
    with pytest.raises(Refused, match="Naskah bersama ditulis oleh"):
        actions.set_order(agreement, by=other, edition=edition_of(agreement), **given)
    moved(agreement, Stage.REVIEW)
    with pytest.raises(Refused):
        order(agreement, "sequence")
    assert plan_of(agreement).pk is None


def test_planning_is_told_once_for_a_stretch(agreement):
    order(agreement, "sequence")
    order(agreement, "parallel")
    assert [entry.code for entry in agreement.journal.order_by("serial")].count("plan_signing") == 1


def test_the_camat_is_offered_first_and_a_partners_staff_to_itself_only():
    agreement = begun(village("Argopeni"), partner("CV Pandan"))
    camat, office = camat_of(agreement)
    firm = agreement.parties.get(ordinal=2).organization
    staff = member(firm, Position.PARTNER_STAFF)
    stranger = MembershipFactory().person
    offered = attesting(agreement.created_by, agreement, "acknowledging")
    assert offered[0].person == camat
    assert offered[0].label == f"{camat.full_name}, Camat Ayah" or office.name in offered[0].where
    people = {candidate.person for candidate in offered}
    assert signatory_of(firm) in people
    assert not people & {staff, stranger}
    assert staff in {c.person for c in attesting(signatory_of(firm), agreement, "witness")}


def test_somebody_else_is_named_by_name_and_account_and_nothing_is_told_of_others(agreement, head):
    known = MembershipFactory(person__full_name="Bambang Wijaya").person
    idle = UserFactory(full_name="Tanpa Jabatan")
    assert known_by_name(head, " bambang  wijaya ", known.email.upper()).person == known
    answers = set()
    for name, account in (
        ("Bambang Wijaya", "tidak@ada.example"),
        ("Bambang", known.email),
        (idle.full_name, idle.username),
    ):
        with pytest.raises(access.Refused) as refused:
            known_by_name(head, name, account)
        answers.add(str(refused.value))
    assert len(answers) == 1
    for _try in range(10):
        with pytest.raises(access.Refused):
            known_by_name(head, "Bambang Wijaya", "tebakan@surel.example")
    with pytest.raises(access.Refused, match="Terlalu banyak"):
        known_by_name(head, "Bambang Wijaya", known.email)
    cache.clear()


def plan_url(agreement, name="signing-plan", *args):
    return reverse(f"agreements:{name}", args=[agreement.ref, *args])


def test_the_page_shows_turns_and_takes_the_order(client, agreement, head):
    client.force_login(head)
    page = client.get(plan_url(agreement))
    assertContains(page, "Bersamaan, siapa saja lebih dahulu")
    given = {"order": "sequence", "witnesses_needed": "", "paper": "a4", "seen": edition_of(agreement)}
    assertRedirects(client.post(plan_url(agreement), given), plan_url(agreement))
    assertContains(client.get(plan_url(agreement)), "Giliran 2")
    assert plan_of(agreement).paper == "a4"
    again = client.post(plan_url(agreement), given)
    assertContains(again, "diubah orang lain")


def test_a_turn_is_moved_by_a_button_that_needs_no_script(client, agreement, head):
    order(agreement, "sequence")
    client.force_login(head)
    url = plan_url(agreement, "planned-move", "p2")
    client.post(url, {"seen": edition_of(agreement), "arah": "naik"})
    assert turns(agreement) == [(1, "p2"), (2, "p1")]
    late = client.post(url, {"seen": "1-0", "arah": "naik"}, follow=True)
    assertContains(late, "baru saja diubah orang lain")


def test_a_certified_signature_is_offered_only_where_it_can_be_given(client, agreement, head, settings):
    client.force_login(head)
    url = plan_url(agreement, "planned-add") + "?sebagai=witness"
    assertNotContains(client.get(url), "tersertifikasi (BSrE)")
    settings.BSRE_URL = "https://esign.example"
    assertContains(client.get(url), "tersertifikasi (BSrE)")


def test_a_witness_is_added_from_the_list_by_account_or_without(client, agreement, head, settings):
    settings.BSRE_URL = "https://esign.example"
    staff = member(agreement.initiator, Position.COUNCIL)
    far = MembershipFactory().person
    client.force_login(head)
    url = plan_url(agreement, "planned-add") + "?sebagai=witness"
    assertContains(client.get(url), staff.full_name)
    assertNotContains(client.get(url), far.full_name)
    ways = (
        {"who": f"{staff.pk}-{agreement.initiator.pk}", "method": "local"},
        {"account_name": far.full_name, "account": far.username, "method": "bsre"},
        {"name": "Siti Aminah", "office": "Tokoh masyarakat", "method": "local"},
    )
    for given in ways:
        answer = client.post(url, given | {"seen": edition_of(agreement)})
        assertRedirects(answer, plan_url(agreement))
    found = [(place.name, place.method) for place in places(agreement) if place.capacity == "witness"]
    assert found == [(staff.full_name, "local"), (far.full_name, "bsre"), ("Siti Aminah", "paper")]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Pilih siapa"),
        ({"name": "Siti"}, "Tulis jabatannya"),
        ({"account": "orang"}, "Isi nama lengkap dan akunnya"),
        ({"account": "orang", "account_name": "Orang"}, "Tidak ada pejabat dengan nama"),
        ({"name": "Siti", "office": "Warga", "account": "orang"}, "Isi hanya satu"),
        ({"who": "1-1"}, "pilihan"),
    ],
)
def test_a_witness_is_named_in_one_way(client, agreement, head, given, said):
    client.force_login(head)
    url = plan_url(agreement, "planned-add") + "?sebagai=witness"
    answer = client.post(url, {"method": "local", "seen": edition_of(agreement)} | given)
    assertContains(answer, said)
    assert not PlannedSigner.objects.exists()
    cache.clear()


def test_a_place_is_changed_and_taken_out(client, agreement, head):
    add(agreement, "witness", Named(name="Siti Aminah", office="Tokoh masyarakat"))
    client.force_login(head)
    url = plan_url(agreement, "planned-edit", "s1")
    assertContains(client.get(url), "Siti Aminah")
    given = {"name": "Siti Aminah, S.Pd.", "office": "Guru", "method": "paper", "seen": edition_of(agreement)}
    client.post(url, given)
    assert places(agreement)[2].name == "Siti Aminah, S.Pd."
    url = plan_url(agreement, "planned-remove", "s1")
    assertContains(client.get(url), "Keluarkan Siti Aminah, S.Pd. dari rencana?")
    client.post(url, {"seen": edition_of(agreement)})
    assert len(places(agreement)) == 2
    assert client.get(url).status_code == 404


def test_others_read_the_plan_and_change_nothing(client, agreement):
    client.force_login(signatory_of(agreement.parties.get(ordinal=2).organization))
    page = client.get(plan_url(agreement))
    assertContains(page, "Naskah bersama ditulis oleh")
    assertNotContains(page, plan_url(agreement, "planned-edit", "p1"))
    assert client.get(plan_url(agreement, "planned-edit", "p1")).status_code == 403


def test_strange_addresses_find_nothing(client, agreement, head):
    client.force_login(head)
    for query in ("?sebagai=", "?sebagai=raja", "?sebagai=party", "?sebagai=party&pihak=9"):
        assert client.get(plan_url(agreement, "planned-add") + query).status_code == 404
    assert client.get(plan_url(agreement, "planned-edit", "p9")).status_code == 404
