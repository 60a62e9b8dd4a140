"""Pages are laid out well: no heading alone, no block or paragraph torn, room to sign, long names and words kept in."""

import io
import re
import subprocess

import pikepdf
import pytest

from agreements.documents import pdf
from tests.support.contents import attested, content, signer

FOOT = "Kode verifikasi"
HEADING = re.compile(r"BAB [IVXL]+|Pasal \d+|[A-Z ,-]{6,}|SAKSI.*|LAMPIRAN.*")
OFFICE = "Kepala Dinas Pemberdayaan Masyarakat, Desa, Pengendalian Penduduk, dan Keluarga Berencana Kebumen"
NAME = "Prof. Dr. Ir. Raden Mas Haryo Kusumo Widyaningrat Suryodiningrat Notonegoro, S.T., M.Eng., Ph.D., IPU"
WORD = "Mempertanggungjawabkannya" * 6
MM = 72 / 25.4


def pages(data, tmp_path):
    """The lines of each page, without its foot."""
    (tmp_path / "laid.pdf").write_bytes(data)
    done = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "laid.pdf", "-"], capture_output=True, text=True
    )
    return [
        [" ".join(line.split()) for line in page.partition(FOOT)[0].splitlines() if line.strip()]
        for page in done.stdout.split("\f")[:-1]
    ]


def boxes(data):
    """Each signature field with its page and its edges in millimetres."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        return {
            str(field.T): (number, [float(edge) / MM for edge in field.Rect])
            for number, page in enumerate(opened.pages, 1)
            for field in page.get("/Annots", ())
        }


def with_text(body, count=2, **changes):
    """A contract of which one article has this body."""
    source = content(count, "contract", **changes)
    source["chapters"][0]["articles"][4]["body"] = body
    return source


@pytest.mark.parametrize("filler", range(0, 45, 5))
def test_no_heading_stands_at_the_end_of_a_page(filler, tmp_path):
    source = attested(3)
    source["chapters"][0]["articles"][0]["body"] = "\n".join(f"alinea ke-{i}" for i in range(filler + 1))
    for lines in pages(pdf.render(source), tmp_path)[:-1]:
        assert not HEADING.fullmatch(lines[-1]), lines[-3:]


@pytest.mark.parametrize("filler", range(0, 9, 2))
def test_no_line_of_a_paragraph_stands_alone_on_a_page(filler, tmp_path):
    words = [" ".join([f"kata{i}kata"] * 40) for i in range(12)]
    body = "\n".join(["pendek"] * filler + [f"({i}) {text}" for i, text in enumerate(words, 1)])
    laid = pages(pdf.render(with_text(body)), tmp_path)
    for i in range(12):
        found = [sum(f"kata{i}kata" in line for line in lines) for lines in laid]
        assert sum(found) >= 4
        assert all(count != 1 for count in found)


@pytest.mark.parametrize("filler", range(0, 9, 2))
def test_an_opening_stays_with_the_first_item_of_its_list(filler, tmp_path):
    opening = " ".join(["pembuka yang cukup panjang untuk dua baris"] * 3)
    listed = "\n".join(f"({i}) {opening}:\na. butir satu {i};\nb. butir dua {i}." for i in range(1, 25))
    body = "\n".join(["pendek"] * filler + [listed])
    for lines in pages(pdf.render(with_text(body)), tmp_path):
        assert not lines[-1].endswith(":")


@pytest.mark.parametrize(("paper", "size"), [("f4", "612 x 935.433"), ("a4", "595.276 x 841.89")])
def test_the_paper_is_the_one_that_was_planned(paper, size, tmp_path):
    (tmp_path / "laid.pdf").write_bytes(pdf.render(content(2, paper=paper)))
    said = subprocess.run(["pdfinfo", tmp_path / "laid.pdf"], capture_output=True, text=True).stdout
    assert size in said


@pytest.mark.parametrize("paper", ["f4", "a4"])
@pytest.mark.parametrize("count", [2, 8, 19, 20])
def test_every_box_has_room_for_ink_and_a_round_seal(count, paper):
    found = boxes(pdf.render(attested(count, paper=paper)))
    assert len(found) == count + 3
    for _page, (left, bottom, right, top) in found.values():
        assert right - left > 69
        assert top - bottom == pytest.approx(30, abs=0.2)


def test_boxes_of_a_row_stand_at_one_height_whatever_stands_around_them():
    source = attested(4, "contract")
    source["signers"][0] |= {"office": OFFICE, "name": NAME}
    source["signers"][3] |= {"acting": True, "office": "Plt. Rektor", "basis": "Keputusan " + "panjang " * 30}
    found = boxes(pdf.render(source))
    for left, right in (("p1", "p2"), ("p3", "p4"), ("s1", "s2")):
        assert found[f"ttd-{left}"][0] == found[f"ttd-{right}"][0]
        assert found[f"ttd-{left}"][1][1] == pytest.approx(found[f"ttd-{right}"][1][1], abs=0.1)


def test_two_signatories_of_one_party_sign_side_by_side_and_are_named_in_one_paragraph(tmp_path):
    source = content(3, "contract")
    second = signer(source["parties"][1], "p2n2", name="Siti Aminah", office="Bendahara Desa Karangduwur")
    source["signers"].insert(2, second)
    data = pdf.render(source)
    found = boxes(data)
    assert found["ttd-p2"][1][1] == pytest.approx(found["ttd-p2n2"][1][1])
    text = " ".join(" ".join(lines) for lines in pages(data, tmp_path))
    assert "dan Siti Aminah, Bendahara Desa Karangduwur, berdasarkan" in text
    assert "bersama-sama bertindak untuk dan atas nama Pemerintah Desa Karangduwur" in text


@pytest.mark.parametrize("instrument", ["contract", "joint_regulation"])
def test_long_names_and_words_stay_between_the_margins(instrument, tmp_path):
    source = attested(3, instrument, title=f"Kerja sama {WORD}")
    source["parties"][0] |= {"name": f"Desa {WORD}", "legal_name": f"Pemerintah {NAME}", "seat": WORD}
    source["signers"][0] |= {"office": f"{OFFICE} {WORD}", "name": NAME}
    source["signers"][1]["name"] = WORD
    source["chapters"][0]["articles"][0]["body"] = f"(1) {WORD}\na. {WORD}\n1. {WORD}"
    (tmp_path / "laid.pdf").write_bytes(pdf.render(source))
    done = subprocess.run(["pdftotext", "-bbox", tmp_path / "laid.pdf", "-"], capture_output=True, text=True)
    edges = [float(edge) for edge in re.findall(r'<word .*?xMax="([\d.]+)"', done.stdout)]
    assert max(edges) <= (215.9 - 30) * MM + 1


def test_a_table_says_its_headings_on_every_page(tmp_path):
    rows = [
        {
            "party": 1 + i % 3,
            "source": "village_budget",
            "year": 2027 + i // 40,
            "amount": 1_000_000,
            "note": "",
        }
        for i in range(120)
    ]
    laid = pages(pdf.render(content(3, funding=rows)), tmp_path)
    with_rows = [
        lines for lines in laid if any(re.search(r"APB Desa 20\d\d 1\.000\.000", line) for line in lines)
    ]
    assert len(with_rows) > 2
    for lines in with_rows:
        assert any(line.startswith("No. Pihak Sumber dana Tahun Jumlah") for line in lines)
    last = next(lines for lines in laid if any("Jumlah seluruhnya" in line for line in lines))
    assert any("APB Desa" in line for line in last)
    assert any("(seratus dua puluh juta rupiah)" in line for line in last)


def test_the_number_stands_at_the_head_of_every_page_but_the_first(tmp_path):
    first, *rest = pages(pdf.render(content(3)), tmp_path)
    assert "dan 2 nomor lain" not in " ".join(first)
    assert rest
    assert all(lines[1] == "Nomor 01 TAHUN 2026 dan 2 nomor lain" for lines in rest)


def test_enough_witnesses_and_who_acknowledges_are_named(tmp_path):
    text = " ".join(" ".join(lines) for lines in pages(pdf.render(attested(2)), tmp_path))
    assert "Cukup ditandatangani sedikitnya 1 (satu) dari 2 (dua) saksi." in text
    assert "MENGETAHUI CAMAT AYAH Bambang Sutrisno" in text
