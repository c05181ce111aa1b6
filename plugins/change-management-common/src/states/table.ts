import { ChangeState, ChangeType } from '../model';
import { TransitionCause } from './causes';

/** One edge of the state model. */
export interface Edge {
  from: ChangeState;
  to: ChangeState;
  causes: readonly TransitionCause[];
}

const edge = (
  from: ChangeState,
  to: ChangeState,
  ...causes: TransitionCause[]
): Edge => ({ from, to, causes });

const fromScheduled: Edge[] = [
  edge('scheduled', 'implement', 'start', 'deployment'),
  edge('implement', 'review', 'complete', 'deployment'),
  edge('review', 'closed', 'close'),
];

const canceledFrom = (...states: ChangeState[]) =>
  states.map(state => edge(state, 'canceled', 'cancel'));

/**
 * Every step a change of each type may take, after ServiceNow's change model. Nothing leaves Closed or Canceled.
 * A retrospective change is opened in Authorize and is not canceled: what it records has happened.
 */
export const transitionTable: Record<ChangeType, readonly Edge[]> = {
  normal: [
    edge('new', 'assess', 'submit'),
    edge('assess', 'authorize', 'submit', 'authorize'),
    edge('authorize', 'scheduled', 'approve'),
    edge('authorize', 'new', 'reject'),
    edge('authorize', 'assess', 'edit'),
    edge('scheduled', 'assess', 'edit'),
    edge('scheduled', 'authorize', 'authorize', 'withdraw'),
    ...fromScheduled,
    ...canceledFrom('new', 'assess', 'authorize', 'scheduled', 'implement'),
  ],
  standard: [
    edge('new', 'scheduled', 'submit'),
    edge('scheduled', 'new', 'edit'),
    ...fromScheduled,
    ...canceledFrom('new', 'scheduled', 'implement'),
  ],
  emergency: [
    edge('new', 'authorize', 'submit'),
    edge('authorize', 'scheduled', 'approve', 'start'),
    edge('authorize', 'new', 'reject'),
    edge('scheduled', 'authorize', 'edit', 'authorize', 'withdraw'),
    ...fromScheduled,
    ...canceledFrom('new', 'authorize', 'scheduled', 'implement'),
  ],
  retrospective: [
    edge('authorize', 'review', 'approve', 'close'),
    edge('review', 'closed', 'close'),
  ],
};

/** Whether a change of this type may take this step for this cause. */
export function isLegalTransition(
  type: ChangeType,
  from: ChangeState,
  to: ChangeState,
  cause: TransitionCause,
): boolean {
  return transitionTable[type].some(
    e => e.from === from && e.to === to && e.causes.includes(cause),
  );
}

/** Closed and Canceled: nothing leaves them. */
export const isFinal = (state: ChangeState): boolean =>
  state === 'closed' || state === 'canceled';
