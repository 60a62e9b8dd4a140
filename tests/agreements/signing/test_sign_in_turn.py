"""Places are signed side by side, one by one or by groups; enough witnesses are enough; who acknowledges is last."""

import datetime as dt

import pytest
from django.utils import timezone

from agreements.drafting.signatories import actions as planning
from agreements.drafting.signatories.actions import Named, edition_of
from agreements.record.access import concerning, may
from agreements.record.crossing import Refused
from agreements.record.journal import breaks
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.signing.actions import sign
from agreements.signing.models import Signature
from agreements.signing.queries import document_of, is_complete, open_slots, slots, waiting_for_signature
from tests.factories import (
    PASSPHRASE,
    MembershipFactory,
    OfficeFactory,
    approved,
    begun,
    certified,
    member,
    partner,
    village,
)
from villages.organizations.models import OfficeKind
from villages.people.models import Delegation, Membership, Position

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


def planned(agreement, order="parallel", *, witnesses=0, enough=None, camat=False):
    """The agreement with that plan: so many witnesses of the first village's staff, and the camat last."""
    by = agreement.created_by
    for _number in range(witnesses):
        person = member(agreement.initiator, Position.VILLAGE_STAFF)
        add(agreement, "witness", Named(person, agreement.initiator))
    if camat:
        area = agreement.initiator.village.area
        more = {"regency": area.subdistrict.regency, "subdistrict": area.subdistrict}
        office = OfficeFactory(name="Kecamatan Ayah", office_kind=OfficeKind.SUBDISTRICT, **more)
        person = member(office, Position.SUBDISTRICT_HEAD)
        add(agreement, "acknowledging", Named(person, office.organization))
    given = {"order": order, "witnesses_needed": enough, "paper": "f4"}
    planning.set_order(agreement, by=by, edition=edition_of(agreement), **given)
    return agreement


def add(agreement, capacity, who, **more):
    given = {"capacity": capacity, "who": who, "method": "local"} | more
    return planning.add(agreement, by=agreement.created_by, edition=edition_of(agreement), **given)


def turn(agreement):
    return [slot.signer.key for slot in open_slots(document_of(agreement))]


def person_at(agreement, key):
    return document_of(agreement).signers.get(key=key)


def press(agreement, key):
    """Whoever is named at that place signs there."""
    signer = person_at(agreement, key)
    person = certified(signer.person, signer.organization)
    seen = document_of(agreement).content_digest
    return sign(agreement, by=person, passphrase=PASSPHRASE, seen=seen, place=key)


def test_side_by_side_anybody_signs_first():
    agreement = approved(planned(begun(village(), village(), village())))
    assert turn(agreement) == ["p1", "p2", "p3"]
    for key in ("p3", "p1", "p2"):
        press(agreement, key)
    assert agreement.stage == Stage.PUBLICATION
    assert [s.signer.key for s in Signature.objects.order_by("ordinal")] == ["p3", "p1", "p2"]


def test_one_by_one_the_next_waits_and_is_told_for_whom():
    agreement = approved(planned(begun(village(), village()), "sequence"))
    second = person_at(agreement, "p2").person
    answer = may(second, "sign", agreement)
    assert f"Belum giliran Anda; menunggu tanda tangan {person_at(agreement, 'p1').name}." == answer.reason
    assert not answer.because_of_who
    with pytest.raises(Refused, match="Belum giliran"):
        press(agreement, "p2")
    assert not waiting_for_signature(second)
    press(agreement, "p1")
    assert list(waiting_for_signature(second)) == [agreement]
    press(agreement, "p2")
    assert agreement.stage == Stage.PUBLICATION


def test_group_by_group():
    agreement = begun(village(), village(), village())
    planned(agreement, "groups")
    by = agreement.created_by
    planning.move(agreement, by=by, edition=edition_of(agreement), key="p1", up=False)
    approved(agreement)
    assert turn(agreement) == ["p2", "p3"]
    press(agreement, "p3")
    assert turn(agreement) == ["p2"]
    press(agreement, "p2")
    assert turn(agreement) == ["p1"]


def test_the_acknowledging_official_is_last_and_reads_along():
    agreement = approved(planned(begun(), camat=True))
    camat = person_at(agreement, "m1").person
    assert agreement in concerning(camat)
    for key in ("p1", "p2"):
        assert key in turn(agreement)
        press(agreement, key)
    assert turn(agreement) == ["m1"]
    press(agreement, "m1")
    assert agreement.stage == Stage.PUBLICATION
    signature = Signature.objects.get(signer__key="m1")
    assert signature.party is None
    assert signature.office == "Camat Ayah" or signature.office.startswith("Camat")
    assert not list(breaks([agreement]))


def test_enough_witnesses_are_enough():
    agreement = approved(planned(begun(), witnesses=3, enough=2, camat=True))
    for key in ("p1", "s3", "p2", "s1"):
        press(agreement, key)
    assert turn(agreement) == ["m1"]
    late = person_at(agreement, "s2").person
    assert "Saksi sudah cukup" in may(late, "sign", agreement).reason
    assert not waiting_for_signature(late)
    press(agreement, "m1")
    assert agreement.stage == Stage.PUBLICATION
    assert [slot.is_needed for slot in slots(document_of(agreement)) if slot.signer.key == "s2"] == [False]


def test_all_witnesses_unless_fewer_are_enough():
    agreement = approved(planned(begun(), witnesses=2))
    for key in ("p1", "p2", "s1"):
        press(agreement, key)
    assert agreement.stage == Stage.SIGNING
    press(agreement, "s2")
    assert agreement.stage == Stage.PUBLICATION


def test_two_sign_for_one_partner():
    agreement = begun(village(), partner())
    firm = agreement.parties.get(ordinal=2)
    second = member(firm.organization, Position.REPRESENTATIVE)
    add(agreement, "party", Named(second, firm.organization), party=firm)
    approved(agreement)
    for key in ("p1", "p2"):
        press(agreement, key)
    assert agreement.stage == Stage.SIGNING
    assert turn(agreement) == ["p2n2"]
    press(agreement, "p2n2")
    assert agreement.stage == Stage.PUBLICATION


def test_nineteen_parties_one_after_the_other():
    agreement = approved(planned(begun(*(village() for _n in range(19))), "sequence"))
    for number in range(1, 20):
        assert turn(agreement) == [f"p{number}"]
        press(agreement, f"p{number}")
    assert agreement.stage == Stage.PUBLICATION
    assert is_complete(document_of(agreement))


def test_many_names_are_cut_short():
    agreement = approved(planned(begun(*(village() for _n in range(6))), camat=True))
    camat = person_at(agreement, "m1").person
    assert "dan 3 lagi" in may(camat, "sign", agreement).reason


def test_who_acts_for_two_villages_signs_twice_and_one_click_only_once():
    """The same person is *Pj.* of one village and head of another: two places, two signatures, none by accident."""
    agreement = begun(village(), village())
    head, day = agreement.created_by, timezone.localdate()
    second = agreement.parties.get(ordinal=2).organization
    Delegation.objects.create(
        person=head,
        organization=second,
        acting_kind="pj",
        legal_basis="UU 6/2014 Pasal 46",
        starts_on=day,
        ends_on=day + dt.timedelta(days=30),
        decree_number="141/9/KEP/2026",
        decree_on=day,
    )
    approved(agreement)
    assert person_at(agreement, "p2").person == head
    first = press(agreement, "p1")
    seen = document_of(agreement).content_digest
    assert sign(agreement, by=head, passphrase=PASSPHRASE, seen=seen, place="p1") == first
    assert turn(agreement) == ["p2"]
    press(agreement, "p2")
    assert agreement.stage == Stage.PUBLICATION


def test_an_office_that_the_text_states_wrongly_cannot_be_signed_for():
    """Named as *Plt.*, appointed head since: the text must say so before it is signed."""
    organization, day = village(head=False).organization, timezone.localdate()
    person = MembershipFactory(organization=organization, position=Position.VILLAGE_SECRETARY).person
    acting = Delegation.objects.create(
        person=person,
        organization=organization,
        acting_kind="plt",
        legal_basis="UU 6/2014 Pasal 46",
        starts_on=day,
        ends_on=day + dt.timedelta(days=30),
        decree_number="141/9/KEP/2026",
        decree_on=day,
    )
    agreement = approved(begun(organization, village(), by=person))
    assert may(person, "sign", agreement)
    Delegation.objects.filter(pk=acting.pk).update(
        starts_on=day - dt.timedelta(days=9), ends_on=day - dt.timedelta(days=1)
    )
    answer = may(person, "sign", agreement)
    assert not answer and answer.because_of_who
    MembershipFactory(organization=organization, person=person, starts_on=day)
    assert "Naskah menyebut Anda Plt. Kepala Desa" in may(person, "sign", agreement).reason
    assert may(person, "decline", agreement)


def test_a_witness_who_left_office_yesterday_cannot_sign_today():
    agreement = approved(planned(begun(), witnesses=1))
    signer = person_at(agreement, "s1")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(person=signer.person).update(ends_on=yesterday)
    with pytest.raises(Refused):
        press_uncertified(agreement, signer)
    assert not Signature.objects.exists()


def press_uncertified(agreement, signer):
    seen = document_of(agreement).content_digest
    return sign(agreement, by=signer.person, passphrase=PASSPHRASE, seen=seen, place=signer.key)


def test_somebody_without_an_account_keeps_the_text_from_being_complete_until_paper_comes():
    agreement = begun()
    add(agreement, "witness", Named(name="Siti Aminah", office="Tokoh masyarakat"))
    approved(agreement)
    for key in ("p1", "p2"):
        press(agreement, key)
    fresh = Agreement.objects.get(pk=agreement.pk)
    assert fresh.stage == Stage.SIGNING
    assert turn(fresh) == ["s1"]
    assert person_at(fresh, "s1").method == "paper"


def test_a_partner_whose_director_has_no_account_is_named_and_signs_on_paper():
    agreement = begun(village(), partner(head=False))
    firm = agreement.parties.get(ordinal=2)
    add(agreement, "party", Named(name="Hartono", office="Direktur CV Pandan"), party=firm)
    by = agreement.created_by
    planning.remove(agreement, by=by, edition=edition_of(agreement), key="p2")
    approved(agreement)
    assert '"name":"Hartono"' in document_of(agreement).content
    assert turn(agreement) == ["p1", "p2"]
