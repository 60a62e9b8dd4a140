"""What changed from one version to the next is told part by part, with where a moved part stood before."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.drafting.versions.differences import differences, redline, sections, stretches
from agreements.drafting.versions.weaving import text_of, weave
from tests.support.contents import content


def articles(source):
    return [article for chapter in source["chapters"] for article in chapter["articles"]]


def changed(change, kind="added", kinds=("changed", "added", "removed")):
    return " ".join(p.text for line in change.lines for p in line.pieces if p.kind == kind)


def contract(**changes):
    return content(2, "contract", **changes)


def told(old, new):
    return {change.place: change for change in differences(old, new)}


def test_the_same_text_has_no_changes():
    assert differences(content(), content()) == []


def test_the_day_and_the_number_of_a_version_are_no_change():
    assert differences(content(), content(date="2027-01-01", version=9)) == []


def test_an_article_keeps_its_place_when_others_go():
    old, new = contract(), contract()
    gone = new["chapters"][0]["articles"].pop(0)
    (change,) = differences(old, new)
    assert (change.kind, change.place) == ("removed", "Pasal 1 Ketentuan Umum")
    assert change.notes == ("nomor menurut naskah lama",)
    assert changed(change, "removed").split() == gone["body"].split()


def test_a_removed_article_is_shown_where_it_stood():
    old, new = contract(), contract()
    new["chapters"][0]["articles"].pop(4)
    places = [change.place for change in redline(old, new) if change.section == "articles"]
    assert places[3:6] == ["Pasal 4 Bidang", "Pasal 5 Pelaksanaan", "Pasal 5 Hak Dan Kewajiban"]


def test_a_moved_article_says_where_it_stood():
    old, new = contract(), contract()
    rows = new["chapters"][0]["articles"]
    rows.insert(1, rows.pop(6))
    (change,) = differences(old, new)
    assert change.kind == "moved"
    assert change.place == "Pasal 2 Jangka Waktu"
    assert change.notes == ("dipindahkan: dulu Pasal 7",)
    assert change.anchor == "pasal-2"


def test_an_article_that_changed_tells_its_earlier_number():
    old, new = contract(), contract()
    new["chapters"][0]["articles"].insert(0, {"key": "a99", "heading": "Baru", "content": "", "body": "Isi."})
    articles(new)[3]["body"] += "\nd. pelaporan."
    found = told(old, new)
    assert found["Pasal 1 Baru"].kind == "added"
    assert found["Pasal 4 Ruang Lingkup"].notes == ("dulu Pasal 3",)
    assert len(found) == 2


def test_headings_are_compared_on_their_own():
    old, new = contract(), contract()
    articles(new)[2]["heading"] = "Ruang Lingkup Kerja Sama"
    (change,) = differences(old, new)
    assert [(p.kind, p.text) for p in change.heading.pieces] == [
        ("same", "Ruang Lingkup"),
        ("added", "Kerja Sama"),
    ]
    assert all(line.same for line in change.lines)


def test_placeholders_are_read_as_words():
    old, new = contract(), contract(ends_on="2030-11-30")
    found = told(old, new)
    assert set(found) == {"Berakhir", "Pasal 7 Jangka Waktu"}
    assert changed(found["Berakhir"], "removed") == "2029"
    assert "2030." in changed(found["Pasal 7 Jangka Waktu"])
    assert "{{" not in str(found)


def test_an_unknown_placeholder_stays_as_it_was_written():
    old, new = contract(), contract()
    articles(new)[8]["body"] = "Menurut {{ tidak.dikenal }}."
    assert "{{ tidak.dikenal }}." in changed(differences(old, new)[0])


def referring(number, **changes):
    source = contract(**changes)
    articles(source)[10]["body"] = f"Pelanggaran atas {{{{ pasal.a{number} }}}} dikenai sanksi."
    return source


def test_a_reference_that_follows_its_article_is_no_change():
    old, new = referring(9), referring(9)
    rows = new["chapters"][0]["articles"]
    rows.insert(0, rows.pop(8))
    assert [change.place for change in differences(old, new)] == ["Pasal 1 Perubahan"]
    last = redline(old, new)
    shown = next(change for change in last if change.place == "Pasal 11 Sanksi")
    assert shown.lines[0].pieces[0].text == "Pelanggaran atas Pasal 1 dikenai sanksi."


def test_a_reference_to_another_article_is_a_change():
    (change,) = differences(referring(9), referring(8))
    assert (changed(change, "removed"), changed(change)) == ("Pasal 9", "Pasal 8")


def test_a_reference_to_an_article_that_went_is_a_change():
    old, new = referring(9), referring(9)
    new["chapters"][0]["articles"].pop(8)
    found = told(old, new)
    assert changed(found["Pasal 10 Sanksi"]) == "Pasal …"


def test_a_typed_reference_that_became_one_that_follows_is_no_change():
    old = contract()
    articles(old)[10]["body"] = "Pelanggaran atas Pasal 9 dikenai sanksi."
    assert differences(old, referring(9)) == []


def test_a_text_brought_in_anew_is_compared_with_what_it_replaces():
    old, new = contract(), contract()
    for number, article in enumerate(articles(new)):
        article["key"] = f"a{number + 500}"
    articles(new)[4]["body"] = "Dilaksanakan oleh BKAD."
    articles(new)[10]["body"] = "Pelanggaran atas {{ pasal.a508 }} dikenai sanksi."
    articles(old)[10]["body"] = "Pelanggaran atas {{ pasal.a9 }} dikenai sanksi."
    (change,) = differences(old, new)
    assert (change.place, change.kind) == ("Pasal 5 Pelaksanaan", "changed")


def test_chapters_are_compared_by_their_names():
    old, new = content(), content()
    new["chapters"][2]["heading"] = "CAKUPAN"
    (change,) = differences(old, new)
    assert change.place == "Susunan bab"
    assert (changed(change, "removed"), changed(change)) == ("RUANG LINGKUP", "CAKUPAN")


def test_an_article_in_another_chapter_says_so():
    old, new = content(), content()
    new["chapters"][1]["articles"] += new["chapters"][2]["articles"]
    new["chapters"][2]["articles"] = [{"key": "a77", "heading": None, "content": "", "body": "Isi baru."}]
    moved = next(change for change in differences(old, new) if change.kind == "moved")
    assert moved.notes == ("dulu dalam bab RUANG LINGKUP",)


def test_parties_and_who_speaks_for_them_are_compared():
    old, new = contract(), contract()
    new["parties"][0]["signatory"]["name"] = "Sri Wahyuni"
    (change,) = differences(old, new)
    assert changed(change) == "Sri Wahyuni"


RULES = [
    ({"due_rule": "monthly"}, "setiap bulan"),
    ({"due": "2028-02-01"}, "2028"),
    ({"due_rule": "after_signing", "due_days": 30}, "30"),
    ({"due_rule": "after_event", "due_days": 7, "event": "panen raya"}, "panen raya"),
    ({"amount": 7_500_000}, "Rp7.500.000,00"),
    ({"evidence": "kuitansi bermeterai"}, "kuitansi bermeterai"),
]


def test_everything_that_a_provision_says_is_compared():
    for more, word in RULES:
        old, new = contract(), contract()
        new["provisions"][1] |= more
        (change,) = differences(old, new)
        assert change.place == "Kewajiban Desa Argopeni, 1"
        assert word in changed(change)


def test_a_sanctions_steps_and_what_it_answers_are_compared():
    old, new = contract(), contract()
    steps = [{"measure": "warning", "after_days": None, "amount": None}]
    old["provisions"][2] |= {"breach_of": "v1obligation", "steps": steps}
    new["provisions"][2] |= {"breach_of": "v1obligation"}
    new["provisions"][2]["steps"] = [*steps, {"measure": "termination", "after_days": 14, "amount": None}]
    (change,) = differences(old, new)
    assert "pengakhiran" in changed(change)
    assert "14 (empat belas)" in changed(change)
    new["provisions"][2]["breach_of"] = None
    assert "Bila melanggar:" in changed(differences(old, new)[0], "removed")


def test_a_provision_that_came_or_went_is_told():
    old, new = contract(), contract()
    gone = new["provisions"].pop(0)
    new["provisions"].append({"key": "v9", "party": 2, "kind": "limitation", "text": "menjual lahan"})
    found = told(old, new)
    assert found["Hak Desa Argopeni, 1"].kind == "removed"
    assert gone["text"] in changed(found["Hak Desa Argopeni, 1"], "removed")
    assert changed(found["Batasan Universitas Bahari, 1"]) == "menjual lahan"


def test_a_right_that_became_an_obligation_says_so():
    old, new = contract(), contract()
    new["provisions"][0]["kind"] = "obligation"
    change = next(c for c in differences(old, new) if c.heading)
    assert [p.text for p in change.heading.pieces] == ["Hak", "Kewajiban", "Desa Argopeni"]


MONEY = {"key": "f1", "party": 1, "source": "village_budget", "year": 2027, "amount": 5_000_000, "note": ""}
LAND = {"key": "b1", "party": 1, "kind": "land", "description": "tanah kas 200 m2", "use": "lease"}


def test_money_and_assets_are_compared():
    old = contract(funding=[MONEY], assets=[LAND | {"village_owned": True, "value": None}])
    new = contract(funding=[MONEY | {"amount": 6_000_000}], assets=[LAND | {"ends_on": "2029-01-01"}])
    money, land = differences(old, new)
    assert (money.section, land.section) == ("funding", "assets")
    assert "Rp6.000.000,00" in changed(money)
    assert "1 Januari 2029" in changed(land)
    assert "milik Desa:" in changed(land, "removed")
    assert [c.kind for c in differences(contract(), old)] == ["added", "added"]


def test_unchanged_stretches_can_be_folded():
    old = "\n".join(f"({n}) Kalimat nomor {n} dalam pasal ini." for n in range(1, 12))
    new = old.replace("Kalimat nomor 6", "Kalimat keenam")
    found = stretches(weave(text_of(old), text_of(new)))
    assert [(part.folded, len(part.lines)) for part in found] == [(True, 4), (False, 3), (True, 4)]
    assert not any(part.folded for part in stretches(weave(text_of(new), text_of(new))))


def test_every_part_stands_under_its_section():
    old, new = contract(), copy.deepcopy(contract())
    articles(new)[4]["body"] = "Dilaksanakan bersama."
    found = sections(redline(old, new))
    assert [section.code for section in found] == [
        "particulars",
        "parties",
        "recitals",
        "articles",
        "provisions",
        "signing",
    ]
    (runs,) = [section.runs for section in found if section.code == "articles"]
    assert [(is_changed, len(run)) for is_changed, run in runs] == [(False, 4), (True, 1), (False, 6)]


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["move", "remove", "add", "reword", "rename"]), st.integers(0, 50), st.integers(0, 50)
    ),
    max_size=12,
)


def edited(source, edits):
    """The text after moves, removals, additions and changes of its articles."""
    rows = source["chapters"][0]["articles"]
    for number, (what, first, second) in enumerate(edits):
        place, other = first % max(len(rows), 1), second % (len(rows) + 1)
        if what == "add":
            body = f"(1) Tambahan {second}.\n(2) Menurut {{{{ pasal.a{first % 12} }}}}."
            rows.insert(other, {"key": f"a{100 + number}", "heading": "Baru", "content": "", "body": body})
        elif rows and what == "move":
            rows.insert(other, rows.pop(place))
        elif rows and what == "remove":
            rows.pop(place)
        elif rows:
            name = "body" if what == "reword" else "heading"
            rows[place] = rows[place] | {name: f"{rows[place][name]} lagi {second}"}
    return source


def read(changes, *kinds):
    """What each article says in the redline, read with pieces of these kinds only."""
    told = {
        change.key: " ".join(p.text for line in change.lines for p in line.pieces if p.kind in kinds)
        for change in changes
        if change.section == "articles" and change.key != "chapters"
    }
    return {key: said for key, said in told.items() if said}


@settings(max_examples=60, deadline=None)
@given(EDITS)
def test_whatever_was_done_both_texts_can_be_read_in_the_redline(edits):
    old, new = contract(), edited(contract(), edits)
    changes = redline(old, new)
    assert read(changes, "same", "added") == read(redline(new, new), "same")
    was = read(redline(old, old), "same")
    assert {key: words.split() for key, words in read(changes, "same", "removed").items()} == {
        key: words.split() for key, words in was.items()
    }
    assert differences(new, new) == []
