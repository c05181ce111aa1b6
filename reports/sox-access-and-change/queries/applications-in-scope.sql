-- name: applications-in-scope
-- description: Every application in SOX scope on the chosen clusters, with how often privileged access to it was granted in the quarter.
-- owner: group:default/data-platform
-- version: 2
WITH privileged AS (
  SELECT g.application, count(*) AS grants
  FROM access_grants g
  JOIN roles r ON r.role = g.role
  WHERE r.privileged
  GROUP BY g.application
)
SELECT
  a.cluster,
  a.application,
  a.title,
  a.owner,
  a.entity_ref,
  coalesce(p.grants, 0) AS privileged_grants,
  a.evidence_id
FROM applications a
LEFT JOIN privileged p ON p.application = a.application
WHERE a.sox_scope
  AND a.cluster IN (SELECT value FROM parameters WHERE name = 'clusters')
ORDER BY a.cluster COLLATE "C", a.application COLLATE "C"
