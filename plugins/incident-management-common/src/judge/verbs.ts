import { CallerKind } from '@countersign/plugin-governance-common';
import { IncidentEntryType } from '../entries';
import { IncidentFacts, IncidentState } from '../model';
import { reviewVerbTable } from '../review/verbs';

/** A field of the facts. */
export type FactField = keyof IncidentFacts;

/** What a verb may do: what it does not name is refused. */
export interface VerbRule {
  /** The entry that it leaves. */
  entry: Exclude<IncidentEntryType, 'incident.opened'>;
  /** In which states. */
  states: readonly IncidentState[];
  /** For whom. */
  by: readonly CallerKind[];
  /** What of the facts it may change. */
  touches: readonly FactField[];
}

const open = ['triage', 'new', 'in-progress', 'on-hold'] as const;
const worked = ['in-progress', 'on-hold'] as const;
const lived = [...open, 'resolved'] as const;
const all = [...lived, 'closed', 'canceled'] as const;

const person: readonly CallerKind[] = ['person'];
/** Somebody, also through an assistant or a template. */
const people: readonly CallerKind[] = ['person', 'assisted'];
const system: readonly CallerKind[] = ['system'];
const anybody: readonly CallerKind[] = [
  'person',
  'assisted',
  'service',
  'system',
];

/**
 * What can be done with an incident, by whom, in which states, and what of its facts may change by it. What is told of it can
 * be added for good; what its figures rest on is fixed once it is closed or canceled.
 */
export const verbTable = {
  accept: {
    entry: 'incident.accepted',
    states: ['triage'],
    by: person,
    touches: ['state', 'hands'],
  },
  acknowledge: {
    entry: 'incident.acknowledged',
    states: open,
    by: person,
    touches: ['state', 'times', 'acknowledged', 'hands'],
  },
  hold: {
    entry: 'incident.held',
    states: ['in-progress'],
    by: person,
    touches: ['state', 'hold', 'hands'],
  },
  resume: {
    entry: 'incident.resumed',
    states: ['on-hold'],
    by: person,
    touches: ['state', 'hold', 'heldSeconds', 'hands'],
  },
  mitigate: {
    entry: 'incident.mitigated',
    states: worked,
    by: person,
    touches: ['times', 'hands'],
  },
  restore: {
    entry: 'incident.restored',
    states: open,
    by: ['person', 'system'],
    touches: ['times', 'hands'],
  },
  resolve: {
    entry: 'incident.resolved',
    states: open,
    by: ['person', 'assisted', 'system'],
    touches: [
      'state',
      'times',
      'resolution',
      'hold',
      'heldSeconds',
      'update',
      'hands',
    ],
  },
  reopen: {
    entry: 'incident.reopened',
    states: [...worked, 'resolved'],
    by: ['person', 'system'],
    touches: [
      'state',
      'times',
      'resolution',
      'reopened',
      'hands',
      'hold',
      'heldSeconds',
    ],
  },
  close: {
    entry: 'incident.closed',
    states: ['resolved'],
    by: ['person', 'system'],
    touches: ['state', 'closedAt'],
  },
  cancel: {
    entry: 'incident.canceled',
    states: open,
    by: person,
    touches: ['state', 'cancellation', 'hold', 'heldSeconds'],
  },
  merge: {
    entry: 'incident.merged',
    states: open,
    by: person,
    touches: ['state', 'merged', 'hold', 'heldSeconds'],
  },
  absorb: {
    entry: 'incident.absorbed',
    states: open,
    by: person,
    touches: [
      'absorbed',
      'entities',
      'times',
      'firstAlertAt',
      'alerts',
      'major',
      'impact',
      'urgency',
      'worstPriority',
    ],
  },
  split: {
    entry: 'incident.split',
    states: open,
    by: person,
    touches: ['splitInto', 'entities'],
  },
  edit: {
    entry: 'incident.edited',
    states: lived,
    by: people,
    touches: ['title', 'description', 'entities', 'team'],
  },
  prioritize: {
    entry: 'incident.prioritized',
    states: open,
    by: person,
    touches: ['impact', 'urgency', 'worstPriority'],
  },
  assign: {
    entry: 'incident.assigned',
    states: lived,
    by: person,
    touches: ['roles', 'hands'],
  },
  'add-task': {
    entry: 'incident.task_added',
    states: lived,
    by: people,
    touches: ['tasks'],
  },
  'finish-task': {
    entry: 'incident.task_done',
    states: lived,
    by: people,
    touches: ['tasks'],
  },
  link: {
    entry: 'incident.linked',
    states: all,
    by: anybody,
    touches: ['links'],
  },
  unlink: {
    entry: 'incident.unlinked',
    states: lived,
    by: people,
    touches: ['links'],
  },
  'propose-major': {
    entry: 'incident.major_proposed',
    states: open,
    by: anybody,
    touches: ['major'],
  },
  'accept-major': {
    entry: 'incident.major_accepted',
    states: open,
    by: person,
    touches: ['major'],
  },
  'reject-major': {
    entry: 'incident.major_rejected',
    states: lived,
    by: person,
    touches: ['major'],
  },
  'set-time': {
    entry: 'incident.time_set',
    states: [...lived, 'closed'],
    by: person,
    touches: ['times', 'corrections'],
  },
  'confirm-time': {
    entry: 'incident.time_confirmed',
    states: [...lived, 'closed'],
    by: person,
    touches: ['times', 'corrections'],
  },
  'withdraw-time': {
    entry: 'incident.time_withdrawn',
    states: [...lived, 'closed'],
    by: person,
    touches: ['corrections'],
  },
  'deny-drill': {
    entry: 'incident.drill_denied',
    states: [...lived, 'closed'],
    by: person,
    touches: ['drill'],
  },
  restrict: {
    entry: 'incident.restricted',
    states: open,
    by: person,
    touches: ['privateTo'],
  },
  publish: {
    entry: 'incident.published',
    states: all,
    by: person,
    touches: ['privateTo'],
  },
  update: {
    entry: 'incident.updated',
    states: lived,
    by: people,
    touches: ['update', 'authors'],
  },
  note: {
    entry: 'incident.noted',
    states: all,
    by: anybody,
    touches: ['authors'],
  },
  pin: {
    entry: 'incident.pinned',
    states: all,
    by: people,
    touches: ['pinned'],
  },
  unpin: {
    entry: 'incident.unpinned',
    states: all,
    by: people,
    touches: ['pinned'],
  },
  rewrite: {
    entry: 'incident.rewritten',
    states: all,
    by: anybody,
    touches: ['update'],
  },
  'add-alerts': {
    entry: 'incident.alerts_added',
    states: lived,
    by: system,
    touches: ['alerts', 'times', 'firstAlertAt'],
  },
  'end-alerts': {
    entry: 'incident.alerts_ended',
    states: all,
    by: system,
    touches: ['alerts'],
  },
  'confirm-cause': {
    entry: 'incident.cause_confirmed',
    states: [...lived, 'closed'],
    by: person,
    touches: ['causes'],
  },
  'withdraw-cause': {
    entry: 'incident.cause_withdrawn',
    states: [...lived, 'closed'],
    by: person,
    touches: ['causes'],
  },
  'unlink-problem': {
    entry: 'incident.problem_unlinked',
    states: all,
    by: person,
    touches: ['problems'],
  },
  'link-problem': {
    entry: 'incident.problem_linked',
    states: [...lived, 'closed'],
    by: ['person', 'assisted', 'system'],
    touches: ['problems'],
  },
  ...reviewVerbTable,
} as const satisfies Record<string, VerbRule>;

/** What can be done with an incident. */
export type IncidentVerb = keyof typeof verbTable;

/** See {@link IncidentVerb}. */
export const incidentVerbs = Object.keys(verbTable) as IncidentVerb[];

/** The entry that a verb leaves. */
export type EntryOf<V extends IncidentVerb> = (typeof verbTable)[V]['entry'];

/** The rule of a verb, whichever it is. */
export function ruleOf(verb: IncidentVerb): VerbRule {
  return verbTable[verb];
}

/** The verb that leaves an entry of this type. */
export function verbOf(type: string): IncidentVerb | undefined {
  return incidentVerbs.find(verb => verbTable[verb].entry === type);
}
