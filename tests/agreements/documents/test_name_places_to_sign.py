"""Every place to sign is checked, named and shown: offices, who acts for the head and on what basis, witnesses."""

import copy

import pytest

from agreements.documents import content as contents
from agreements.documents import pdf, places
from agreements.documents.content import ContentError
from agreements.documents.wording import wording
from agreements.record.vocabulary import Capacity, PaperSize, SigningMethod
from tests.support.contents import attested, attesting, content, signer

DECREE = "Keputusan Bupati Kebumen Nomor 821.2/14/KEP/2026 (Pasal 46 ayat (2) UU 6/2014)"


def with_signer(i, **changes):
    source = copy.deepcopy(attested(2, "contract"))
    source["signers"][i] |= changes
    return source


def block(**changes):
    return places.of(with_signer(0, **changes))[0]


def test_the_codes_are_those_of_the_record():
    assert set(places.CAPACITIES) == set(Capacity.values)
    assert set(places.METHODS) == set(SigningMethod.values)
    assert set(places.PAPERS) == set(PaperSize.values) == set(pdf.SHEETS)


def test_each_place_has_its_field_in_order():
    fields = [one.field for one in places.of(attested(2))]
    assert fields == ["ttd-p1", "ttd-p2", "ttd-s1", "ttd-s2", "ttd-m1"]


@pytest.mark.parametrize("short", places.ACTING)
def test_an_acting_head_keeps_the_short_title_before_the_office(short):
    found = block(office=f"{short} Kepala Desa Argopeni", acting=True, basis=DECREE)
    assert (found.prefix, found.office, found.on_behalf) == (short, "Kepala Desa Argopeni", "")
    assert found.titled == f"{short} Kepala Desa Argopeni"
    assert found.note == f"berdasarkan {DECREE}"


def test_somebody_else_signs_in_the_name_of_the_head():
    found = block(office="Sekretaris Desa Argopeni", acting=True, basis=DECREE)
    assert found.on_behalf == "Kepala Desa Argopeni"
    html = pdf.page(with_signer(0, office="Sekretaris Desa Argopeni", acting=True, basis=DECREE))
    assert "a.n. <span>Kepala Desa Argopeni</span>" in html
    assert f"berdasarkan {DECREE}</p>" in html


def test_the_title_still_names_the_head_for_whom_somebody_acts():
    source = content(2)
    source["signers"][0] |= {"office": "Plt. Kepala Desa Argopeni", "acting": True}
    assert wording(source).authors == "Kepala Desa Argopeni dan Kepala Desa Karangduwur"


def test_an_organization_is_named_where_the_office_does_not():
    source = content(2, "contract")
    assert [one.organization for one in places.of(source)] == ["", "Universitas Bahari"]
    camat = attesting("m1", "Bambang", "Camat Ayah", organization="Kecamatan Ayah")
    elder = attesting("s1", "Rahmat", "Tokoh masyarakat", organization="Karang Taruna Ayah")
    said = [one.organization for one in places.of({**source, "signers": [camat, elder]})]
    assert said == ["", "Karang Taruna Ayah"]


def test_without_places_the_signatory_of_each_party_signs():
    source = content(2, schema=contents.EARLIER)
    for key in ("signers", "paper", "witnesses_needed"):
        del source[key]
    contents.check(source)
    assert [(one.field, one.name) for one in places.of(source)] == [
        ("ttd-p1", "Slamet Argopeni"),
        ("ttd-p2", "Slamet Karangduwur"),
    ]
    assert pdf.render(source)


def test_rows_hold_two_and_never_part_the_signatories_of_one_party():
    source = content(4, "contract")
    source["signers"].insert(2, signer(source["parties"][1], "p2n2", name="Siti"))
    rows = [[one.key for one in row.blocks] for row in places.in_rows(places.of(source))]
    assert rows == [["p1"], ["p2", "p2n2"], ["p3", "p4"]]
    assert [len(row.blocks) for row in places.in_rows(places.of(content(5)))] == [2, 2, 1]


def test_a_row_leaves_room_for_the_longest_name_and_note():
    short, long = (
        places.in_rows(places.of(with_signer(0, **changes)))[0].below for changes in ({}, {"name": "x" * 99})
    )
    assert short < long <= places.MOST_BELOW
    noted = places.in_rows(places.of(with_signer(0, acting=True, basis="y" * 600)))[0].below
    assert long < noted <= places.MOST_BELOW


@pytest.mark.parametrize(
    ("needed", "said"),
    [(1, "sedikitnya 1 (satu) dari 2 (dua) saksi"), (2, ""), (0, "sedikitnya 0 (nol) dari 2 (dua) saksi")],
)
def test_fewer_witnesses_are_enough_only_where_it_is_said(needed, said):
    assert places.witnesses_words(attested(2, witnesses_needed=needed)) == said


@pytest.mark.parametrize(
    ("i", "changes", "place"),
    [
        (0, {"key": "p2"}, "signers[1].key"),
        (0, {"key": "p-1"}, "signers[0].key"),
        (0, {"key": "x" * 13}, "signers[0].key"),
        (0, {"capacity": "notary"}, "signers[0].capacity"),
        (0, {"party": 9}, "signers[0].party"),
        (0, {"party": 2}, "signers"),
        (2, {"party": 1}, "signers[2].party"),
        (0, {"name": " "}, "signers[0].name"),
        (0, {"office": "dua\nbaris"}, "signers[0].office"),
        (0, {"basis": "x" * 601}, "signers[0].basis"),
        (0, {"acting": None}, "signers[0].acting"),
        (0, {"method": "fax"}, "signers[0].method"),
        (0, {"group": -1}, "signers[0].group"),
    ],
)
def test_a_place_that_is_wrong_is_named(i, changes, place):
    with pytest.raises(ContentError) as caught:
        contents.check(with_signer(i, **changes))
    assert caught.value.place == place


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"paper": "letter"}, "paper"),
        ({"signers": None}, "signers"),
        ({"signers": ["x"]}, "signers[0]"),
        ({"witnesses_needed": 3}, "witnesses_needed"),
        ({"witnesses_needed": None}, "witnesses_needed"),
    ],
)
def test_the_plan_of_signing_must_be_whole(changes, place):
    with pytest.raises(ContentError) as caught:
        contents.check(attested(2, **changes))
    assert caught.value.place == place


def test_a_draft_may_have_nobody_to_sign_yet():
    source = content(2)
    for key in ("signers", "paper", "witnesses_needed"):
        del source[key]
    contents.check(source, draft=True)
    assert pdf.render(source, draft=True)
