import { z } from 'zod';
import { many } from '../api/queryParameters';
import { entityRefSchema, instantSchema } from '../model/primitives';

/** In what a figure of the dashboard is counted. */
export const figureUnits = ['count', 'percent', 'seconds', 'per-day'] as const;
/** One of {@link figureUnits}. `percent` goes from 0 to 100, and below 0 where more was spent than there was. */
export type FigureUnit = (typeof figureUnits)[number];

/** Which way a figure gets better; of `neither` nobody can say. */
export const betterWays = ['higher', 'lower', 'neither'] as const;

/** A list narrows by so many values; a figure over more has no link. */
export const MOST_NARROWED = 50;

const LONGEST_MS = 5 * 366 * 86_400_000;

/** One figure of the dashboard, with what it means. */
export const dashboardFigureSchema = z.object({
  /** Unique within the tile. */
  id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]*$/),
  title: z.string(),
  unit: z.enum(figureUnits),
  /** Absent where there is nothing to work it out from. */
  value: z.number().optional(),
  /** On how many records it rests, where that is not the figure itself. */
  n: z.int().min(0).optional(),
  /** The same of the period before; absent where nobody knows. */
  previous: z.number().optional(),
  /** On how many records `previous` rests; known of what is a sample of its period. */
  previousN: z.int().min(0).optional(),
  better: z.enum(betterWays),
  /** Anything but none asks for action. */
  alarm: z.boolean().optional(),
  definition: z.string(),
  /** The query that lists exactly the records behind it; absent where no list is narrowed so far. */
  list: z
    .record(
      z.string(),
      z.union([
        z.string(),
        z.number(),
        z.boolean(),
        z.array(z.union([z.string(), z.number()])),
      ]),
    )
    .optional(),
});
/** See {@link dashboardFigureSchema}. */
export type DashboardFigure = z.output<typeof dashboardFigureSchema>;

/** Which figures are asked for: of what, in which period, and compared with what begins at `previousFrom`. */
export const dashboardQuerySchema = z
  .strictObject({
    /** The period before goes from here to `from`. */
    previousFrom: instantSchema,
    from: instantSchema,
    /** It does not belong to the period. */
    to: instantSchema,
    /** Groups; the groups below them count too. */
    team: many(entityRefSchema),
    system: many(entityRefSchema),
  })
  .superRefine(({ previousFrom, from, to }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (from >= to) refuse('to', 'must be after from');
    if (previousFrom >= from) refuse('previousFrom', 'must be before from');
    if (Date.parse(to) - Date.parse(previousFrom) > LONGEST_MS) {
      refuse('previousFrom', 'must be five years before to, at most');
    }
  });
/** As a caller writes it. */
export type DashboardQuery = z.input<typeof dashboardQuerySchema>;
/** As a backend reads it. */
export type DashboardScope = z.output<typeof dashboardQuerySchema>;

/** What an area answers for its tile, in one request. */
export const dashboardAnswerSchema = z.object({
  at: z.string(),
  previousFrom: z.string(),
  from: z.string(),
  to: z.string(),
  figures: z.array(dashboardFigureSchema),
  /** What the reader has to know of all of them, such as that they are of the whole organization. */
  note: z.string().optional(),
});
/** See {@link dashboardAnswerSchema}. */
export type DashboardAnswer = z.output<typeof dashboardAnswerSchema>;
