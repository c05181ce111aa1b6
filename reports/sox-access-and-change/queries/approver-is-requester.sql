-- name: approver-is-requester
-- description: Tickets of applications in scope, for access or for a change, that were approved by whoever asked.
-- owner: group:default/data-platform
-- version: 2
SELECT
  a.cluster,
  t.application,
  a.entity_ref,
  t.ticket,
  t.kind,
  t.summary,
  t.requested_by,
  t.approved_by,
  t.approved_at,
  t.evidence_id
FROM tickets t
JOIN applications a ON a.application = t.application
WHERE t.approved_by = t.requested_by
  AND a.sox_scope
  AND a.cluster IN (SELECT value FROM parameters WHERE name = 'clusters')
ORDER BY t.approved_at, t.ticket COLLATE "C"
