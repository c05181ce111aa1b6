-- name: incidents_and_mttr
-- description: Incidents that were opened in the month, drills apart: how many by priority, how many are open still, and the mean and median time until they were resolved.
-- owner: group:default/platform-sre
-- version: 2
SELECT
  i.priority,
  count(*) AS incidents,
  count(*) FILTER (WHERE i.resolved_at IS NULL) AS still_open,
  round(avg(extract(epoch FROM i.resolved_at - i.opened_at) / 60), 1) AS mean_minutes,
  round(percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM i.resolved_at - i.opened_at) / 60), 1) AS median_minutes,
  min(i.evidence_id) AS evidence_id
FROM incidents i
WHERE NOT i.drill
GROUP BY i.priority
ORDER BY i.priority
