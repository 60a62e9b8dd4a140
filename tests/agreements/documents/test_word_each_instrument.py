"""Every instrument has its own name, title and closing on paper, and no words of another."""

import re

import pytest

from agreements.documents.content import ContentError, check
from agreements.documents.pdf import page
from agreements.documents.wording import NAMES, cited, wording
from agreements.record.vocabulary import Instrument
from tests.support.contents import content

PARENT = "Perjanjian Kerja Sama tentang Sewa Gedung Nomor 01/PKS/2026 dan Nomor 02/PKS/2026"


def printed(instrument, **changes):
    """The printed page as one line of words."""
    html = page(content(3, instrument, **changes))
    return " ".join(re.sub(r"</?(span|strong)[^>]*>", "", html).split())


@pytest.mark.parametrize("instrument", Instrument.values)
def test_every_instrument_has_a_name(instrument):
    assert NAMES[instrument] == Instrument(instrument).label
    assert wording(content(3, instrument)).name == NAMES[instrument]


def test_a_memorandum_states_an_understanding_and_claims_no_force():
    text = printed("memorandum")
    assert "NOTA KESEPAHAMAN ANTARA PEMERINTAH DESA ARGOPENI DAN PEMERINTAH DESA KARANGDUWUR DENGAN" in text
    assert "sepakat menyatakan kesepahaman dalam Nota Kesepahaman tentang" in text
    assert "Demikian Nota Kesepahaman ini dibuat" in text
    assert "kekuatan hukum" not in text


def test_a_charter_has_no_other_side():
    parties = content(3)["parties"]
    text = printed("charter", kind="inter_village", parties=parties)
    everyone = "PEMERINTAH DESA ARGOPENI, PEMERINTAH DESA KARANGDUWUR, DAN PEMERINTAH DESA SRATI"
    assert f"PIAGAM KELOMPOK KERJA ANTARA {everyone} TENTANG" in text
    assert "membentuk kelompok kerja berdasarkan Piagam Kelompok Kerja tentang" in text
    assert "Demikian Piagam ini dibuat" in text


def test_an_addendum_says_what_it_changes():
    text = printed("addendum", parent=PARENT)
    assert f"ADDENDUM ATAS {PARENT.upper()} ANTARA" in text
    assert "sepakat mengubah Perjanjian Induk dengan Addendum tentang" in text
    assert "Demikian Addendum ini dibuat" in text


def test_a_contract_reads_as_before():
    text = printed("contract")
    assert "PERJANJIAN KERJA SAMA ANTARA PEMERINTAH DESA ARGOPENI" in text
    assert "sepakat mengikatkan diri dalam Perjanjian Kerja Sama tentang" in text
    assert "mempunyai kekuatan hukum yang sama" in text


def test_an_agreement_is_cited_with_its_numbers():
    assert cited("contract", "Sewa Gedung", ["01/PKS/2026", "02/PKS/2026"]) == PARENT
    assert cited("memorandum", "Riset", []) == "Nota Kesepahaman tentang Riset Nomor …………"


def test_the_name_of_the_parent_is_one_line_of_text():
    with pytest.raises(ContentError, match="parent"):
        check(content(2, "addendum", parent="dua\nbaris"))
    with pytest.raises(ContentError, match="parent"):
        check(content(2, "addendum", parent=7))


def test_many_parties_are_named_from_the_first_to_the_last():
    assert wording(content(4, "contract")).designations.count("PIHAK") == 4
    assert wording(content(5, "contract")).designations == "PIHAK KESATU sampai dengan PIHAK KELIMA"


def test_a_short_name_stays_on_one_line_of_the_title():
    source = content(3, "contract")
    source["parties"][0]["legal_name"] = "Pemerintah Desa dengan nama yang sangat panjang sekali"
    said = wording(source)
    assert "Pemerintah Desa dengan nama yang sangat panjang sekali dan" in said.between
    assert said.between.endswith("Pemerintah\xa0Desa\xa0Karangduwur")
    assert said.partners == "Universitas\xa0Bahari"


def test_a_number_that_all_villages_share_is_cited_once():
    assert cited("joint_regulation", "Sampah", ["01 TAHUN 2027"] * 3).endswith(
        "tentang Sampah Nomor 01 TAHUN 2027"
    )
    two = cited("contract", "Es", ["01/PKS/2026", "07/PKS/2026"])
    assert two.endswith("tentang Es Nomor 01/PKS/2026 dan Nomor 07/PKS/2026")
