-- name: change_approvals
-- description: Every change whose window lies in the month, with whoever approved it and how long before it began.
-- owner: group:default/platform-sre
-- version: 2
SELECT
  c.number,
  c.title,
  c.type,
  c.state,
  c.environment,
  c.requested_by,
  c.approved_by,
  c.approved_at,
  c.window_start,
  round(extract(epoch FROM c.window_start - c.approved_at) / 3600, 1) AS hours_before,
  c.closed_as,
  c.digest,
  c.evidence_id
FROM changes c
ORDER BY c.window_start, c.number COLLATE "C"
