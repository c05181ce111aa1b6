-- name: slo_compliance
-- description: Objectives whose share of good events was below their target in the month, with how much of the error budget was spent.
-- owner: group:default/platform-sre
-- version: 2
SELECT
  o.objective,
  o.component AS entity_ref,
  o.service,
  round(100 * o.target, 4) AS target_percent,
  round(100.0 * o.good / o.total, 4) AS reached_percent,
  o.good,
  o.total,
  round(100.0 * (o.total - o.good) / (o.total * (1 - o.target)), 1) AS budget_spent_percent,
  o.digest,
  o.evidence_id
FROM objectives o
WHERE o.total > 0
  AND o.target < 1
  AND o.good < o.target * o.total
ORDER BY o.objective COLLATE "C"
