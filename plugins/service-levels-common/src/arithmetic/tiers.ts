import Fraction from 'fraction.js';
import { budgetOf, nearest } from './exact';

export type AlertSeverity = 'page' | 'ticket';

/** One pair of windows that alerts together. Times are in milliseconds. */
export interface AlertTier {
  severity: AlertSeverity;
  /** The window whose burn rate counts. */
  long: number;
  /** A twelfth of it, which tells whether it still burns. */
  short: number;
  /** The share of the whole budget that is spent when it fires. */
  budgetShare: Fraction;
  /** How long it has to burn before it fires; absent, it fires at once. */
  pending?: number;
}

/** What a pair of windows compares with. */
export interface TierThreshold {
  /** The burn rate above which both windows have to be. */
  burnRate: number;
  /** The same as a share of bad events: the double nearest to the exact number. */
  errorRatio: number;
  /** No share of bad events is above 1: a threshold of 1 or more never fires. */
  canFire: boolean;
}

/** An objective as far as its alerts look at it. */
export interface Promise {
  /** Share of good events, above 0 and below 1. */
  target: number;
  /** Milliseconds. */
  window: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The windows of 30 days as in the Site Reliability Workbook, chapter 5, table 5-8, and the ticket of three days. */
const standard: readonly {
  severity: AlertSeverity;
  long: number;
  percent: number;
}[] = [
  { severity: 'page', long: HOUR, percent: 2 },
  { severity: 'page', long: 6 * HOUR, percent: 5 },
  { severity: 'ticket', long: DAY, percent: 10 },
  { severity: 'ticket', long: 3 * DAY, percent: 10 },
];

const STANDARD_WINDOW = 30 * DAY;
/** From here on an hour stays an hour, as teams know it: with 28 days it pages at 13.44 and not at 14.4. */
const FIXED_FROM = 28 * DAY;
const SHORT_OF_LONG = 12;

/**
 * The pairs of windows of an objective, fastest first. Those of four weeks and more are the well-known ones; those of
 * a shorter window shrink with it, so that each still fires when the same share of the budget is spent.
 *
 * @param step - milliseconds between two evaluations: no window can be shorter, and a long window that is not at
 *   least twice as long tells nothing
 */
export function alertTiers(window: number, step: number): AlertTier[] {
  const scale =
    window >= FIXED_FROM
      ? new Fraction(1)
      : new Fraction(window, STANDARD_WINDOW);
  return standard.flatMap(({ severity, long, percent }) => {
    const steps = scale.mul(long).div(step).floor().valueOf();
    if (steps < 2) return [];
    const scaled = steps * step;
    const short = Math.max(1, Math.round(steps / SHORT_OF_LONG)) * step;
    return [
      {
        severity,
        long: scaled,
        short,
        budgetShare: new Fraction(percent, 100),
      },
    ];
  });
}

/** Thresholds take exact arithmetic, and the same pairs are judged each minute: what was worked out of one last is kept. */
const lastThresholds = new WeakMap<
  object,
  Promise & { value: TierThreshold }
>();

/** Burn rate c · D / W, and as a share of bad events B · c · D / W. */
export function thresholdOf(
  tier: Pick<AlertTier, 'budgetShare' | 'long'>,
  { target, window }: Promise,
): TierThreshold {
  const last = lastThresholds.get(tier);
  if (last?.target === target && last.window === window) return last.value;
  const value = exactThreshold(tier, { target, window });
  lastThresholds.set(tier, { target, window, value });
  return value;
}

function exactThreshold(
  { budgetShare, long }: Pick<AlertTier, 'budgetShare' | 'long'>,
  { target, window }: Promise,
): TierThreshold {
  const burnRate = budgetShare.mul(window).div(long);
  const errorRatio = burnRate.mul(budgetOf(target));
  return {
    burnRate: nearest(burnRate),
    errorRatio: nearest(errorRatio),
    canFire: errorRatio.compare(1) < 0,
  };
}
