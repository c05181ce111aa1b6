import { createPermission } from '@backstage/plugin-permission-common';

/** See objectives, how they stand, their history, their alerts, and the definitions that do not work. */
export const objectiveReadPermission = createPermission({
  name: 'service-levels.objective.read',
  attributes: { action: 'read' },
});

/** Say that one has seen an alert and takes care of it. It takes a person, whatever a policy says. */
export const alertAcknowledgePermission = createPermission({
  name: 'service-levels.alert.acknowledge',
  attributes: { action: 'update' },
});

export const serviceLevelsPermissions = [
  objectiveReadPermission,
  alertAcknowledgePermission,
];
