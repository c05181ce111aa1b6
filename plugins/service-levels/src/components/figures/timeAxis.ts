import { absoluteTime, chartLooks } from '@countersign/plugin-governance-react';
import { DateTime } from 'luxon';

const DAY = 86_400_000;
const TICKS = 6;

/** The margin of a chart over time: its labels stand inside of their axes. */
export const timeChart = {
  margin: { top: 8, right: 8, bottom: 0, left: 0 },
  accessibilityLayer: false,
};

/** The axis of a chart whose points have their time in `at`. */
export function timeAxis(from: number, to: number) {
  return {
    ...chartLooks.axis,
    dataKey: 'at',
    type: 'number' as const,
    scale: 'time' as const,
    domain: [from, to],
    ticks: timeTicks(from, to),
    tickFormatter: (at: number) => axisTime(at, to - from),
  };
}

/** The figures of one of its points, under their time. */
export const timeTooltip = {
  ...chartLooks.tooltip,
  labelFormatter: (at: unknown) =>
    absoluteTime(new Date(Number(at)).toISOString()),
};

/** So many instants at equal distances: a chart as wide as a phone has place for them. */
function timeTicks(from: number, to: number): number[] {
  return Array.from(
    { length: TICKS },
    (_, i) => from + ((to - from) * i) / (TICKS - 1),
  );
}

/** An instant on the axis of a chart: by the minute, the day or the month, as long as the chart is. */
function axisTime(at: number, span: number): string {
  const here = DateTime.fromMillis(at).setLocale('en-GB');
  if (span <= 2 * DAY) return here.toFormat('HH:mm');
  return here.toFormat(span <= 120 * DAY ? 'd LLL' : 'LLL yy');
}
