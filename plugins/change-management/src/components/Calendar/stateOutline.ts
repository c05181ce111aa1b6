import { ChangeState } from '@countersign/plugin-change-management-common';

/** The outlines by which the calendar tells states apart; several states share one. */
export const stateOutlines = [
  'draft',
  'authorize',
  'scheduled',
  'implement',
  'done',
  'canceled',
] as const;
export type StateOutline = (typeof stateOutlines)[number];

/** Which outline a state has. */
export const outlineOf: Record<ChangeState, StateOutline> = {
  new: 'draft',
  assess: 'draft',
  authorize: 'authorize',
  scheduled: 'scheduled',
  implement: 'implement',
  review: 'done',
  closed: 'done',
  canceled: 'canceled',
};
