-- name: audit-logging-off
-- description: Applications in scope whose database keeps no audit log, keeps it for less than 365 days, or is not known to the audit tooling.
-- owner: group:default/data-platform
-- version: 2
WITH judged AS (
  SELECT
    a.cluster,
    a.application,
    a.owner,
    a.entity_ref,
    CASE WHEN s.logging THEN 'on' ELSE 'off' END AS logging,
    s.retention_days,
    CASE
      WHEN s.application IS NULL THEN 'the audit tooling does not know it'
      WHEN NOT s.logging THEN 'audit logging is off'
      WHEN s.retention_days < 365 THEN 'kept for less than 365 days'
    END AS reason,
    a.evidence_id,
    coalesce(s.evidence_id, (SELECT min(evidence_id) FROM audit_settings)) AS setting_evidence_id
  FROM applications a
  LEFT JOIN audit_settings s ON s.application = a.application
  WHERE a.sox_scope
    AND a.cluster IN (SELECT value FROM parameters WHERE name = 'clusters')
)
SELECT *
FROM judged
WHERE reason IS NOT NULL
ORDER BY application COLLATE "C"
