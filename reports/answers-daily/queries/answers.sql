-- name: answers
-- description: One row a service, its answers to clients that its log tells of, those that failed, and those that came within 300 ms.
-- owner: group:default/platform-sre
-- version: 2
WITH counted AS (
  SELECT
    entity_ref,
    sum(entries) FILTER (WHERE metric = 'customer-engagement-answers') AS answers,
    sum(entries) FILTER (WHERE metric = 'customer-engagement-failed-answers') AS failed,
    sum(up_to_edge) FILTER (WHERE metric = 'customer-engagement-answers' AND edge = 0.3) AS fast,
    min(evidence_id) AS evidence_id
  FROM log_metrics
  GROUP BY entity_ref
)
SELECT
  (SELECT value FROM parameters WHERE name = 'day') AS report_date,
  entity_ref,
  answers,
  failed AS failed_answers,
  round(100.0 * failed / nullif(answers, 0), 3) AS failed_percent,
  fast AS within_300_ms,
  round(100.0 * fast / nullif(answers, 0), 3) AS within_300_ms_percent,
  evidence_id
FROM counted
ORDER BY entity_ref COLLATE "C"
