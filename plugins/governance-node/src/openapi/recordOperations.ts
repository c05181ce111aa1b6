import {
  EvidenceQuery,
  evidenceQuerySchema,
  refuseUnstorable,
  TimelineQuery,
  timelineQuerySchema,
} from '@countersign/plugin-governance-common';
import {
  LedgerStatus,
  ledgerStatusSchema,
} from '@countersign/plugin-ledger-common';
import { Ledger } from '@countersign/plugin-ledger-node';
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

/** What of a ledger its witnesses meet. */
export type WitnessedLedger = Pick<Ledger, 'growthSince' | 'addCosignatures'>;

const cosignaturesSchema = z.strictObject({
  /** Entries at the checkpoint. */
  size: z.int().min(1),
  /** Signature lines as C2SP has them, each ending in a newline. */
  cosignatures: z.string().min(1).max(20_000).superRefine(refuseUnstorable),
});

const addedCosignaturesSchema = z.object({
  size: z.int(),
  cosignatures: z.array(z.object({ witness: z.string(), time: z.string() })),
});

/**
 * The routes by which a witness comes to an area's ledger: it reads how the log grew, and brings its cosignature. That is
 * taken for its signature, by a witness that the configuration names, and not for who carries it.
 */
export function witnessOperations<S>(of: {
  /** The name of the permission to read the ledger. */
  permission?: string;
  admit?: Operation<S>['admit'];
  /** @throws NotAllowedError where the caller may not read it */
  ledger(services: S, caller: Caller): Promise<WitnessedLedger>;
}): Operation<S>[] {
  const { defineOperation } = operationsOver<S>();
  const { permission, admit } = of;
  return [
    defineOperation({
      ...{ method: 'get', path: '/ledger/growth', permission, admit },
      id: 'getLedgerGrowth',
      summary:
        'The latest checkpoint, with proof that the ledger only grew since it had so many entries: what C2SP tlog-witness asks a witness',
      query: z.strictObject({
        from: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
      }),
      answer: z.string(),
      answerName: 'the body of add-checkpoint',
      media: 'text/plain',
      isFile: true,
      handle: async (services, { caller, query }) => {
        const ledger = await of.ledger(services, caller);
        return { content: await ledger.growthSince(query.from) };
      },
    }),
    defineOperation({
      ...{ method: 'post', path: '/ledger/cosignatures', permission, admit },
      id: 'addLedgerCosignatures',
      summary:
        'Bring cosignatures of a checkpoint by witnesses that the configuration names',
      body: cosignaturesSchema,
      answer: addedCosignaturesSchema,
      answerName: 'the cosignatures that were taken',
      // The same cosignature is taken once, however often it is brought.
      ignoresKey: true,
      handle: async (services, { caller, body }) => {
        const ledger = await of.ledger(services, caller);
        return ledger.addCosignatures(body.size, body.cosignatures);
      },
    }),
  ];
}

/** The id of the operation that does a verb: `linkIncidentProblem`. */
export function verbOperationId(verb: string, noun: string): string {
  const words = verb.replace(/-(.)/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
  return `${words}${noun}`;
}
