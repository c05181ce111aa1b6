import { IncidentEvent } from '@countersign/plugin-incident-management-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';

/** What an incident's timeline says of an entry beside the entry itself; an older portal says nothing of it. */
type Marks = Partial<Pick<IncidentEvent, 'pinned' | 'rewritten'>>;

const marksOf = (event: TimelineEvent): Marks => event as Marks;

/** Whether somebody pinned the entry. */
export function isPinned(event: TimelineEvent): boolean {
  return marksOf(event).pinned === true;
}

/** What its author has it say now; absent where nobody corrected it. */
export function rewritingOf(event: TimelineEvent): Marks['rewritten'] {
  return marksOf(event).rewritten;
}
