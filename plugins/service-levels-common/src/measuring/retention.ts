import { SloWindow, windowLength } from '../window';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The days that a period of the calendar has at most; others are as long as they are called. */
const longestDays: Partial<Record<SloWindow['duration']['unit'], number>> = {
  months: 31,
  quarters: 92,
  years: 366,
};

/**
 * What there is to say of a window that is longer than its source keeps what it measures; undefined where the source keeps enough.
 * A period of the calendar counts as long as it ever is, and an hour more where clocks are put back.
 *
 * @param source - `keeps` in milliseconds; absent where the portal counts by itself what it reads
 */
export function shortRetention(
  window: SloWindow,
  { name, keeps }: { name: string; keeps?: number },
): string | undefined {
  if (keeps === undefined || keeps >= longestOf(window)) return undefined;
  return `The window is longer than the ${words(
    keeps,
  )} that ${name} keeps: what the portal did not read in time cannot be read later. Shorten it, or have the source keep more`;
}

function longestOf(window: SloWindow): number {
  const { count, unit } = window.duration;
  const days = longestDays[unit];
  if (window.kind === 'rolling') return windowLength(window);
  return (days ? count * days * DAY : windowLength(window)) + HOUR;
}

function words(ms: number): string {
  return ms >= 2 * DAY
    ? `${Math.floor(ms / DAY)} days`
    : `${Math.floor((ms / HOUR) * 10) / 10} h`;
}
