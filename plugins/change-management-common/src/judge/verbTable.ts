import { CallerKind } from '@countersign/plugin-governance-common';
import { HandKind } from '../facts/hands';
import { ChangeState } from '../model';
import { Verb } from './result';

/** The fields of a change that somebody writes. */
export const writtenFields = [
  'title',
  'description',
  'category',
  'environment',
  'items',
  'implementer',
  'window',
  'justification',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'links',
  'reliabilityFix',
  'commit',
] as const;
/** Fields that may be written only before the change was ever submitted, or after it was sent back. */
export const openingFields = ['type', 'template'] as const;
export type WrittenField =
  | (typeof writtenFields)[number]
  | (typeof openingFields)[number];

export interface VerbRule {
  /** In which states. */
  states: readonly ChangeState[];
  /** For whom. What a machine may do is short: open, plan, submit, ask the gate, report, comment. */
  by: readonly CallerKind[];
  /** Which fields it may write. */
  touches: readonly WrittenField[];
  /** The hand whoever does it has in the change from then on. */
  hand?: HandKind;
}

const all: readonly ChangeState[] = [
  'new',
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
  'closed',
  'canceled',
];
const beforeStart = all.slice(0, 4);
const open = all.slice(0, 6);
const person: readonly CallerKind[] = ['person'];
const anybody: readonly CallerKind[] = [
  'person',
  'assisted',
  'service',
  'system',
];

/**
 * What each verb may do. What it does not name is refused: another state, another kind of caller, another field. After
 * the start nothing of a change is written any more.
 */
export const verbTable: Record<Verb, VerbRule> = {
  edit: {
    states: beforeStart,
    by: anybody,
    touches: [...writtenFields, ...openingFields],
    hand: 'edited',
  },
  plan: {
    states: beforeStart,
    by: anybody,
    touches: ['commit', 'items'],
    hand: 'attached',
  },
  submit: { states: ['new'], by: anybody, touches: [], hand: 'submitted' },
  authorize: {
    states: ['assess', 'authorize', 'scheduled', 'implement', 'review'],
    by: anybody,
    touches: [],
    hand: 'submitted',
  },
  'accept-conflict': {
    states: beforeStart,
    by: person,
    touches: [],
    hand: 'accepted',
  },
  approve: {
    states: ['authorize', 'implement', 'review'],
    by: person,
    touches: [],
  },
  reject: {
    states: ['authorize', 'implement', 'review'],
    by: person,
    touches: [],
  },
  // Before it starts: afterwards nothing of it can be changed, and whoever asked approves or rejects what was done.
  'request-changes': { states: ['authorize'], by: person, touches: [] },
  'withdraw-request': { states: ['authorize'], by: person, touches: [] },
  withdraw: { states: ['authorize', 'scheduled'], by: person, touches: [] },
  decline: { states: beforeStart, by: person, touches: ['implementer'] },
  start: {
    states: ['authorize', 'scheduled'],
    by: person,
    touches: ['implementer'],
    hand: 'started',
  },
  complete: {
    states: ['implement'],
    by: person,
    touches: [],
    hand: 'completed',
  },
  close: { states: ['authorize', 'review'], by: person, touches: [] },
  hold: { states: open, by: person, touches: [] },
  resume: { states: open, by: person, touches: [] },
  cancel: {
    states: [...beforeStart, 'implement'],
    by: person,
    touches: [],
  },
  comment: { states: all, by: anybody, touches: [] },
  deployment: { states: all, by: anybody, touches: [] },
};

/**
 * In which states a machine may edit: what was asked for or approved is moved by people only. A new plan it may attach;
 * that voids what was approved.
 */
export const machineEdits: readonly ChangeState[] = ['new', 'assess'];
