import {
  AlertTier,
  Counts,
  EvidenceDemand,
  isEvident,
  Promise,
  standingOf,
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
  evidence: EvidenceDemand = usualEvidence,
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
      state: stateOf(long, short, promise.target, errorRatio, evidence),
    };
  });
}

function stateOf(
  long: Counts,
  short: Counts,
  target: number,
  threshold: number,
  evidence: EvidenceDemand,
): PairState {
  const standing = standingOf(long, target);
  if (typeof standing === 'string') return standing;
  if (standingOf(short, target) === 'inconsistent') return 'inconsistent';
  const above = (counts: Counts) =>
    counts.total > 0 && counts.bad / counts.total > threshold;
  if (above(long)) {
    if (!above(short)) return 'recovering';
    return isEvident(long, threshold, evidence)
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
