"""Plain text becomes ayat, huruf and angka; articles are numbered; provisions find their place; nothing is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.documents import numbering, outline
from agreements.documents.content import ContentError
from tests.support.contents import content, provision

MARKERS = ("", "(1) ", "(7) ", "a. ", "d. ", "aa. ", "1. ", "12. ")
words = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=30)
lines = st.builds(lambda marker, text: marker + text, st.sampled_from(MARKERS), words)
bodies = st.lists(lines, max_size=25).map("\n".join)


def shape(body):
    return [(b.kind, b.marker, b.text) for b in outline.walk(outline.parse(body))]


def test_ayat_hold_huruf_and_huruf_hold_angka():
    (first, second) = outline.parse("(1) Tujuan:\na. hemat:\n1. sarana;\n2. tenaga;\nb. tertib.\n(2) Cara.")
    assert (first.marker, second.marker) == ("(1)", "(2)")
    assert [(b.marker, b.text) for b in first.blocks] == [("a.", "hemat:"), ("b.", "tertib.")]
    assert [b.marker for b in first.blocks[0].blocks] == ["1.", "2."]


def test_markers_are_counted_from_the_place_not_from_what_was_typed():
    assert [marker for _k, marker, _t in shape("(3) x\nc. y\nq. z\n(3) w")] == ["(1)", "a.", "b.", "(2)"]


def test_a_paragraph_in_an_ayat_stays_in_it_and_the_list_goes_on():
    (ayat,) = outline.parse("(1) Tujuan:\na. hemat;\nyang berarti\nb. tertib.")
    assert [(b.kind, b.marker) for b in ayat.blocks] == [("huruf", "a."), ("paragraph", ""), ("huruf", "b.")]


def test_a_list_that_begins_again_is_counted_afresh():
    assert [m for _k, m, _t in shape("Satu:\na. x\nb. y\nDua:\na. z")] == ["", "a.", "b.", "", "a."]


def test_a_runs_start_tells_where_a_list_goes_on():
    blocks = outline.parse("a. x\nlalu\nb. y")
    assert [(run.kind, run.start) for run in outline.runs(blocks)] == [
        ("huruf", 1),
        ("paragraph", 0),
        ("huruf", 2),
    ]


@given(bodies)
def test_no_paragraph_is_ever_lost(body):
    typed = [" ".join(line.split()) for line in body.splitlines()]
    kept = [text for _kind, _marker, text in shape(body)]
    assert len(kept) == len([line for line in typed if line])
    assert all(line.endswith(text) and text for line, text in zip([t for t in typed if t], kept, strict=True))


@given(bodies)
def test_written_back_and_read_again_it_is_the_same(body):
    once = outline.parse(body)
    assert outline.parse(outline.plain(once)) == once


@given(bodies)
def test_ayat_are_counted_through_and_lists_have_no_gap(body):
    blocks = outline.parse(body)
    ayat = [block.ordinal for block in blocks if block.kind == "ayat"]
    assert ayat == list(range(1, len(ayat) + 1))
    for block in (None, *outline.walk(blocks)):
        for run in outline.runs(block.blocks if block else blocks):
            ordinals = [item.ordinal for item in run.blocks]
            expected = (
                range(run.start, run.start + len(ordinals))
                if run.kind != "paragraph"
                else [0] * len(ordinals)
            )
            assert ordinals == list(expected)


@pytest.mark.parametrize("instrument", ["joint_regulation", "contract"])
@pytest.mark.parametrize("count", [2, 8, 20])
def test_articles_are_counted_through_the_whole_document(instrument, count):
    document = numbering.number(content(count, instrument))
    assert [article.number for article in document.articles] == list(range(1, len(document.articles) + 1))
    assert len({article.anchor for article in document.articles}) == len(document.articles)


def test_only_chapters_with_a_heading_are_numbered():
    assert [c.label for c in numbering.number(content(2)).chapters][:2] == ["BAB I", "BAB II"]
    assert [c.label for c in numbering.number(content(2, "contract")).chapters] == [""]


rows = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(("right", "obligation", "limitation", "sanction"))),
    max_size=12,
)


@given(rows, st.booleans())
def test_every_provision_stands_once_in_its_article(rows, with_homes):
    provisions = [{**provision(i, kind), "key": f"v{n}"} for n, (i, kind) in enumerate(rows)]
    source = content(4, "contract", provisions=provisions)
    if not with_homes:
        source["chapters"][0]["articles"] = source["chapters"][0]["articles"][:4]
    document = numbering.number(source)
    found = [b.key for a in document.articles for b in outline.walk(a.blocks) if b.key]
    assert sorted(found) == sorted(row["key"] for row in provisions)


def test_a_provision_names_party_amount_and_last_day():
    article = next(
        a for a in numbering.number(content(2, "contract")).articles if a.content == "rights_obligations"
    )
    assert article.blocks[2].text == (
        "PIHAK KESATU berkewajiban hal v1obligation, sebesar Rp5.000.000,00 (lima juta rupiah), "
        "paling lambat tanggal 31 Januari 2027."
    )
    assert [block.ordinal for block in article.blocks] == [1, 2, 3, 4, 5]


def test_several_provisions_of_a_kind_are_huruf():
    rows = [{**provision(0, "right"), "key": key, "text": f"hal {key};"} for key in ("x", "y", "z")]
    article = next(a for a in numbering.number(content(2, provisions=rows)).articles if a.key == "a6")
    assert article.blocks[1].text == "Desa Argopeni berhak:"
    assert [b.text for b in article.blocks[1].blocks] == ["hal x;", "hal y; dan", "hal z."]


def test_villages_of_one_name_are_told_apart():
    source = content(2)
    source["parties"][1].update(name="Desa Argopeni", subdistrict="Buayan")
    text = " ".join(b.text for a in numbering.number(source).articles for b in outline.walk(a.blocks))
    assert "Desa Argopeni Kecamatan Ayah" in text
    assert "Desa Argopeni Kecamatan Buayan" in text


def test_placeholders_are_filled_from_the_agreement():
    text = outline.plain(numbering.number(content(2)).articles[6].blocks)
    assert text == "Berlaku 3 (tiga) tahun, sejak 1 Desember 2026 sampai dengan 30 November 2029."


def test_an_unknown_placeholder_is_named():
    source = content(2)
    source["chapters"][1]["articles"][0]["body"] = "Nilai {{ harga }}."
    with pytest.raises(ContentError, match=re.escape("{{ harga }}")) as caught:
        numbering.number(source)
    assert caught.value.place == "chapters[1].articles[0].body"


def test_a_value_is_never_read_for_placeholders_nor_for_markers():
    filled = outline.fill("Judul: {{ title }}.", {"title": "{{ x }}\n(1) y"})
    assert filled == "Judul: {{ x }} (1) y."


def test_what_a_draft_lacks_is_shown_as_dots():
    source = content(2, starts_on=None, value=None)
    text = outline.plain(numbering.number(source).articles[6].blocks)
    assert text.startswith("Berlaku …………, sejak …………")
