"""Officers and parties press at the same moment: one wins, the other is told, and the journal has one decision."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from agreements.record.crossing import Refused
from agreements.record.journal import breaks
from agreements.record.models import Agreement
from agreements.record.pages import why
from agreements.record.stages import Stage
from agreements.review.actions import advise, clear, send_back, take_back, turn_down
from agreements.review.holding.actions import take_step
from agreements.review.models import Decision
from agreements.review.remarks.actions import NewRemark, remark
from agreements.review.remarks.answering import answer_article
from agreements.signing.freezing import approve
from tests.agreements.review.offices import fresh, offices, step, the_round, under_review

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    return offices()


@pytest.fixture
def agreement(people):
    """The camat has spoken; DPMD and legal office decide side by side."""
    found = under_review()
    advise(found, by=people.camat, decision=Decision.APPROVED)
    return found


def at_once(agreement, *verbs):
    """Let each verb run in a thread of its own behind one gate; what came out of each."""
    gate = threading.Barrier(len(verbs))

    def press(verb):
        own = Agreement.objects.get(pk=agreement.pk)
        gate.wait(60)
        try:
            return verb(own)
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(press, verbs))


def refusals(results):
    return [result for result in results if isinstance(result, Refused)]


def test_two_officers_of_one_office_decide_once(agreement, people):
    results = at_once(
        agreement,
        lambda a: clear(a, by=people.dpmd),
        lambda a: clear(a, by=people.colleague),
    )
    assert len(refusals(results)) == 1
    assert the_round(agreement).steps.filter(key="dpmd").count() == 1
    assert agreement.journal.filter(code="clear").count() == 1
    assert not list(breaks([fresh(agreement)]))


def test_of_two_last_offices_one_clears_and_the_other_freezes(agreement, people):
    """Both press "agree" while the other has not decided yet: nobody is the last one twice, or never."""
    results = at_once(agreement, lambda a: clear(a, by=people.dpmd), lambda a: clear(a, by=people.legal))
    (refused,) = refusals(results)
    assert "membekukan naskah" in refused.answer.reason
    left = people.dpmd if step(agreement, "hukum").decision else people.legal
    approve(fresh(agreement), by=left)
    assert fresh(agreement).stage == Stage.SIGNING
    assert set(the_round(agreement).steps.values_list("decision", flat=True)) == {"approved"}


def test_a_withdrawal_while_approving_one_wins_and_the_other_reads_who(agreement, people):
    clear(agreement, by=people.legal)
    results = at_once(
        agreement,
        lambda a: approve(a, by=people.dpmd),
        lambda a: take_back(a, by=agreement.created_by, reason="Nilai berubah."),
    )
    (refused,) = refusals(results)
    now = fresh(agreement)
    outcome = {Stage.SIGNING: "approved", Stage.DRAFTING: "taken_back"}[Stage(now.stage)]
    assert the_round(agreement).outcome == outcome
    told = why(refused, now)
    assert ("membekukannya" if now.stage == Stage.SIGNING else "menarik kembali naskah") in told
    assert now.documents.count() == (now.stage == Stage.SIGNING)
    assert not list(breaks([now]))


def test_of_a_return_and_a_rejection_one_stands(agreement, people):
    results = at_once(
        agreement,
        lambda a: send_back(a, by=people.dpmd, remarks=[NewRemark("Perjelas.")]),
        lambda a: turn_down(a, by=people.legal, reason="Melanggar.", ground="UU 6/2014"),
    )
    assert len(refusals(results)) == 1
    outcome, stage = the_round(agreement).outcome, fresh(agreement).stage
    assert (outcome, stage) in {("returned", Stage.DRAFTING), ("rejected", Stage.REJECTED)}
    assert the_round(agreement).steps.filter(decision="closed").count() == 1


def test_two_take_a_step_at_once_and_one_holds_it(agreement, people):
    row = step(agreement, "dpmd")
    at_once(
        agreement, lambda a: take_step(row, by=people.dpmd), lambda a: take_step(row, by=people.colleague)
    )
    entries = list(agreement.journal.filter(code="take_step").order_by("serial"))
    assert step(agreement, "dpmd").holder == entries[-1].actor
    assert [entry.details["from"] for entry in entries] == ["", str(entries[0].actor)]


def test_a_return_while_a_remark_is_being_answered(agreement, people):
    """The answer counts as far as it came before the return; afterwards its writer is told who returned the text."""
    article = agreement.articles.order_by("pk")[0]
    row = remark(agreement, by=people.dpmd, new=NewRemark("Sebut harinya.", article=article))
    wording = "Tempat Pengolahan Sampah dibuka setiap hari Senin."
    results = at_once(
        agreement,
        lambda a: send_back(a, by=people.dpmd),
        lambda a: answer_article(
            row,
            by=agreement.created_by,
            edition=article.edition,
            heading=article.heading,
            body=wording,
            order=[one.pk for one in a.articles.order_by("ordinal")],
        ),
    )
    now, stands = fresh(agreement), type(article).objects.get(pk=article.pk).body
    assert (now.stage, the_round(agreement).outcome) == (Stage.DRAFTING, "returned")
    order = list(now.journal.filter(code__in=("answer", "send_back")).order_by("serial"))
    if refusals(results):
        (refused,) = refusals(results)
        assert "mengembalikan" in why(refused, now)
        assert [entry.code for entry in order] == ["send_back"]
        assert stands == article.body and not row.replies.exists()
    else:
        assert [entry.code for entry in order] == ["answer", "send_back"]
        assert stands == wording and row.replies.get().new
        assert wording in str(the_round(agreement).content)
    assert not list(breaks([now]))
