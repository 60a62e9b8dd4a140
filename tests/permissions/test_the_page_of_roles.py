"""docs/roles.md says what the matrix says, for every address, every person and every stage."""

import re

from tests.permissions import expected
from tests.permissions.roles_page import PAGE, PEOPLE, page
from tests.support.world import ROLES, STAGES


def test_the_page_is_what_the_matrix_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.permissions.document"


def test_the_columns_are_the_people_in_their_order() -> None:
    assert tuple(PEOPLE) == ROLES


def test_every_address_of_an_agreement_has_a_word_for_everybody_at_every_stage() -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for row in expected.of_agreements(all_of_them=True):
        assert all(row.words), row
        found.setdefault((row.name, row.method), set()).add(row.stage)
    partial = {key: set(STAGES) - stages for key, stages in found.items() if stages != set(STAGES)}
    assert not partial


def test_no_cell_of_the_page_is_empty() -> None:
    text = page()
    assert not re.search(r"\| *\|", text)
    lines = [line for line in text.splitlines() if line.startswith("| `/")]
    assert len(lines) > 400
    assert {line.count("|") for line in lines} == {len(ROLES) + 3, len(ROLES) + 4}
