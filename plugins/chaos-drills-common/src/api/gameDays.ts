import {
  actionStateSchema,
  countedPageSchema,
  instantSchema,
  many,
  nextStepSchema,
  pageQuery,
  pageSchema,
  textSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { timelineEventSchema } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import { drillNumber } from '../drill/model';
import { gameDayVerbs } from '../gameDay/actions';
import { gameDayFactsSchema, gameDayStates } from '../gameDay/model';
import { drillSchema } from './drills';

const text = textSchema.min(1).max(4000);

/** What plans a game day; its drills and observers are added to it. */
export const planGameDaySchema = z.strictObject({
  title: textSchema.min(3).max(200),
  /** What people want to learn. */
  goal: text.optional(),
});
export type PlanGameDay = z.input<typeof planGameDaySchema>;

/** What each verb takes: the body of `POST /game-days/{number}/<verb>`. */
export const gameDayBodies = {
  'add-drill': z.strictObject({ drill: drillNumber.schema }),
  'remove-drill': z.strictObject({ drill: drillNumber.schema }),
  observe: z.strictObject({ observer: userRefSchema }),
  start: z.strictObject({}),
  /** About one of its drills, or about all of it. */
  note: z.strictObject({ text, drill: drillNumber.schema.optional() }),
  end: z.strictObject({ summary: text }),
  cancel: z.strictObject({ reason: textSchema.min(3).max(2000) }),
} as const;
export type GameDayBody<V extends keyof typeof gameDayBodies> = z.output<
  (typeof gameDayBodies)[V]
>;

export const gameDaySchema = gameDayFactsSchema.extend({
  id: z.uuid(),
  /** One up with each write. */
  version: z.int(),
  updatedAt: instantSchema,
});
export type GameDay = z.output<typeof gameDaySchema>;

export const listGameDaysSchema = z.strictObject({
  state: many(z.enum(gameDayStates)),
  q: textSchema.max(200).optional(),
  ...pageQuery,
});
export type ListGameDays = z.input<typeof listGameDaysSchema>;
export type GameDayFilters = z.output<typeof listGameDaysSchema>;

export const gameDayPageSchema = countedPageSchema(gameDaySchema);
export type GameDayPage = z.output<typeof gameDayPageSchema>;

/** What the page of a game day needs, as its reader may act on it. */
export const gameDayDetailSchema = z.object({
  gameDay: gameDaySchema,
  /** Its drills as they stand, in the order in which they were added. */
  drills: z.array(drillSchema),
  next: nextStepSchema(gameDayVerbs),
  actions: z.array(actionStateSchema(gameDayVerbs)),
});
export type GameDayDetail = z.output<typeof gameDayDetailSchema>;

/** What happened on a game day and in its drills, in one line of time: `subject` says to which. */
export const gameDayTimelineSchema = pageSchema(
  timelineEventSchema.extend({ subject: z.string() }),
);
export type GameDayTimeline = z.output<typeof gameDayTimelineSchema>;
