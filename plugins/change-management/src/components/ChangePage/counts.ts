import { Change } from '@countersign/plugin-change-management-common';

/** Whether the time to its window, or left in it, means anything: after it was implemented or given up it does not. */
export function counts({ state, onHold }: Pick<Change, 'state' | 'onHold'>) {
  return !onHold && !['review', 'closed', 'canceled'].includes(state);
}
