import { createPermission } from '@backstage/plugin-permission-common';

/** The resource type of change requests in permission rules. */
export const RESOURCE_TYPE_CHANGE_REQUEST = 'change-request';

const resourceType = RESOURCE_TYPE_CHANGE_REQUEST;

/** See a change request, its plan, its timeline and its evidence. */
export const changeReadPermission = createPermission({
  name: 'change-management.change.read',
  attributes: { action: 'read' },
  resourceType,
});

/** Open a change request. */
export const changeCreatePermission = createPermission({
  name: 'change-management.change.create',
  attributes: { action: 'create' },
});

/** Comment on a change request. Whoever may read one may comment on it, unless a policy says otherwise. */
export const changeCommentPermission = createPermission({
  name: 'change-management.change.comment',
  attributes: { action: 'update' },
  resourceType,
});

/** Edit, submit, hold or cancel a change request. */
export const changeUpdatePermission = createPermission({
  name: 'change-management.change.update',
  attributes: { action: 'update' },
  resourceType,
});

/** Approve or reject. Segregation of duties is enforced beside it, whatever a policy allows. */
export const changeApprovePermission = createPermission({
  name: 'change-management.change.approve',
  attributes: { action: 'update' },
  resourceType,
});

/** Start, complete and close. */
export const changeImplementPermission = createPermission({
  name: 'change-management.change.implement',
  attributes: { action: 'update' },
  resourceType,
});

/**
 * File, submit and start an emergency change: asked beside the permission for the verb itself, with the change as it is
 * or as it is about to be opened.
 */
export const changeEmergencyPermission = createPermission({
  name: 'change-management.change.emergency',
  attributes: { action: 'update' },
  resourceType,
});

/** Ask the deployment gate for an answer that counts and is recorded. A preview needs no more than reading the change. */
export const gateAskPermission = createPermission({
  name: 'change-management.gate.ask',
  attributes: { action: 'read' },
});

/** Report a deployment of one's own. */
export const deploymentReportPermission = createPermission({
  name: 'change-management.deployment.report',
  attributes: { action: 'create' },
});

/** Report what somebody else deployed: for pipelines, never for people. */
export const deploymentReportForOthersPermission = createPermission({
  name: 'change-management.deployment.report-for-others',
  attributes: { action: 'create' },
});

/** Declare and end freezes and maintenance windows. */
export const calendarManagePermission = createPermission({
  name: 'change-management.calendar.manage',
  attributes: { action: 'update' },
});

/** Replay a draft policy over past changes. */
export const policyReplayPermission = createPermission({
  name: 'change-management.policy.replay',
  attributes: { action: 'read' },
});

/** See changes that were taken over from another system. */
export const changeImportReadPermission = createPermission({
  name: 'change-management.import.read',
  attributes: { action: 'read' },
});

/** Take changes over from another system: nothing that could approve one. */
export const changeImportCreatePermission = createPermission({
  name: 'change-management.import.create',
  attributes: { action: 'create' },
});

export const changeManagementPermissions = [
  changeReadPermission,
  changeCreatePermission,
  changeCommentPermission,
  changeUpdatePermission,
  changeApprovePermission,
  changeImplementPermission,
  changeEmergencyPermission,
  gateAskPermission,
  deploymentReportPermission,
  deploymentReportForOthersPermission,
  calendarManagePermission,
  policyReplayPermission,
  changeImportReadPermission,
  changeImportCreatePermission,
];
