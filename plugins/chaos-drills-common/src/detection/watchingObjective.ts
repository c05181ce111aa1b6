import { ObjectiveDetail } from '@countersign/plugin-service-levels-common';
import Fraction from 'fraction.js';
import { WatchingObjective } from './predictDetection';

type Told = Pick<
  ObjectiveDetail,
  'target' | 'window' | 'pairs' | 'predictions'
>;

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
}: Told): WatchingObjective {
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
