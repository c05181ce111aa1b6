import { AlertTier } from '../arithmetic';
import { Resolution } from './WindowSums';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** So long at most each is kept, finest first, and what is older than that by the next. */
const coarser: readonly Resolution[] = [
  { step: 5 * MINUTE, reach: 3 * DAY },
  { step: HOUR, reach: 45 * DAY },
  { step: DAY, reach: Infinity },
];
const FINE_REACH = 6 * HOUR;

/**
 * How fine the sums of an objective are kept: up to its window, and no finer than anybody asks. Alert windows that are
 * no multiple of five minutes, as those of a window of seven days are, need the finest.
 */
export function resolutionsOf(
  window: number,
  step: number,
  tiers: readonly Pick<AlertTier, 'long' | 'short'>[],
): Resolution[] {
  const odd = tiers
    .flatMap(({ long, short }) => [long, short])
    .filter(each => each > FINE_REACH && each % coarser[0].step !== 0);
  const fine = { step, reach: Math.max(FINE_REACH, ...odd) };
  return [fine, ...coarser].flatMap(({ step: own, reach }, i, all) =>
    i > 0 && all[i - 1].reach >= window
      ? []
      : [{ step: own, reach: Math.min(reach, Math.ceil(window / own) * own) }],
  );
}
