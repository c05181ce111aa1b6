import {
  EvidenceQuery,
  evidenceQuerySchema,
  TimelineQuery,
  timelineQuerySchema,
} from '@countersign/plugin-governance-common';
import {
  LedgerStatus,
  ledgerStatusSchema,
} from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import { Caller } from '../access/Caller';
import { FileAnswer, Operation, operationsOver } from './operation';

/** Tells and proves what happened to the records of one kind. */
export interface RecordTeller<T> {
  timeline(caller: Caller, number: string, query: TimelineQuery): Promise<T>;
  evidence(
    caller: Caller,
    number: string,
    since: EvidenceQuery['since'],
  ): Promise<FileAnswer['content']>;
}

/** The two routes by which a record tells and proves what happened to it. */
export function tellingOperations<S, A extends z.ZodType>(record: {
  /** With its article: "an incident". */
  name: string;
  /** As OpenAPI writes it: `/incidents/{number}`. */
  path: string;
  params: z.ZodObject<{ number: z.ZodType<string> }>;
  /** The name of the permission to read it. */
  permission: string;
  /** What tells it apart in the ids of an area with several kinds: "Problem" for `getProblemTimeline`. */
  kind?: string;
  timeline: A;
  timelineName: string;
  teller(services: S): RecordTeller<z.output<A>>;
}): Operation<S>[] {
  const { defineOperation } = operationsOver<S>();
  const { name, path, params, permission, kind = '', teller } = record;
  return [
    defineOperation({
      method: 'get',
      path: `${path}/timeline`,
      id: `get${kind}Timeline`,
      summary: `What the ledger holds about ${name}, newest first`,
      permission,
      params,
      query: timelineQuerySchema,
      answer: record.timeline,
      answerName: record.timelineName,
      handle: (services, { caller, params: { number }, query }) =>
        teller(services).timeline(caller, number, query),
    }),
    defineOperation({
      method: 'get',
      path: `${path}/evidence`,
      id: `get${kind}Evidence`,
      summary: `The evidence bundle of ${name}, for \`countersign verify\``,
      permission,
      params,
      query: evidenceQuerySchema,
      answer: z.looseObject({}),
      answerName: 'an evidence bundle',
      isFile: true,
      handle: async (services, { caller, params: { number }, query }) => ({
        content: await teller(services).evidence(caller, number, query.since),
        filename: `${number}.evidence.json`,
      }),
    }),
  ];
}

/** The route that says how far an area's ledger is. */
export function ledgerOperation<S>(ledger: {
  /** The name of the permission to read it. */
  permission: string;
  status(services: S, caller: Caller): Promise<LedgerStatus>;
}): Operation<S> {
  return operationsOver<S>().defineOperation({
    method: 'get',
    path: '/ledger',
    id: 'getLedgerStatus',
    summary: 'How far the ledger is, and the keys that sign it',
    permission: ledger.permission,
    answer: ledgerStatusSchema,
    answerName: 'LedgerStatus',
    handle: (services, { caller }) => ledger.status(services, caller),
  });
}

/** The id of the operation that does a verb: `linkIncidentProblem`. */
export function verbOperationId(verb: string, noun: string): string {
  const words = verb.replace(/-(.)/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
  return `${words}${noun}`;
}
