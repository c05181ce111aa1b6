-- name: privileged-access
-- description: Every grant of a privileged role in the quarter, beside the ticket that it names and whoever approved that.
-- owner: group:default/data-platform
-- version: 1
SELECT
  a.cluster,
  g.application,
  g.principal,
  p.name AS person,
  g.role,
  g.granted_at,
  g.granted_by,
  g.ticket,
  t.requested_by,
  t.approved_by,
  t.approved_at,
  g.grant_id,
  g.evidence_id,
  t.evidence_id AS ticket_evidence_id
FROM access_grants g
JOIN applications a ON a.application = g.application
JOIN roles r ON r.role = g.role
LEFT JOIN people p ON p.person = g.principal
LEFT JOIN tickets t ON t.ticket = g.ticket AND t.kind = 'access'
WHERE r.privileged
  AND a.sox_scope
  AND a.cluster IN (SELECT value FROM parameters WHERE name = 'clusters')
ORDER BY g.granted_at, g.grant_id COLLATE "C"
