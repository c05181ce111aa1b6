import { CallerKind } from '@countersign/plugin-governance-common';
import { ProblemEntryType } from './entries';
import { ProblemFacts, ProblemState } from './model';

/** What a verb may do: what it does not name is refused. */
interface ProblemRule {
  entry: Exclude<ProblemEntryType, 'problem.opened'>;
  states: readonly ProblemState[];
  by: readonly CallerKind[];
  touches: readonly (keyof ProblemFacts)[];
}

const all = [
  'new',
  'assess',
  'root-cause-analysis',
  'fix-in-progress',
  'resolved',
  'closed',
] as const;
const open = all.slice(0, 4);
const person: readonly CallerKind[] = ['person'];
const people: readonly CallerKind[] = ['person', 'assisted'];
const anybody: readonly CallerKind[] = [
  'person',
  'assisted',
  'service',
  'system',
];

/** What can be done with a problem, by whom, in which states, and what of its facts may change by it. */
export const problemVerbTable = {
  assess: {
    entry: 'problem.assessed',
    states: ['new'],
    by: person,
    touches: ['state', 'hands'],
  },
  analyze: {
    entry: 'problem.analyzed',
    states: ['assess'],
    by: person,
    touches: ['state', 'hands'],
  },
  reanalyze: {
    entry: 'problem.reanalyzed',
    states: ['fix-in-progress', 'resolved'],
    by: person,
    touches: ['state', 'fix', 'outcome', 'knownError', 'reanalyzed', 'hands'],
  },
  know: {
    entry: 'problem.known',
    states: ['root-cause-analysis', 'fix-in-progress'],
    by: person,
    touches: ['cause', 'workaround', 'knownError', 'hands'],
  },
  'plan-fix': {
    entry: 'problem.fix_planned',
    states: ['root-cause-analysis', 'fix-in-progress'],
    by: person,
    touches: ['state', 'fix', 'hands'],
  },
  resolve: {
    entry: 'problem.resolved',
    states: ['fix-in-progress'],
    by: person,
    touches: ['state', 'outcome', 'knownError', 'hands'],
  },
  'accept-risk': {
    entry: 'problem.risk_accepted',
    states: ['root-cause-analysis'],
    by: person,
    touches: ['state', 'outcome', 'knownError'],
  },
  close: {
    entry: 'problem.closed',
    states: ['resolved'],
    by: person,
    touches: ['state', 'closedAt'],
  },
  cancel: {
    entry: 'problem.canceled',
    states: ['new', 'assess'],
    by: person,
    touches: ['state', 'outcome', 'closedAt', 'knownError'],
  },
  duplicate: {
    entry: 'problem.duplicate',
    states: ['new', 'assess'],
    by: person,
    touches: ['state', 'outcome', 'closedAt', 'knownError'],
  },
  'link-incident': {
    entry: 'problem.incident_linked',
    states: [...open, 'resolved'],
    by: people,
    touches: ['incidents'],
  },
  'unlink-incident': {
    entry: 'problem.incident_unlinked',
    states: open,
    by: person,
    touches: ['incidents'],
  },
  assign: {
    entry: 'problem.assigned',
    states: [...open, 'resolved'],
    by: person,
    touches: ['owner'],
  },
  edit: {
    entry: 'problem.edited',
    states: [...open, 'resolved'],
    by: people,
    touches: ['title', 'description'],
  },
  note: {
    entry: 'problem.noted',
    states: all,
    by: anybody,
    touches: [],
  },
} as const satisfies Record<string, ProblemRule>;

/** What can be done with a problem. */
export type ProblemVerb = keyof typeof problemVerbTable;
/** See {@link ProblemVerb}. */
export const problemVerbs = Object.keys(problemVerbTable) as [
  ProblemVerb,
  ...ProblemVerb[],
];

/** The rule of a verb, whichever it is. */
export function problemRuleOf(verb: ProblemVerb): ProblemRule {
  return problemVerbTable[verb];
}

/** The verb that leaves an entry of this type. */
export function problemVerbOf(type: string): ProblemVerb | undefined {
  return problemVerbs.find(verb => problemVerbTable[verb].entry === type);
}
