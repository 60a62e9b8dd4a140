"""The questions that only SQL answers at once: medians and percentiles of working days, by place, kind, office, party.

A calendar of working days, numbered from the first on, is given along: the working days between two days are the
difference of their numbers, whatever weekends and holidays lie between (`record.workdays.between`).
"""

SEEN = """
WITH calendar(day, number) AS (SELECT * FROM unnest(%(days)s::date[], %(numbers)s::int[])),
place AS (
  SELECT v.organization_id, s.code, s.name FROM villages_village v
  JOIN villages_villagearea l ON l.code = v.area_id
  JOIN villages_subdistrict s ON s.code = l.subdistrict_id
  WHERE s.regency_id = %(regency)s AND (%(subdistrict)s = '' OR s.code = %(subdistrict)s)
),
inside AS (
  SELECT DISTINCT p.agreement_id FROM agreements_party p JOIN place USING (organization_id)
),
seen AS (
  SELECT r.id, r.agreement_id, a.kind, r.outcome,
    CASE WHEN r.outcome IN ('approved', 'returned', 'rejected') THEN closed.number - opened.number END AS taken,
    CASE WHEN r.outcome = 'approved' THEN closed.number - opened.number END AS approved,
    heard.number - opened.number AS heard
  FROM agreements_round r
  JOIN agreements_agreement a ON a.id = r.agreement_id AND NOT a.signed_elsewhere
  JOIN inside ON inside.agreement_id = r.agreement_id
  JOIN calendar opened ON opened.day = (r.opened_at AT TIME ZONE %(zone)s)::date
  LEFT JOIN calendar closed ON closed.day = (r.closed_at AT TIME ZONE %(zone)s)::date
  LEFT JOIN LATERAL (
    SELECT LEAST(
      (SELECT min(m.at) FROM agreements_remark m WHERE m.round_id = r.id),
      (SELECT min(t.decided_at) FROM agreements_step t WHERE t.round_id = r.id AND t.decided_by_id IS NOT NULL)
    ) AS at
  ) word ON true
  LEFT JOIN calendar heard ON heard.day = (word.at AT TIME ZONE %(zone)s)::date
  WHERE r.opened_at >= %(since)s
)
"""
"""Every round of the last year in the place, with the working days until an office first said something (`heard`),
until the round was decided (`taken`) and, of those that went well, until approval (`approved`)."""

_SPREAD = """
  count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY taken), percentile_cont(0.9) WITHIN GROUP (ORDER BY taken)
"""
OVERALL = f"{SEEN} SELECT {_SPREAD}, percentile_cont(0.5) WITHIN GROUP (ORDER BY heard) FROM seen"  # noqa: S608
BY_KIND = f"{SEEN} SELECT kind, {_SPREAD} FROM seen GROUP BY kind ORDER BY kind"  # noqa: S608
BY_SUBDISTRICT = f"""{SEEN}
SELECT where_.name, {_SPREAD} FROM seen
JOIN (SELECT DISTINCT p.agreement_id, place.code, place.name FROM agreements_party p JOIN place USING (organization_id))
  AS where_ ON where_.agreement_id = seen.agreement_id
GROUP BY where_.code, where_.name ORDER BY where_.name, where_.code
"""  # noqa: S608
BY_OFFICE = f"""{SEEN}
SELECT o.name, count(*),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY closed.number - opened.number),
  percentile_cont(0.9) WITHIN GROUP (ORDER BY closed.number - opened.number),
  count(*) FILTER (WHERE (t.decided_at AT TIME ZONE %(zone)s)::date > t.due_on)
FROM seen JOIN agreements_step t ON t.round_id = seen.id AND t.decided_by_id IS NOT NULL
JOIN villages_organization o ON o.id = t.office_id
JOIN calendar opened ON opened.day = t.opened_on
JOIN calendar closed ON closed.day = (t.decided_at AT TIME ZONE %(zone)s)::date
GROUP BY o.id, o.name ORDER BY o.name, o.id
"""  # noqa: S608
BY_PARTY = f"""{SEEN},
party AS MATERIALIZED (
  SELECT p.organization_id, p.agreement_id FROM agreements_party p JOIN inside USING (agreement_id)
),
held AS (
  SELECT party.organization_id, count(*) AS held FROM party
  JOIN agreements_agreement a ON a.id = party.agreement_id AND a.stage = 'in_force'
  GROUP BY party.organization_id
)
SELECT o.name, COALESCE(place.name, ''), COALESCE(max(held.held), 0), count(seen.id),
  count(*) FILTER (WHERE seen.outcome = 'returned'), count(seen.approved),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY seen.heard),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY seen.approved)
FROM (SELECT organization_id AS id FROM place UNION SELECT organization_id FROM party) near
JOIN villages_organization o USING (id)
LEFT JOIN place ON place.organization_id = o.id
LEFT JOIN party ON party.organization_id = o.id
LEFT JOIN seen ON seen.agreement_id = party.agreement_id
LEFT JOIN held ON held.organization_id = o.id
WHERE o.kind = %(kind)s AND (place.code IS NOT NULL OR (o.kind = 'partner' AND (held.held > 0 OR seen.id IS NOT NULL)))
GROUP BY o.id, o.name, place.name
ORDER BY 8 DESC NULLS LAST, 4 DESC, o.name, o.id
"""  # noqa: S608
"""The slowest first; every village of the place stands here, also one that has submitted nothing. Only the parties of
the place's agreements are looked at, not those of the nation."""
