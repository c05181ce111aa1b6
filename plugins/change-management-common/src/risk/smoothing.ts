/** How often something was tried, and how often it failed. */
export interface TrackRecord {
  n: number;
  failed: number;
}

/** A beta distribution: what is believed before looking, as if `strength` trials with this `mean` had been seen. */
export interface BetaPrior {
  /** 0–1. */
  mean: number;
  /** In trials; more than 0. */
  strength: number;
}

/** Before any change was ever closed: one in twenty fails. */
export const assumedFailureRate: BetaPrior = { mean: 0.05, strength: 20 };

/** An item or a team needs this many changes before its own record weighs as much as that of all. */
const ownRecordStrength = 10;

/**
 * The mean of the beta posterior. One failure in one change is not 100 %, and none in two is not 0 %: a short record
 * stays near the prior, a long one speaks for itself.
 */
export function smoothedFailureProbability(
  n: number,
  failed: number,
  prior: BetaPrior = assumedFailureRate,
): number {
  return (failed + prior.mean * prior.strength) / (n + prior.strength);
}

/** Past changes, from the particular to the general. */
export interface ChangeHistory {
  /** For each configuration item of the change, in their order: closed changes on it. */
  items: readonly TrackRecord[];
  /** Closed changes of the team. */
  team: TrackRecord;
  /** Closed changes of all. */
  base: TrackRecord;
}

/**
 * The probability that such a change fails: each item's record, smoothed towards its team's, smoothed towards
 * everybody's. Of several items the worst counts.
 */
export function failureProbability({
  items,
  team,
  base,
}: ChangeHistory): number {
  const towards = (mean: number, record: TrackRecord) =>
    smoothedFailureProbability(record.n, record.failed, {
      mean,
      strength: ownRecordStrength,
    });
  const ofAll = smoothedFailureProbability(base.n, base.failed);
  const ofTeam = towards(ofAll, team);
  return Math.max(
    ...items.map(record => towards(ofTeam, record)),
    ...(items.length === 0 ? [ofTeam] : []),
  );
}
