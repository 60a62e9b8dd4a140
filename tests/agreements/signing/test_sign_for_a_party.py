"""A party's signatory signs: once, with the right passphrase, on a mandate that holds today."""

import datetime as dt
import subprocess

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError
from django.utils import timezone

from agreements.documents import store
from agreements.documents.pdf import RenderError
from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.record.journal import breaks, sentence
from agreements.record.stages import Stage
from agreements.signing.actions import decline, sign
from agreements.signing.certificates.actions import PassphraseRefused, open_key
from agreements.signing.freezing import prepare, prepare_again
from agreements.signing.models import FrozenDocument, Signature
from agreements.signing.queries import document_of, waiting_for_signature
from tests.factories import (
    PASSPHRASE,
    MembershipFactory,
    approved,
    begun,
    certified,
    partner,
    reviewer,
    signatory_of,
    signed,
    signed_by,
    village,
)
from villages.people.models import Delegation, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    """An agreement of two villages with its PDF made."""
    return approved(begun())


def first(agreement):
    return agreement.parties.order_by("ordinal").first().organization


def sign_as(person, agreement, passphrase=PASSPHRASE):
    return sign(agreement, by=person, passphrase=passphrase, seen=document_of(agreement).content_digest)


def pdfsig(data: bytes, tmp_path) -> str:
    path = tmp_path / "document.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout


def test_everybody_signs_and_the_agreement_awaits_publication(tmp_path):
    agreement = signed(approved(begun(village("Pasir"), partner("Universitas Uji"))))
    document = document_of(agreement)
    assert agreement.stage == Stage.PUBLICATION
    assert [s.ordinal for s in document.signatures.order_by("ordinal")] == [1, 2]
    data = store.get(document.sha256)
    assert document.size == len(data)
    read = pdfsig(data, tmp_path)
    assert read.count("Signature is Valid.") == 2
    flipped = bytearray(data)
    flipped[data.index(b"stream", 3000) + 40] ^= 1
    assert "Signature is Valid." not in pdfsig(bytes(flipped), tmp_path)
    assert not list(breaks([agreement]))


def test_each_signature_lets_the_file_grow_and_keeps_the_earlier_bytes(ready):
    before = store.get(document_of(ready).sha256)
    signed_by(ready, first(ready))
    after = store.get(document_of(ready).sha256)
    assert after.startswith(before) and len(after) > len(before)


def test_a_wrong_passphrase_signs_nothing_and_says_how_many_tries_are_left(ready):
    person = certified(signatory_of(first(ready)), first(ready))
    with pytest.raises(PassphraseRefused, match="Sisa 4 kali"):
        sign_as(person, ready, "salah sekali ini")
    assert not Signature.objects.exists()
    assert sign_as(person, ready)


def test_the_same_click_twice_signs_once(ready):
    person = signed_by(ready, first(ready))
    again = sign_as(person, ready)
    assert again == Signature.objects.get()


def test_another_partys_head_cannot_take_the_place(ready):
    stranger = MembershipFactory().person
    answer = may(stranger, "sign", ready)
    assert not answer and answer.because_of_who
    with pytest.raises(Refused):
        sign_as(stranger, ready)


def test_a_mandate_that_ended_yesterday_cannot_sign_today(ready):
    person = certified(signatory_of(first(ready)), first(ready))
    Membership.objects.filter(person=person).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    with pytest.raises(Refused):
        sign_as(person, ready)
    assert not Signature.objects.exists()


def test_a_mandate_that_ends_while_the_passphrase_is_checked_cannot_sign(ready, monkeypatch):
    person = certified(signatory_of(first(ready)), first(ready))

    def slow_open(*args):
        opened = open_key(*args)
        Membership.objects.filter(person=person).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
        return opened

    monkeypatch.setattr("agreements.signing.means.open_key", slow_open)
    with pytest.raises(Refused):
        sign_as(person, ready)
    assert not Signature.objects.exists()


def test_an_acting_head_signs_and_the_document_says_so():
    organization = village("Srati", head=False).organization
    person = MembershipFactory(organization=organization, position="village_secretary").person
    day = timezone.localdate()
    Delegation.objects.create(
        person=person,
        organization=organization,
        acting_kind="pj",
        legal_basis="UU 6/2014 Pasal 46",
        starts_on=day,
        ends_on=day + dt.timedelta(days=90),
        decree_number="141/9/KEP/2026",
        decree_on=day,
    )
    agreement = approved(begun(organization, village("Pasir"), by=person))
    signed_by(agreement, organization)
    signature = Signature.objects.get()
    assert signature.acting
    assert signature.office == "Pj. Kepala Desa Srati"
    assert "UU 6/2014 Pasal 46" in signature.basis


def test_a_new_head_declines_because_the_text_names_the_old_one(ready):
    organization = first(ready)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(organization=organization).update(ends_on=yesterday)
    successor = MembershipFactory(organization=organization, starts_on=timezone.localdate()).person
    assert "penanda tangan lain" in may(successor, "sign", ready).reason
    decline(ready, by=successor, reason="Kepala desa sudah berganti")
    assert ready.stage == Stage.DRAFTING


def test_a_text_frozen_anew_must_be_read_anew(ready):
    person = certified(signatory_of(first(ready)), first(ready))
    with pytest.raises(Refused, match="sudah diganti"):
        sign(ready, by=person, passphrase=PASSPHRASE, seen="0" * 64)


def test_declining_keeps_the_evidence_and_a_new_approval_keeps_the_number(ready):
    signed_by(ready, first(ready))
    numbers = sorted(ready.numbers.values_list("number", flat=True))
    second = ready.parties.order_by("ordinal").last().organization
    decline(ready, by=signatory_of(second), reason="Iuran belum benar")
    voided = FrozenDocument.objects.get()
    assert voided.voided_at and voided.void_reason == "Iuran belum benar"
    assert voided.signatures.count() == 1
    assert store.get(voided.sha256)
    again = approved(ready, by=reviewer())
    assert document_of(again).version == 2
    assert [a.pk for a in waiting_for_signature(signatory_of(first(ready)))] == [again.pk]
    assert sorted(again.numbers.values_list("number", flat=True)) == numbers


def test_who_has_signed_can_no_longer_decline(ready):
    person = signed_by(ready, first(ready))
    with pytest.raises(Refused, match="sudah menandatangani"):
        decline(ready, by=person, reason="Berubah pikiran")


def test_waiting_lists_an_agreement_until_ones_own_party_has_signed(ready):
    person = signatory_of(first(ready))
    assert [a.pk for a in waiting_for_signature(person)] == [ready.pk]
    signed_by(ready, first(ready))
    assert not waiting_for_signature(person)


@pytest.mark.parametrize("change", ["content = '{}'", "content_digest = repeat('0', 64)", "version = 9"])
def test_not_even_sql_changes_what_was_frozen(ready, change):
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE agreements_frozendocument SET {change}")


def test_not_even_sql_moves_or_removes_a_signature(ready):
    signed_by(ready, first(ready))
    for statement in ("UPDATE agreements_signature SET name = 'Lain'", "DELETE FROM agreements_signature"):
        with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_damaged_file_is_never_signed(ready):
    person = certified(signatory_of(first(ready)), first(ready))
    path = store._path(document_of(ready).sha256)
    path.write_bytes(path.read_bytes() + b"%")
    with pytest.raises(store.Damaged):
        sign_as(person, ready)
    assert not Signature.objects.exists()


def test_a_text_that_cannot_be_printed_goes_back_to_its_drafters_with_the_reason(monkeypatch):
    def no_shape(content, **_options):
        raise RenderError("content", "Karakter ini tidak ada dalam huruf cetak: \U0001f600")

    monkeypatch.setattr("agreements.documents.rendering.actions.laid_out", no_shape)
    agreement = approved(begun())
    agreement.refresh_from_db()
    assert agreement.stage == Stage.DRAFTING
    assert "tidak ada dalam huruf cetak" in sentence(agreement.journal.get(code="unprintable"))
    document = FrozenDocument.objects.get()
    assert document.voided_at and "tidak ada dalam huruf cetak" in document.void_reason
    monkeypatch.undo()
    again = approved(agreement)
    assert document_of(again).state == FrozenDocument.State.READY


def test_a_failure_nobody_foresaw_keeps_the_approval_and_can_be_tried_again(monkeypatch):
    def trip(content, **_options):
        raise MemoryError

    monkeypatch.setattr("agreements.documents.rendering.actions.laid_out", trip)
    with pytest.raises(MemoryError):
        approved(begun())
    document = FrozenDocument.objects.get()
    assert document.state == FrozenDocument.State.FAILED
    assert document.agreement.stage == Stage.SIGNING
    monkeypatch.undo()
    prepare_again(document.agreement, by=document.frozen_by)
    prepare.call(document.pk)
    document.refresh_from_db()
    assert document.state == FrozenDocument.State.READY
