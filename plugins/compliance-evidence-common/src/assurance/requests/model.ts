import {
  callerRefSchema,
  instantSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  controlSchema,
  recordTitleSchema,
  referenceSchema,
  requestNumber,
  statementSchema,
} from '../fields';

/** Where a request of an auditor stands. */
export const requestStates = [
  'open',
  'answered',
  'accepted',
  'withdrawn',
] as const;
/** One of {@link requestStates}. */
export type RequestState = (typeof requestStates)[number];

const signed = { by: callerRefSchema, at: instantSchema };

/** What an auditor asks for. */
export const askedSchema = z.object({
  title: recordTitleSchema,
  text: statementSchema,
  /** When the auditor needs it. */
  due: instantSchema,
  controls: z.array(controlSchema).max(20),
  /** Who is asked for it. */
  assignee: userRefSchema.optional(),
});
/** See {@link askedSchema}. */
export type Asked = z.output<typeof askedSchema>;

/** An answer: words, and where the evidence is. */
export const answerSchema = z.object({
  text: statementSchema,
  references: z.array(referenceSchema).min(1).max(50),
});

/** A request: what its ledger entries say, folded. */
export const requestFactsSchema = askedSchema.extend({
  number: requestNumber.schema,
  state: z.enum(requestStates),
  /** The auditor who asked. */
  opened: z.object(signed),
  answers: z.array(
    answerSchema.extend({
      ...signed,
      /** Why the auditor gave it back. */
      returned: z.object({ reason: statementSchema, ...signed }).optional(),
    }),
  ),
  settled: z.object({ text: statementSchema.optional(), ...signed }).optional(),
});
/** See {@link requestFactsSchema}. */
export type RequestFacts = z.output<typeof requestFactsSchema>;
