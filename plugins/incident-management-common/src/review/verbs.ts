import type { VerbRule } from '../judge/verbs';

const over = ['resolved', 'closed'] as const;
const lived = ['triage', 'new', 'in-progress', 'on-hold', 'resolved'] as const;
/** Also of one that was reopened meanwhile. */
const accepted = ['new', 'in-progress', 'on-hold', ...over] as const;
const all = [...lived, 'closed', 'canceled'] as const;

const person = ['person'] as const;
const people = ['person', 'assisted'] as const;

/** What can be done to learn from an incident; what a review rests on is read once the incident is over. */
export const reviewVerbTable = {
  'start-review': {
    entry: 'incident.review_started',
    states: over,
    by: person,
    touches: ['review'],
  },
  'edit-review': {
    entry: 'incident.review_edited',
    states: accepted,
    by: person,
    touches: ['review'],
  },
  'take-review': {
    entry: 'incident.review_taken',
    states: accepted,
    by: person,
    touches: ['review'],
  },
  'publish-review': {
    entry: 'incident.review_published',
    states: over,
    by: person,
    touches: ['review'],
  },
  'add-action': {
    entry: 'incident.action_added',
    states: accepted,
    by: person,
    touches: ['actionItems'],
  },
  'change-action': {
    entry: 'incident.action_changed',
    states: all,
    by: person,
    touches: ['actionItems'],
  },
  'finish-action': {
    entry: 'incident.action_done',
    states: all,
    by: person,
    touches: ['actionItems'],
  },
  'cancel-action': {
    entry: 'incident.action_canceled',
    states: all,
    by: person,
    touches: ['actionItems'],
  },
  'tick-step': {
    entry: 'incident.step_ticked',
    states: lived,
    by: people,
    touches: ['steps'],
  },
  'untick-step': {
    entry: 'incident.step_unticked',
    states: lived,
    by: people,
    touches: ['steps'],
  },
} as const satisfies Record<string, VerbRule>;

/** What can be done to learn from an incident. */
export type ReviewVerb = keyof typeof reviewVerbTable;

/** Whether a verb is about what is learned from an incident. */
export function isReviewVerb(verb: string): verb is ReviewVerb {
  return Object.hasOwn(reviewVerbTable, verb);
}
