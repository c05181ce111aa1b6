import { CallerKind } from '@countersign/plugin-governance-common';
import { VerbRule } from '../life';
import { unsettledStates } from './model';

const person: readonly CallerKind[] = ['person'];
const anybody: readonly CallerKind[] = [
  'person',
  'assisted',
  'service',
  'system',
];

/** What can be done with a finding, in which states, and by whom. */
export const findingVerbTable = {
  explain: {
    entry: 'finding.explained',
    states: ['open', 'explained', 'remediating'],
    by: person,
  },
  accept: {
    entry: 'finding.accepted',
    states: ['open', 'explained', 'remediating'],
    by: person,
  },
  'revoke-acceptance': {
    entry: 'finding.acceptance_revoked',
    states: ['accepted'],
    by: person,
  },
  remediate: {
    entry: 'finding.remediated',
    states: unsettledStates,
    by: person,
  },
  close: { entry: 'finding.closed', states: unsettledStates, by: person },
  reopen: {
    entry: 'finding.reopened',
    states: ['explained', 'remediating', 'closed'],
    by: ['person', 'system'],
  },
  assign: { entry: 'finding.assigned', states: unsettledStates, by: person },
  note: {
    entry: 'finding.noted',
    states: [...unsettledStates, 'closed'],
    by: anybody,
  },
} as const satisfies Record<string, VerbRule>;

/** What can be done with a finding. */
export type FindingVerb = keyof typeof findingVerbTable;
/** See {@link FindingVerb}. */
export const findingVerbs = Object.keys(findingVerbTable) as [
  FindingVerb,
  ...FindingVerb[],
];

/** The verb that leaves an entry of this type. */
export function findingVerbOf(type: string): FindingVerb | undefined {
  return findingVerbs.find(verb => findingVerbTable[verb].entry === type);
}
