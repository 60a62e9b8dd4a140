"""The table of stages is kept: by `may` for every role, and by the database against any SQL."""

import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import DatabaseError

from agreements.record import crossing
from agreements.record.access import may
from agreements.record.crossing import Refused, ask, cross, lock
from agreements.record.models import Agreement
from agreements.record.stages import CROSSINGS, FROZEN, Role, Stage, verbs_in
from agreements.record.what_now import WHAT_NOW
from tests.agreements.factories import an_agreement
from tests.factories import (
    OfficeFactory,
    SubdistrictFactory,
    UserFactory,
    agency,
    begun,
    member,
    officer,
    village,
)
from villages.organizations.models import OfficeKind
from villages.people.models import Position

pytestmark = pytest.mark.django_db
VERBS = sorted({row.verb for row in CROSSINGS})


@pytest.fixture
def draft():
    return begun(village("Argopeni"), village("Pasir"))


@pytest.fixture
def people(draft):
    """One person for each role that a person can have."""
    first = draft.initiator
    camat = OfficeFactory(
        name="Kecamatan Ayah", office_kind=OfficeKind.SUBDISTRICT, subdistrict=SubdistrictFactory()
    )
    return {
        Role.DRAFTER: member(first, Position.VILLAGE_SECRETARY),
        Role.SIGNATORY: draft.created_by,
        Role.COUNCIL: member(first, Position.COUNCIL),
        Role.REVIEWER: officer(agency()),
        Role.OBSERVER: member(camat, Position.SUBDISTRICT_HEAD),
        Role.PUBLIC: UserFactory(),
        Role.SYSTEM: None,
    }


@pytest.mark.parametrize("stage", Stage.values)
def test_each_verb_is_open_to_exactly_the_roles_of_the_table(draft, people, stage):
    draft.stage = stage
    rows = {row.verb: row for row in verbs_in(stage)}
    for verb in VERBS:
        for role, person in people.items():
            answer = may(person, verb, draft)
            allowed = verb in rows and role in _with_signatory(rows[verb].who)
            told = f"{verb} by {role} in {stage}: {answer}"
            assert answer.allowed <= allowed, told
            if verb not in rows:
                assert "tahap" in answer.reason, told
                assert not answer.because_of_who, told
            elif not allowed:
                assert answer.because_of_who, told
                assert "oleh:" in answer.reason, told
            else:
                assert "oleh:" not in answer.reason, told


def _with_signatory(who):
    """A head of village is a drafter as well."""
    return {*who, Role.SIGNATORY} if Role.DRAFTER in who else set(who)


@pytest.mark.parametrize("stage", Stage)
def test_every_role_that_sees_a_stage_reads_what_to_do_now(stage):
    roles = set(Role) - {Role.SYSTEM, Role.PUBLIC, Role.ATTESTANT}
    assert roles <= set(WHAT_NOW[stage])
    assert all(str(sentence).endswith(".") for sentence in WHAT_NOW[stage].values())


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("stage", [stage for stage in Stage.values if stage != Stage.DRAFTING])
def test_no_sql_moves_the_stage_past_the_crossing(draft, stage):
    with pytest.raises(InternalError, match="only through the crossing"):
        sql("UPDATE agreements_agreement SET stage = %s WHERE id = %s", stage, draft.pk)


def test_no_sql_moves_the_stage_by_announcing_another_move(draft):
    announced = f"{draft.ref}:drafting>review"
    statement = "UPDATE agreements_agreement SET stage = 'in_force' WHERE id = %s"
    with transaction.atomic():
        sql("SELECT set_config('kerjasama.crossing', %s, true)", announced)
        with pytest.raises(InternalError, match="only through the crossing"):
            sql(statement, draft.pk)


def test_no_agreement_is_born_in_a_later_stage(draft):
    twin = Agreement.objects.get(pk=draft.pk)
    twin.pk, twin.ref, twin.stage = None, "ABCDEFGH", Stage.IN_FORCE
    with pytest.raises(InternalError, match="begins in drafting"), transaction.atomic():
        twin.save(force_insert=True)


def test_no_agreement_is_deleted(draft):
    with pytest.raises(InternalError, match="Cannot delete"):
        sql("DELETE FROM agreements_agreement WHERE id = %s", draft.pk)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agreements_agreement SET title = 'Judul lain yang panjang' WHERE id = %s",
        "UPDATE agreements_agreement SET value = 1 WHERE id = %s",
        "UPDATE agreements_article SET body = 'lain' WHERE agreement_id = %s",
        "DELETE FROM agreements_article WHERE agreement_id = %s",
        "UPDATE agreements_provision SET text = 'lain' WHERE agreement_id = %s",
        "UPDATE agreements_party SET ordinal = 9 WHERE agreement_id = %s",
        "UPDATE agreements_draft SET considering = 'lain' WHERE agreement_id = %s",
    ],
)
def test_a_frozen_text_withstands_sql(statement):
    agreement = an_agreement(Stage.SIGNING)
    assert agreement.stage in FROZEN
    with pytest.raises(InternalError, match=r"is (frozen|closed)"):
        sql(statement, agreement.pk)


def test_a_row_cannot_be_smuggled_into_a_frozen_text(draft):
    frozen = an_agreement(Stage.SIGNING, parties=(village("Buayan"), village("Rogodono")))
    with pytest.raises(InternalError, match="is closed"):
        sql("UPDATE agreements_article SET agreement_id = %s WHERE agreement_id = %s", frozen.pk, draft.pk)


def test_ends_before_start_is_refused_by_the_database_too(draft):
    with pytest.raises(DatabaseError, match="ends_after_start"):
        sql("UPDATE agreements_agreement SET ends_on = starts_on - 1 WHERE id = %s", draft.pk)


def test_crossing_twice_is_refused_with_the_reason(draft):
    agency()
    cross(draft, "open_round", by=draft.created_by)
    with pytest.raises(Refused, match="Peninjauan"):
        cross(draft, "open_round", by=draft.created_by)
    assert draft.stage == Stage.REVIEW
    assert draft.journal.filter(code="open_round").count() == 1


def test_what_was_asked_under_the_lock_is_not_asked_again(draft, monkeypatch):
    agency()
    current = lock(draft)
    ask(draft.created_by, "open_round", current)
    monkeypatch.setattr(crossing, "may", lambda *_asked: pytest.fail("asked twice"))
    cross(draft, "open_round", by=draft.created_by, asked=current)
    assert draft.stage == Stage.REVIEW


def test_an_answer_to_one_person_about_one_verb_opens_nothing_else(draft):
    agency()
    current = lock(draft)
    ask(draft.created_by, "open_round", current)
    with pytest.raises(Refused):
        cross(draft, "open_round", by=UserFactory(), asked=current)
    with pytest.raises(Refused):
        cross(draft, "approve", by=draft.created_by, asked=current)
    assert draft.stage == Stage.DRAFTING


def test_work_within_a_stage_is_no_crossing(draft):
    with pytest.raises(ValueError, match="no crossing"):
        cross(draft, "edit", by=draft.created_by)
