import { DateTime } from 'luxon';

const DAY = 86_400_000;
const TICKS = 6;

/** So many instants at equal distances: a chart as wide as a phone has place for them. */
export function timeTicks(from: number, to: number): number[] {
  return Array.from(
    { length: TICKS },
    (_, i) => from + ((to - from) * i) / (TICKS - 1),
  );
}

/** An instant on the axis of a chart: by the minute, the day or the month, as long as the chart is. */
export function axisTime(at: number, span: number): string {
  const here = DateTime.fromMillis(at).setLocale('en-GB');
  if (span <= 2 * DAY) return here.toFormat('HH:mm');
  return here.toFormat(span <= 120 * DAY ? 'd LLL' : 'LLL yy');
}
