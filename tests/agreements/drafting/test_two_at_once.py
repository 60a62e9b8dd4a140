"""Two people at the same moment: one is first, the other is told; nothing is done twice or half."""

import threading

import pytest
from django.db import connections

from agreements.drafting.actions import Stale, update_details
from agreements.drafting.writing import actions as writing
from agreements.record.crossing import Refused
from agreements.record.journal import breaks
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.review.actions import open_round, send_back
from agreements.review.remarks.actions import NewRemark
from agreements.signing.freezing import approve
from tests.factories import agency, begun, officer, reviewer, submitted

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Run each in its own thread with its own connection; returns what came out of each, or its exception."""
    gate, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        gate.wait()
        try:
            results[place] = work()
        except Exception as error:  # noqa: BLE001  the test looks at it
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def fresh(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def whole(agreement):
    return list(breaks([fresh(agreement)])) == []


def test_two_approvals_freeze_once():
    agreement = submitted(begun())
    people = [reviewer(), officer(agency())]
    results = at_once(*[lambda p=person: approve(fresh(agreement), by=p) for person in people])
    assert [type(r).__name__ for r in results].count("FrozenDocument") == 1
    assert [type(r) for r in results].count(Refused) == 1
    assert agreement.documents.count() == 1
    assert agreement.numbers.count() == 2
    assert whole(agreement)


def test_approval_and_return_do_not_both_happen():
    agreement = submitted(begun())
    first, second = reviewer(), officer(agency())
    results = at_once(
        lambda: approve(fresh(agreement), by=first),
        lambda: send_back(fresh(agreement), by=second, remarks=[NewRemark("Perbaiki.")]),
    )
    assert [isinstance(r, Refused) for r in results].count(True) == 1
    assert agreement.rounds.exclude(outcome="").count() == 1
    assert fresh(agreement).stage in (Stage.SIGNING, Stage.DRAFTING)
    assert whole(agreement)


def test_two_submissions_open_one_round():
    agreement = begun()
    agency()
    results = at_once(*[lambda: open_round(fresh(agreement), by=agreement.created_by)] * 2)
    assert [isinstance(r, Refused) for r in results].count(True) == 1
    assert agreement.rounds.count() == 1


def test_two_writers_of_one_article_keep_one_text_and_one_warning():
    agreement = begun()
    article = agreement.articles.order_by("ordinal").first()
    texts = ["Dari satu.", "Dari dua."]

    def save(text):
        return writing.save_article(
            article, by=agreement.created_by, edition=1, heading="", content="general", body=text
        )

    results = at_once(*[lambda t=text: save(t) for text in texts])
    [stale] = [r for r in results if isinstance(r, Stale)]
    article.refresh_from_db()
    assert (article.edition, stale.current.body) == (2, article.body)
    assert whole(agreement)


def test_two_writers_of_the_particulars():
    agreement = begun()

    def save(place):
        return update_details(fresh(agreement), by=agreement.created_by, edition=1, place=place)

    results = at_once(lambda: save("Gombong"), lambda: save("Karanganyar"))
    assert [isinstance(r, Stale) for r in results].count(True) == 1
    assert fresh(agreement).edition == 2


def test_articles_added_and_removed_at_once_stay_numbered():
    agreement = begun()
    rows = list(agreement.articles.order_by("ordinal"))
    by = agreement.created_by

    def add(after):
        return writing.add_article(agreement, by=by, after=after, heading="", content="other", body="x")

    results = at_once(
        lambda: add(rows[0]),
        lambda: add(rows[0]),
        lambda: writing.remove_article(rows[1], by=by),
        lambda: writing.remove_article(rows[-1], by=by),
    )
    assert not [r for r in results if isinstance(r, Exception)]
    ordinals = list(agreement.articles.order_by("ordinal").values_list("ordinal", flat=True))
    assert ordinals == list(range(1, len(rows) + 1))
    assert whole(agreement)


def test_editing_while_it_is_submitted_ends_on_one_side():
    agreement = begun()
    agency()
    article = agreement.articles.order_by("ordinal").first()
    by = agreement.created_by
    results = at_once(
        lambda: open_round(fresh(agreement), by=by),
        lambda: writing.save_article(article, by=by, edition=1, heading="", content="general", body="Telat?"),
    )
    submitted_text = agreement.rounds.get().content["chapters"][0]["articles"][0]["body"]
    saved = not isinstance(results[1], Refused)
    assert (submitted_text == "Telat?") == saved
