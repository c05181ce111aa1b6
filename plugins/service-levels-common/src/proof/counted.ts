import { z } from 'zod';
import { Counts, NoFigure, Standing, standingOf } from '../arithmetic/budget';
import { periodAt, SloWindow, windowLength } from '../window';

export const HOUR_MS = 3_600_000;

const instant = z.iso.datetime();
const counts = z.strictObject({ bad: z.number(), total: z.number() });
/** Bad events, all events, and how many steps of the hour anything was heard in. */
const hour = z.tuple([z.number(), z.number(), z.number()]);
const unit = z.enum([
  'minutes',
  'hours',
  'days',
  'weeks',
  'months',
  'quarters',
  'years',
]);
const duration = z.strictObject({ count: z.number(), unit });

/** An alert as it came about or ended within the hours of an entry. */
const alertNote = z.strictObject({
  number: z.string(),
  type: z.enum([
    'alert.fired',
    'alert.raised',
    'alert.lowered',
    'alert.resolved',
  ]),
  at: instant,
  /** Of what burns; absent of a silence, and of an end. */
  burn: z
    .strictObject({
      severity: z.enum(['page', 'ticket']),
      longWindow: z.number(),
      shortWindow: z.number(),
      threshold: z.number(),
      long: counts,
      short: counts,
    })
    .optional(),
});

/**
 * What was counted of an objective, hour by hour, once the hours were over: its own definition with it, so that whoever has the
 * entry can do the sums.
 */
export const countedSchema = z.strictObject({
  /** SHA-256 of the objective as it was defined. */
  definition: z.string(),
  target: z.number(),
  window: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('rolling'), duration }),
    z.strictObject({
      kind: z.literal('calendar'),
      duration,
      start: z.string(),
      timeZone: z.string(),
    }),
  ]),
  method: z.enum(['occurrences', 'timeslices', 'ratio-timeslices']),
  /** Another one is counted anew: another metric, window or method. */
  measurement: z.string(),
  /** The hour since which it is measured begins then: before it there is nothing. */
  since: instant,
  /** Whole hours, each in its place. */
  from: instant,
  to: instant,
  hours: z.array(hour).min(1),
  /** Hours of earlier entries of which something came to be known late: as they are now. */
  late: z.array(z.strictObject({ end: instant, hour })),
  /** Pairs of windows that alert, with the burn rate that both have to be above. */
  pairs: z.array(
    z.strictObject({
      severity: z.enum(['page', 'ticket']),
      longWindow: z.number(),
      shortWindow: z.number(),
      burnRate: z.number(),
    }),
  ),
  /** The objective at the end of the last hour, over its window by whole hours; absent where nothing was counted. */
  figures: z
    .strictObject({
      bad: z.number(),
      total: z.number(),
      sli: z.number(),
      burnRate: z.number(),
      budgetLeft: z.number(),
    })
    .optional(),
  /** The same without the times that corrections leave out; absent where none counts, and in entries of before it was kept. */
  corrected: z
    .strictObject({
      bad: z.number(),
      total: z.number(),
      sli: z.number().optional(),
      burnRate: z.number().optional(),
      budgetLeft: z.number().optional(),
      /** In the order they were entered. */
      corrections: z.array(
        z.strictObject({
          number: z.string(),
          /** The id of the last entry about it that was known. */
          upTo: z.string(),
          bad: z.number(),
          total: z.number(),
          /** Milliseconds. */
          excluded: z.number(),
        }),
      ),
    })
    .optional(),
  alerts: z.array(alertNote),
});
export type Counted = z.infer<typeof countedSchema>;
export type AlertNote = Counted['alerts'][number];

/** Hours by their ends. */
export type Hours = ReadonlyMap<number, Counts>;

/** The ends of the hours that a window has that ends then: whole hours only, the oldest as soon as it begins within. */
export function hoursOf(
  window: SloWindow,
  at: number,
): { first: number; last: number } {
  const start =
    window.kind === 'rolling'
      ? at - Math.max(HOUR_MS, windowLength(window))
      : periodAt(window, at - 1).start;
  return {
    first: (Math.floor(start / HOUR_MS) + 1) * HOUR_MS,
    last: Math.floor(at / HOUR_MS) * HOUR_MS,
  };
}

/** How an objective stood at the end of an hour, by the hours of its window. Those that are not there count as nothing. */
export function figuresAt(
  hours: Hours,
  { target, window }: { target: number; window: SloWindow },
  at: number,
): Standing | NoFigure {
  const { first, last } = hoursOf(window, at);
  let bad = 0;
  let total = 0;
  for (let end = first; end <= last; end += HOUR_MS) {
    const counted = hours.get(end);
    bad += counted?.bad ?? 0;
    total += counted?.total ?? 0;
  }
  return standingOf({ bad, total }, target);
}
