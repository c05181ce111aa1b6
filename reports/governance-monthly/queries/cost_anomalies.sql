-- name: cost_anomalies
-- description: Costs after credits, by day, project and service, as they were known five days later. Far above its weekday is a day that costs more than the median of the same weekday in the eight weeks before, by more than five times the median deviation, by half, and by 50. New is what costs more than 100 and has no four such days before. Restated is a day to which more than 50 was added, or from which it was taken, more than five days later.
-- owner: group:default/platform-sre
-- version: 2
WITH bounds AS (
  SELECT
    CAST((SELECT CAST(value AS timestamptz) FROM parameters WHERE name = 'period_start') + interval '12 hours' AS date) AS first_day,
    CAST((SELECT CAST(value AS timestamptz) FROM parameters WHERE name = 'period_end') + interval '12 hours' AS date) AS end_day
),
daily AS (
  SELECT
    c.day,
    c.project,
    c.service,
    coalesce(sum(c.net) FILTER (WHERE c.exported_at IS NULL OR CAST(c.exported_at AS date) - c.day <= 5), 0) AS cost,
    coalesce(sum(c.net) FILTER (WHERE CAST(c.exported_at AS date) - c.day > 5), 0) AS restated,
    min(c.evidence_id) AS evidence_id
  FROM costs c
  GROUP BY c.day, c.project, c.service
),
months AS (
  SELECT d.day, d.project, d.service, d.cost, d.restated, d.evidence_id
  FROM daily d
  CROSS JOIN bounds b
  WHERE d.day >= b.first_day AND d.day < b.end_day
),
pairs AS (
  SELECT m.day, m.project, m.service, p.cost AS cost_before
  FROM months m
  JOIN daily p ON p.project = m.project AND p.service = m.service
  WHERE p.day < m.day AND p.day >= m.day - 56 AND (m.day - p.day) % 7 = 0
),
medians AS (
  SELECT
    day,
    project,
    service,
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
),
judged AS (
  SELECT m.day, m.project, m.service, 'far above its weekday' AS rule, m.cost, u.usual, m.cost - u.usual AS difference, m.evidence_id
  FROM months m
  JOIN medians u ON u.day = m.day AND u.project = m.project AND u.service = m.service
  JOIN deviations d ON d.day = m.day AND d.project = m.project AND d.service = m.service
  WHERE u.days_before >= 4
    AND m.cost - u.usual > 5 * d.deviation
    AND m.cost > 1.5 * u.usual
    AND m.cost - u.usual > 50
  UNION ALL
  SELECT m.day, m.project, m.service, 'new', m.cost, NULL, m.cost, m.evidence_id
  FROM months m
  LEFT JOIN medians u ON u.day = m.day AND u.project = m.project AND u.service = m.service
  WHERE coalesce(u.days_before, 0) < 4 AND m.cost > 100
  UNION ALL
  SELECT m.day, m.project, m.service, 'restated', m.cost, NULL, m.restated, m.evidence_id
  FROM months m
  WHERE abs(m.restated) > 50
)
SELECT
  day,
  project,
  service,
  rule,
  round(cost, 2) AS cost,
  round(usual, 2) AS usual,
  round(difference, 2) AS difference,
  evidence_id
FROM judged
ORDER BY day, project COLLATE "C", service COLLATE "C", rule COLLATE "C"
