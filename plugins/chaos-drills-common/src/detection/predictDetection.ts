import {
  AlertSeverity,
  AlertTier,
  Delays,
  thresholdOf,
} from '@countersign/plugin-service-levels-common';

/** A fault as far as alerts can see it. */
export interface ExpectedFault {
  /** Of all requests, how many turn bad: above 0 and at most 1. */
  badShare: number;
  /** How long it is there. Milliseconds. */
  lasts: number;
}

/** A pair of windows, and what its long one holds beforehand. */
export interface WatchingTier extends AlertTier {
  /** Bad events of all in the long window before the fault, at least 0; 0 where it is left out. */
  badBefore?: number;
}

/** An objective that should notice. */
export interface WatchingObjective {
  /** Share of good events, above 0 and below 1. */
  target: number;
  /** Milliseconds. */
  window: number;
  tiers: readonly WatchingTier[];
  /** As long as they are on average. */
  delays: Delays;
  /**
   * For how long traffic as it is now would have come to make up what the window holds, in milliseconds: less than the window
   * where it was measured for a while only. Absent where nobody knows.
   */
  held?: number;
}

/** When the first alert fires, counted from the beginning of the fault; absent where none does. */
export interface PredictedDetection {
  /** Milliseconds. */
  after?: number;
  severity?: AlertSeverity;
  /** Why none fires. */
  reason?: string;
}

/**
 * Predicts when a fault is noticed, from constant traffic. The long window fills with what is bad of the fault while what it
 * held before, a share p, leaves it: t = W · (θ − p) / (e − p). A fault that is over before is not noticed, however bad it was.
 */
export function predictDetection(
  { badShare, lasts }: ExpectedFault,
  { target, window, tiers, delays }: WatchingObjective,
): PredictedDetection {
  const promise = { target, window };
  const found = tiers.flatMap(tier => {
    const { errorRatio } = thresholdOf(tier, promise);
    const { badBefore = 0 } = tier;
    // One that is above its threshold already fires already: it begins no alert.
    if (badBefore >= errorRatio || badShare <= errorRatio) return [];
    // The pair of windows may have a `for` of its own.
    const pending = tier.pending ?? delays.pending;
    const reached =
      (tier.long * (errorRatio - badBefore)) / (badShare - badBefore);
    const firesAfter = reached + pending + delays.evaluation + delays.ingestion;
    const holds = lasts + tier.short * (1 - errorRatio / badShare);
    const isSeen = reached <= lasts && reached + pending <= holds;
    return [{ tier, firesAfter, isSeen, reached }];
  });
  const first = found
    .filter(({ isSeen }) => isSeen)
    .sort((a, b) => a.firesAfter - b.firesAfter)
    .at(0);
  if (first) {
    return { after: first.firesAfter, severity: first.tier.severity };
  }
  const nearest = found.sort((a, b) => a.reached - b.reached).at(0);
  return {
    reason: nearest
      ? `It is over after ${seconds(
          lasts,
        )} s, and the first alert needs ${seconds(nearest.reached)} s of it.`
      : 'No alert of the objective begins to fire at so small a share of bad events.',
  };
}

/** What a drill spends of one error budget, and by how much traffic. */
export interface BudgetEstimate {
  /** The share of the whole error budget; above 1 it is more than there is. */
  costs: number;
  /** So much traffic the window holds when the fault is over, as the time in which it comes. Milliseconds. */
  holds: number;
  /** It cannot hold more. Milliseconds. */
  window: number;
}

/**
 * What a drill spends, with constant traffic. A budget is a share of the requests that were counted, so a window that has been
 * measured for an hour has the budget of an hour, however long it is.
 */
export function budgetEstimate(
  { badShare, lasts }: ExpectedFault,
  {
    target,
    window,
    held = window,
  }: Pick<WatchingObjective, 'target' | 'window' | 'held'>,
): BudgetEstimate {
  const holds = Math.min(window, held + lasts);
  const bad = badShare * Math.min(lasts, holds);
  return { costs: bad / ((1 - target) * holds), holds, window };
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}
