import { ObjectiveDetail } from '@countersign/plugin-service-levels-common';
import Fraction from 'fraction.js';
import { WatchingObjective } from './predictDetection';

type Told = Pick<
  ObjectiveDetail,
  'target' | 'window' | 'pairs' | 'predictions' | 'counts'
>;

type Pair = Told['pairs'][number];

/**
 * An objective as detection is predicted from it, from what service levels tell of it. How late each pair of windows is does
 * not stand there by itself: it is what their own prediction takes beyond the time in which the windows fill. The latest of
 * the pairs counts for all. Theirs is the longest that it takes, from one reading and one evaluation to the next; a fault
 * begins at any moment between two of them, so half of it passes on average.
 */
export function watchingObjective({
  target,
  window,
  pairs,
  predictions,
  counts,
}: Told): WatchingObjective {
  const traffic = heldTraffic(pairs, counts);
  const late = pairs.flatMap(({ longWindow, errorRatio }, i) =>
    predictions.flatMap(prediction => {
      const { firesAfter } = prediction.pairs[i] ?? {};
      return firesAfter === undefined
        ? []
        : [firesAfter - (longWindow * errorRatio) / prediction.errorRatio];
    }),
  );
  return {
    target,
    window,
    ...(traffic !== undefined && { held: traffic }),
    tiers: pairs
      .filter(({ canFire }) => canFire)
      .map(({ severity, longWindow, shortWindow, burnRate, long: held }) => ({
        ...(held.total > 0 && {
          badBefore: held.bad / held.total,
        }),
        severity,
        long: longWindow,
        short: shortWindow,
        budgetShare: new Fraction(burnRate).mul(longWindow).div(window),
      })),
    delays: {
      evaluation: Math.max(0, ...late) / 2,
      ingestion: 0,
      pending: 0,
    },
  };
}

/** So much more in its short window than in its long one: the long one was not measured whole. */
const FAR_MORE = 1.5;

/**
 * The traffic of now is what the long window of the fastest pair holds. Its short one varies more, and counts where the long one
 * cannot be whole yet, as after a time in which nobody measured.
 */
function heldTraffic(
  pairs: readonly Pair[],
  counts: Told['counts'],
): number | undefined {
  const [fastest] = [...pairs].sort((a, b) => a.longWindow - b.longWindow);
  if (!fastest || !counts?.total) return undefined;
  const { long, longWindow, short, shortWindow } = fastest;
  const usual = long.total / longWindow;
  const recent = short.total / shortWindow;
  const rate = recent > FAR_MORE * usual ? recent : usual;
  return rate > 0 ? counts.total / rate : undefined;
}
