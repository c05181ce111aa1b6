-- name: metrics-without-entries
-- description: Metrics that counted no entry of the day, failures left out. The service answered nobody, or its log did not arrive.
-- owner: group:default/platform-sre
-- version: 1
SELECT metric, entity_ref, entries, evidence_id
FROM log_metrics
WHERE entries = 0
  AND metric <> 'customer-engagement-failed-answers'
ORDER BY metric COLLATE "C"
