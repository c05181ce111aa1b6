-- name: grants-without-approval
-- description: Privileged grants that no access ticket of the same application approved before they were made, with the reason.
-- owner: group:default/data-platform
-- version: 2
WITH judged AS (
  SELECT
    a.cluster,
    g.application,
    a.entity_ref,
    g.principal,
    g.role,
    g.granted_at,
    g.granted_by,
    g.ticket,
    t.approved_by,
    t.approved_at,
    CASE
      WHEN g.ticket IS NULL THEN 'no ticket is named'
      WHEN t.ticket IS NULL THEN 'the ticket does not exist'
      WHEN t.kind <> 'access' THEN 'the ticket does not ask for access'
      WHEN t.application <> g.application THEN 'the ticket is for another application'
      WHEN t.approved_at IS NULL OR t.status <> 'approved' THEN 'the ticket was not approved'
      WHEN t.approved_at > g.granted_at THEN 'approved after the grant'
    END AS reason,
    g.grant_id,
    g.evidence_id,
    t.evidence_id AS ticket_evidence_id
  FROM access_grants g
  JOIN applications a ON a.application = g.application
  JOIN roles r ON r.role = g.role
  LEFT JOIN tickets t ON t.ticket = g.ticket
  WHERE r.privileged
    AND a.sox_scope
    AND a.cluster IN (SELECT value FROM parameters WHERE name = 'clusters')
)
SELECT *
FROM judged
WHERE reason IS NOT NULL
ORDER BY granted_at, grant_id COLLATE "C"
