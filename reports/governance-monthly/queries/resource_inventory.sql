-- name: resource_inventory
-- description: Resources that name no owner. What nobody owns, nobody mends.
-- owner: group:default/platform-sre
-- version: 1
SELECT r.project, r.name, r.type, r.evidence_id
FROM resources r
WHERE r.owner IS NULL OR r.owner = ''
ORDER BY r.project COLLATE "C", r.name COLLATE "C"
