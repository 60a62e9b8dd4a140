"""The one question behind all public figures: listings -> rows of (scope, measure, key, count, amount).

The listings asked for are read once into a narrow set (`narrow`) that PostgreSQL keeps aside; every measure is
counted from it, so that a million agreements are read once and a kecamatan costs what its own agreements cost. A
listing counts once in each of its regions, however many of its villages lie there.
"""

import re
from collections.abc import Mapping
from typing import Any

_WORD = re.compile(r"%\((\w+)\)s")

COUNTED = """
WITH narrow AS MATERIALIZED (
  SELECT kind, field, topic, stage, year, value, approval_days, ends_on - starts_on + 1 AS days, partner_kinds,
    organizations, places,
    ARRAY(
      SELECT place FROM unnest(places || ''::varchar) place
      WHERE length(place) <= 8 AND (%(all)s OR place = ANY(%(scopes)s::varchar[]))
    ) AS scopes,
    CASE WHEN value IS NULL THEN 'unknown' WHEN value <= 10000000 THEN 'to_10' WHEN value <= 50000000 THEN 'to_50'
      WHEN value <= 250000000 THEN 'to_250' WHEN value <= 1000000000 THEN 'to_1000' ELSE 'over_1000' END AS value_band,
    CASE WHEN ends_on <= starts_on + interval '1 year' THEN 'to_1'
      WHEN ends_on <= starts_on + interval '3 years' THEN 'to_3'
      WHEN ends_on <= starts_on + interval '5 years' THEN 'to_5'
      WHEN ends_on <= starts_on + interval '10 years' THEN 'to_10' ELSE 'over_10' END AS duration_band,
    CASE WHEN approval_days IS NULL THEN 'unknown' WHEN approval_days <= 5 THEN 'to_5'
      WHEN approval_days <= 10 THEN 'to_10' WHEN approval_days <= 20 THEN 'to_20'
      WHEN approval_days <= 40 THEN 'to_40' ELSE 'over_40' END AS approval_band
  FROM agreements_listing
  WHERE (%(national)s OR places && %(scopes)s::varchar[]) AND (%(year)s::int IS NULL OR year = %(year)s)
),
area AS MATERIALIZED (
  SELECT code, scope, child FROM villages_villagearea
  CROSS JOIN LATERAL (VALUES
    ('', left(code, 2)), (left(code, 2), left(code, 5)), (left(code, 5), left(code, 8)), (left(code, 8), '')
  ) level(scope, child)
  WHERE kind <> '1' AND NOT vanished AND (%(all)s OR scope = ANY(%(scopes)s::varchar[]))
),
met AS MATERIALIZED (
  SELECT DISTINCT place AS code FROM narrow, unnest(places) place WHERE length(place) = 13
),
plain AS (
  SELECT scope,
    CASE GROUPING(kind, field, topic, stage, year, value_band, duration_band, approval_band)
      WHEN 127 THEN 'kind' WHEN 191 THEN 'field' WHEN 223 THEN 'topic' WHEN 239 THEN 'stage' WHEN 247 THEN 'year'
      WHEN 251 THEN 'value' WHEN 253 THEN 'duration' WHEN 254 THEN 'approval' ELSE 'total' END AS measure,
    coalesce(kind, field, topic, stage, year::text, value_band, duration_band, approval_band, '') AS key,
    count(*) AS count, sum(value) AS amount
  FROM narrow, unnest(scopes) scope
  GROUP BY GROUPING SETS (
    (scope, kind), (scope, field), (scope, topic), (scope, stage), (scope, year),
    (scope, value_band), (scope, duration_band), (scope, approval_band), (scope)
  )
),
spread AS (
  SELECT scope, count(approval_days) AS approvals, count(value) AS valued, count(*) AS all_of_them,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY approval_days) AS half,
    percentile_disc(0.9) WITHIN GROUP (ORDER BY approval_days) AS ninth,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY value) AS worth,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY days) AS days
  FROM narrow, unnest(scopes) scope GROUP BY scope
)
SELECT scope, measure, key, count, amount::bigint FROM plain
UNION ALL
SELECT scope, told.measure, told.key, told.count, told.amount FROM spread
CROSS JOIN LATERAL (VALUES
  ('approval', 'median', approvals, half::bigint), ('approval', 'p90', approvals, ninth::bigint),
  ('value', 'median', valued, worth), ('duration', 'median', all_of_them, days::bigint)
) told(measure, key, count, amount)
WHERE told.count > 0
UNION ALL
SELECT scope, 'partner_kind', partner_kind, count(*), sum(value)::bigint
FROM narrow, unnest(scopes) scope, LATERAL (SELECT DISTINCT unnest(partner_kinds) AS partner_kind) kinds
GROUP BY scope, partner_kind
UNION ALL
SELECT scope, 'total', 'partners', count(*), NULL::bigint FROM (
  SELECT DISTINCT scope, organization FROM narrow, unnest(scopes) scope, unnest(organizations) organization
  JOIN villages_partner ON organization_id = organization
) taking_part GROUP BY scope
UNION ALL
SELECT scope, 'region', child, count(*), sum(value)::bigint FROM (
  SELECT place AS child, value, scopes, CASE length(place) WHEN 2 THEN '' WHEN 13 THEN left(place, 8)
    ELSE left(place, length(place) - 3) END AS scope
  FROM narrow, unnest(places) place
) inside WHERE scope = ANY(scopes) GROUP BY scope, child
UNION ALL
SELECT scope, 'coverage', '', count(met.code), count(*) FROM area LEFT JOIN met USING (code) GROUP BY scope
UNION ALL
SELECT scope, 'coverage', child, count(met.code), count(*) FROM area LEFT JOIN met USING (code)
WHERE child <> '' GROUP BY scope, child
"""
"""Takes scopes (codes), all (every region instead), national (whether all listings are read) and year (or None)."""

KEEP = f"""
WITH counted(scope, measure, key, count, amount) AS MATERIALIZED ({COUNTED}),
gone AS (
  DELETE FROM agreements_tally old
  WHERE (%(all)s OR scope = ANY(%(scopes)s::varchar[]))
    AND NOT EXISTS (
      SELECT FROM counted WHERE (counted.scope, counted.measure, counted.key) = (old.scope, old.measure, old.key)
    )
)
INSERT INTO agreements_tally AS old (scope, measure, key, count, amount) SELECT * FROM counted
ON CONFLICT (scope, measure, key) DO UPDATE SET count = excluded.count, amount = excluded.amount
WHERE (old.count, old.amount) IS DISTINCT FROM (excluded.count, excluded.amount)
"""  # noqa: S608 - nothing but our own words is put in
"""The same, kept: what changed is written, what is no more is deleted, what stayed is not touched."""

NOTED = """
INSERT INTO agreements_tallied (scope, counted_at, through)
SELECT scope, %(now)s, (SELECT max(changed_at) FROM agreements_listing)
FROM (
  SELECT unnest(%(scopes)s::varchar[]) AS scope
  UNION SELECT DISTINCT scope FROM agreements_tally WHERE %(all)s
) scopes
ON CONFLICT (scope) DO UPDATE SET counted_at = excluded.counted_at, through = excluded.through
"""
"""Writes down when the scopes were counted."""

CHANGED = """
SELECT place, max(changed_at) FROM agreements_listing, unnest(places || ''::varchar) place
WHERE changed_at > %(since)s AND length(place) <= 8 GROUP BY place
"""
"""The regions with listings changed since, and when the last one did."""


def placed(question: str, words: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """The question with its words in their places: where triggers are ignored, names of words are not understood."""
    return _WORD.sub("%s", question), [words[name] for name in _WORD.findall(question)]
