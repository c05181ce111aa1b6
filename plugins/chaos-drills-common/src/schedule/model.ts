import {
  callerRefSchema,
  instantSchema,
  slugSchema,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { drillNumber } from '../drill/model';

/** A schedule stands in the file of its experiment. It is off until a person turns it on. */
export const scheduleStates = ['off', 'on', 'paused'] as const;
/** One of {@link scheduleStates}. */
export type ScheduleState = (typeof scheduleStates)[number];

const SUBJECT = 'drill-schedule:';

/** The subject of a schedule in the ledger. */
export function scheduleSubject(experiment: string): string {
  return `${SUBJECT}${experiment}`;
}

/** The experiment whose schedule a subject is; undefined where it is none. */
export function experimentOfSchedule(subject: string): string | undefined {
  return subject.startsWith(SUBJECT)
    ? subject.slice(SUBJECT.length)
    : undefined;
}

/** A window in which a drill of a schedule is to start. */
export const occasionSchema = z.object({
  start: instantSchema,
  end: instantSchema,
});
export type Occasion = z.output<typeof occasionSchema>;

/** A schedule as its entries tell it. */
export const scheduleFactsSchema = z.object({
  /** The name of its experiment. */
  experiment: slugSchema,
  state: z.enum(scheduleStates),
  /** Who turned it on or paused it last, and when. */
  by: callerRefSchema.optional(),
  at: instantSchema.optional(),
  /** Why it is paused. */
  reason: textSchema.max(2000).optional(),
  /** When it was turned on for the first time: no window before it counts. */
  since: instantSchema.optional(),
  /** Who turned it on last: in whose name it opens changes. */
  requester: callerRefSchema.optional(),
  /** The last window for which a drill was planned, and that drill. */
  last: occasionSchema.extend({ drill: drillNumber.schema }).optional(),
});
export type ScheduleFacts = z.output<typeof scheduleFactsSchema>;

/** One that nobody has turned on yet. */
export function scheduleOff(experiment: string): ScheduleFacts {
  return { experiment, state: 'off' };
}
