import { userRefSchema } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { statementSchema } from '../fields';
import { answerSchema, askedSchema } from './model';

/** The ledger entries of requests. */
export const requestEntrySchemas = {
  'request.opened': askedSchema.extend({
    /** Version of the rules it is judged by. */
    rules: z.literal(1),
  }),
  'request.answered': answerSchema,
  'request.accepted': z.object({ text: statementSchema.optional() }),
  'request.returned': z.object({ reason: statementSchema }),
  'request.withdrawn': z.object({ reason: statementSchema }),
  'request.assigned': z.object({ person: userRefSchema.optional() }),
  'request.noted': z.object({ text: statementSchema }),
} as const;

/** The data of each entry about a request, by its type. */
export type RequestEntrySchemas = typeof requestEntrySchemas;
/** What an entry about a request may be. */
export type RequestEntryType = keyof RequestEntrySchemas;
/** What is in an entry of this type. */
export type RequestEntryData<T extends RequestEntryType> = z.output<
  RequestEntrySchemas[T]
>;
