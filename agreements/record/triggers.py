"""The rules that the database itself keeps, so that no program and no SQL from the application's role breaks them."""

import pgtrigger

from agreements.record.stages import FROZEN, Stage

CROSSING_SETTING = "kerjasama.crossing"
"""Transaction-local setting in which `record.crossing` announces the one move that it makes."""

UNLOCKED_SETTING = "kerjasama.unlocked"
"""Transaction-local setting in which the answer to a remark names the one row that it changes during a review."""

_FROZEN_LIST = ", ".join(f"'{stage.value}'" for stage in FROZEN)
_TEXT_COLUMNS = (
    "ref",
    "kind",
    "instrument",
    "form",
    "title",
    "summary",
    "field",
    "purpose",
    "topic",
    "place",
    "starts_on",
    "ends_on",
    "value",
    "burdens_community_or_assets",
    "signed_elsewhere",
    "parent_id",
    "initiator_id",
    "created_by_id",
    "created_at",
    "edition",
)


def stage_only_through_crossing() -> pgtrigger.Trigger:
    """Refuse a change of stage, or a birth in a later stage, that the crossing did not announce."""
    return pgtrigger.Trigger(
        name="stage_only_through_crossing",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("stage"),
        func=f"""
            IF TG_OP = 'INSERT' THEN
                IF NEW.stage <> '{Stage.DRAFTING.value}' THEN
                    RAISE EXCEPTION 'an agreement begins in drafting, not in %', NEW.stage;
                END IF;
            ELSIF NEW.stage <> OLD.stage AND coalesce(current_setting('{CROSSING_SETTING}', true), '')
                    <> OLD.ref || ':' || OLD.stage || '>' || NEW.stage THEN
                RAISE EXCEPTION 'the stage of % changes only through the crossing', OLD.ref;
            END IF;
            RETURN NEW;
        """,
    )


def frozen_agreement() -> pgtrigger.Trigger:
    """Refuse to change what an agreement says once it is frozen for signing."""
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _TEXT_COLUMNS)
    return pgtrigger.Trigger(
        name="frozen_text",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF OLD.stage IN ({_FROZEN_LIST}) AND ({changed}) THEN
                RAISE EXCEPTION 'the text of % is frozen', OLD.ref;
            END IF;
            RETURN NEW;
        """,
    )


def only_while_drafting() -> pgtrigger.Trigger:
    """Refuse to add, change or remove rows of an agreement's text outside the drafting stage.

    In review one row may be changed: the one that an answer to a remark has named (`UNLOCKED_SETTING`: table:id).
    """
    return pgtrigger.Trigger(
        name="only_while_drafting",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("touched", "bigint[]"), ("closed", "text")],
        func=f"""
            IF TG_OP = 'INSERT' THEN touched := ARRAY[NEW.agreement_id];
            ELSIF TG_OP = 'DELETE' THEN touched := ARRAY[OLD.agreement_id];
            ELSE touched := ARRAY[OLD.agreement_id, NEW.agreement_id];
            END IF;
            IF TG_OP = 'UPDATE' AND NEW.agreement_id = OLD.agreement_id
                    AND to_jsonb(OLD) ->> 'id' IS NOT NULL
                    AND coalesce(current_setting('{UNLOCKED_SETTING}', true), '')
                        = TG_TABLE_NAME || ':' || (to_jsonb(OLD) ->> 'id')
                    AND EXISTS (SELECT 1 FROM agreements_agreement
                        WHERE id = OLD.agreement_id AND stage = '{Stage.REVIEW.value}') THEN
                RETURN NEW;
            END IF;
            SELECT ref INTO closed FROM agreements_agreement
                WHERE id = ANY(touched) AND stage <> '{Stage.DRAFTING.value}' LIMIT 1;
            IF closed IS NOT NULL THEN
                RAISE EXCEPTION 'the text of % is closed', closed;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


def tells_of_change(about: str = "changed.agreement_id") -> pgtrigger.Trigger:
    """Note that something of an agreement was written (`record.changes`).

    `about` says in SQL whose the row `changed` is; what belongs to none any more may concern every agreement.
    """
    return pgtrigger.Trigger(
        name="tells_of_change",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("changed", "record")],
        func=f"""
            IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
            INSERT INTO agreements_change (transaction, about)
                VALUES (pg_current_xact_id()::text::bigint, coalesce({about}, 0)) ON CONFLICT DO NOTHING;
            RETURN NULL;
        """,
    )


def no_truncate() -> pgtrigger.Trigger:
    """Refuse TRUNCATE unless this session says that it resets the whole installation (demo, tests)."""
    return pgtrigger.Trigger(
        name="no_truncate",
        when=pgtrigger.Before,
        level=pgtrigger.Statement,
        operation=pgtrigger.Truncate,
        func="""
            IF coalesce(current_setting('kerjasama.reset', true), '') <> 'on' THEN
                RAISE EXCEPTION 'this table is append-only';
            END IF;
            RETURN NULL;
        """,
    )
