import { wilsonInterval } from '@countersign/plugin-governance-common';
import { Change, RiskBandOutcome, RiskLevel, riskLevels } from '../model';
import { TrackRecord } from './smoothing';

/** What really became of the closed changes of one band, with what so few can tell. */
export function bandOutcome(
  level: RiskLevel,
  { n, failed }: TrackRecord,
): RiskBandOutcome {
  return {
    level,
    n,
    failed,
    ...(n > 0 && {
      failureRate: failed / n,
      interval: wilsonInterval(n, failed),
    }),
  };
}

/**
 * {@link bandOutcome} for every band, from closed changes; changes without a risk or that are not closed do not count.
 */
export function bandOutcomes(
  changes: Iterable<Pick<Change, 'risk' | 'closeCode'>>,
): RiskBandOutcome[] {
  const records = new Map<RiskLevel, TrackRecord>();
  for (const { risk, closeCode } of changes) {
    if (risk && closeCode) {
      const { n, failed } = records.get(risk.level) ?? { n: 0, failed: 0 };
      records.set(risk.level, {
        n: n + 1,
        failed: failed + (closeCode === 'unsuccessful' ? 1 : 0),
      });
    }
  }
  return riskLevels.map(level =>
    bandOutcome(level, records.get(level) ?? { n: 0, failed: 0 }),
  );
}
