"""Whatever is sent is read or clearly refused: never another error, never for long."""

import io
import random
import time
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agreements.drafting.sources.lines import Line
from agreements.drafting.sources.placing import default_place, place
from agreements.drafting.sources.reading import LONGEST_BODY, Unreadable, as_data, pieces_of, read
from tests.agreements.drafting.sources.making import WORD, docx, level, numbering, p, table

PARTS = st.sampled_from(
    [
        "Pasal ",
        "BAB ",
        "Menimbang : ",
        "1",
        "12",
        "IV",
        "\n",
        "\r\n",
        "\u2028",
        "(1) ",
        "a. ",
        "ayat (2)",
        "{{",
        "}}",
        ":",
        "PIHAK KESATU",
        "PIHAK KEDUA",
        ",",
        "Ditetapkan di",
        "LAMPIRAN",
        "\t",
        "\u200b",
        "\ufeff",
        "x" * 400,
        "é",
        "\U0001f600",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PARTS, st.text(max_size=8)), max_size=60).map("".join))
ELEMENTS = st.recursive(
    st.sampled_from(
        [p("Pasal 1"), p("isi", number=1), p("isi", number=7, depth=8), "<w:p/>", "<w:tr/>", "<w:tc/>"]
    ),
    lambda inner: st.one_of(
        *(
            st.lists(inner, max_size=4).map(lambda parts, n=name: f"<w:{n}>{''.join(parts)}</w:{n}>")
            for name in (
                "p",
                "r",
                "t",
                "tbl",
                "tr",
                "tc",
                "del",
                "ins",
                "pPr",
                "rPr",
                "sdt",
                "moveFrom",
                "numPr",
            )
        )
    ),
    max_leaves=25,
)


def read_or_refused(source: bytes | str) -> None:
    """Read it; whatever comes out can be placed."""
    try:
        pieces = read(source)
    except Unreadable:
        return
    assert all(len(piece.body) <= LONGEST_BODY for piece in pieces)
    assert all(len(piece.heading) <= 200 and len(piece.chapter) <= 200 for piece in pieces)
    assert "\n".join(piece.body for piece in pieces).replace("\n", " ").isprintable()
    place([piece | {"place": default_place(piece)} for piece in as_data(pieces)], set())


@given(TEXTS)
@example("PIHAK KESATU" + "," * 5_000 + "!")
@example("Pasal 1 " + "(" * 5_000)
@example("Pasal 1\n" + "A " * 80)
def test_any_text(text: str) -> None:
    read_or_refused(text)
    for code in ("utf-8", "utf-16", "cp1252"):
        read_or_refused(text.encode(code, errors="ignore"))


@given(st.binary(max_size=3_000))
@example(b"PK\x03\x04" + bytes(200))
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
@example(b"\xff\xfe\x00\xd8")
def test_any_bytes(data: bytes) -> None:
    read_or_refused(data)
    read_or_refused(b"PK\x03\x04" + data)


@given(st.lists(ELEMENTS, max_size=8))
def test_any_tree_of_elements(body: list[str]) -> None:
    numbers = numbering(level(0, "upperRoman", "BAB %1"), level(8, "decimal", "Pasal %9%8"), lists=(1, 7))
    read_or_refused(docx(*body, numbers=numbers))


@given(st.lists(ELEMENTS, max_size=4), st.binary(max_size=400), st.binary(max_size=400))
def test_any_parts(body: list[str], numbers: bytes, styles: bytes) -> None:
    read_or_refused(docx(*body, **{"word__numbering.xml": numbers, "word__styles.xml": styles}))
    space = f'xmlns:w="{WORD}"'.encode()
    wrapped = {"word__numbering.xml": b"<w:numbering " + space + b">" + numbers + b"</w:numbering>"}
    read_or_refused(docx(*body, **wrapped))


@settings(max_examples=300)
@given(st.integers(), st.integers(1, 12))
def test_a_file_with_bytes_changed_or_cut(seed: int, changes: int) -> None:
    chance = random.Random(seed)
    body = [p("Pasal 1"), p("isi", number=1), table(("a", "b")), p("Pasal 2"), p("lagi")]
    data = bytearray(docx(*body, numbers=numbering(level(0, "decimal", "(%1)"))))
    for _time in range(changes):
        data[chance.randrange(len(data))] = chance.randrange(256)
    read_or_refused(bytes(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data))


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_of_packing_are_refused(method: int) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"/>')
    with pytest.raises(Unreadable, match="dimampatkan"):
        read(data.getvalue())


def test_a_text_as_long_as_may_be_takes_no_time_to_speak_of() -> None:
    paragraph = p(*(f"para pihak sepakat {n} " for n in range(8)))
    heavy = docx(
        *(p(f"Pasal {n}") + paragraph * 12 for n in range(1, 110)),
        **{"a.bin": random.Random(1).randbytes(50_000)},
    )
    wide = "\n".join(f"Pasal {n}\n" + "sampah " * 500 for n in range(1, 240))
    signs = "\n".join(
        ["PIHAK KESATU" + ", " * 2_000, "Pasal 1 " + "Aa " * 2_000, "(" * 3_000, "a." * 3_000] * 30
    )
    for source in (heavy, wide, signs):
        begun = time.process_time()
        read(source)
        assert time.process_time() - begun < 2


def test_lines_that_are_no_plain_text_are_still_pieces() -> None:
    assert pieces_of([Line("x")])[0].body == "x"
