import { RiskFactor } from '../model';
import { riskFactor } from './factor';
import { RiskInput } from './input';
import { percent, plural } from './sentences';
import { failureProbability, TrackRecord } from './smoothing';
import { factorWeights } from './weights';

/** A failure probability this high is the whole factor. */
const CERTAIN_TROUBLE = 0.5;

/** How past changes of these items and this team went. */
export function historyFactor({ history, items }: RiskInput): RiskFactor {
  const p = failureProbability(history);
  const record = (who: string, { n, failed }: TrackRecord, ref?: string) => ({
    text: `${who}: ${failed} of ${plural(n, 'closed change')} failed`,
    ...(ref && { ref }),
  });
  return riskFactor(
    'history',
    'Past failure rate',
    factorWeights.history,
    p / CERTAIN_TROUBLE,
    [
      { text: `Smoothed probability of failure ${percent(p)}` },
      record('The team', history.team),
      record('All changes', history.base),
      ...history.items
        .map((past, i) => ({ past, item: items[i]?.item }))
        .sort((a, b) => b.past.failed - a.past.failed)
        .map(({ past, item }) =>
          record(item?.title ?? 'An item', past, item?.entityRef),
        ),
    ],
  );
}
