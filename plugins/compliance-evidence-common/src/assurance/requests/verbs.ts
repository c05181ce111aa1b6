import { CallerKind } from '@countersign/plugin-governance-common';
import { VerbRule } from '../life';

const person: readonly CallerKind[] = ['person'];
const people: readonly CallerKind[] = ['person', 'assisted'];

/** What can be done with a request, in which states, and by whom. */
export const requestVerbTable = {
  answer: { entry: 'request.answered', states: ['open'], by: person },
  accept: { entry: 'request.accepted', states: ['answered'], by: person },
  return: { entry: 'request.returned', states: ['answered'], by: person },
  withdraw: {
    entry: 'request.withdrawn',
    states: ['open', 'answered'],
    by: person,
  },
  assign: {
    entry: 'request.assigned',
    states: ['open', 'answered'],
    by: person,
  },
  note: {
    entry: 'request.noted',
    states: ['open', 'answered', 'accepted', 'withdrawn'],
    by: people,
  },
} as const satisfies Record<string, VerbRule>;

/** What can be done with a request. */
export type RequestVerb = keyof typeof requestVerbTable;
/** See {@link RequestVerb}. */
export const requestVerbs = Object.keys(requestVerbTable) as [
  RequestVerb,
  ...RequestVerb[],
];

/** The verbs of whoever asked: nobody else judges an answer. */
export const askersVerbs: readonly RequestVerb[] = [
  'accept',
  'return',
  'withdraw',
];

/** The verb that leaves an entry of this type. */
export function requestVerbOf(type: string): RequestVerb | undefined {
  return requestVerbs.find(verb => requestVerbTable[verb].entry === type);
}
