"""The data in a PDF is what docs/agreement.schema.json describes: frozen texts validate, and the codes agree."""

import json
import re

import jsonschema
import pytest
from django.conf import settings

from agreements.documents import content as contents
from agreements.documents import places, shapes, words
from agreements.documents.content import ContentError
from tests import factories
from tests.support.contents import attested, content

DOCS = settings.BASE_DIR / "docs"
SCHEMA = json.loads((DOCS / "agreement.schema.json").read_text(encoding="utf-8"))
CHECKER = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def wrong(source):
    return [error.json_path for error in CHECKER.iter_errors(source)]


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("instrument", contents.INSTRUMENTS)
@pytest.mark.parametrize("count", [2, 20])
def test_believable_texts_are_described(instrument, count):
    assert wrong(attested(count, instrument)) == []


@pytest.mark.django_db
def test_what_approval_freezes_is_described():
    agreement = factories.approved(factories.begun(), render=False)
    frozen = json.loads(agreement.documents.get().content)
    assert wrong(frozen) == []
    known = set(SCHEMA["properties"])
    assert set(frozen) <= known
    for key, name in (("parties", "party"), ("signers", "signer"), ("chapters", "chapter")):
        assert set(frozen[key][0]) <= set(SCHEMA["$defs"][name]["properties"])


def test_the_earlier_edition_is_described_too():
    source = content(2, schema=contents.EARLIER)
    assert wrong(source) == []
    for key in ("signers", "paper", "witnesses_needed"):
        del source[key]
    assert wrong(source) == []
    assert wrong({**source, "schema": contents.SCHEMA})


@pytest.mark.parametrize(
    "changes",
    [
        {"schema": "kerjasama/agreement/9"},
        {"instrument": "memo"},
        {"title": ""},
        {"date": "kemarin"},
        {"value": -1},
        {"paper": "letter"},
        {"parties": []},
        {"chapters": []},
        {"signers": [{"key": "p 1"}]},
        {"funding": [{"party": 1, "source": "lottery", "year": 2027, "amount": 1}]},
    ],
)
def test_what_the_portal_refuses_the_schema_refuses(changes):
    source = content(2, **changes)
    with pytest.raises(ContentError):
        contents.check(source)
    assert wrong(source)


def test_the_codes_are_those_of_the_code():
    top, parts = SCHEMA["properties"], {name: one.get("properties") for name, one in SCHEMA["$defs"].items()}
    assert set(top["schema"]["enum"]) == {contents.SCHEMA, contents.EARLIER}
    assert set(top["instrument"]["enum"]) == set(contents.INSTRUMENTS)
    assert set(top["kind"]["enum"]) == set(contents.KINDS)
    assert set(top["paper"]["enum"]) == set(places.PAPERS)
    assert set(parts["party"]["kind"]["enum"]) == set(contents.PARTY_KINDS)
    assert set(parts["signer"]["capacity"]["enum"]) == set(places.CAPACITIES)
    assert set(parts["signer"]["method"]["enum"]) == set(places.METHODS)
    assert set(parts["article"]["content"]["enum"]) - {"", None} == set(contents.ARTICLE_CONTENTS)
    assert set(parts["provision"]["kind"]["enum"]) == set(contents.PROVISION_KINDS)
    assert set(parts["provision"]["due_rule"]["enum"]) - {""} == set(contents.DUE_RULES)
    step = parts["provision"]["steps"]["items"]["properties"]
    assert set(step["measure"]["enum"]) == set(words.MEASURES)
    assert set(parts["funding"]["source"]["enum"]) == set(words.FUNDING_SOURCES)
    assert set(parts["asset"]["kind"]["enum"]) == set(words.ASSETS)
    assert set(parts["asset"]["use"]["enum"]) == set(words.ASSET_USES)


def test_lists_are_as_long_as_the_code_allows():
    found = re.findall(r'"maxItems": (\d+)', (DOCS / "agreement.schema.json").read_text())
    assert sorted(set(map(int, found))) == sorted(set(shapes.MAX_ITEMS.values()))


def test_the_page_in_words_names_every_key():
    page = (DOCS / "agreement-data.md").read_text(encoding="utf-8")
    assert {key for key in SCHEMA["properties"] if f"`{key}`" not in page} == set()
