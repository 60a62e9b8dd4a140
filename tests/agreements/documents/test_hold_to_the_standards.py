"""The PDF holds to PDF/A-3a and PDF/UA-1 at once: by an independent checker, and rule by rule where none looks."""

import io
import itertools
import subprocess

import outloud
import pikepdf
import pytest

from agreements.documents import content as contents
from agreements.documents import pdf
from tests.support.conformance import faults
from tests.support.contents import attested, content
from tests.support.reading_pdf import elements, heading_levels, order_of_content, order_of_tags, text_of

ASSETS = [
    {"party": 1, "kind": "land", "description": f"tanah kas petak {i}", "use": "loan", "value": 1_000_000}
    for i in range(1, 5)
]
SAMPLES = {
    "regulation of 8": (attested(8, assets=ASSETS), False),
    "contract of 3 on A4": (attested(3, "contract", paper="a4", assets=ASSETS), False),
    "addendum of 2": (content(2, "addendum", parent="Perjanjian Kerja Sama tentang Sampah"), False),
    "draft": (content(2, version=3), True),
}


@pytest.fixture(scope="module", params=SAMPLES)
def printed(request):
    source, draft = SAMPLES[request.param]
    return pdf.render(source, draft=draft)


@pytest.fixture(scope="module")
def regulation():
    with pikepdf.open(io.BytesIO(pdf.render(SAMPLES["regulation of 8"][0]))) as opened:
        yield opened


def test_an_independent_checker_finds_nothing(printed):
    assert faults(printed) == []


def test_a_second_checker_finds_nothing_that_a_reader_would_miss(printed, tmp_path):
    (tmp_path / "printed.pdf").write_bytes(printed)
    result = outloud.check(str(tmp_path / "printed.pdf"))
    assert result.error is None
    said = [(f.rule, f.evidence) for f in result.findings if f.severity != "info"]
    assert [one for one in said if not _drawn_by_the_checker(*one)] == []


def _drawn_by_the_checker(rule, evidence):
    """Its engine writes SIGN into an empty signature field when it draws the page."""
    return rule == "TAG-003" and set(evidence.split("; ")) == {"SIGN"}


def test_the_file_is_sound(printed, tmp_path):
    (tmp_path / "printed.pdf").write_bytes(printed)
    done = subprocess.run(["qpdf", "--check", tmp_path / "printed.pdf"], capture_output=True, text=True)
    assert "No syntax or stream encoding errors" in done.stdout


def test_it_says_what_it_is(regulation):
    root = regulation.Root
    assert root.Lang == "id"
    assert root.MarkInfo.Marked is True
    assert root.ViewerPreferences.DisplayDocTitle is True
    metadata = root.Metadata.read_raw_bytes().decode()  # not packed: found without any PDF library
    assert "/Filter" not in root.Metadata
    assert metadata.count("<rdf:RDF") == 1
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "Peraturan Bersama Kepala Desa tentang Pengelolaan Sampah" in metadata
    assert "7Q2M-K9XA-4T1C" in metadata


def test_colours_are_told_for_the_archive_and_nothing_shines_through(regulation):
    (intent,) = regulation.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert int(intent.DestOutputProfile.N) == 3
    for page in regulation.pages:
        for state in page.Resources.get("/ExtGState", {}).values():
            assert {float(state.get(key, 1)) for key in ("/ca", "/CA")} == {1.0}
            assert state.get("/SMask", "/None") == "/None"
            assert state.get("/BM", "/Normal") == "/Normal"


def test_every_font_is_inside_and_its_letters_are_known(regulation):
    fonts = {str(f.BaseFont): f for page in regulation.pages for f in page.Resources.Font.values()}
    assert fonts
    for font in fonts.values():
        (inner,) = font.DescendantFonts
        assert "/ToUnicode" in font
        assert {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())


def test_the_data_is_its_source(regulation):
    (carried,) = regulation.Root.AF
    assert carried.AFRelationship == "/Source"
    assert carried.UF == "perjanjian.json"
    assert str(carried.Desc)
    inner = carried.EF.F
    assert inner.Subtype == "/application/json"
    assert {"/CreationDate", "/ModDate", "/CheckSum", "/Size"} <= set(inner.Params.keys())
    assert inner.read_bytes() == contents.canonical(SAMPLES["regulation of 8"][0])


def test_every_signature_field_is_a_named_form_in_the_tree(regulation):
    forms = [one for one in elements(regulation) if one.S == "/Form"]
    fields = list(regulation.Root.AcroForm.Fields)
    assert [str(f.T) for f in fields] == [f"ttd-{s['key']}" for s in attested(8)["signers"]]
    reached = [one.K.Obj.objgen for one in forms]
    assert reached == [field.objgen for field in fields]
    for field in fields:
        assert field.FT == "/Sig"
        assert str(field.TU).startswith("Tanda tangan ")
        assert "/V" not in field
        assert field.AP.N.Subtype == "/Form"
        assert int(field.F) == 132
    assert "/NeedAppearances" not in regulation.Root.AcroForm


def test_the_tab_key_follows_the_tree(regulation):
    with_fields = [page for page in regulation.pages if "/Annots" in page]
    assert with_fields
    assert {str(page.Tabs) for page in regulation.pages} == {"/S"}


def test_only_standard_tags_are_used(regulation):
    used = {str(one.S)[1:] for one in elements(regulation)}
    standard = {"Document", "Sect", "Div", "P", "H1", "H2", "H3", "L", "LI", "Lbl", "LBody", "Span", "Form"}
    assert used <= standard | {"Table", "THead", "TBody", "TR", "TH", "TD", "NonStruct"}
    assert "/RoleMap" not in regulation.Root.StructTreeRoot


def test_no_heading_skips_a_level(regulation):
    levels = heading_levels(regulation)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


def test_bookmarks_name_chapters_articles_and_annexes(regulation):
    with regulation.open_outline() as outline:
        (title,) = outline.root
        names = [item.title for item in title.children]
    assert "PERATURAN BERSAMA" in title.title
    assert any(name.startswith("BAB I") for name in names)
    assert {"SAKSI-SAKSI", "MENGETAHUI"} <= set(names)
    assert any(name.startswith("LAMPIRAN") for name in names)


def test_header_cells_say_what_they_head(regulation):
    heads = [one for one in elements(regulation) if one.S == "/TH"]
    assert heads
    for head in heads:
        in_head = head.P.P.S == "/THead"
        assert head.A.Scope == ("/Column" if in_head else "/Row")
        assert "/ID" in head
    cells = [one for one in elements(regulation) if one.S == "/TD"]
    assert all(len(cell.A.Headers) for cell in cells)


def test_every_item_of_a_list_has_a_body(regulation):
    items = [one for one in elements(regulation) if one.S == "/LI"]
    assert items
    assert all("/LBody" in [str(child.S) for child in item.K] for item in items)


def test_what_repeats_on_every_page_is_decoration(regulation):
    said = text_of(regulation)
    assert "Menimbang" in said
    assert "halaman 1 dari" not in said
    assert "Kode verifikasi" not in said


def test_pages_are_painted_in_the_order_in_which_they_are_read(regulation):
    for number in range(len(regulation.pages)):
        assert order_of_content(regulation, number) == order_of_tags(regulation, number)
