-- name: no-restore-test
-- description: Applications in scope of which no restore test passed in the quarter, with how many were tried.
-- owner: group:default/data-platform
-- version: 2
WITH tests AS (
  SELECT
    application,
    count(*) AS tried,
    count(*) FILTER (WHERE outcome = 'passed') AS passed,
    max(tested_at) AS last_tried_at
  FROM restore_tests
  GROUP BY application
)
SELECT
  a.cluster,
  a.application,
  a.owner,
  a.entity_ref,
  coalesce(t.tried, 0) AS tried,
  t.last_tried_at,
  a.evidence_id,
  (SELECT min(evidence_id) FROM restore_tests) AS test_evidence_id
FROM applications a
LEFT JOIN tests t ON t.application = a.application
WHERE coalesce(t.passed, 0) = 0
  AND a.sox_scope
  AND a.cluster IN (SELECT value FROM parameters WHERE name = 'clusters')
ORDER BY a.application COLLATE "C"
