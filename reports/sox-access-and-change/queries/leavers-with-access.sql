-- name: leavers-with-access
-- description: Whoever had left before the quarter ended and still had a role at its end.
-- owner: group:default/data-platform
-- version: 2
SELECT
  a.cluster,
  b.application,
  a.entity_ref,
  b.principal,
  p.name AS person,
  p.team,
  b.role,
  CASE WHEN r.privileged THEN 'yes' ELSE 'no' END AS privileged,
  b.since,
  p.left_on,
  b.evidence_id,
  p.evidence_id AS person_evidence_id
FROM access_bindings b
JOIN applications a ON a.application = b.application
JOIN people p ON p.person = b.principal
LEFT JOIN roles r ON r.role = b.role
WHERE p.left_on < (SELECT CAST(value AS timestamptz) FROM parameters WHERE name = 'period_end')
  AND a.sox_scope
  AND a.cluster IN (SELECT value FROM parameters WHERE name = 'clusters')
ORDER BY b.application COLLATE "C", b.principal COLLATE "C", b.role COLLATE "C"
