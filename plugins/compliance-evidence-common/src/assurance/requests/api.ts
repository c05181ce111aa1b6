import {
  actionStateSchema,
  countedPageSchema,
  flag,
  instantSchema,
  many,
  nextStepSchema,
  pageQuery,
  textSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { statementSchema } from '../fields';
import {
  answerSchema,
  askedSchema,
  requestFactsSchema,
  requestStates,
} from './model';
import { RequestVerb, requestVerbs } from './verbs';

/** What opens a request. */
export const openRequestSchema = z.strictObject({
  ...askedSchema.shape,
  controls: askedSchema.shape.controls.default([]),
});
export type OpenRequest = z.input<typeof openRequestSchema>;

/** What each verb takes: the body of `POST /requests/{number}/<verb>`. */
export const requestBodies = {
  answer: z.strictObject(answerSchema.shape),
  accept: z.strictObject({ text: statementSchema.optional() }),
  return: z.strictObject({ reason: statementSchema }),
  withdraw: z.strictObject({ reason: statementSchema }),
  assign: z.strictObject({ person: userRefSchema.optional() }),
  note: z.strictObject({ text: statementSchema }),
} as const satisfies Record<RequestVerb, z.ZodType>;

/** What a verb takes, as a caller writes it. */
export type RequestInput<V extends RequestVerb> = z.input<
  (typeof requestBodies)[V]
>;
/** The same, checked. */
export type RequestBody<V extends RequestVerb> = z.output<
  (typeof requestBodies)[V]
>;

/** A request, as every reader of the API gets it. */
export const requestSchema = requestFactsSchema.extend({
  id: z.uuid(),
  /** One up with each write. */
  version: z.int(),
  updatedAt: instantSchema,
});
/** See {@link requestSchema}. */
export type EvidenceRequest = z.output<typeof requestSchema>;

/** Which requests are listed: those that fit every filter, a page at a time. */
export const listRequestsSchema = z.strictObject({
  state: many(z.enum(requestStates)),
  requester: many(userRefSchema),
  assignee: many(userRefSchema),
  /** Only those whose day has come, and that are not settled. */
  overdue: flag,
  q: textSchema.max(200).optional(),
  ...pageQuery,
});
export type ListRequests = z.input<typeof listRequestsSchema>;
/** The same as the backend reads it. */
export type RequestFilters = z.output<typeof listRequestsSchema>;

/** A page of the list. */
export const requestPageSchema = countedPageSchema(requestSchema);
export type RequestPage = z.output<typeof requestPageSchema>;

/** What the page of a request needs, as its reader may see and act on it. */
export const requestDetailSchema = z.object({
  request: requestSchema,
  next: nextStepSchema(requestVerbs),
  actions: z.array(actionStateSchema(requestVerbs)),
});
export type RequestDetail = z.output<typeof requestDetailSchema>;
