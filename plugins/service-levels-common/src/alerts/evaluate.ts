import {
  AlertTier,
  Counts,
  EvidenceDemand,
  isEvident,
  noFigureOf,
  Promise,
  thresholdOf,
  usualEvidence,
} from '../arithmetic';

/**
 * How one pair of windows stands, in words: both above its threshold is burning, only the long one recovering, only
 * the short one rising.
 */
export type PairState =
  | 'quiet'
  | 'rising'
  | 'recovering'
  | 'burning'
  | 'insufficient-evidence'
  | 'no-data'
  | 'inconsistent';

/** One pair of windows at an instant, with all that led to its state. */
export interface PairVerdict {
  tier: AlertTier;
  threshold: { burnRate: number; errorRatio: number };
  long: Counts;
  short: Counts;
  state: PairState;
}

/** What a judgement takes into account beside the counts. */
export interface JudgeOptions {
  evidence?: EvidenceDemand;
  /**
   * Milliseconds since it is measured. Where a window reaches further back, what was not measured is taken to have had as
   * much traffic, and nothing bad: four bad minutes are not yet a bad hour.
   */
  age?: number;
}

/** Reads the events of a window that ends now. */
export type CountsOver = (window: number) => Counts | undefined;

/**
 * Judges each pair of windows. Above means strictly above, as the written rules compare: bad / total > θ with θ as the
 * double nearest to the exact threshold. Nothing is rounded before it is compared.
 */
export function judgePairs(
  tiers: readonly AlertTier[],
  promise: Promise,
  countsOver: CountsOver,
  { evidence = usualEvidence, age = Infinity }: JudgeOptions = {},
): PairVerdict[] {
  return tiers.map(tier => {
    const { burnRate, errorRatio } = thresholdOf(tier, promise);
    const none = { bad: 0, total: 0 };
    const long = countsOver(tier.long) ?? none;
    const short = countsOver(tier.short) ?? none;
    return {
      tier,
      threshold: { burnRate, errorRatio },
      long,
      short,
      state: stateOf(long, short, errorRatio, {
        evidence,
        measured: Math.min(1, age / tier.long),
      }),
    };
  });
}

function stateOf(
  long: Counts,
  short: Counts,
  threshold: number,
  options: {
    evidence: EvidenceDemand;
    /** Share of the long window that is measured at all. */
    measured: number;
  },
): PairState {
  const none = noFigureOf(long);
  if (none) return none;
  if (noFigureOf(short) === 'inconsistent') return 'inconsistent';
  const above = (counts: Counts) =>
    counts.total > 0 && counts.bad / counts.total > threshold;
  if (above(long)) {
    // Nobody knows whether it burns on: that is no recovery.
    if (short.total === 0) return 'no-data';
    if (!above(short)) return 'recovering';
    const whole = { bad: long.bad, total: long.total / options.measured };
    return whole.bad / whole.total > threshold &&
      isEvident(whole, threshold, options.evidence)
      ? 'burning'
      : 'insufficient-evidence';
  }
  return above(short) ? 'rising' : 'quiet';
}

/** Of the pairs that burn the fastest: it stands for the slower ones, which follow it. */
export function burningPair(
  verdicts: readonly PairVerdict[],
): PairVerdict | undefined {
  return verdicts.find(({ state }) => state === 'burning');
}
