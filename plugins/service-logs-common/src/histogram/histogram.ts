import { instantSchema } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { severityClasses } from '../model/severity';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long a bar may be: lengths that people count in. */
export const stepLengths = [
  ...[1, 2, 5, 10, 15, 30].map(n => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map(n => n * MINUTE),
  ...[1, 2, 3, 6, 12].map(n => n * HOUR),
  ...[1, 2, 7, 14, 28].map(n => n * DAY),
] as const;

/** Bars of one histogram at most. */
export const MOST_BARS = 60;

/** Bars of one length, the first of which begins at `start`. Milliseconds. */
export interface Bars {
  start: number;
  step: number;
  count: number;
}

/** The shortest bars of which {@link MOST_BARS} cover the time from `from` to before `to`; each begins at a multiple of its length. */
export function barsOf(from: number, to: number, most = MOST_BARS): Bars {
  const step =
    stepLengths.find(each => barsFor(from, to, each) <= most) ??
    DAY * Math.ceil((to - from) / DAY / (most - 1));
  return {
    start: Math.floor(from / step) * step,
    step,
    count: barsFor(from, to, step),
  };
}

function barsFor(from: number, to: number, step: number): number {
  const first = Math.floor(from / step);
  return Math.max(1, Math.ceil(to / step) - first);
}

/** How many entries of each of the classes a bar has. */
export type ClassCounts = number[];

/** Entries a bar, by the class of their severity. */
export const logHistogramSchema = z.object({
  /** Seconds a bar lasts. */
  step: z.int(),
  bars: z.array(
    z.object({
      start: instantSchema,
      counts: z.array(z.int()).length(severityClasses.length),
    }),
  ),
  total: z.int(),
  /** False where time ran out: older bars than `countedFrom` are not counted. */
  complete: z.boolean(),
  countedFrom: instantSchema.optional(),
});
/** See {@link logHistogramSchema}. */
export type LogHistogram = z.output<typeof logHistogramSchema>;

/** Counts entries into bars. */
export class BarCounter {
  readonly #counts: ClassCounts[];

  constructor(readonly bars: Bars) {
    this.#counts = Array.from({ length: bars.count }, () =>
      severityClasses.map(() => 0),
    );
  }

  /** @param at - milliseconds; what lies outside of the bars is not counted */
  add(at: number, severityClassIndex: number, n = 1): void {
    const { start, step, count } = this.bars;
    const bar = Math.floor((at - start) / step);
    if (bar >= 0 && bar < count) this.#counts[bar][severityClassIndex] += n;
  }

  /** @param countedFrom - where counting ended early, from when on it is all there */
  histogram(countedFrom?: number): LogHistogram {
    const { start, step } = this.bars;
    return {
      step: step / SECOND,
      bars: this.#counts.map((counts, i) => ({
        start: new Date(start + i * step).toISOString(),
        counts,
      })),
      total: this.#counts.flat().reduce((sum, n) => sum + n, 0),
      complete: countedFrom === undefined,
      ...(countedFrom !== undefined && {
        countedFrom: new Date(countedFrom).toISOString(),
      }),
    };
  }
}
