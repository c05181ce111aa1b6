-- name: unapproved_changes
-- description: Changes that began without an approval, or before it was given. Standard changes were approved as a template; those of an emergency must be approved afterwards.
-- owner: group:default/platform-sre
-- version: 1
SELECT
  c.number,
  c.title,
  c.type,
  c.environment,
  c.requested_by,
  c.started_at,
  c.approved_at,
  CASE WHEN c.approved_at IS NULL THEN 'never approved' ELSE 'approved after it began' END AS reason,
  c.digest,
  c.evidence_id
FROM changes c
WHERE c.started_at IS NOT NULL
  AND c.type <> 'standard'
  AND (c.approved_at IS NULL OR (c.type = 'normal' AND c.approved_at > c.started_at))
ORDER BY c.number COLLATE "C"
