-- name: gaps-between-backups
-- description: Stretches of more than 26 hours in which no good backup of an application finished. The last stretch ends with the quarter, or with the last backup of anything that the tooling knows, whichever is earlier.
-- owner: group:default/data-platform
-- version: 2
WITH bounds AS (
  SELECT
    (SELECT CAST(value AS timestamptz) FROM parameters WHERE name = 'period_start') AS opens,
    least(
      (SELECT CAST(value AS timestamptz) FROM parameters WHERE name = 'period_end'),
      (SELECT max(started_at) FROM backups)
    ) AS closes
),
scope AS (
  SELECT a.cluster, a.application, a.entity_ref, a.evidence_id
  FROM applications a
  WHERE a.sox_scope
    AND a.cluster IN (SELECT value FROM parameters WHERE name = 'clusters')
),
told AS (
  SELECT s.application, b.opens AS mark FROM scope s CROSS JOIN bounds b
  UNION ALL
  SELECT k.application, k.finished_at
  FROM backups k
  JOIN scope s ON s.application = k.application
  WHERE k.outcome = 'succeeded' AND k.finished_at IS NOT NULL
),
marks AS (
  SELECT application, mark
  FROM told
  GROUP BY application, mark
),
following AS (
  SELECT
    m.application,
    m.mark AS gap_start,
    lead(m.mark) OVER (PARTITION BY m.application ORDER BY m.mark) AS next_mark
  FROM marks m
),
stretches AS (
  SELECT f.application, f.gap_start, coalesce(f.next_mark, b.closes) AS gap_end
  FROM following f
  CROSS JOIN bounds b
)
SELECT
  s.cluster,
  g.application,
  s.entity_ref,
  g.gap_start,
  g.gap_end,
  round(extract(epoch FROM g.gap_end - g.gap_start) / 3600, 1) AS hours,
  s.evidence_id,
  (SELECT min(evidence_id) FROM backups) AS backup_evidence_id
FROM stretches g
JOIN scope s ON s.application = g.application
WHERE g.gap_end - g.gap_start > interval '26 hours'
ORDER BY g.application COLLATE "C", g.gap_start
