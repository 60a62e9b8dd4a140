"""One party proposes, every head answers: all agree and it happens, one does not and it does not."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agreements.desk.working import is_waiting_for
from agreements.monitoring.motions import actions, handling
from agreements.monitoring.motions.models import Motion
from agreements.monitoring.motions.queries import cards, silent
from agreements.notices.table import TABLE
from agreements.record.crossing import Refused, cross
from agreements.record.models import Agreement, Party
from tests import factories
from villages.people.access import YES, Answer
from villages.people.models import Membership, Position, User

pytestmark = pytest.mark.django_db
KIND = Motion.Kind.SUSPEND


@pytest.fixture
def agreement() -> Agreement:
    factories.agency()
    return factories.listed(*(factories.village().organization for _ in range(3)))


@pytest.fixture
def carried(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Motion, User]]:
    """What was carried; nothing else happens."""
    done: list[tuple[Motion, User]] = []
    room = handling.Handling(lambda motion, by: done.append((motion, by)), lambda motion: [("Isi", "uji")])
    monkeypatch.setitem(handling.HANDLING, KIND, room)
    return done


def head(agreement: Agreement, ordinal: int) -> User:
    return factories.signatory_of(Party.objects.get(agreement=agreement, ordinal=ordinal).organization)


def proposed(agreement: Agreement, ordinal: int = 1) -> Motion:
    return actions.propose(agreement, by=head(agreement, ordinal), kind=KIND, terms={}, reason="Banjir.")


def address(motion: Motion) -> str:
    return f"/kerja-sama/{motion.agreement.ref}/usul/{motion.pk}/"


def test_it_happens_with_the_last_yes_and_not_before(agreement, carried):
    motion = proposed(agreement)
    assert [party.ordinal for party in silent(motion)] == [2, 3]
    actions.vote(motion, by=head(agreement, 3), agrees=True)
    assert not carried
    now = actions.vote(motion, by=head(agreement, 2), agrees=True)
    assert (now.state, [one.pk for one, _by in carried]) == (Motion.State.CARRIED, [motion.pk])
    assert [entry.code for entry in agreement.journal.order_by("serial")] == ["move", "vote", "vote"]


def test_one_no_refuses_it_and_says_why(agreement, carried):
    motion = proposed(agreement)
    with pytest.raises(ValidationError) as told:
        actions.vote(motion, by=head(agreement, 2), agrees=False)
    assert "note" in told.value.message_dict
    now = actions.vote(motion, by=head(agreement, 2), agrees=False, note="Truk sudah dibayar.")
    assert now.state == Motion.State.REFUSED
    with pytest.raises(Refused, match="sudah selesai"):
        actions.vote(motion, by=head(agreement, 3), agrees=True)
    assert not carried


def test_a_party_answers_once(agreement, carried):
    motion = proposed(agreement)
    with pytest.raises(Refused, match="sudah menjawab"):
        actions.vote(motion, by=head(agreement, 1), agrees=True)
    actions.vote(motion, by=head(agreement, 2), agrees=True)
    with pytest.raises(Refused, match="sudah menjawab"):
        actions.vote(motion, by=head(agreement, 2), agrees=True)
    assert motion.votes.count() == 2


def test_the_same_is_proposed_once_at_a_time(agreement, carried):
    first = proposed(agreement)
    with pytest.raises(Refused, match="masih menunggu"):
        proposed(agreement, 2)
    actions.withdraw(first, by=head(agreement, 1))
    assert proposed(agreement, 2).pk != first.pk


def test_only_the_party_that_proposed_takes_it_back(agreement, carried):
    motion = proposed(agreement)
    with pytest.raises(Refused) as refusal:
        actions.withdraw(motion, by=head(agreement, 2))
    assert refusal.value.answer.because_of_who
    assert actions.withdraw(motion, by=head(agreement, 1)).state == Motion.State.WITHDRAWN


def test_whoever_does_not_sign_does_not_answer(agreement, carried):
    motion, one = proposed(agreement), Party.objects.get(agreement=agreement, ordinal=2).organization
    secretary = factories.member(one, Position.VILLAGE_SECRETARY)
    for person in (secretary, factories.reviewer()):
        with pytest.raises(Refused) as refusal:
            actions.vote(motion, by=person, agrees=True)
        assert refusal.value.answer.because_of_who


def test_what_may_not_be_any_more_is_not_carried(agreement, carried, monkeypatch):
    motion = proposed(agreement)
    actions.vote(motion, by=head(agreement, 2), agrees=True)
    room = handling.HANDLING[KIND]
    no = handling.Handling(room.carry, room.tell, lambda agreement: Answer(False, "Sudah ditunda."))
    monkeypatch.setitem(handling.HANDLING, KIND, no)
    with pytest.raises(Refused, match="Sudah ditunda"):
        actions.vote(motion, by=head(agreement, 3), agrees=True)
    motion.refresh_from_db()
    assert (motion.state, motion.votes.count(), carried) == (Motion.State.OPEN, 2, [])
    assert room.ask(agreement) is YES


def test_the_end_of_the_agreement_closes_what_is_proposed(agreement, carried):
    motion = proposed(agreement)
    cross(agreement, "end", by=None, details={"ground": "expired"})
    motion.refresh_from_db()
    assert motion.state == Motion.State.WITHDRAWN
    assert motion.closed_at is not None


def test_a_head_reads_and_answers_on_the_page(client, agreement, carried):
    motion = proposed(agreement)
    client.force_login(head(agreement, 2))
    text = client.get(address(motion)).content.decode()
    assert "Banjir." in text
    assert text.count("belum menjawab") == 2
    wrong = client.post(address(motion), {"agrees": "tidak", "note": ""})
    assert wrong.status_code == 400
    assert "Tulis mengapa pihak Anda tidak setuju." in wrong.content.decode()
    assert client.post(address(motion), {"agrees": "ya"}).status_code == 302
    shown = client.get(address(motion)).content.decode()
    assert "Jawaban Anda" not in shown
    assert shown.count("belum menjawab") == 1


def test_the_page_asks_before_it_takes_a_motion_back(client, agreement, carried):
    motion = proposed(agreement)
    client.force_login(head(agreement, 1))
    assert "tarik/" in client.get(address(motion)).content.decode()
    assert "Tarik usul" in client.get(address(motion) + "tarik/").content.decode()
    client.post(address(motion) + "tarik/")
    motion.refresh_from_db()
    assert motion.state == Motion.State.WITHDRAWN


def test_the_other_heads_are_told_and_the_journal_says_what(agreement, carried):
    motion = proposed(agreement)
    entry = agreement.journal.get(code="move")
    told = set().union(*(row.whom(agreement, entry) for row in TABLE["move"]))
    assert told == {head(agreement, 2).pk, head(agreement, 3).pk}
    actions.vote(motion, by=head(agreement, 2), agrees=False, note="Truk sudah dibayar.")
    client_words = [card.lines[1].vote.note for card in cards(agreement, head(agreement, 1))]
    assert client_words == ["Truk sudah dibayar."]


def test_a_new_head_answers_for_the_same_village(agreement, carried):
    """The office answers, whoever holds it: a change of office-holders changes nothing."""
    motion, village = proposed(agreement), Party.objects.get(agreement=agreement, ordinal=2).organization
    before, yesterday = head(agreement, 2), timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(person=before).update(ends_on=yesterday)
    after = factories.member(village, Position.VILLAGE_HEAD, starts_on=timezone.localdate())
    with pytest.raises(Refused):
        actions.vote(motion, by=before, agrees=True)
    assert actions.vote(motion, by=after, agrees=True).votes.count() == 2


def test_it_waits_on_the_desk_of_whoever_has_not_answered(agreement, carried):
    motion = proposed(agreement)
    waits = {ordinal: is_waiting_for(head(agreement, ordinal), agreement) for ordinal in (1, 2, 3)}
    assert waits == {1: False, 2: True, 3: True}
    actions.vote(motion, by=head(agreement, 2), agrees=True)
    assert not is_waiting_for(head(agreement, 2), agreement)
    actions.vote(motion, by=head(agreement, 3), agrees=False, note="Tidak.")
    assert not is_waiting_for(head(agreement, 3), agreement)
