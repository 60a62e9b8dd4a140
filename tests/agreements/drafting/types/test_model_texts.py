"""The model texts that come with the portal: complete, lawful, in one voice, and every reference in them is right."""

import datetime as dt
import re
import tomllib

import pytest

from agreements.documents.outline import parse, placeholders, walk
from agreements.documents.placeholders import palette
from agreements.drafting.deliberations.models import DeliberationKind
from agreements.drafting.queries import document_of
from agreements.drafting.types import seeding
from agreements.drafting.types.checking import problems
from agreements.drafting.types.models import AgreementType
from agreements.drafting.writing.citing import chains, cited
from agreements.drafting.writing.references import tokenise
from agreements.record.models import Agreement, Attachment
from agreements.record.vocabulary import BINDING, MANDATORY, Content, DueRule, Form, Instrument, Kind, Measure
from tests.factories import begun, listed, partner, village
from tests.support.contents import content

FILES = sorted(seeding.MODEL_TEXTS.glob("*.toml"))
SHARED = seeding.MODEL_TEXTS.with_name("shared")
CODES = [file.stem for file in FILES]
KINDS = {"right", "obligation", "limitation", "sanction"}
LIGHT_CODES = ("addendum", "memorandum", "regulation_amendment", "working_group_charter")
BINDING_CODES = [code for code in CODES if code not in LIGHT_CODES]
of_each_text = pytest.mark.parametrize("code", CODES)


def text(code):
    return seeding.read(seeding.MODEL_TEXTS / f"{code}.toml")


def bodies(read):
    return {article["ordinal"]: article["body"] for article in read["articles"]}


def laws():
    return list(tomllib.loads((SHARED / "laws.toml").read_text()).values())


def places(body):
    """Every place in an article: (ayat, huruf, angka), 0 where there is none."""
    found = {(0, 0, 0)}
    for block in parse(body):
        ayat = block.ordinal if block.kind == "ayat" else 0
        found.add((ayat, 0, 0))
        for below in block.blocks or (block,):
            huruf = below.ordinal if below.kind == "huruf" else 0
            found.add((ayat, huruf, 0))
            found |= {(ayat, huruf, angka.ordinal) for angka in below.blocks if angka.kind == "angka"}
    return found


def references(read):
    """Every reference inside the text: the article it stands in, the article it means, and the place there.

    Dots, which stand for an article of the agreement that an addendum changes, are none.
    """
    order = list(bodies(read))
    for here, body in bodies(read).items():
        for line in tokenise(body, order).splitlines():
            for chain in chains(line):
                if not chain.law:
                    yield from ((here, said.owner, said.path, line) for said in cited(chain, here))


def test_there_is_a_text_for_every_form_of_cooperation():
    read = [text(code) for code in CODES]
    assert len(read) >= 12
    assert {row["instrument"] for row in read} == set(Instrument.values)
    assert {row["kind"] for row in read} == set(Kind.values)
    assert [row["code"] for row in read] == CODES
    assert len({row["name"] for row in read}) == len(read)


@of_each_text
def test_every_reference_points_to_an_article_and_a_place_in_it(code):
    read = text(code)
    for here, owner, path, line in references(read):
        assert owner is not None, f"Pasal {here}: {line}"
        assert path in places(bodies(read)[owner]), f"Pasal {here} -> Pasal {owner} {path}: {line}"


def test_specialised_texts_refer_to_their_own_articles():
    counted = {code: sum(here != owner for here, owner, *_ in references(text(code))) for code in CODES}
    special = [code for code in BINDING_CODES if code not in ("joint_regulation", "cooperation_contract")]
    assert all(counted[code] >= 3 for code in special), counted


@of_each_text
def test_every_article_has_guidance_and_the_law_that_asks_for_it(code):
    for article in text(code)["articles"]:
        assert article["guidance"].endswith("."), article["ordinal"]
        assert article["legal_basis"], article["ordinal"]
        assert article["content"] in Content.values


@of_each_text
def test_bodies_are_written_as_they_are_numbered(code):
    for ordinal, body in bodies(text(code)).items():
        markers = [block.marker for block in walk(parse(body))]
        written = [
            line.split(" ", 1)[0] if mark else ""
            for line, mark in zip(body.splitlines(), markers, strict=True)
        ]
        assert written == markers, ordinal


@of_each_text
def test_every_sentence_ends(code):
    for ordinal, body in bodies(text(code)).items():
        assert body.endswith("."), ordinal
        assert all(re.search(r"(?:[.;:]|; (?:dan|atau|dan/atau))$", line) for line in body.splitlines()), (
            ordinal
        )
        assert "  " not in body


@of_each_text
def test_what_is_agreed_as_data_finds_ayat_to_follow(code):
    """Provisions, money and assets are printed as further ayat of the last article of their content."""
    for carries in ("rights_obligations", "sanctions", "funding", "asset"):
        last = [article["body"] for article in text(code)["articles"] if article["content"] == carries][-1:]
        assert all(block.kind == "ayat" for body in last for block in parse(body)), carries


@of_each_text
def test_only_the_offered_placeholders_are_used(code):
    read = text(code)
    second = "inter_village" if read["kind"] == Kind.INTER_VILLAGE else "third_party"
    offered = palette(content(2, "joint_regulation" if second == Kind.INTER_VILLAGE else "contract"))
    for words in (*bodies(read).values(), *read["considering"], *(a["heading"] for a in read["articles"])):
        assert set(placeholders(words)) <= set(offered)


@of_each_text
def test_laws_are_cited_in_the_order_of_their_rank_and_year(code):
    known, read = laws(), text(code)
    assert all(law in known for law in read["in_view_of"])
    assert read["in_view_of"] == sorted(read["in_view_of"], key=known.index)
    assert all(law.endswith(";") for law in read["in_view_of"])
    assert all(recital.startswith("bahwa ") and recital.endswith(";") for recital in read["considering"])


def test_the_list_of_laws_is_in_the_order_of_rank_and_year():
    ranks = ("Undang-Undang", "Peraturan Pemerintah", "Peraturan Menteri Dalam Negeri", "Peraturan")
    cited_as = [re.match(r"(.*?) Nomor (\d+)(?:/\S+)?(?: Tahun|/)", law) for law in laws()]
    assert all(cited_as)
    rank = [next(i for i, name in enumerate(ranks) if law.startswith(name)) for law in laws()]
    years = [int(re.search(r"(?:Tahun |/)(\d{4}) tentang", law)[1]) for law in laws()]
    upper = [(r, y) for r, y in zip(rank, years, strict=True) if r < 3]
    assert upper == sorted(upper)


def test_what_is_shared_is_shared_and_names_no_other_article():
    raw = "".join(file.read_text() for file in FILES)
    used = [key for key in tomllib.loads((SHARED / "laws.toml").read_text()) if f'"{key}"' not in raw]
    assert used == []
    for group in ("regulation", "contract"):
        for key, article in tomllib.loads((SHARED / f"{group}.toml").read_text()).items():
            assert raw.count(f'"{group}.{key}"') > 1, key
            own = [chain for line in article["body"].splitlines() for chain in chains(line) if not chain.law]
            assert {atom.kind for chain in own for atom in chain.atoms} <= {"ayat", "huruf"}, key


@pytest.mark.parametrize("code", BINDING_CODES)
def test_binding_texts_give_each_party_rights_and_obligations(code):
    read = text(code)
    assert read["instrument"] in BINDING
    whom = ["each"] if read["kind"] == Kind.INTER_VILLAGE else ["each_village", "each_partner"]
    for party in whom:
        given = {row["kind"] for row in read["provisions"] if row["party"] in (party, "each")}
        assert given == KINDS


@of_each_text
def test_first_provisions_are_sound(code):
    known: set[tuple[str, str]] = set()
    for row in text(code)["provisions"]:
        assert row["kind"] in KINDS
        assert row["text"][0].islower() and row["text"][-1] not in ".;,"
        assert row.get("due_rule", "on_date") in DueRule.values
        assert (row.get("due_rule") == DueRule.ON_DATE) <= ("due_on" in row)
        assert (row.get("due_rule") == DueRule.AFTER_SIGNING) == ("due_days" in row)
        assert set(row) <= {
            *("key", "party", "kind", "text", "due_rule", "due_on", "due_days", "amount"),
            *("evidence", "breach_of", "steps"),
        }
        if row["kind"] == "sanction":
            assert (row["party"], row["breach_of"]) in known
            assert row["steps"]
        for step in row.get("steps", []):
            assert step["measure"] in Measure.values and step["after_days"] > 0
        known.add((row["party"], row.get("key", "")))


@of_each_text
def test_what_a_type_asks_for_is_known(code):
    read = text(code)
    wanted = set(read.get("required_contents", [c.value for c in MANDATORY]))
    assert wanted <= {article["content"] for article in read["articles"]}
    assert set(MANDATORY) <= wanted or read["instrument"] not in BINDING
    assert set(read.get("required_attachments", [])) <= set(Attachment.Kind.values)
    assert set(read.get("required_deliberations", [])) <= set(DeliberationKind.values)
    assert read["form"] in Form.values


@pytest.mark.django_db
def test_what_comes_with_the_portal_stands_the_test_that_districts_must_pass():
    assert len(seeding.load_types()) == len(CODES)
    found = {t.code: [problem.message for problem in problems(t)] for t in AgreementType.objects.all()}
    assert found == {code: [] for code in CODES}


@pytest.mark.django_db
def test_loading_again_writes_nothing_and_a_changed_text_is_a_new_version():
    seeding.load_types("waste_regulation")
    assert seeding.load_types("waste_regulation") == []
    AgreementType.objects.update(summary="Lain.")
    (newer,) = seeding.load_types("waste_regulation")
    assert newer.version == 2
    assert newer.articles.count() == len(text("waste_regulation")["articles"])


def drafted(code, **details):
    """A draft that begins from that type."""
    (agreement_type,) = seeding.load_types(code)
    others = [village()] if agreement_type.kind == Kind.INTER_VILLAGE else [partner()]
    if agreement_type.instrument == Instrument.ADDENDUM:
        details["parent"] = listed(village(), *others, title="Sewa Gedung Pabrik Es")
    return begun(village(), *others, of=agreement_type, **details)


@pytest.mark.django_db
@of_each_text
def test_a_draft_begun_from_it_is_numbered_and_speaks_of_its_parties(code):
    agreement = drafted(code)
    document = document_of(agreement)
    printed = "\n".join(b.text for article in document.articles for b in walk(article.blocks))
    assert "{{" not in printed
    assert len(document.articles) == len(text(code)["articles"])
    assert Agreement.objects.get(pk=agreement.pk).instrument == text(code)["instrument"]


@pytest.mark.django_db
@of_each_text
def test_no_first_day_lies_outside_a_short_agreement(code):
    today = dt.date(2026, 11, 2)
    agreement = drafted(code, starts_on=today, ends_on=today + dt.timedelta(days=45))
    days = [row.due_on for row in agreement.provisions.order_by("pk") if row.due_on]
    assert all(agreement.starts_on <= day <= agreement.ends_on for day in days)
