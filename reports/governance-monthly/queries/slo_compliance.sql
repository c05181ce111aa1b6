-- name: slo_compliance
-- description: Objectives whose share of good requests was below their target, with how much of the error budget was spent.
-- owner: group:default/platform-sre
-- version: 1
SELECT
  o.objective,
  o.service,
  o.target_percent,
  round(100.0 * o.good / o.total, 4) AS reached_percent,
  o.good,
  o.total,
  round(100.0 * (o.total - o.good) / (o.total * (100 - o.target_percent) / 100), 1) AS budget_spent_percent,
  o.evidence_id
FROM objectives o
WHERE o.total > 0
  AND 100.0 * o.good / o.total < o.target_percent
ORDER BY o.objective COLLATE "C"
