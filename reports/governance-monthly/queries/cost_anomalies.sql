-- name: cost_anomalies
-- description: Days of the month that cost more than the median of the same weekday in the eight weeks before, by more than five times the median deviation, by half, and by 50 euros. A service without four such days before is left out.
-- owner: group:default/platform-sre
-- version: 1
WITH bounds AS (
  SELECT
    CAST((SELECT CAST(value AS timestamptz) FROM parameters WHERE name = 'period_start') + interval '12 hours' AS date) AS first_day
),
pairs AS (
  SELECT c.day, c.project, c.service, c.cost, c.evidence_id, p.day AS before, p.cost AS cost_before
  FROM costs c
  CROSS JOIN bounds b
  JOIN costs p ON p.project = c.project AND p.service = c.service
  WHERE c.day >= b.first_day
    AND p.day < c.day
    AND p.day >= c.day - 56
    AND (c.day - p.day) % 7 = 0
),
medians AS (
  SELECT
    day,
    project,
    service,
    min(cost) AS cost,
    min(evidence_id) AS evidence_id,
    count(*) AS days_before,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY cost_before) AS usual
  FROM pairs
  GROUP BY day, project, service
),
deviations AS (
  SELECT p.day, p.project, p.service, percentile_disc(0.5) WITHIN GROUP (ORDER BY abs(p.cost_before - m.usual)) AS deviation
  FROM pairs p
  JOIN medians m ON m.day = p.day AND m.project = p.project AND m.service = p.service
  GROUP BY p.day, p.project, p.service
)
SELECT
  m.day,
  m.project,
  m.service,
  round(m.cost, 2) AS cost,
  round(m.usual, 2) AS usual,
  round(m.cost - m.usual, 2) AS above,
  m.evidence_id
FROM medians m
JOIN deviations d ON d.day = m.day AND d.project = m.project AND d.service = m.service
WHERE m.days_before >= 4
  AND m.cost - m.usual > 5 * d.deviation
  AND m.cost > 1.5 * m.usual
  AND m.cost - m.usual > 50
ORDER BY m.day, m.project COLLATE "C", m.service COLLATE "C"
