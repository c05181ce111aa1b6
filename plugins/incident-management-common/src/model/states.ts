/**
 * Where an incident stands. In `triage` it is looked at quietly: nobody is told that there is one until somebody accepts it
 * or takes care of it.
 */
export const incidentStates = [
  'triage',
  'new',
  'in-progress',
  'on-hold',
  'resolved',
  'closed',
  'canceled',
] as const;
/** One of {@link incidentStates}. */
export type IncidentState = (typeof incidentStates)[number];

/** In these there is still something to be done. */
export const openStates = ['triage', 'new', 'in-progress', 'on-hold'] as const;
/** From these nothing leads on. */
export const finalStates = ['closed', 'canceled'] as const;

/** True while something is still to be done. */
export function isOpen(state: IncidentState): boolean {
  return (openStates as readonly IncidentState[]).includes(state);
}

/** True once nothing leads on. */
export function isFinal(state: IncidentState): boolean {
  return (finalStates as readonly IncidentState[]).includes(state);
}

/** What an incident on hold waits for. */
export const holdReasons = ['caller', 'change', 'problem', 'vendor'] as const;
/** One of {@link holdReasons}. */
export type HoldReason = (typeof holdReasons)[number];

/** Whether it is led as a major incident: apart from its state. */
export const majorStates = [
  'none',
  'candidate',
  'accepted',
  'rejected',
] as const;
/** One of {@link majorStates}. */
export type MajorState = (typeof majorStates)[number];

/** Who does what while it lasts. */
export const incidentRoles = ['commander', 'communications', 'scribe'] as const;
/** One of {@link incidentRoles}. */
export type IncidentRole = (typeof incidentRoles)[number];

/** Why it was none. Another one's duplicate is merged into that. */
export const cancelReasons = ['no-incident', 'test', 'mistake'] as const;
/** One of {@link cancelReasons}. */
export type CancelReason = (typeof cancelReasons)[number];

/** How one incident became a part of another. */
export const mergeKinds = ['duplicate', 'merge'] as const;
/** One of {@link mergeKinds}. */
export type MergeKind = (typeof mergeKinds)[number];
