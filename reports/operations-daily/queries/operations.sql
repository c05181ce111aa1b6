-- name: operations
-- description: One row a service, payments that were booked, errors that were logged, and minutes in which it answered, in the formats that the regulator asks for.
-- owner: group:default/platform-sre
-- version: 1
WITH booked AS (
  SELECT service, sum(payments) AS payments, sum(failed) AS failed, sum(amount) AS amount
  FROM bookings
  GROUP BY service
),
logged AS (
  SELECT service, count(*) AS errors
  FROM log_errors
  WHERE severity IN ('ERROR', 'CRITICAL', 'ALERT', 'EMERGENCY')
  GROUP BY service
),
checked AS (
  SELECT service, count(*) AS minutes, count(*) FILTER (WHERE passed) AS available
  FROM checks
  GROUP BY service
)
SELECT
  (SELECT value FROM parameters WHERE name = 'day') AS report_date,
  s.licence,
  s.service,
  coalesce(b.payments, 0) AS payments,
  coalesce(b.failed, 0) AS failed_payments,
  round(coalesce(b.amount, 0), 2) AS amount_eur,
  coalesce(l.errors, 0) AS log_errors,
  coalesce(c.available, 0) AS available_minutes,
  round(100.0 * coalesce(c.available, 0) / c.minutes, 3) AS availability_percent,
  s.evidence_id,
  (SELECT min(evidence_id) FROM bookings) AS booking_evidence_id,
  (SELECT min(evidence_id) FROM log_errors) AS log_evidence_id,
  (SELECT min(evidence_id) FROM checks) AS check_evidence_id
FROM services s
LEFT JOIN booked b ON b.service = s.service
LEFT JOIN logged l ON l.service = s.service
LEFT JOIN checked c ON c.service = s.service
ORDER BY s.licence COLLATE "C", s.service COLLATE "C"
