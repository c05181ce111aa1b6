import { createPermission } from '@backstage/plugin-permission-common';

/** The resource type of the logs of an entity in permission rules. */
export const RESOURCE_TYPE_SERVICE_LOG = 'service-log';

/** Read the logs of an entity, and the queries and metrics that are defined for it. */
export const logReadPermission = createPermission({
  name: 'service-logs.log.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_SERVICE_LOG,
});

/** Keep a result as evidence. */
export const logExportPermission = createPermission({
  name: 'service-logs.log.export',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_SERVICE_LOG,
});

/** Keep queries of one's own. */
export const logQuerySavePermission = createPermission({
  name: 'service-logs.query.save',
  attributes: { action: 'create' },
});

/** Every permission, for the registry and for policies. */
export const logPermissions = [
  logReadPermission,
  logExportPermission,
  logQuerySavePermission,
];
