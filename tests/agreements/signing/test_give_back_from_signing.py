"""Who declines or recalls says why to all; the text opens again, and what was signed stays in the archive, void."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agreements.documents import store
from agreements.drafting.given_back import given_back
from agreements.drafting.writing import actions as writing
from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.record.journal import sentence
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.signing.actions import decline, recall
from agreements.signing.archive.queries import frozen_texts, voided_signatures
from agreements.signing.models import FrozenDocument, Signature, Signer
from agreements.signing.queries import document_of
from tests.factories import (
    MembershipFactory,
    agency,
    approved,
    begun,
    member,
    officer,
    reviewer,
    signatory_of,
    signed,
    signed_by,
    village,
)
from villages.people.models import Position

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]
WHY = "Iuran kebersihan belum sesuai musyawarah."


@pytest.fixture
def halfway():
    """A document of two villages that the first has signed."""
    agreement = approved(begun(village("Argopeni"), village("Srati")))
    signed_by(agreement, party(agreement, 1))
    return fresh(agreement)


def fresh(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def party(agreement, ordinal):
    return agreement.parties.get(ordinal=ordinal).organization


def url(agreement, name, *args):
    return reverse(f"agreements:{name}", args=[agreement.ref, *args])


def reworded(agreement):
    """The first article says something else."""
    article = agreement.articles.order_by("ordinal").first()
    given = {"heading": article.heading, "content": article.content, "body": "Iuran dibayar setiap bulan."}
    writing.save_article(article, by=agreement.created_by, edition=article.edition, **given)


def test_declining_opens_the_text_and_tells_everybody_who_when_and_why(client, halfway):
    second = signatory_of(party(halfway, 2))
    decline(halfway, by=second, reason=f" {WHY} ")
    assert halfway.stage == Stage.DRAFTING
    back = given_back(fresh(halfway))
    assert (back.declined, back.reason, back.version, back.signatures) == (True, WHY, 1, 1)
    assert back.who == f"{second} (Desa Srati)"
    assert WHY.rstrip(".") in sentence(halfway.journal.get(code="decline"))
    first = signatory_of(party(halfway, 1))
    for person, name in ((first, "draft-edit"), (second, "desk-agreement"), (reviewer(), "desk-agreement")):
        client.force_login(person)
        page = client.get(url(halfway, name))
        assertContains(page, "Ada yang menolak menandatangani")
        assertContains(page, WHY)
        assertContains(page, "1 tanda tangan batal dan harus diberikan lagi.")
    client.force_login(first)
    assertContains(client.get(reverse("agreements:desk")), WHY)


def test_a_new_approval_closes_the_notice(halfway):
    recall(halfway, by=signatory_of(party(halfway, 1)), reason=WHY)
    assert given_back(fresh(halfway))
    again = approved(fresh(halfway))
    assert given_back(fresh(again)) is None


def test_declining_needs_a_reason_and_a_place(halfway):
    with pytest.raises(ValidationError):
        decline(halfway, by=signatory_of(party(halfway, 2)), reason="  ")
    with pytest.raises(Refused, match="sudah menandatangani"):
        decline(halfway, by=signatory_of(party(halfway, 1)), reason=WHY)
    with pytest.raises(Refused):
        decline(halfway, by=MembershipFactory().person, reason=WHY)
    assert fresh(halfway).stage == Stage.SIGNING


def test_who_has_signed_may_take_the_text_back(halfway):
    first = signatory_of(party(halfway, 1))
    recall(halfway, by=first, reason=WHY)
    entry = halfway.journal.get(code="recall")
    assert (entry.details["signatures"], entry.on_behalf_of) == (1, party(halfway, 1))
    assert sentence(entry).endswith(f"untuk diubah: {WHY}")
    document = FrozenDocument.objects.get()
    assert document.voided_at and document.void_reason == WHY
    assert not Signer.objects.filter(is_open=True).exists()
    assert store.get(document.sha256)


def test_the_district_may_take_the_text_back_in_its_own_name(halfway):
    recall(halfway, by=reviewer(), reason=WHY)
    assert halfway.journal.get(code="recall").on_behalf_of == agency().organization


@pytest.mark.parametrize("position", [Position.VILLAGE_SECRETARY, Position.COUNCIL])
def test_nobody_else_takes_the_text_back(halfway, position):
    person = member(party(halfway, 1), position)
    assert not may(person, "recall", halfway)
    with pytest.raises(Refused):
        recall(halfway, by=person, reason=WHY)


def test_a_complete_document_is_not_taken_back():
    agreement = signed(approved(begun()))
    with pytest.raises(Refused):
        recall(agreement, by=agreement.created_by, reason=WHY)


def test_the_page_says_whose_signatures_become_void(client, halfway):
    first = signatory_of(party(halfway, 1))
    client.force_login(first)
    page = client.get(url(halfway, "recall"))
    assertContains(page, f"1 tanda tangan menjadi batal dan harus diberikan lagi: {first.full_name}.")
    assertContains(client.post(url(halfway, "recall"), {"reason": ""}), "perlu diperbaiki")
    assert fresh(halfway).stage == Stage.SIGNING
    answer = client.post(url(halfway, "recall"), {"reason": WHY}, follow=True)
    assertContains(answer, "Naskah ditarik kembali dan dapat diubah lagi.")
    assertContains(answer, "Naskah ditarik dari penandatanganan")


def test_the_archive_keeps_every_text_with_its_signatures_and_its_file(client, halfway):
    first = signatory_of(party(halfway, 1))
    recall(halfway, by=first, reason=WHY)
    reworded(fresh(halfway))
    again = approved(fresh(halfway), by=officer(agency()))
    newest, oldest = frozen_texts(again)
    assert [slot.signer.key for slot in oldest.signed] == ["p1"]
    assert (newest.document.voided_at, newest.signed, newest.unsigned) == (None, [], 2)
    client.force_login(signatory_of(party(again, 2)))
    page = client.get(url(again, "signing-archive"))
    assertContains(page, "Batal sejak")
    assertContains(page, WHY)
    assertContains(page, f"{first.full_name}")
    assertNotContains(page, "Tanda tangan Anda pada versi")
    file = client.get(url(again, "archived-document", 1))
    assert file.content == store.get(oldest.document.sha256)
    assert "versi-1-batal.pdf" in file["Content-Disposition"]
    assert "public" not in file["Cache-Control"]
    assert client.get(url(again, "archived-document", 3)).status_code == 404


def test_what_changed_since_a_voided_text_is_shown_word_by_word(client, halfway):
    recall(halfway, by=signatory_of(party(halfway, 1)), reason=WHY)
    reworded(fresh(halfway))
    client.force_login(signatory_of(party(halfway, 2)))
    address = url(halfway, "archive-difference", 1)
    page = client.get(address)
    assertContains(page, "Dari naskah final versi 1 ke naskah sekarang")
    assertContains(page, "Iuran dibayar setiap bulan.")
    client.force_login(reviewer())
    assert client.get(address).status_code == 404  # a draft is read by its own people
    approved(fresh(halfway), by=officer(agency()))
    page = client.get(address)
    assertContains(page, "Dari naskah final versi 1 ke versi 2")
    assertContains(page, "<ins>")
    assert client.get(url(halfway, "archive-difference", 2)).status_code == 404


def test_who_had_signed_is_told_that_the_signature_is_void(client, halfway):
    first = signatory_of(party(halfway, 1))
    decline(halfway, by=signatory_of(party(halfway, 2)), reason=WHY)
    again = approved(fresh(halfway), by=officer(agency()))
    assert [s.document.version for s in voided_signatures(first, again)] == [1]
    client.force_login(first)
    for name in ("desk-agreement", "sign"):
        page = client.get(url(again, name))
        assertContains(page, "Tanda tangan Anda pada versi 1 batal")
        assertContains(page, WHY)
    signed_by(again, party(again, 1))
    assert Signature.objects.filter(person=first).count() == 2


def test_strangers_find_no_archive(client, halfway):
    client.force_login(MembershipFactory().person)
    for name, *args in (
        ("signing-archive",),
        ("archived-document", 1),
        ("archive-difference", 1),
        ("recall",),
    ):
        assert client.get(url(halfway, name, *args)).status_code == 404


def test_a_witness_loses_sight_of_a_text_that_was_given_back_and_sees_the_next():
    from agreements.drafting.signatories import actions as planning
    from agreements.record.access import concerning

    agreement = begun()
    person = member(village().organization, Position.VILLAGE_STAFF)
    who = planning.Named(person, person.memberships.get().organization)
    edition = planning.edition_of(agreement)
    given = {"capacity": "witness", "who": who, "method": "local"}
    planning.add(agreement, by=agreement.created_by, edition=edition, **given)
    assert agreement not in concerning(person)
    approved(agreement)
    assert agreement in concerning(person)
    decline(agreement, by=person, reason=WHY)
    assert agreement not in concerning(person)
    assert document_of(approved(fresh(agreement), by=officer(agency()))).version == 2
    assert agreement in concerning(person)
