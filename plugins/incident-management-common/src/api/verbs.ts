import {
  entityRefSchema,
  instantSchema,
  linkSchema,
  textSchema,
  userRefSchema,
  webAddressSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  cancelReasons,
  entitiesSchema,
  holdReasons,
  incidentNumber,
  incidentRoles,
  incidentTimes,
  incidentTitleSchema,
  levels,
  mergeKinds,
  reasonSchema,
  wordsSchema,
} from '../model';
import { reviewBodies } from '../review/api';

const nothing = z.strictObject({});
const text = z.strictObject({ text: wordsSchema });
const reason = z.strictObject({ reason: reasonSchema });
const change = z
  .string()
  .regex(/^CHG\d{7,}$/, 'must be a change number such as CHG0000042');

/** What each verb takes: the body of `POST /incidents/{number}/<verb>`. */
export const verbBodies = {
  accept: nothing,
  acknowledge: nothing,
  hold: z.strictObject({
    reason: z.enum(holdReasons),
    text: wordsSchema.optional(),
  }),
  resume: nothing,
  mitigate: text,
  restore: text,
  resolve: text,
  reopen: reason,
  close: nothing,
  cancel: z.strictObject({ reason: z.enum(cancelReasons), text: wordsSchema }),
  merge: z.strictObject({
    into: incidentNumber.schema,
    as: z.enum(mergeKinds).default('merge'),
    reason: reasonSchema,
  }),
  split: z.strictObject({
    title: incidentTitleSchema,
    entities: entitiesSchema,
    reason: reasonSchema,
  }),
  edit: z.strictObject({
    /** Of the incident that the caller read. */
    version: z.int(),
    title: incidentTitleSchema.optional(),
    description: textSchema.max(10_000).optional(),
    entities: entitiesSchema.optional(),
  }),
  prioritize: z.strictObject({
    impact: z.enum(levels),
    urgency: z.enum(levels),
    reason: reasonSchema.optional(),
  }),
  assign: z.strictObject({
    role: z.enum(incidentRoles),
    /** Nobody has it any more when absent. */
    person: userRefSchema.optional(),
  }),
  'add-task': z.strictObject({
    text: wordsSchema,
    owner: userRefSchema.optional(),
    dueAt: instantSchema.optional(),
  }),
  'finish-task': z.strictObject({ task: z.string().max(100) }),
  link: linkSchema,
  unlink: z.strictObject({ url: webAddressSchema }),
  'propose-major': reason,
  'accept-major': reason,
  'reject-major': reason,
  'set-time': z.strictObject({
    time: z.enum(incidentTimes),
    to: instantSchema,
    reason: reasonSchema,
  }),
  'confirm-time': z.strictObject({ correction: z.string().max(100) }),
  'withdraw-time': z.strictObject({ correction: z.string().max(100) }),
  'deny-drill': reason,
  restrict: z.strictObject({ to: entityRefSchema, reason: reasonSchema }),
  publish: reason,
  update: z.strictObject({
    text: wordsSchema,
    nextAt: instantSchema.optional(),
  }),
  note: text,
  pin: z.strictObject({ entry: z.string().max(100) }),
  unpin: z.strictObject({ entry: z.string().max(100) }),
  rewrite: z.strictObject({ entry: z.string().max(100), text: wordsSchema }),
  'confirm-cause': z.strictObject({ change, reason: reasonSchema }),
  'withdraw-cause': z.strictObject({ change, reason: reasonSchema }),
  ...reviewBodies,
} as const;

/** The verbs that somebody can ask for; the others are done by alerts, or with another verb. */
export type AskedVerb = keyof typeof verbBodies;
/** See {@link AskedVerb}. */
export const askedVerbs = Object.keys(verbBodies) as AskedVerb[];

/** What a verb takes, as a caller writes it. */
export type VerbInput<V extends AskedVerb> = z.input<(typeof verbBodies)[V]>;
/** The same, checked. */
export type VerbBody<V extends AskedVerb> = z.output<(typeof verbBodies)[V]>;
