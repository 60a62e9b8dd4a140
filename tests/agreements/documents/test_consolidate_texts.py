"""A text and its addenda -> the text of a day: order, several addenda, what was inserted and taken out."""

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from agreements.documents.amending import amendments, labels, state
from agreements.documents.consolidating import Addendum, consolidated, in_order
from agreements.documents.numbering import number
from agreements.documents.outline import plain
from tests.support.contents import content

DAY = dt.date(2027, 1, 1)
SIGNED = content(2, "contract")


def rewritten(
    base: dict[str, Any], edits: dict[str, str], new: dict[str, str], gone: set[str]
) -> dict[str, Any]:
    """The base as an addendum's draft leaves it: other words, articles behind others, articles taken out."""
    chapters = []
    for chapter in base["chapters"]:
        articles: list[dict[str, Any]] = []
        for one in chapter["articles"]:
            kept = {key: value for key, value in one.items() if key not in ("label", "row")}
            over = one.get("repealed") or one["key"] in gone
            articles.append(
                kept | {"body": edits.get(one["key"], one["body"])} | ({"repealed": True} if over else {})
            )
            if one["key"] in new:
                articles.append(
                    {"key": new[one["key"]], "heading": "Baru", "content": "other", "body": "Isi baru."}
                )
        chapters.append({**chapter, "articles": articles})
    own = {
        "chapters": chapters,
        "provisions": base["provisions"],
        "ends_on": base["ends_on"],
        "value": base["value"],
    }
    own |= {key: base[key] for key in ("funding", "assets") if key in base}
    return state(base, own, {})


def addendum(base: dict[str, Any], whole: dict[str, Any], day: dt.date, ref: str = "") -> Addendum:
    return Addendum(day, {"amendments": amendments(base, whole)}, ref)


def said(articles: Any) -> list[tuple[str, str, str]]:
    return [(one.label, one.heading, plain(one.blocks)) for one in articles]


def keys() -> list[str]:
    return [one["key"] for chapter in SIGNED["chapters"] for one in chapter["articles"]]


def test_nothing_changes_without_an_addendum_and_before_it_holds():
    whole = rewritten(SIGNED, {"a3": "Lingkup baru."}, {}, set())
    later = addendum(SIGNED, whole, DAY)
    for addenda in ([], [later]):
        found = consolidated(SIGNED, addenda, DAY - dt.timedelta(days=1))
        assert said(found.document.articles) == said(number(SIGNED).articles)
        assert (found.marks, found.addenda) == ({}, ())


def test_what_was_changed_inserted_and_taken_out_reads_so():
    whole = rewritten(SIGNED, {"a3": "Lingkup baru."}, {"a5": "b1"}, {"a7"})
    found = consolidated(SIGNED, [addendum(SIGNED, whole, DAY, "X")], DAY)
    read = {label: words for label, _heading, words in said(found.document.articles)}
    assert (read["Pasal 3"], read["Pasal 5A"], read["Pasal 7"]) == ("Lingkup baru.", "Isi baru.", "Dihapus.")
    assert {anchor: mark.op for anchor, mark in found.marks.items()} == {
        "pasal-3": "change",
        "pasal-5a": "insert",
        "pasal-7": "repeal",
    }
    order = [label for label, *_rest in said(found.document.articles)]
    assert order[4:8] == ["Pasal 5", "Pasal 5A", "Pasal 6", "Pasal 7"]


def test_an_addendum_that_names_no_article_must_be_read_beside():
    loose = Addendum(DAY, {"title": "Perubahan"}, "Y")
    found = consolidated(SIGNED, [loose], DAY)
    assert (found.unread, found.marks) == ((loose,), {})


def test_the_later_one_wins_whatever_order_they_are_given_in():
    first = rewritten(SIGNED, {"a3": "Satu."}, {"a3": "b1"}, set())
    second = rewritten(first, {"a3": "Dua."}, {"b1": "b2"}, set())
    one = addendum(SIGNED, first, DAY)
    two = addendum(first, second, DAY + dt.timedelta(days=30))
    for given_in in ([one, two], [two, one]):
        found = consolidated(SIGNED, given_in, DAY + dt.timedelta(days=30))
        read = {label: words for label, _heading, words in said(found.document.articles)}
        assert read["Pasal 3"] == "Dua."
        assert {"Pasal 3A", "Pasal 3B"} <= set(read)
        assert found.addenda == (one, two)
    between = consolidated(SIGNED, [two, one], DAY)
    assert {label: words for label, _h, words in said(between.document.articles)}["Pasal 3"] == "Satu."


edits = st.dictionaries(
    st.sampled_from(keys()), st.sampled_from(["Isi lain.", "(1) Satu.\n(2) Dua.", "Sama sekali lain."])
)
steps = st.lists(
    st.tuples(
        edits, st.sets(st.sampled_from(keys()), max_size=3), st.sets(st.sampled_from(keys()), max_size=3)
    ),
    min_size=1,
    max_size=4,
)


@given(steps)
def test_the_addenda_one_by_one_lead_to_the_last_whole_text(rounds):
    """Whoever reads only what differs comes to the same articles as whoever reads the whole text that was meant."""
    base, addenda, day = SIGNED, [], DAY
    for place, (changed, behind, gone) in enumerate(rounds):
        present = set(labels(base))
        new = {key: f"n{place}{key}" for key in behind & present}
        whole = rewritten(base, changed, new, gone)
        addenda.append(addendum(base, whole, day))
        base, day = whole, day + dt.timedelta(days=1)
    found = consolidated(SIGNED, addenda, day)
    meant = said(number(base).articles)
    read = said(found.document.articles)
    assert [label for label, *_rest in read] == [label for label, *_rest in meant]
    assert sorted(read) == sorted(meant)
    assert len({label for label, *_rest in read}) == len(read)


@given(
    st.lists(st.dates(dt.date(2027, 1, 1), dt.date(2027, 1, 9)), max_size=6),
    st.dates(dt.date(2027, 1, 1), dt.date(2027, 1, 9)),
)
def test_only_what_holds_counts_and_in_its_order(days, day):
    given_in = [Addendum(one, {}, str(place)) for place, one in enumerate(days)]
    found = in_order(given_in, day)
    assert [one.holds_from for one in found] == sorted(one for one in days if one <= day)
    assert [one.ref for one in found] == [
        one.ref for one in sorted(found, key=lambda one: (one.holds_from, int(one.ref)))
    ]
