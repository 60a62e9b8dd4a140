"""Placeholders speak Indonesian to drafters; those of texts begun earlier are still filled."""

import pytest

from agreements.documents.outline import fill, filled
from agreements.documents.placeholders import offered, palette, values
from agreements.documents.words import BLANK
from tests.support.contents import content


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("judul", "Pengelolaan Sampah Bersama Kawasan Pesisir"),
        ("para_pihak", "Desa Argopeni, Desa Karangduwur, dan Universitas Bahari"),
        ("tempat", "Kebumen"),
        ("mulai", "1 Desember 2026"),
        ("mulai.huruf", "satu Desember dua ribu dua puluh enam"),
        ("berakhir", "30 November 2029"),
        ("berakhir.huruf", "tiga puluh November dua ribu dua puluh sembilan"),
        ("jangka_waktu", "3 (tiga) tahun"),
        ("nilai", "Rp150.000.000,00 (seratus lima puluh juta rupiah)"),
        ("topik", "pengelolaan sampah"),
        ("bidang", "Pelaksanaan Pembangunan Desa"),
        ("kecamatan", "Ayah"),
        ("kabupaten", "Kebumen"),
        ("rujukan", "K7M2Q9XA"),
        ("pihak.3", "PIHAK KETIGA"),
        ("pihak.3.nama", "Universitas Bahari"),
        ("pihak.1.alamat", "Kecamatan Ayah, Kabupaten Kebumen"),
        ("pihak.1.penandatangan", "Slamet Argopeni"),
        ("pihak.1.jabatan", "Kepala Desa Argopeni"),
        ("induk", BLANK),
    ],
)
def test_what_drafters_are_offered(name, expected):
    assert palette(content(3, "contract"))[name] == expected


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        ("title", "judul"),
        ("parties", "para_pihak"),
        ("starts_on", "mulai"),
        ("ends_on", "berakhir"),
        ("term_words", "jangka_waktu"),
        ("scope_topic", "topik"),
        ("value", "nilai"),
        ("nama.2", "pihak.2.nama"),
    ],
)
def test_names_used_earlier_are_understood_but_not_offered(earlier, now):
    known = values(content(3))
    assert fill(f"{{{{ {earlier} }}}}", known) == known[now]
    assert earlier not in palette(content(3))
    assert earlier not in offered(known)


def test_what_is_offered_is_the_palette():
    known = values(content(3))
    assert offered(known | {"pasal.a7": "Pasal 7"}) == palette(content(3))


def test_a_draft_that_says_nothing_yet_gets_dots():
    empty = {**content(2), "title": "", "place": None, "starts_on": None, "ends_on": None, "value": None}
    empty["parties"] = [{**party, "signatory": None} for party in empty["parties"]]
    found = palette(empty)
    names = ("judul", "tempat", "mulai", "mulai.huruf", "jangka_waktu", "nilai", "pihak.1.penandatangan")
    assert {found[name] for name in names} == {BLANK}


def test_an_addendum_names_the_agreement_it_changes():
    parent = "Perjanjian Kerja Sama tentang Sewa Gedung Nomor 01/PKS/2026"
    text = content(2, "addendum", parent=parent, considering=["bahwa {{ induk }} perlu diubah;"])
    assert filled(text)["considering"] == [f"bahwa {parent} perlu diubah;"]
