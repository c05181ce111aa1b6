-- name: iam_audit
-- description: Roles of owner and editor, anybody on the internet, people of other domains, the right to act as service accounts on a whole project, roles that were not used for 90 days, and keys older than 90 days.
-- owner: group:default/platform-sre
-- version: 1
WITH ends AS (
  SELECT CAST(CAST(value AS timestamptz) AS date) AS today FROM parameters WHERE name = 'period_end'
),
judged AS (
  SELECT m.project, m.role || ' of ' || m.member AS subject, 'anybody has it' AS rule, m.evidence_id
  FROM policy_members m
  WHERE m.member IN ('allUsers', 'allAuthenticatedUsers')
  UNION ALL
  SELECT m.project, m.role || ' of ' || m.member, 'basic role', m.evidence_id
  FROM policy_members m
  WHERE m.role IN ('roles/owner', 'roles/editor')
  UNION ALL
  SELECT m.project, m.role || ' of ' || m.member, 'may act as every service account', m.evidence_id
  FROM policy_members m
  WHERE m.role IN ('roles/iam.serviceAccountTokenCreator', 'roles/iam.serviceAccountUser')
  UNION ALL
  SELECT m.project, m.role || ' of ' || m.member, 'other domain', m.evidence_id
  FROM policy_members m
  WHERE m.member LIKE 'user:%' AND m.member NOT LIKE '%@larkspur.example'
  UNION ALL
  SELECT m.project, m.role || ' of ' || m.member, 'unused for 90 days', m.evidence_id
  FROM policy_members m
  CROSS JOIN ends e
  WHERE e.today - m.last_used > 90
  UNION ALL
  SELECT k.project, k.key_id || ' of ' || k.account, 'key older than 90 days', k.evidence_id
  FROM service_account_keys k
  CROSS JOIN ends e
  WHERE e.today - k.created_on > 90
)
SELECT project, subject, rule, evidence_id
FROM judged
ORDER BY project COLLATE "C", subject COLLATE "C", rule COLLATE "C"
