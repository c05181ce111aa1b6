-- name: change_approvals
-- description: Every ticket for a change whose window began in the month, with whoever approved it and how long before.
-- owner: group:default/platform-sre
-- version: 1
SELECT
  t.ticket,
  t.application,
  t.status,
  t.requested_by,
  t.approved_by,
  t.approved_at,
  t.window_start,
  round(extract(epoch FROM t.window_start - t.approved_at) / 3600, 1) AS hours_before,
  t.evidence_id
FROM tickets t
WHERE t.kind = 'change'
  AND t.window_start >= (SELECT CAST(value AS timestamptz) FROM parameters WHERE name = 'period_start')
  AND t.window_start < (SELECT CAST(value AS timestamptz) FROM parameters WHERE name = 'period_end')
ORDER BY t.window_start, t.ticket COLLATE "C"
