-- name: resource_inventory
-- description: Resources that name no owner, or that the inventory gives no name. What nobody owns, nobody mends.
-- owner: group:default/platform-sre
-- version: 2
SELECT
  r.name,
  r.project,
  r.type,
  r.display_name,
  coalesce(r.flaw, 'it names no owner') AS reason,
  r.evidence_id
FROM resources r
WHERE r.owner IS NULL OR r.owner = '' OR r.flaw IS NOT NULL
ORDER BY r.name COLLATE "C"
