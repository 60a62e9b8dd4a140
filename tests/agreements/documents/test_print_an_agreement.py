"""An agreement is printed: the right pages, archival, accessible, harmless, and the same bytes every time."""

import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest
from django.template.loader import render_to_string

from agreements.documents import content as contents
from agreements.documents import limits, numbering, pdf
from tests.support.contents import attested, content

EVIL = "<b onclick=\"x()\">&amp;</b><img src='file:///etc/passwd'>{{title}}"


def tool(*command):
    done = subprocess.run(command, capture_output=True, timeout=60)
    return done.stdout.decode(errors="replace")


@pytest.fixture(scope="module")
def regulation(tmp_path_factory):
    file = tmp_path_factory.mktemp("pdf") / "regulation.pdf"
    file.write_bytes(pdf.render(content(3)))
    return file


@pytest.fixture(scope="module")
def contract(tmp_path_factory):
    file = tmp_path_factory.mktemp("pdf") / "contract.pdf"
    file.write_bytes(pdf.render(content(3, "contract")))
    return file


def test_a_joint_regulation_reads_as_the_law_words_it(regulation):
    text = " ".join(tool("pdftotext", "-layout", regulation, "-").split())
    for words in (
        "PERATURAN BERSAMA KEPALA DESA ARGOPENI KEPALA DESA KARANGDUWUR DAN KEPALA DESA SRATI",
        "Desa Argopeni: NOMOR 01 TAHUN 2026",
        "TENTANG PENGELOLAAN SAMPAH BERSAMA KAWASAN PESISIR",
        "DENGAN RAHMAT TUHAN YANG MAHA ESA",
        "Menimbang : a. bahwa sampah",
        "Mengingat : 1. Undang-Undang Nomor 6",
        "MEMUTUSKAN:",
        "BAB I KETENTUAN UMUM Pasal 1",
        "Ditetapkan di Kebumen pada tanggal 21 November 2026",
        "Diundangkan di Desa Srati",
        "Kode verifikasi 7Q2M-K9XA-4T1C",
        "halaman 1 dari",
    ):
        assert words in text


def test_a_contract_opens_names_the_parties_and_closes(contract):
    text = " ".join(tool("pdftotext", "-layout", contract, "-").split())
    for words in (
        "PERJANJIAN KERJA SAMA ANTARA PEMERINTAH DESA ARGOPENI DAN PEMERINTAH DESA KARANGDUWUR DENGAN UNIVERSITAS",
        "Pada hari ini, Sabtu, tanggal dua puluh satu bulan November tahun dua ribu dua puluh enam (21-11-2026)",
        "selanjutnya disebut PIHAK KESATU",
        "PIHAK KESATU, PIHAK KEDUA, dan PIHAK KETIGA secara bersama-sama disebut PARA PIHAK",
        "Pasal 1 Ketentuan Umum",
        "sebanyak 3 (tiga) rangkap",
    ):
        assert words in text


def test_the_paper_is_f4_and_all_fonts_are_inside(regulation):
    assert "612 x 935.433 pts" in tool("pdfinfo", regulation)
    fonts = tool("pdffonts", regulation).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


def test_the_file_is_sound_archival_and_accessible(regulation):
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", regulation)
    about = tool("pdfinfo", "-meta", regulation)
    assert about.count("<rdf:RDF") == 1
    assert 'pdfaid:part="3"' in about or "<pdfaid:part>3</pdfaid:part>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    described = tool("pdfinfo", regulation)
    assert "Tagged:          yes" in described
    assert "JavaScript:      no" in described


def test_heads_and_feet_are_no_part_of_the_reading_order(regulation):
    structure = tool("pdfinfo", "-struct-text", regulation)
    assert "Menimbang" in structure
    assert "halaman 1 dari" not in structure
    assert "Kode verifikasi" not in structure
    pages = int(re.search(r"Pages:\s+(\d+)", tool("pdfinfo", regulation)).group(1))
    assert tool("qpdf", "--qdf", regulation, "-").count("<</Type /Pagination>>") >= 3 * pages


def test_the_file_carries_the_text_it_was_made_from(regulation, tmp_path):
    tool("pdfdetach", "-saveall", "-o", tmp_path, regulation)
    assert (tmp_path / "perjanjian.json").read_bytes() == contents.canonical(content(3))


@pytest.mark.parametrize(
    ("count", "instrument"), [(2, "contract"), (19, "joint_regulation"), (20, "contract")]
)
def test_every_party_has_its_own_field(count, instrument, tmp_path):
    file = tmp_path / "many.pdf"
    file.write_bytes(pdf.render(content(count, instrument)))
    fields = json.loads(tool("qpdf", "--json", "--json-key=acroform", file))["acroform"]["fields"]
    assert sorted(f["fullname"] for f in fields) == sorted(f"ttd-p{i}" for i in range(1, count + 1))
    assert {f["fieldtype"] for f in fields} == {"/Sig"}


@pytest.mark.parametrize("count", [2, 3, 8, 19, 20])
def test_a_signature_block_is_never_split(count, tmp_path):
    file = tmp_path / "many.pdf"
    file.write_bytes(pdf.render(content(count)))
    pages = [" ".join(page.split()) for page in tool("pdftotext", file, "-").split("\f")]
    for party in content(count)["parties"]:
        village = party["name"].removeprefix("Desa ")
        (at,) = [page for page in pages if f"Slamet {village}" in page]
        assert f"KEPALA DESA {village.upper()}," in at


def test_a_draft_says_so_and_cannot_be_signed(tmp_path):
    file = tmp_path / "draft.pdf"
    file.write_bytes(pdf.render(content(2, version=3), draft=True))
    pages = tool("pdftotext", file, "-").split("\f")[:-1]
    assert pages
    for page in pages:
        assert "Rancangan versi 3, 21 November 2026: belum mengikat para pihak." in page
    assert "ttd-p1" not in tool("qpdf", "--json", "--json-key=acroform", file)
    assert tool("pdfdetach", "-list", file).startswith("0 embedded")


def test_the_same_content_gives_the_same_bytes_in_every_process():
    code = (
        "import django, hashlib; django.setup()\n"
        "from agreements.documents import pdf; from tests.support.contents import content\n"
        "print(hashlib.sha256(pdf.render(content(3))).hexdigest())"
    )
    here = hashlib.sha256(pdf.render(content(3))).hexdigest()
    for seed, zone, language in (("1", "UTC", "C.UTF-8"), ("77", "Asia/Jayapura", "id_ID.UTF-8")):
        places = {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": language,
            "DJANGO_SETTINGS_MODULE": "kerjasama.settings.test",
        }
        there = subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, **places}, capture_output=True, text=True
        )
        assert there.stdout.strip() == here, there.stderr


def test_a_travelled_clock_changes_nothing(on_day):
    here = pdf.render(content(2))
    on_day("2024-02-29")
    assert pdf.render(content(2)) == here


def leaves(value, path=()):
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from leaves(inner, (*path, key))
    elif isinstance(value, str):
        yield path


FIXED = {
    "schema",
    "instrument",
    "kind",
    "date",
    "starts_on",
    "ends_on",
    "due",
    "key",
    "content",
    "body",
    "considering",
    "in_view_of",
    "paper",
    "capacity",
    "method",
}


def spoilt(instrument):
    """The content with markup in every place that takes words."""
    source = attested(3, instrument)
    for path in leaves(source):
        holder = source
        for step in path[:-1]:
            holder = holder[step]
        if path[-1] == "body" or path[0] in ("considering", "in_view_of"):
            holder[path[-1]] = EVIL.replace("{{title}}", "")
        elif path[-1] not in FIXED:
            holder[path[-1]] = EVIL
    return source


@pytest.mark.parametrize("instrument", contents.INSTRUMENTS)
def test_markup_in_any_field_is_only_text(instrument):
    source = spoilt(instrument)
    document = numbering.number(source)
    for html in (
        pdf.page(source),
        render_to_string("agreements/documents/_text.html", {"document": document}),
    ):
        assert "<b onclick" not in html
        assert "etc/passwd&" in html
        assert "<img src='file" not in html
    assert pdf.render(source)


def test_a_page_can_fetch_nothing(tmp_path):
    import weasyprint
    from weasyprint.urls import FatalURLFetchingError

    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    for address in (secret.as_uri(), "http://127.0.0.1:9/x", "data:text/css,p{}", "ftp://127.0.0.1/x"):
        with pytest.raises(FatalURLFetchingError):
            weasyprint.HTML(string=f"<img src='{address}'>", url_fetcher=pdf.inside_fetcher()).write_pdf()


def test_a_character_without_shape_is_named_instead_of_vanishing():
    with pytest.raises(pdf.RenderError, match=r"U\+10000"):
        pdf.render(content(2, title="Naskah \U00010000"))


def test_what_takes_too_long_is_stopped_with_a_reason():
    with pytest.raises(pdf.RenderError, match="terlalu panjang"):
        pdf.render(content(20), seconds=0.05)


def test_a_deadline_stops_work_that_swallows_errors():
    def stubborn():
        while True:
            with suppress(Exception):
                time.sleep(0.01)

    begun = time.monotonic()
    with pytest.raises(limits.TimeIsUp):
        limits.within(0.1, stubborn)
    assert time.monotonic() - begun < 5


def test_a_deadline_leaves_nothing_behind():
    stopped = 0
    for _again in range(300):
        try:
            assert limits.within(0.0005, lambda: sum(range(9_000)))
        except limits.TimeIsUp:
            stopped += 1
    assert sum(range(200_000)) > stopped
    assert not [thread for thread in threading.enumerate() if thread.name == "deadline"]
