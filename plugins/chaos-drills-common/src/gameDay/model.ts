import {
  callerRefSchema,
  instantSchema,
  recordNumber,
  textSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { drillNumber } from '../drill/model';
import { outcomes } from '../run/journal';

/** Numbers of game days: `GMD0000042`. */
export const gameDayNumber = recordNumber('GMD', 'game day');

export const gameDayStates = [
  'planned',
  'running',
  'ended',
  'canceled',
] as const;
/** A game day that began is ended and never canceled. */
export type GameDayState = (typeof gameDayStates)[number];

/** How one of its drills went; `canceled` is one that never started. */
export const gameDayResultSchema = z.object({
  drill: drillNumber.schema,
  outcome: z.enum([...outcomes, 'canceled']),
});
export type GameDayResult = z.output<typeof gameDayResultSchema>;

const words = textSchema.min(1).max(4000);

/** Several drills under one name, with people who watch, as its entries tell it. */
export const gameDayFactsSchema = z.object({
  number: gameDayNumber.schema,
  title: textSchema.min(1).max(200),
  /** What people want to learn. */
  goal: words.optional(),
  state: z.enum(gameDayStates),
  plannedBy: callerRefSchema,
  drills: z.array(drillNumber.schema),
  /** Who watches and writes down what they see. */
  observers: z.array(userRefSchema),
  startedAt: instantSchema.optional(),
  startedBy: callerRefSchema.optional(),
  endedAt: instantSchema.optional(),
  /** What was learned. */
  summary: words.optional(),
  results: z.array(gameDayResultSchema).optional(),
  canceled: z.object({ by: callerRefSchema, reason: words }).optional(),
});
export type GameDayFacts = z.output<typeof gameDayFactsSchema>;
