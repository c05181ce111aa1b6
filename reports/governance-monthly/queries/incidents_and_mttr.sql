-- name: incidents_and_mttr
-- description: Incidents that were opened in the month: how many by severity, how many are open still, and the mean and median time until they were resolved.
-- owner: group:default/platform-sre
-- version: 1
SELECT
  i.severity,
  count(*) AS incidents,
  count(*) FILTER (WHERE i.resolved_at IS NULL) AS still_open,
  round(avg(extract(epoch FROM i.resolved_at - i.opened_at) / 60), 1) AS mean_minutes,
  round(percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM i.resolved_at - i.opened_at) / 60), 1) AS median_minutes,
  min(i.evidence_id) AS evidence_id
FROM incidents i
GROUP BY i.severity
ORDER BY i.severity COLLATE "C"
