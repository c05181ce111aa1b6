import { AlertTier, Promise, thresholdOf } from './tiers';

/** What lies between an event and its alert, beside the windows. Milliseconds. */
export interface Delays {
  /** Between two evaluations. */
  evaluation: number;
  /** Until an event can be read from its source. */
  ingestion: number;
  /** How long a condition has to hold (`for`). */
  pending: number;
}

/** When one pair of windows fires and resets. Milliseconds, from the begin and from the end of the fault. */
export interface TierPrediction {
  tier: AlertTier;
  /** Absent where it never fires at this share of bad events. */
  firesAfter?: number;
  resetsAfter?: number;
}

/** What a steady share of bad events leads to, from a history without any and with constant traffic. */
export interface Prediction {
  /** Bad events of all, above 0 and at most 1. */
  errorRatio: number;
  tiers: TierPrediction[];
  /** The pair that fires first. */
  first?: TierPrediction;
}

/**
 * Predicts the alert: t = W · θ / e for the long window, plus the delays. The short window is above θ before it. Reset
 * is when the short window has fallen to θ: w · (1 − θ / e).
 */
export function predictAlert(
  errorRatio: number,
  tiers: readonly AlertTier[],
  promise: Promise,
  delays: Delays,
): Prediction {
  const predictions = tiers.map((tier): TierPrediction => {
    const threshold = thresholdOf(tier, promise).errorRatio;
    if (!(errorRatio > threshold)) return { tier };
    const late = delays.evaluation + delays.ingestion;
    return {
      tier,
      firesAfter: (tier.long * threshold) / errorRatio + late + delays.pending,
      resetsAfter: tier.short * (1 - threshold / errorRatio) + late,
    };
  });
  const first = predictions
    .filter(({ firesAfter }) => firesAfter !== undefined)
    .sort((a, b) => a.firesAfter! - b.firesAfter!)
    .at(0);
  return { errorRatio, tiers: predictions, first };
}

/** The shares that a person asks for: everything fails, a tenth, a fiftieth, a hundredth. */
const ASKED_RATIOS = [1, 0.1, 0.02, 0.01, 0.005, 0.001];

/** Predictions by share of bad events, worst first: what is shown before an objective is saved. */
export function predictionTable(
  tiers: readonly AlertTier[],
  promise: Promise,
  delays: Delays,
): Prediction[] {
  return ASKED_RATIOS.map(ratio => predictAlert(ratio, tiers, promise, delays));
}
