"""The daily round over ten obligation rows for every agreement: what a day costs on which nothing, or 0.1 %, is due.

The rows stand in a database of its own, made beside the tests' one by SQL while triggers and keys stand aside, and
removed afterwards: `KERJASAMA_OBLIGATIONS` agreements (20,000 unless told otherwise; 1,000,000 give 10,000,000 rows and
take some minutes and 5 GB). A tenth of what is due falls late, is journaled and suggests a case; for the rest its party
is reminded. Every round is undone, so that the next one finds the same day.
"""

import datetime as dt
import os
from io import StringIO

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from agreements.monitoring.breaches.suggesting import suggest
from agreements.monitoring.obligations.rounds import BATCH, Round, go_round
from agreements.notices.obligations import tell_of
from benchmarks.measuring import ratio
from benchmarks.volumes import Volume
from demo.volume.copying import standing_aside
from tests import factories

AGREEMENTS = int(os.environ.get("KERJASAMA_OBLIGATIONS", "20000"))
EACH, VILLAGES, DUE = 10, 40, 0.001
ROUNDS = 3
_TABLES = ["agreements_agreement", "agreements_party", "agreements_provision", "agreements_occurrence"]
_FILL = (
    """INSERT INTO agreements_agreement (id, ref, kind, instrument, form, title, summary, field, purpose, topic, place,
       starts_on, ends_on, burdens_community_or_assets, signed_elsewhere, stage, stage_since, initiator_id,
       created_by_id, created_at, edition, journal_length, journal_hash)
       SELECT n, lpad(n::text, 8, '0'), 'inter_village', 'joint_regulation', 'formal', 'Pengelolaan sampah ' || n,
       'Diangkut bersama.', 'development', 'service', 'waste', 'Kebumen', %(day)s::date - 365, %(day)s::date + 365,
       false, false, 'in_force', now(), (%(villages)s::bigint[])[1 + n %% %(count)s], %(person)s, now(), 1, 0, ''
       FROM generate_series(1, %(size)s) n""",
    """INSERT INTO agreements_party (id, agreement_id, organization_id, ordinal)
       SELECT 2 * n + side, n, (%(villages)s::bigint[])[1 + (n + side) %% %(count)s], side + 1
       FROM generate_series(1, %(size)s) n, generate_series(0, 1) side""",
    """INSERT INTO agreements_provision (id, agreement_id, party_id, ordinal, kind, text, due_rule, event, evidence,
       steps, repealed, edition)
       SELECT n, n, 2 * n, 1, 'obligation', 'menyetor iuran', 'monthly', '', '', '[]', false, 1
       FROM generate_series(1, %(size)s) n""",
    """INSERT INTO agreements_occurrence (id, agreement_id, party_id, provision_id, ordinal, due_on, evidence, state,
       look_on, done_on, done_note, reason, edition)
       SELECT %(each)s * n + k, n, 2 * n, n, k + 1, day, '',
       CASE WHEN day < %(day)s THEN 'confirmed' ELSE 'planned' END,
       CASE WHEN day >= %(day)s THEN day - 14 END, CASE WHEN day < %(day)s THEN day END, '', '', 1
       FROM generate_series(1, %(size)s) n, generate_series(0, %(each)s - 1) k,
       LATERAL (SELECT %(day)s::date + n %% 10
           + CASE WHEN k < 5 THEN -30 * (k + 1) ELSE 16 + 30 * (k - 5) END AS day) d""",
)
_MAKE_DUE = """UPDATE agreements_occurrence SET look_on = %(day)s,
    due_on = CASE WHEN agreement_id %% 10 = 0 THEN %(day)s::date - 1 ELSE %(day)s::date + 3 END
    WHERE state = 'planned' AND id %% %(each)s = 5 AND agreement_id <= %(due)s"""
_FIND = """SELECT look_on, id, agreement_id FROM agreements_occurrence
    WHERE look_on <= %s AND look_on IS NOT NULL ORDER BY look_on, id LIMIT %s"""
_READ = """SELECT coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)::bigint
    FROM pg_stat_xact_user_tables"""


def fill(day: dt.date) -> None:
    """The agreements with their rows; none is due on that day."""
    call_command("load_defaults", stdout=StringIO())
    villages = [factories.village() for _ in range(VILLAGES)]
    person = factories.UserFactory().pk
    facts = {"day": day, "size": AGREEMENTS, "each": EACH, "count": VILLAGES, "person": person}
    facts["villages"] = [village.pk for village in villages]
    with transaction.atomic(), standing_aside(_TABLES, str), connection.cursor() as cursor:
        for statement in _FILL:
            cursor.execute(statement, facts)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def make_due(day: dt.date, rows: int) -> None:
    """Let so many rows be due on that day, each of another agreement."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE agreements_occurrence DISABLE TRIGGER USER")
        cursor.execute(_MAKE_DUE, {"day": day, "due": rows, "each": EACH})
        cursor.execute("ALTER TABLE agreements_occurrence ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE agreements_occurrence")


def the_round() -> tuple[Round, int]:
    """One round, undone; what it did, and how many rows it read."""
    with transaction.atomic():
        done = go_round(on_late=suggest, tell=tell_of)
        with connection.cursor() as cursor:
            cursor.execute(_READ)
            read = cursor.fetchone()[0]
        transaction.set_rollback(True)
    return done, read


def bare(day: dt.date) -> None:
    """The least that SQL does for a day: find the rows in batches, and note on which day to look again; undone."""
    with transaction.atomic(), connection.cursor() as cursor:
        while True:
            cursor.execute(_FIND, [day, BATCH])
            keys = [key for _look, key, _agreement in cursor.fetchall()]
            if not keys:
                break
            cursor.execute("UPDATE agreements_occurrence SET look_on = due_on + 7 WHERE id = ANY(%s)", [keys])
        transaction.set_rollback(True)


def plan(day: dt.date) -> str:
    """How PostgreSQL finds what is due, in one line; it must be by the index."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) {_FIND}", [day, BATCH])
        lines = [line.strip() for (line,) in cursor.fetchall()]
    if not any("occurrence_to_look_at" in line for line in lines):
        raise AssertionError("\n".join(lines))
    return "; ".join(lines)


def ratios() -> list[tuple[str, float, str]]:
    """Rounds of an idle and of a busy day against bare SQL, and against one another."""
    here, day = dict(connections["default"].settings_dict), timezone.localdate()
    name = f"{here['NAME']}_obligations"
    connections["default"].close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{here["NAME"]}"')
    try:
        Volume({"NAME": name}).use()
        fill(day)
        return measured(day)
    finally:
        connections["default"].close()
        connections["default"].settings_dict.update({"NAME": here["NAME"]})
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


def measured(day: dt.date) -> list[tuple[str, float, str]]:
    """First nothing is due, then 0.1 % of the rows."""
    rows, due = AGREEMENTS * EACH, round(AGREEMENTS * EACH * DUE)
    said = f"{AGREEMENTS:,} agreements with {rows:,} rows"
    idle, note = ratio(the_round, lambda: bare(day), rounds=ROUNDS)
    _done, read = the_round()
    found = [(f"{said}, nothing due, against bare SQL", idle, f"{note}; {read} rows read; {plan(day)}")]
    make_due(day, due)
    busy, note = ratio(the_round, lambda: bare(day), rounds=ROUNDS)
    done, read = the_round()
    what = f"{done.looked_at:,} looked at, {done.late:,} late; {read:,} rows read"
    found.append((f"{said}, 0.1 % due, against bare SQL", busy, f"{note}; {what}; {plan(day)}"))
    return found
