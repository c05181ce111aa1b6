-- name: iam_audit
-- description: Roles of owner and editor, anybody on the internet, people of other domains, the right to act as service accounts on a whole project or above, service accounts of other projects, members that were deleted, roles that were not used for 90 days, and keys older than 90 days. A binding whose condition has run out grants nothing and is left out.
-- owner: group:default/platform-sre
-- version: 2
WITH ends AS (
  SELECT
    CAST(value AS timestamptz) AS closes,
    CAST(CAST(value AS timestamptz) AS date) AS today
  FROM parameters
  WHERE name = 'period_end'
),
bindings AS (
  SELECT
    m.resource,
    m.level,
    m.project,
    m.role,
    m.member,
    m.member_kind,
    m.member_domain,
    m.member_project,
    m.deleted,
    m.role || ' of ' || m.member || CASE WHEN m.condition = '' THEN '' ELSE ' if ' || m.condition END AS subject,
    m.evidence_id
  FROM policy_members m
  CROSS JOIN ends e
  WHERE m.expires_at IS NULL OR m.expires_at > e.closes
),
judged AS (
  SELECT b.resource, b.level, b.subject, 'anybody has it' AS rule, b.evidence_id
  FROM bindings b
  WHERE b.member IN ('allUsers', 'allAuthenticatedUsers')
  UNION ALL
  SELECT b.resource, b.level, b.subject, 'basic role', b.evidence_id
  FROM bindings b
  WHERE b.role IN ('roles/owner', 'roles/editor') AND NOT b.deleted
  UNION ALL
  SELECT b.resource, b.level, b.subject, 'may act as every service account', b.evidence_id
  FROM bindings b
  WHERE b.role IN ('roles/iam.serviceAccountTokenCreator', 'roles/iam.serviceAccountUser') AND b.level <> 'resource'
  UNION ALL
  SELECT b.resource, b.level, b.subject, 'other domain', b.evidence_id
  FROM bindings b
  WHERE b.member_kind IN ('user', 'group', 'domain')
    AND b.member_domain NOT IN (SELECT value FROM parameters WHERE name = 'domains')
  UNION ALL
  SELECT b.resource, b.level, b.subject, 'service account of another project', b.evidence_id
  FROM bindings b
  WHERE b.member_kind = 'serviceAccount' AND b.member_project <> b.project
  UNION ALL
  SELECT b.resource, b.level, b.subject, 'the member was deleted', b.evidence_id
  FROM bindings b
  WHERE b.deleted
  UNION ALL
  SELECT b.resource, b.level, b.subject, 'unused for 90 days', b.evidence_id
  FROM bindings b
  JOIN role_usage u ON u.project = b.project AND u.role = b.role AND u.member = b.member
  CROSS JOIN ends e
  WHERE e.today - u.last_used > 90
  UNION ALL
  SELECT k.project, 'project', k.key_id || ' of ' || k.account, 'key older than 90 days', k.evidence_id
  FROM service_account_keys k
  CROSS JOIN ends e
  WHERE e.today - k.created_on > 90
)
SELECT resource, level, subject, rule, evidence_id
FROM judged
ORDER BY resource COLLATE "C", subject COLLATE "C", rule COLLATE "C"
