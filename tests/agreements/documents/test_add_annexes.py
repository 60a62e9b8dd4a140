"""Obligations, money and assets that are many stand in tables after the text, and in their article all the same."""

import pytest

from agreements.documents import content as contents
from agreements.documents import pdf
from agreements.documents.numbering import number
from tests.support.contents import content

MONEY = [
    {"party": party, "source": "village_budget", "year": year, "amount": 25_000_000, "note": ""}
    for party in (2, 1)
    for year in (2027, 2028)
]
ASSETS = [
    {
        "party": 1,
        "kind": "land",
        "description": "tanah kas;",
        "use": "loan",
        "village_owned": True,
        "value": 5_000,
    },
    {"party": 2, "kind": "equipment", "description": "gerobak", "use": "own_use", "starts_on": "2026-12-01"},
    {"party": 1, "kind": "labour", "description": "tenaga", "use": "joint_use", "ends_on": "2027-12-31"},
]


def duty(key, party=1, **changes):
    return {"key": key, "party": party, "kind": "obligation", "text": f"hal {key};", **changes}


DUTIES = [
    duty("d1", 2, due="2027-01-31", due_rule="monthly", amount=5_000_000, evidence="kuitansi"),
    duty("d2", due_rule="after_signing", due_days=30),
    duty("d3"),
    duty("d4", due="2027-02-28"),
]


def tables(instrument="contract", **changes):
    return number(content(3, instrument, **{"provisions": [], **changes})).annexes


def cells(annex):
    return [[cell.text for _column, cell in row] for row in annex.rows]


def test_few_rows_need_no_table():
    assert tables(funding=MONEY[:2], assets=ASSETS[:2], provisions=DUTIES[:2]) == ()


def test_tables_are_numbered_where_there_are_several():
    found = tables(funding=MONEY, assets=ASSETS, provisions=DUTIES)
    assert [(one.label, one.anchor, one.heading) for one in found] == [
        ("Lampiran I", "lampiran-1", "Jadwal Kewajiban"),
        ("Lampiran II", "lampiran-2", "Rincian Pendanaan"),
        ("Lampiran III", "lampiran-3", "Daftar Aset"),
    ]
    assert [one.label for one in tables(funding=MONEY)] == ["Lampiran"]


def test_the_schedule_holds_what_falls_due_and_where_it_is_said():
    (found,) = tables(provisions=DUTIES)
    assert found.article == "Pasal 6"
    assert cells(found) == [
        ["1.", "Desa Argopeni", "Hal d2", "30 Hari sejak penandatanganan", "–", "Pasal 6 ayat (2) huruf a"],
        ["2.", "Desa Argopeni", "Hal d4", "28 Februari 2027", "–", "Pasal 6 ayat (2) huruf c"],
        [
            "3.",
            "Desa Karangduwur",
            "Hal d1",
            "Setiap bulan, mulai 31 Januari 2027",
            "5.000.000",
            "Pasal 6 ayat (3)",
        ],
    ]
    assert found.rows[2][1][1].small == "PIHAK KEDUA"
    assert found.rows[2][2][1].small == "Bukti: kuitansi"


def test_money_is_summed_by_year_and_altogether():
    (found,) = tables(funding=MONEY)
    assert cells(found)[0] == ["1.", "Desa Argopeni", "APB Desa", "2027", "25.000.000"]
    assert found.totals == (
        ("Jumlah tahun 2027", "50.000.000"),
        ("Jumlah tahun 2028", "50.000.000"),
        ("Jumlah seluruhnya", "100.000.000"),
    )
    assert found.in_words == "Rp100.000.000,00 (seratus juta rupiah)"


def test_assets_tell_their_use_and_how_long():
    (found,) = tables(assets=ASSETS)
    assert [row[2:] for row in cells(found)] == [
        ["Tanah kas", "Pinjam pakai", "–", "5.000"],
        ["Tenaga", "Kerja sama pemanfaatan", "31 Desember 2027", "–"],
        ["Gerobak", "Dipakai sendiri oleh pemiliknya", "1 Desember 2026", "–"],
    ]
    assert found.rows[0][2][1].small == "Tanah milik Desa"


def test_a_joint_regulation_calls_villages_by_name():
    (found,) = tables("joint_regulation", funding=MONEY)
    assert (found.rows[0][1][1].text, found.rows[0][1][1].small) == ("Desa Argopeni", "")


def test_the_article_says_the_same_in_words_and_comes_first():
    html = pdf.page(content(3, "contract", provisions=[], funding=MONEY))
    assert "Jumlah pendanaan sebagaimana dimaksud" in html
    assert "Lampiran merupakan bagian yang tidak terpisahkan dari Perjanjian ini." in html
    assert "apabila berbeda, yang berlaku ialah bunyi Pasal 8" in html


@pytest.mark.parametrize("instrument", contents.INSTRUMENTS)
def test_texts_of_the_earlier_edition_keep_to_their_words(instrument):
    assert tables(instrument, schema=contents.EARLIER, funding=MONEY, assets=ASSETS) == ()
