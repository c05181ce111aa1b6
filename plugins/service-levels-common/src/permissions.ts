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

/** Say that a time does not count in the corrected figures. */
export const correctionEnterPermission = createPermission({
  name: 'service-levels.correction.enter',
  attributes: { action: 'create' },
});

/** Confirm a correction of others. That it takes somebody without a part in the service holds whatever a policy says. */
export const correctionConfirmPermission = createPermission({
  name: 'service-levels.correction.confirm',
  attributes: { action: 'update' },
});

/** Withdraw a correction: what it left out counts again. */
export const correctionWithdrawPermission = createPermission({
  name: 'service-levels.correction.withdraw',
  attributes: { action: 'update' },
});

/** Ask what a draft of error budget policies would have demanded over the past. */
export const policyReplayPermission = createPermission({
  name: 'service-levels.policy.replay',
  attributes: { action: 'read' },
});

export const serviceLevelsPermissions = [
  objectiveReadPermission,
  alertAcknowledgePermission,
  correctionEnterPermission,
  correctionConfirmPermission,
  correctionWithdrawPermission,
  policyReplayPermission,
];
