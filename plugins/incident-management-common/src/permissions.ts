import { createPermission } from '@backstage/plugin-permission-common';

/** The resource type of incidents in permission rules. */
export const RESOURCE_TYPE_INCIDENT = 'incident';

const update = (verb: string) =>
  createPermission({
    name: `incident-management.incident.${verb}`,
    attributes: { action: 'update' },
    resourceType: RESOURCE_TYPE_INCIDENT,
  });

/** See an incident, its timeline and its evidence. Whether somebody sees a private one, its group alone decides. */
export const incidentReadPermission = createPermission({
  name: 'incident-management.incident.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_INCIDENT,
});

/** Declare an incident. */
export const incidentDeclarePermission = createPermission({
  name: 'incident-management.incident.declare',
  attributes: { action: 'create' },
});

/** Write a note into the timeline. */
export const incidentNotePermission = update('note');

/** Work on an incident: accept, acknowledge, hold, mitigate, resolve, reopen, edit, tasks, links, updates. */
export const incidentRespondPermission = update('respond');

/** Lead one: roles, priority, major incident, cancel, merge and split. */
export const incidentCommandPermission = update('command');

/** Set a time otherwise than it was stamped. */
export const incidentCorrectPermission = update('correct');

/** Confirm a time that somebody else set. That it takes somebody without a part in it holds whatever a policy says. */
export const incidentConfirmPermission = update('confirm');

/** Confirm that a change caused it. */
export const incidentCausePermission = update('cause');

/** Write the review of an incident, and see to its action items. That its author alone writes it holds whatever a policy says. */
export const incidentReviewPermission = update('review');

/** Make an incident private to a group, or open it to everybody again. */
export const incidentRestrictPermission = update('restrict');

/** Every permission, for the registry and for policies. */
export const incidentPermissions = [
  incidentReadPermission,
  incidentDeclarePermission,
  incidentNotePermission,
  incidentRespondPermission,
  incidentCommandPermission,
  incidentCorrectPermission,
  incidentConfirmPermission,
  incidentCausePermission,
  incidentReviewPermission,
  incidentRestrictPermission,
];
