import { createPermission } from '@backstage/plugin-permission-common';

/** See incidents and problems that were taken over from another system. Nobody there is a private group here. */
export const incidentImportReadPermission = createPermission({
  name: 'incident-management.import.read',
  attributes: { action: 'read' },
});

/** Take incidents and problems over from another system. */
export const incidentImportCreatePermission = createPermission({
  name: 'incident-management.import.create',
  attributes: { action: 'create' },
});

/** Every permission about what was taken over, for the registry and for policies. */
export const incidentImportPermissions = [
  incidentImportReadPermission,
  incidentImportCreatePermission,
];
