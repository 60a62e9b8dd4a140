"""The page about an agreement's life says what the stage table says, and the table is whole."""

from django.conf import settings

from agreements.record.access import GUARDS
from agreements.record.describing import page
from agreements.record.journal import SENTENCES
from agreements.record.stages import CLOSED, CROSSINGS, FIRST, FROZEN, PUBLIC, Role, Stage
from agreements.record.what_now import WHAT_NOW


def test_the_page_is_what_write_docs_writes():
    written = (settings.BASE_DIR / "docs" / "life-of-an-agreement.md").read_text(encoding="utf-8")
    assert written == page(), "run: manage.py write_docs"


def test_every_rule_that_the_table_names_is_registered_once():
    named = {code for row in CROSSINGS for code in row.guards}
    assert named == set(GUARDS)


def test_every_verb_has_a_sentence_in_the_journal():
    assert {row.verb for row in CROSSINGS} <= set(SENTENCES)


def test_every_stage_is_reached_and_tells_every_role_what_now():
    reached = {FIRST} | {row.target for row in CROSSINGS}
    assert reached == set(Stage)
    insiders = {Role.DRAFTER, Role.SIGNATORY, Role.COUNCIL, Role.REVIEWER, Role.OBSERVER}
    for stage in Stage:
        wanted = insiders | ({Role.PUBLIC} if stage in PUBLIC else set())
        if stage in FROZEN and stage not in CLOSED:
            wanted |= {Role.ATTESTANT}
        assert set(WHAT_NOW[stage]) == wanted


def test_no_stage_knows_the_same_verb_twice():
    rows = [(row.source, row.verb) for row in CROSSINGS]
    assert len(rows) == len(set(rows))
