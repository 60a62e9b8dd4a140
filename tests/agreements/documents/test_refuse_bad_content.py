"""Content that cannot become a document is refused with the place and the reason."""

import copy
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.documents import content as contents
from agreements.documents.content import ContentError
from tests.support.contents import content


def put(source, path, value):
    """Set one place of a deep copy, given as a tuple of keys and indexes."""
    changed = copy.deepcopy(source)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return changed


@pytest.mark.parametrize("instrument", contents.INSTRUMENTS)
@pytest.mark.parametrize("count", [2, 20])
def test_a_whole_agreement_is_accepted(instrument, count):
    contents.check(content(count, instrument))


BODY = ("chapters", 0, "articles", 0, "body")


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("schema",), "kerjasama/agreement/0", "schema"),
        (("instrument",), "memo", "instrument"),
        (("title",), "", "title"),
        (("title",), "dua\nbaris", "title"),
        (("title",), "x" * 5_000_000, "title"),
        (("title",), 7, "title"),
        (("date",), "2026-02-30", "date"),
        (("ends_on",), "2026-11-01", "ends_on"),
        (("value",), -1, "value"),
        (("value",), True, "value"),
        (("verification",), None, "verification"),
        (("parties",), [], "parties"),
        (("parties", 1, "ordinal"), 1, "parties[1].ordinal"),
        (("parties", 1, "key"), "p1", "parties[1].key"),
        (("parties", 1, "key"), "p'2", "parties[1].key"),
        (("parties", 1, "signatory"), None, "parties[1].signatory"),
        (("parties", 0, "signatory", "name"), " ", "parties[0].signatory.name"),
        (BODY, "", "chapters[0].articles[0].body"),
        (BODY, "x" * 5_000_000, "chapters[0].articles[0].body"),
        (BODY, "x" * 9_000, "chapters[0].articles[0].body"),
        (BODY, None, "chapters[0].articles[0].body"),
        (BODY, "nol \x00", "chapters[0].articles[0].body"),
        (BODY, "balik \u202e arah", "chapters[0].articles[0].body"),
        (BODY, "patah \ud800", "chapters[0].articles[0].body"),
        (("chapters", 0, "articles", 0, "content"), "poem", "chapters[0].articles[0].content"),
        (("chapters",), [], "chapters"),
        (("provisions", 0, "party"), 9, "provisions[0].party"),
        (("provisions", 0, "kind"), "gift", "provisions[0].kind"),
        (("provisions", 0, "due"), "besok", "provisions[0].due"),
        (("considering",), "bahwa", "considering"),
        (("considering", 0), None, "considering[0]"),
    ],
)
def test_the_place_of_what_is_wrong_is_named(path, value, place):
    with pytest.raises(ContentError) as caught:
        contents.check(put(content(3), path, value))
    assert caught.value.place == place
    assert caught.value.reason


def test_five_megabytes_are_refused_with_the_sizes():
    with pytest.raises(ContentError, match=r"5\.000\.000 karakter, paling banyak 60\.000"):
        contents.check(put(content(3), BODY, "x" * 5_000_000))


def test_many_long_texts_are_refused_together():
    source = content(2)
    source["chapters"][0]["articles"] = [
        {"key": f"x{i}", "heading": None, "content": "", "body": "baris\n" * 9_000} for i in range(30)
    ]
    with pytest.raises(ContentError, match=r"paling banyak 1\.000\.000"):
        contents.check(source)


@pytest.mark.parametrize("lacking", ["date", "starts_on", "ends_on", "title", "place", "topic", "value"])
def test_a_draft_may_lack_what_a_frozen_text_needs(lacking):
    contents.check(content(2, **{lacking: None}), draft=True)


def test_a_draft_may_have_one_party_without_signatory():
    source = content(1)
    source["parties"][0]["signatory"] = None
    contents.check(source, draft=True)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), json_values, max_size=6), st.randoms())
def test_the_canonical_form_does_not_depend_on_the_order_of_keys(source, random):
    keys = list(source)
    random.shuffle(keys)
    assert contents.canonical({key: source[key] for key in keys}) == contents.canonical(source)


@given(st.sampled_from(sorted(content(2))), json_values)
def test_whatever_stands_in_a_field_check_refuses_or_accepts_it(key, value):
    with suppress(ContentError):
        contents.check({**content(2), key: value})


def test_the_canonical_form_is_sorted_dense_and_keeps_letters():
    assert contents.canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()


def test_what_has_no_json_form_has_no_canonical_form():
    with pytest.raises(ContentError):
        contents.canonical({"a": float("nan")})
