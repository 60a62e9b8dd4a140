"""A scan is lodged, compared page by page by the district and confirmed: then the ink counts like any signature."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agreements.documents import store
from agreements.drafting.signatories.actions import Named
from agreements.record.crossing import Refused
from agreements.record.journal import breaks, sentence
from agreements.record.stages import Stage
from agreements.signing.actions import sign
from agreements.signing.models import Signature
from agreements.signing.paper import actions
from agreements.signing.paper.models import PaperCopy
from agreements.signing.paper.queries import comparison_of
from agreements.signing.queries import document_of, open_slots
from tests.agreements.signing.paper.conftest import Signing, blank
from tests.agreements.signing.test_sign_in_turn import add, planned
from tests.factories import (
    PASSPHRASE,
    MembershipFactory,
    begun,
    certified,
    member,
    reviewer,
    village,
)
from villages.people.models import Membership, Position

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_pages")]
State = PaperCopy.State


def press(signing, key):
    """Whoever is named at that place signs there electronically."""
    signer = signing.place(key)
    person = certified(signer.person, signer.organization)
    return sign(
        signing.agreement, by=person, passphrase=PASSPHRASE, seen=signing.document.content_digest, place=key
    )


def stage(signing):
    signing.agreement.refresh_from_db()
    return signing.agreement.stage


def test_ink_counts_only_once_it_is_confirmed(signing):
    before = signing.document.sha256
    copy = signing.lodge("p1")
    assert not Signature.objects.exists()
    assert store.has(copy.sha256, shelf="scans")
    assert not store.has(copy.sha256)
    (signature,) = actions.confirm(signing.compared(copy), by=signing.registrar)
    assert (signature.method, signature.level, signature.certificate) == ("paper", "", None)
    assert signature.person == signing.place("p1").person
    assert signature.paper_copy == copy
    assert (signature.sha256, signature.size) == (before, signing.document.size)
    assert timezone.localdate(signature.signed_at) == copy.signed_on
    assert signing.document.sha256 == before
    assert signing.document.revisions.count() == 1
    assert stage(signing) == Stage.SIGNING
    assert [slot.signer.key for slot in open_slots(signing.document)] == ["p2"]


def test_two_on_one_sheet_complete_the_document(signing):
    signing.ink("p1", "p2")
    assert stage(signing) == Stage.PUBLICATION
    assert [s.signer.key for s in Signature.objects.order_by("ordinal")] == ["p1", "p2"]
    codes = list(signing.agreement.journal.order_by("serial").values_list("code", flat=True))
    assert codes[-3:] == ["lodge_paper", "confirm_paper", "complete"]
    name = signing.place("p1").name
    assert name in sentence(signing.agreement.journal.get(code="confirm_paper"))
    assert list(breaks([signing.agreement])) == []


def test_ink_first_and_electronic_after(signing):
    signing.ink("p1")
    signature = press(signing, "p2")
    assert (signature.ordinal, signature.method) == (2, "local")
    assert stage(signing) == Stage.PUBLICATION


def test_electronic_first_and_ink_after(signing):
    press(signing, "p1")
    (signature,) = signing.ink("p2")
    assert (signature.ordinal, signature.method) == (2, "paper")
    assert signature.sha256 == signing.document.sha256
    assert stage(signing) == Stage.PUBLICATION


def test_the_order_holds_on_paper_too():
    signing = Signing(plan=lambda a: planned(a, "sequence"))
    with pytest.raises(ValidationError, match="Belum giliran"):
        signing.lodge("p2")
    signing.ink("p1", "p2")  # one after the other on one sheet
    assert stage(signing) == Stage.PUBLICATION


def test_what_was_signed_meanwhile_is_not_signed_twice(signing):
    copy = signing.compared(signing.lodge("p1", "p2"))
    press(signing, "p1")
    with pytest.raises(Refused, match="Belum giliran, atau sudah"):
        actions.confirm(copy, by=signing.registrar)
    assert Signature.objects.count() == 1
    copy.refresh_from_db()
    assert copy.state == State.WAITING


def test_a_witness_without_an_account_signs_only_on_paper():
    def plan(agreement):
        add(agreement, "witness", Named(name="Bapak Karso", office="Ketua RW 3"), method="paper")
        return agreement

    signing = Signing(plan=plan)
    (signature,) = signing.ink("s1")
    assert (signature.name, signature.person, signature.party) == ("Bapak Karso", None, None)
    signing.ink("p1", "p2")
    assert stage(signing) == Stage.PUBLICATION


@pytest.mark.parametrize("days", [1, 40])
def test_the_mandate_must_hold_on_the_day_of_signing(signing, days, on_day):
    day = timezone.localdate() + dt.timedelta(days=days - 1)
    Membership.objects.filter(person=signing.place("p1").person).update(ends_on=day)
    on_day(day + dt.timedelta(days=5))
    with pytest.raises(ValidationError, match="tidak memegang jabatan"):
        signing.lodge("p1", day=day + dt.timedelta(days=1))
    (signature,) = signing.ink("p1", day=day)  # the office ended since, the ink was in time
    assert timezone.localdate(signature.signed_at) == day
    assert signature.basis


@pytest.mark.parametrize(("days", "words"), [(1, "belum tiba"), (-1, "baru dibekukan")])
def test_nobody_signs_tomorrow_or_before_there_is_a_text(signing, days, words):
    day = timezone.localdate() + dt.timedelta(days=days)
    with pytest.raises(ValidationError, match=words):
        signing.lodge("p1", day=day)


def test_places_that_are_none_are_refused(signing):
    for places in ((), ("p9",), ("p1", "p9")):
        with pytest.raises(ValidationError, match="Pilih siapa"):
            signing.lodge(*places)


def test_the_same_scan_comes_once_and_again_after_a_refusal(signing):
    copy = signing.lodge("p1")
    with pytest.raises(ValidationError, match="sama sudah diunggah"):
        signing.lodge("p1")
    actions.refuse(copy, by=signing.registrar, reason="Halaman 2 terpotong.")
    assert signing.lodge("p1").state == State.WAITING


def test_every_page_must_be_compared(signing):
    copy = signing.compared(signing.lodge("p1"), 2)
    with pytest.raises(Refused, match="belum dicocokkan: 1"):
        actions.confirm(copy, by=signing.registrar)
    signing.compared(copy, 1, 1, 2)
    actions.compare(copy, by=signing.registrar, number=2, alike=False)
    with pytest.raises(Refused, match="belum dicocokkan: 2"):
        actions.confirm(copy, by=signing.registrar)
    with pytest.raises(Refused, match="tidak ada"):
        actions.compare(copy, by=signing.registrar, number=3)


@pytest.mark.parametrize("pages", [1, 3])
def test_a_scan_with_pages_missing_or_too_many_cannot_be_confirmed(signing, pages):
    copy = signing.compared(signing.lodge("p1", pages=pages))
    with pytest.raises(Refused, match="Jumlah halaman"):
        actions.confirm(copy, by=signing.registrar)
    assert not Signature.objects.exists()


def test_a_scan_that_hides_a_page_is_not_taken(signing):
    with pytest.raises(ValidationError, match="rusak"):
        signing.lodge("p1", data=blank(3, said=2))


def test_what_is_compared_is_what_is_drawn(signing):
    copy = signing.lodge("p1")
    assert not comparison_of(copy).drawn
    actions.draw.call(copy.pk)
    comparison = comparison_of(copy)
    assert comparison.drawn
    assert comparison.source == signing.document.sha256
    assert (comparison.expected, comparison.found) == (2, 2)
    press(signing, "p2")  # the file grew: the pictures of its earlier state still show the same text
    assert comparison_of(copy).source == comparison.source


def test_who_uploaded_or_belongs_to_a_party_does_not_confirm(signing):
    own = signing.lodge("p1", by=signing.registrar)
    with pytest.raises(Refused, match="petugas lain") as refusal:
        actions.compare(own, by=signing.registrar, number=1)
    assert refusal.value.answer.because_of_who
    copy = signing.lodge("p2")
    involved = reviewer()
    MembershipFactory(person=involved, organization=signing.agreement.initiator, position="village_staff")
    for person in (involved, signing.secretary, signing.place("p2").person):
        with pytest.raises(Refused) as refusal:
            actions.compare(copy, by=person, number=1)
        assert refusal.value.answer.because_of_who
    assert actions.compare(own, by=reviewer(), number=1)


def test_who_has_no_part_lodges_nothing(signing):
    for person in (
        member(village("Jauh").organization, Position.VILLAGE_SECRETARY),
        member(signing.agreement.initiator, Position.COUNCIL),
    ):
        with pytest.raises(Refused):
            signing.lodge("p1", by=person)


def test_a_refusal_needs_a_reason_and_decides(signing):
    copy = signing.lodge("p1")
    with pytest.raises(ValidationError):
        actions.refuse(copy, by=signing.registrar, reason="  ")
    actions.refuse(copy, by=signing.registrar, reason="Halaman 2 terpotong.")
    copy.refresh_from_db()
    assert (copy.state, copy.decided_by, copy.reason) == (
        State.REFUSED,
        signing.registrar,
        "Halaman 2 terpotong.",
    )
    entry = signing.agreement.journal.get(code="refuse_paper")
    assert "Halaman 2 terpotong" in sentence(entry)
    for act in (actions.confirm, actions.compare):
        with pytest.raises(Refused, match="tidak menunggu"):
            act(copy, by=signing.registrar, **({"number": 1} if act is actions.compare else {}))


def test_a_scan_of_a_text_taken_back_confirms_nothing(signing):
    copy = signing.compared(signing.lodge("p1"))
    from agreements.signing.actions import decline

    decline(signing.agreement, by=signing.place("p2").person, reason="Salah nama.")
    with pytest.raises(Refused):
        actions.confirm(copy, by=signing.registrar)
    assert document_of(signing.agreement) is None
    assert not Signature.objects.exists()


def test_confirming_twice_signs_once(signing):
    copy = signing.compared(signing.lodge("p1"))
    actions.confirm(copy, by=signing.registrar)
    with pytest.raises(Refused):
        actions.confirm(copy, by=signing.registrar)
    assert Signature.objects.count() == 1


def test_a_draft_takes_no_scan(quick_paper):
    agreement = begun()
    with pytest.raises(Refused):
        actions.lodge(
            agreement, by=agreement.created_by, places=["p1"], signed_on=timezone.localdate(), scan=[]
        )
