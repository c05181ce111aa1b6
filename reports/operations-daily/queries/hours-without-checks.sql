-- name: hours-without-checks
-- description: Hours of the day with fewer than 60 checks of a service. A figure of availability that rests on them says less than it seems to.
-- owner: group:default/platform-sre
-- version: 1
WITH hours AS (
  SELECT h.hour
  FROM generate_series(
    (SELECT CAST(value AS timestamptz) FROM parameters WHERE name = 'period_start'),
    (SELECT CAST(value AS timestamptz) FROM parameters WHERE name = 'period_end') - interval '1 hour',
    interval '1 hour'
  ) AS h(hour)
),
counted AS (
  SELECT service, date_trunc('hour', checked_at) AS hour, count(*) AS checks
  FROM checks
  GROUP BY service, date_trunc('hour', checked_at)
)
SELECT
  s.service,
  h.hour,
  coalesce(c.checks, 0) AS checks,
  s.evidence_id,
  (SELECT min(evidence_id) FROM checks) AS check_evidence_id
FROM services s
CROSS JOIN hours h
LEFT JOIN counted c ON c.service = s.service AND c.hour = h.hour
WHERE coalesce(c.checks, 0) < 60
ORDER BY s.service COLLATE "C", h.hour
