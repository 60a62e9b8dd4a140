"""Many press at once: everybody's signature is on the file, none twice; readers never wait, and nobody for ever."""

import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from agreements.documents import store
from agreements.record.crossing import Refused
from agreements.record.journal import breaks
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.signing.actions import place_of, recall, sign
from agreements.signing.crypto import pades
from agreements.signing.models import Revision, Signature
from agreements.signing.queries import document_of, slots
from agreements.signing.session.actions import mark_read
from tests.factories import (
    PASSPHRASE,
    approved,
    begun,
    certified,
    signatory_of,
    signed_by,
    village,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    """Keys sealed in no time, so that all press within the same moment; and nobody loses patience on a busy machine."""
    monkeypatch.setattr("agreements.signing.crypto.sealing.MEMORY_KIB", 8)
    monkeypatch.setattr("agreements.signing.crypto.sealing.PASSES", 1)
    monkeypatch.setattr("agreements.signing.locking.LONGEST_WAIT", 300)


def people_of(agreement):
    """Everybody who signs, with a certificate."""
    parties = agreement.parties.order_by("ordinal").select_related("organization")
    return [certified(signatory_of(party.organization), party.organization) for party in parties]


def all_at_once(agreement, people):
    """Let each press in a thread of their own, all behind one gate; what came out for each."""
    seen, gate = document_of(agreement).content_digest, threading.Barrier(len(people))

    def press(person):
        own = Agreement.objects.get(pk=agreement.pk)
        gate.wait(60)
        try:
            return sign(own, by=person, passphrase=PASSPHRASE, seen=seen)
        except Refused as refusal:
            return refusal.answer
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(press, people))


def test_nineteen_press_at_the_same_moment_and_nineteen_valid_signatures_are_there(tmp_path):
    agreement = approved(begun(*(village() for _n in range(19))))
    answers = all_at_once(agreement, people_of(agreement))
    assert sorted(signature.ordinal for signature in answers) == list(range(1, 20))
    document = document_of(agreement)
    states = list(document.revisions.order_by("number").values_list("number", "signatures", "sha256"))
    assert [state[:2] for state in states] == [(n, n) for n in range(20)]
    given = {s.ordinal: s.sha256 for s in document.signatures.all()}
    assert [sha256 for _n, _count, sha256 in states[1:]] == [given[n] for n in range(1, 20)]
    file = tmp_path / "document.pdf"
    file.write_bytes(store.get(document.sha256))
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid.") == 19
    fresh = Agreement.objects.get(pk=agreement.pk)
    assert fresh.stage == Stage.PUBLICATION
    assert not list(breaks([fresh]))


@pytest.mark.usefixtures("quick_paper")
def test_one_person_pressing_twice_at_once_signs_once_and_gets_the_same_answer():
    agreement = approved(begun())
    person = people_of(agreement)[0]
    answers = all_at_once(agreement, [person] * 4)
    assert {answer.pk for answer in answers} == {Signature.objects.get().pk}
    assert document_of(agreement).revisions.count() == 2


@pytest.mark.usefixtures("quick_paper")
def test_a_click_sent_twice_that_signs_while_the_second_is_being_asked_gives_the_same_signature(monkeypatch):
    agreement = approved(begun())
    person = people_of(agreement)[0]
    seen, first = document_of(agreement).content_digest, []

    def meanwhile(asked, user, key=""):
        found = place_of(asked, user, key)
        if not first:
            first.append(None)
            own = Agreement.objects.get(pk=agreement.pk)
            first[0] = sign(own, by=person, passphrase=PASSPHRASE, seen=seen)
        return found

    monkeypatch.setattr("agreements.signing.actions.place_of", meanwhile)
    assert sign(agreement, by=person, passphrase=PASSPHRASE, seen=seen) == first[0]
    assert Signature.objects.count() == 1


@pytest.mark.usefixtures("quick_paper")
def test_signing_and_taking_back_end_on_one_side():
    agreement = approved(begun())
    first, second = people_of(agreement)
    seen, gate = document_of(agreement).content_digest, threading.Barrier(2)

    def press():
        gate.wait(60)
        try:
            return sign(Agreement.objects.get(pk=agreement.pk), by=first, passphrase=PASSPHRASE, seen=seen)
        except Refused:
            return None
        finally:
            connections.close_all()

    def take_back():
        gate.wait(60)
        try:
            return recall(Agreement.objects.get(pk=agreement.pk), by=second, reason="Keliru.")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        signature, moved = pool.submit(press), pool.submit(take_back)
        assert moved.result().stage == Stage.DRAFTING
        given = signature.result()
    fresh = Agreement.objects.get(pk=agreement.pk)
    [document] = fresh.documents.all()
    assert document.voided_at
    assert document.signatures.count() == (1 if given else 0)
    assert fresh.journal.get(code="recall").details["signatures"] == document.signatures.count()
    assert not list(breaks([fresh]))


class Elsewhere:
    """Another person's request: a thread with a connection of its own."""

    def __init__(self, work):
        self.pool = ThreadPoolExecutor(1)
        self.answer = self.pool.submit(self._run, work)

    @staticmethod
    def _run(work):
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        try:
            return work()
        finally:
            connections.close_all()


@pytest.mark.usefixtures("quick_paper")
def test_while_somebody_signs_others_read_and_note_that_they_read(monkeypatch):
    agreement = approved(begun())
    first, second = people_of(agreement)
    seen, told = document_of(agreement).content_digest, []

    def meanwhile(*_args, **_more):
        def read():
            found = document_of(Agreement.objects.get(pk=agreement.pk))
            mark_read(agreement, by=second, seen=seen)
            return [slot.is_open for slot in slots(found)]

        told.append(Elsewhere(read).answer.result(30))
        return given(*_args, **_more)

    given = pades.sign
    monkeypatch.setattr("agreements.signing.crypto.pades.sign", meanwhile)
    sign(agreement, by=first, passphrase=PASSPHRASE, seen=seen)
    assert told == [[True, True]]


@pytest.mark.usefixtures("quick_paper")
def test_who_waits_too_long_is_told_to_try_again_and_has_not_signed(monkeypatch):
    agreement = approved(begun())
    first, second = people_of(agreement)
    seen, told = document_of(agreement).content_digest, []
    monkeypatch.setattr("agreements.signing.locking.LONGEST_WAIT", 1)
    given = pades.sign

    def impatient():
        try:
            return sign(Agreement.objects.get(pk=agreement.pk), by=second, passphrase=PASSPHRASE, seen=seen)
        except Refused as refusal:
            return refusal.answer

    def meanwhile(*_args, **_more):
        monkeypatch.setattr("agreements.signing.crypto.pades.sign", given)
        told.append(Elsewhere(impatient).answer.result(30))
        return given(*_args, **_more)

    monkeypatch.setattr("agreements.signing.crypto.pades.sign", meanwhile)
    sign(agreement, by=first, passphrase=PASSPHRASE, seen=seen)
    [answer] = told
    assert "sedang ditandatangani orang lain" in answer.reason
    assert not answer.because_of_who
    assert Signature.objects.get().person == first
    signed_by(agreement, agreement.parties.get(ordinal=2).organization)
    assert Revision.objects.count() == 3
