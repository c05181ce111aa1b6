-- name: changes-without-approval
-- description: Changes of schema or settings that no approved change ticket of the same application covers at that time, with the reason.
-- owner: group:default/data-platform
-- version: 2
WITH judged AS (
  SELECT
    a.cluster,
    c.application,
    a.entity_ref,
    c.changed_at,
    c.actor,
    c.command,
    c.object,
    c.ticket,
    t.approved_by,
    t.window_start,
    t.window_end,
    CASE
      WHEN c.ticket IS NULL THEN 'no ticket is named'
      WHEN t.ticket IS NULL THEN 'the ticket does not exist'
      WHEN t.kind <> 'change' THEN 'the ticket does not ask for a change'
      WHEN t.application <> c.application THEN 'the ticket is for another application'
      WHEN t.approved_at IS NULL OR t.status <> 'approved' THEN 'the ticket was not approved'
      WHEN t.approved_at > c.changed_at THEN 'approved after the change'
      WHEN t.window_start IS NULL OR t.window_end IS NULL THEN 'the ticket has no window'
      WHEN c.changed_at < t.window_start OR c.changed_at >= t.window_end THEN 'outside the window of the ticket'
    END AS reason,
    c.change_id,
    c.evidence_id,
    t.evidence_id AS ticket_evidence_id
  FROM database_changes c
  JOIN applications a ON a.application = c.application
  LEFT JOIN tickets t ON t.ticket = c.ticket
  WHERE a.sox_scope
    AND a.cluster IN (SELECT value FROM parameters WHERE name = 'clusters')
)
SELECT *
FROM judged
WHERE reason IS NOT NULL
ORDER BY changed_at, change_id COLLATE "C"
