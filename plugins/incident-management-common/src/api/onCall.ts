import {
  entityRefSchema,
  instantSchema,
  slugSchema,
  strictly,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { overrideSchema } from '../oncall';

const shiftSchema = z.object({
  start: instantSchema,
  end: instantSchema,
  who: z.string(),
  override: z.string().optional(),
});
const gapSchema = z.object({
  start: instantSchema,
  end: instantSchema,
  left: z.string().optional(),
});

/** A rotation as its page shows it. */
export const rotationViewSchema = z.object({
  name: z.string(),
  title: z.string(),
  timeZone: z.string(),
  members: z.array(z.object({ who: z.string(), left: z.boolean() })),
  team: z.string().optional(),
  now: shiftSchema.optional(),
  next: shiftSchema.optional(),
  /** Of the next two weeks: when nobody who can react is on call. */
  gaps: z.array(gapSchema),
});
export type RotationView = z.output<typeof rotationViewSchema>;

const reachedSchema = z.object({
  told: z.string(),
  who: z.string().optional(),
  nobody: z.enum(['gap', 'left', 'unknown-rotation', 'no-owner']).optional(),
});

/** Who is told of an incident on an entity, if it were opened now. */
export const entityOnCallSchema = z.object({
  entityRef: z.string(),
  policy: z.object({ name: z.string(), title: z.string() }).optional(),
  steps: z.array(
    z.object({
      /** Minutes after the incident is raised. */
      after: z.int(),
      reached: z.array(reachedSchema),
      targets: z.array(z.string()),
    }),
  ),
});

/** Which rotations: those of either, where both are named, and all where none is. */
export const onCallQuerySchema = z.strictObject({
  /** Those that are told of incidents on it. */
  entity: entityRefSchema.optional(),
  /** Those that stand on the page of this group or system. */
  team: entityRefSchema.optional(),
});
export type OnCallQuery = z.input<typeof onCallQuerySchema>;
export const onCallAnswerSchema = z.object({
  rotations: z.array(rotationViewSchema),
  entity: entityOnCallSchema.optional(),
});
export type OnCallAnswer = z.output<typeof onCallAnswerSchema>;

/** Nobody plans further ahead, nor looks further back at once. */
const MOST_DAYS = 366;
export const shiftsQuerySchema = z
  .strictObject({ from: instantSchema, to: instantSchema })
  .refine(({ from, to }) => from < to, {
    message: 'must be after from',
    path: ['to'],
  })
  .refine(
    ({ from, to }) =>
      Date.parse(to) - Date.parse(from) <= MOST_DAYS * 86_400_000,
    { message: `may be ${MOST_DAYS} days after from at most`, path: ['to'] },
  );
export type ShiftsQuery = z.input<typeof shiftsQuerySchema>;
export const shiftsAnswerSchema = z.object({
  shifts: z.array(shiftSchema),
  gaps: z.array(gapSchema),
});
export type ShiftsAnswer = z.output<typeof shiftsAnswerSchema>;

export const rotationParamsSchema = z.object({ name: slugSchema });

export const listOverridesSchema = z.strictObject({
  rotation: slugSchema.optional(),
});
export type ListOverrides = z.input<typeof listOverridesSchema>;
export const overridesSchema = z.object({ items: z.array(overrideSchema) });
export type Overrides = z.output<typeof overridesSchema>;

export const withdrawOverrideSchema = strictly({});

/** What became of the mail or the Slack message by which a page went on from the portal to somebody. */
export const pageMessageSchema = z.object({
  who: z.string(),
  /**
   * `waiting`: it was not taken yet, and is tried again. `unaddressed`: there is no address of theirs that it may go to.
   * `parked`: it is given up.
   */
  state: z.enum(['waiting', 'sent', 'unaddressed', 'parked']),
  at: instantSchema,
  /** So often it was not taken. */
  attempts: z.int(),
  failure: z.string().optional(),
  /** When it is tried again. */
  nextTryAt: instantSchema.optional(),
});
export type PageMessage = z.output<typeof pageMessageSchema>;

/** A page that was sent, or went to nobody. */
export const sentPageSchema = z.object({
  id: z.uuid(),
  run: z.int(),
  /** From 0. */
  step: z.int(),
  dueAt: instantSchema,
  sentAt: instantSchema,
  channel: z.enum(['notification', 'target', 'nobody']),
  recipient: z.string(),
  via: z.string().optional(),
  nobody: z.string().optional(),
  /** Whoever the target is has taken it; a notification stands in the portal since. */
  deliveredAt: instantSchema.optional(),
  /** So often it was not taken. */
  attempts: z.int(),
  failure: z.string().optional(),
  /** Of a notification, where the portal sends mails. */
  mails: z.array(pageMessageSchema).optional(),
  /** Of a notification, where the portal posts to Slack: one of each workspace. */
  slack: z.array(pageMessageSchema).optional(),
});
export type SentPage = z.output<typeof sentPageSchema>;
/** How far an incident is escalated. */
export const escalationAnswerSchema = z.object({
  policy: z.string().optional(),
  raisedAt: instantSchema.optional(),
  endedAt: instantSchema.optional(),
  /** When the next step is paged, if nobody reacts. */
  nextAt: instantSchema.optional(),
  pages: z.array(sentPageSchema),
});
export type EscalationAnswer = z.output<typeof escalationAnswerSchema>;
