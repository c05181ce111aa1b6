import {
  textSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { drillNumber, drillStates } from '../drill/model';
import { gameDayNumber, gameDayResultSchema } from './model';

const text = textSchema.min(1).max(4000);
const drill = drillNumber.schema;

/** What was known of a drill when it was made part of a game day, or taken out of it. */
export const gameDayPartSchema = z.object({
  drill,
  state: z.enum(drillStates),
  /** The game day that it belongs to already. */
  gameDay: gameDayNumber.schema.optional(),
});
export type GameDayPart = z.output<typeof gameDayPartSchema>;

/** The entries of game days, beside those of drills. */
export const gameDayEntrySchemas = {
  'game_day.planned': z.object({
    title: textSchema.min(1).max(200),
    goal: text.optional(),
  }),
  'game_day.drill_added': gameDayPartSchema,
  'game_day.drill_removed': gameDayPartSchema,
  'game_day.observer_added': z.object({ observer: userRefSchema }),
  'game_day.started': z.object({}),
  'game_day.noted': z.object({ text, drill: drill.optional() }),
  'game_day.ended': z.object({
    summary: text,
    results: z.array(gameDayResultSchema).max(50),
  }),
  'game_day.canceled': z.object({ reason: text }),
};
