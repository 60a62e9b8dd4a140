"""Due rules, evidence, steps of sanctions, money and assets stand in the text, each in its article, in words."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.documents import content as contents
from agreements.documents import numbering, outline, terms
from agreements.documents.content import ContentError
from tests.support.contents import content, provision

DUTY = {"key": "v1", "party": 1, "kind": "obligation", "text": "menyetor iuran", "due": None, "amount": None}
SANCTION = {"key": "v9", "party": 1, "kind": "sanction", "text": "sanksi administratif", "breach_of": "v1"}
WARN = {"measure": "warning", "after_days": None, "amount": None}
STEPS = [
    WARN,
    {"measure": "warning", "after_days": 14, "amount": None},
    {"measure": "compensation", "after_days": None, "amount": 500_000},
    {"measure": "termination", "after_days": 30, "amount": None},
]
MONEY = [
    {"party": 1, "source": "village_budget", "year": 2027, "amount": 50_000_000, "note": "untuk bak sampah"},
    {"party": 1, "source": "self_help", "year": 2028, "amount": 1_000_000, "note": ""},
    {"party": 2, "source": "partner", "year": 2027, "amount": 4_000_000, "note": ""},
]
LAND = {
    "party": 1,
    "kind": "land",
    "description": "lahan seluas 200 meter persegi",
    "use": "loan",
    "village_owned": True,
    "starts_on": "2027-01-01",
    "ends_on": "2028-12-31",
    "value": 10_000_000,
}


def text_of(source, about, *, draft=False):
    contents.check(source, draft=draft)
    found = [a for a in numbering.number(source).articles if a.content == about]
    return outline.plain(found[-1].blocks).splitlines() if found else []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"due_rule": "on_date", "due": "2027-01-31"}, "paling lambat tanggal 31 Januari 2027"),
        ({"due": "2027-01-31"}, "paling lambat tanggal 31 Januari 2027"),
        (
            {"due_rule": "monthly", "due": "2027-01-31"},
            "setiap bulan, pertama kali paling lambat tanggal 31 Januari 2027",
        ),
        (
            {"due_rule": "quarterly", "due": "2027-03-31"},
            "setiap triwulan, pertama kali paling lambat tanggal 31 Maret 2027",
        ),
        ({"due_rule": "yearly"}, "setiap tahun"),
        (
            {"due_rule": "after_signing", "due_days": 30},
            "paling lambat 30 (tiga puluh) Hari sejak penandatanganan",
        ),
        ({"evidence": "bukti setor bank."}, "dibuktikan dengan bukti setor bank"),
        (
            {"due_rule": "after_event", "due_days": 7, "event": "panen raya;"},
            "paling lambat 7 (tujuh) Hari Kerja sesudah panen raya",
        ),
        (
            {"due_rule": "monthly", "amount": 5_000, "evidence": "kuitansi"},
            "sebesar Rp5.000,00 (lima ribu rupiah), setiap bulan, dibuktikan dengan kuitansi",
        ),
    ],
)
def test_an_obligation_says_when_and_with_what_evidence(more, words):
    lines = text_of(content(2, "contract", provisions=[DUTY | more]), "rights_obligations")
    assert lines[-1] == f"(2) PIHAK KESATU berkewajiban menyetor iuran, {words}."


def test_a_single_sanction_names_the_place_of_what_was_breached():
    source = content(2, "contract", provisions=[DUTY, SANCTION | {"steps": STEPS}])
    assert text_of(source, "sanctions")[1:] == [
        (
            "(1) Dalam hal PIHAK KESATU melanggar kewajiban sebagaimana dimaksud dalam Pasal 6 ayat (2), PIHAK KESATU "
            "dikenai sanksi berupa sanksi administratif, dengan tahapan:"
        ),
        "a. teguran tertulis pertama;",
        (
            "b. teguran tertulis kedua, apabila dalam 14 (empat belas) Hari sejak langkah sebelumnya pelanggaran belum "
            "dipulihkan;"
        ),
        "c. ganti rugi sebesar Rp500.000,00 (lima ratus ribu rupiah); dan",
        (
            "d. pengakhiran Kerja Sama, apabila dalam 30 (tiga puluh) Hari sejak langkah sebelumnya pelanggaran belum "
            "dipulihkan."
        ),
    ]


def test_several_sanctions_are_huruf_with_their_steps_as_angka():
    rows = [
        DUTY,
        {"key": "v2", "party": 1, "kind": "limitation", "text": "menjual sampah"},
        {"key": "v3", "party": 1, "kind": "limitation", "text": "membakar sampah"},
        SANCTION | {"steps": [WARN, STEPS[3]]},
        SANCTION | {"key": "v8", "breach_of": "v3", "text": "denda", "steps": [STEPS[2]]},
    ]
    assert text_of(content(2, "contract", provisions=rows), "sanctions")[1:] == [
        "(1) Dalam hal PIHAK KESATU melanggar kewajiban atau batasannya, PIHAK KESATU dikenai sanksi berupa:",
        (
            "a. sanksi administratif, dalam hal melanggar kewajiban sebagaimana dimaksud dalam Pasal 6 ayat (2), "
            "dengan tahapan:"
        ),
        "1. teguran tertulis; dan",
        (
            "2. pengakhiran Kerja Sama, apabila dalam 30 (tiga puluh) Hari sejak langkah sebelumnya pelanggaran belum "
            "dipulihkan; dan"
        ),
        (
            "b. denda, dalam hal melanggar batasan sebagaimana dimaksud dalam Pasal 6 ayat (3) huruf b, melalui ganti "
            "rugi sebesar Rp500.000,00 (lima ratus ribu rupiah)."
        ),
    ]


def test_a_sanction_of_an_earlier_text_reads_as_it_was_signed():
    rows = [
        DUTY,
        {"key": "v9", "party": 1, "kind": "sanction", "text": "teguran", "due": None, "amount": None},
    ]
    assert text_of(content(2, "contract", provisions=rows), "sanctions")[1:] == [
        "(1) Dalam hal PIHAK KESATU melanggar kewajiban atau batasannya, PIHAK KESATU dikenai sanksi berupa teguran."
    ]


def test_a_sanction_before_the_rights_still_names_their_place():
    source = content(2, "contract", provisions=[DUTY, SANCTION])
    source["chapters"][0]["articles"].reverse()
    assert "Pasal 6 ayat (2)" in " ".join(text_of(source, "sanctions"))


def test_money_stands_in_the_article_on_funding_with_its_sum():
    assert text_of(content(2, "contract", funding=MONEY), "funding")[1:] == [
        "(1) PIHAK KESATU menyediakan dana yang bersumber dari:",
        (
            "a. Anggaran Pendapatan dan Belanja Desa Tahun Anggaran 2027 sebesar Rp50.000.000,00 (lima puluh juta "
            "rupiah), untuk bak sampah; dan"
        ),
        "b. swadaya masyarakat Tahun Anggaran 2028 sebesar Rp1.000.000,00 (satu juta rupiah).",
        (
            "(2) PIHAK KEDUA menyediakan dana yang bersumber dari dana mitra Tahun Anggaran 2027 sebesar "
            "Rp4.000.000,00 (empat juta rupiah)."
        ),
        (
            "(3) Jumlah pendanaan sebagaimana dimaksud pada ayat (1) dan ayat (2) adalah sebesar "
            "Rp55.000.000,00 (lima puluh lima juta rupiah)."
        ),
    ]


def test_assets_stand_in_an_article_of_their_own_where_the_text_has_none():
    source = content(
        2, assets=[LAND, {"party": 2, "kind": "labour", "description": "pelatih", "use": "own_use"}]
    )
    chapter = numbering.number(source).chapters[-1]
    assert (chapter.label, chapter.heading) == ("BAB XII", "ASET YANG DISERTAKAN")
    assert chapter.articles[0].heading == "Aset yang Disertakan"
    assert text_of(source, "asset") == [
        (
            "(1) Desa Argopeni menyertakan aset berupa tanah milik Desa berupa lahan seluas 200 meter persegi, dengan "
            "pemanfaatan berupa pinjam pakai, sejak tanggal 1 Januari 2027, sampai dengan tanggal 31 Desember 2028, "
            "dengan perkiraan nilai Rp10.000.000,00 (sepuluh juta rupiah)."
        ),
        (
            "(2) Desa Karangduwur menyertakan aset berupa tenaga dan keahlian berupa pelatih, yang dipakai sendiri "
            "oleh pemiliknya."
        ),
    ]


def test_what_no_article_takes_is_added_chapter_by_chapter():
    source = content(2, funding=MONEY[:1], assets=[LAND])
    source["chapters"] = source["chapters"][:3]
    chapters = numbering.number(source).chapters
    assert [c.heading for c in chapters[3:]] == [
        "HAK, KEWAJIBAN, DAN SANKSI",
        "PENDANAAN",
        "ASET YANG DISERTAKAN",
    ]
    assert [a.label for c in chapters[3:] for a in c.articles] == ["Pasal 4", "Pasal 5", "Pasal 6", "Pasal 7"]
    assert [c.label for c in chapters[3:]] == ["BAB IV", "BAB V", "BAB VI"]


def test_a_text_without_money_and_assets_is_as_before():
    before, after = numbering.number(content(3)), numbering.number(content(3, funding=[], assets=[]))
    assert before.chapters == after.chapters


measures = st.fixed_dictionaries(
    {
        "measure": st.sampled_from(["warning", "suspension", "compensation", "termination"]),
        "after_days": st.none() | st.integers(0, 365),
        "amount": st.none() | st.integers(0, 10**9),
    }
)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.lists(measures, max_size=6)), max_size=8))
def test_every_step_stands_once_below_its_sanction(drawn):
    rows = [provision(i, "obligation") | {"key": f"o{i}"} for i in range(3)]
    for n, (party, target, steps) in enumerate(drawn):
        rows.append(
            provision(party, "sanction") | {"key": f"s{n}", "breach_of": f"o{target}", "steps": steps}
        )
    source = content(3, "contract", provisions=rows)
    contents.check(source)
    blocks = [b for a in numbering.number(source).articles for b in outline.walk(a.blocks)]
    for n, (_party, _target, steps) in enumerate(drawn):
        (stated,) = [block for block in blocks if block.key == f"s{n}"]
        said = terms.step_words({"steps": steps})
        below = [block.text.rstrip(".;").removesuffix("; dan") for block in stated.blocks]
        assert below == (said if len(said) > 1 else [])
        assert all(step in stated.text for step in said[:1] if len(said) == 1)


def test_read_outside_the_text_a_sanction_tells_its_steps_in_one_sentence():
    row = SANCTION | {"steps": STEPS[2:]}
    assert terms.in_full(row).startswith(
        "sanksi administratif, dengan tahapan: ganti rugi sebesar Rp500.000,00"
    )
    assert terms.in_full(DUTY) == "menyetor iuran"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"provisions": [DUTY | {"due_rule": "weekly"}]}, "provisions[0].due_rule"),
        ({"provisions": [DUTY | {"due_rule": "after_signing"}]}, "provisions[0].due_days"),
        ({"provisions": [DUTY | {"due_days": -1}]}, "provisions[0].due_days"),
        ({"provisions": [DUTY | {"due_rule": "after_event", "event": "panen"}]}, "provisions[0].due_days"),
        ({"provisions": [DUTY | {"due_rule": "after_event", "due_days": 7}]}, "provisions[0].event"),
        ({"provisions": [DUTY | {"evidence": "dua\nbaris"}]}, "provisions[0].evidence"),
        ({"provisions": [SANCTION | {"steps": [{"measure": "jail"}]}]}, "provisions[0].steps[0].measure"),
        ({"provisions": [SANCTION | {"steps": ["x"]}]}, "provisions[0].steps[0]"),
        ({"provisions": [SANCTION | {"steps": [WARN] * 7}]}, "provisions[0].steps"),
        ({"provisions": [SANCTION | {"steps": [WARN | {"amount": 1.5}]}]}, "provisions[0].steps[0].amount"),
        ({"funding": [MONEY[0] | {"party": 9}]}, "funding[0].party"),
        ({"funding": [MONEY[0] | {"source": "lottery"}]}, "funding[0].source"),
        ({"funding": [MONEY[0] | {"amount": None}]}, "funding[0].amount"),
        ({"funding": [MONEY[0] | {"note": "a\u202eb"}]}, "funding[0].note"),
        ({"assets": [LAND | {"use": "pawn"}]}, "assets[0].use"),
        ({"assets": [LAND | {"ends_on": "besok"}]}, "assets[0].ends_on"),
        ({"assets": [LAND | {"description": ""}]}, "assets[0].description"),
        ({"assets": "tanah"}, "assets"),
    ],
)
def test_the_place_of_what_is_wrong_is_named(changes, place):
    with pytest.raises(ContentError) as caught:
        contents.check(content(2, **copy.deepcopy(changes)))
    assert caught.value.place == place
