"""Pieces go where they are told; nothing of a text is lost on the way, and its references go along."""

import re

from hypothesis import given
from hypothesis import strategies as st

from agreements.drafting.sources.placing import PLACES, default_place, place
from agreements.drafting.sources.reading import as_data, read
from agreements.drafting.writing.references import targets
from agreements.record.vocabulary import Content

KNOWN = {"judul", "pihak.1.nama"}
TEXT = """\
Menimbang: a. bahwa perlu;
Pasal 1
Ketentuan Umum
Satu.
Pasal 2
Hak dan Kewajiban
(1) Sesuai Pasal 1 dan Pasal 3.
(2) Menurut Pasal 5 Undang-Undang Nomor 6 Tahun 2014.
Pasal 3
Penutup
Lihat Pasal 2 ayat (1).
"""


def placed(text: str, **changed: str):
    pieces = [piece | {"place": default_place(piece)} for piece in as_data(read(text))]
    for piece in pieces:
        piece["place"] = changed.get(str(piece["label"]).replace(" ", "_"), piece["place"])
    return place(pieces, KNOWN)


def test_by_themselves_articles_stay_articles_and_grounds_recitals() -> None:
    found = placed(TEXT)
    assert [(s.content, s.heading) for s in found.states] == [
        ("general", "Ketentuan Umum"),
        ("rights_obligations", "Hak dan Kewajiban"),
        ("closing", "Penutup"),
    ]
    assert found.considering == ["bahwa perlu;"]
    assert found.left_out == []


def test_references_lead_to_the_articles_that_came_along() -> None:
    first, second, third = placed(TEXT).states
    assert targets(second.body) == {first.key, third.key}
    assert targets(third.body) == {second.key}
    assert "Pasal 5 Undang-Undang" in second.body


def test_a_reference_to_an_article_left_out_is_told() -> None:
    found = placed(TEXT, Pasal_1="leave_out")
    assert found.lost == [("Pasal 2", 1)]
    assert "Sesuai Pasal ………… dan" in found.states[0].body


def test_a_piece_joins_the_article_above_with_its_heading() -> None:
    found = placed(TEXT, Pasal_3="join")
    assert found.states[-1].body.endswith("Tahun 2014.\nPenutup\nLihat {{ pasal.a-3 }} ayat (1).")
    assert targets(found.states[1].body) == {found.states[0].key, found.states[1].key}


def test_nothing_to_join_is_left_out() -> None:
    found = placed("Pembukaan.\nPasal 1\nIsi.", Sebelum_pasal_pertama="join")
    assert [piece["body"] for piece in found.left_out] == ["Pembukaan."]


def test_only_placeholders_that_the_draft_fills_stay_placeholders() -> None:
    found = placed("Pasal 1\n{{ judul }}, {{rahasia}}, {{ a b }}, {{{ judul }}}, {{, }}.")
    assert found.states[0].body == "{{ judul }}, { { rahasia } }, { { a b } }, { {{ judul }}}, { {, } }."


def test_an_article_that_grows_too_long_is_told() -> None:
    lines = "\n".join("Para pihak sepakat mengangkut sampah setiap hari kerja. " * 20 for _ in range(30))
    pieces = f"Pasal 1\n{lines}"
    found = placed(pieces, **{"Pasal_1_(lanjutan)": "join"})
    assert found.too_long == ["Pasal 1"]


WORDS = st.sampled_from(
    [
        "Pasal 1",
        "Pasal 2",
        "Pasal 7",
        "BAB I",
        "BAB II",
        "UMUM",
        "Menimbang:",
        "Mengingat :",
        "MEMUTUSKAN:",
        "a. bahwa",
        "(1) satu",
        "Ruang Lingkup",
        "sampah diangkut.",
        "Sesuai Pasal 2.",
        "Ditetapkan di Ayah",
        "LAMPIRAN I",
        "",
        *("Bagian Kesatu", "{{ judul }}", "PIHAK KESATU", "- butir", "1) satu", "dalam"),
    ]
)


def words(text: str) -> list[str]:
    """The words of a text without markers, numbers and names of places, which are written anew."""
    bare = re.sub(
        r"\{\{ ?(pasal[^}]*|judul) ?\}\}|\b(pasal|bab|menimbang|mengingat)\b|[^\w\s]",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    return sorted(word for word in bare.lower().split() if len(word) > 2)


@given(st.lists(WORDS, min_size=1, max_size=30), st.data())
def test_no_word_is_lost_wherever_the_pieces_go(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(["Pembukaan.", *lines])
    pieces = as_data(read(text))
    for piece in pieces:
        piece["place"] = data.draw(st.sampled_from(PLACES))
    found = place(pieces, KNOWN)
    said = [*found.considering, *found.in_view_of]
    said += [part for state in found.states for part in (state.heading, state.body)]
    said += [str(piece[key]) for piece in found.left_out for key in ("heading", "body")]
    chapters = [state.chapter for state in found.states] + [str(p["chapter"]) for p in pieces]
    there = (
        words("\n".join(said))
        + words("\n".join(chapters))
        + words("\n".join(str(p["label"]) for p in pieces))
    )
    assert set(words(text)) <= set(there)
    assert len({state.key for state in found.states}) == len(found.states)
    assert all(state.content in Content.values for state in found.states)
