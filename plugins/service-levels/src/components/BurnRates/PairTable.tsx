import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import {
  ObjectiveDetail,
  standingOf,
} from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { rateText, shareText, windowName } from '../figures';
import tables from '../tables/tables.module.css';
import styles from './BurnRates.module.css';
import { Pair, pairLooks } from './pairLooks';

/** Each pair of windows: above what it fires, how fast it burns now in both, and what that makes. */
export function PairTable({ objective }: { objective: ObjectiveDetail }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { pairs, target } = objective;
  const column = (id: 'severity' | 'windows' | 'threshold' | 'now' | 'state') =>
    t(`objective.burnRate.column.${id}`);
  return (
    <table className={tables.table} aria-label={t('objective.burnRate.pairs')}>
      <thead>
        <tr>
          <th scope="col">{column('windows')}</th>
          <th scope="col">{column('severity')}</th>
          <th scope="col">{column('threshold')}</th>
          <th scope="col">{column('now')}</th>
          <th scope="col">{column('state')}</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair, i) => (
          // A pair has no name but its place.
          <tr key={`${i} ${pair.longWindow}`}>
            <th scope="row">
              {t('objective.burnRate.windows', {
                long: windowName(pair.longWindow),
                short: windowName(pair.shortWindow),
              })}
            </th>
            <td data-label={column('severity')}>
              {t(`objective.burnRate.severity.${pair.severity}`)}
            </td>
            <td data-label={column('threshold')}>
              {rateText(pair.burnRate)}
              {!pair.canFire && (
                <span className={styles.deaf}>
                  {t('objective.burnRate.deaf', {
                    share: shareText(pair.errorRatio),
                  })}
                </span>
              )}
            </td>
            <td data-label={column('now')}>
              {rateOf(pair.long, target)} · {rateOf(pair.short, target)}
            </td>
            <td data-label={column('state')}>
              <PairState state={pair.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PairState({ state }: { state: Pair['state'] }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { tone, icon } = pairLooks[state];
  return (
    <ToneBadge tone={tone} icon={icon} className={styles.badge}>
      {t(`objective.burnRate.state.${state}`)}
    </ToneBadge>
  );
}

function rateOf(counts: { bad: number; total: number }, target: number) {
  const standing = standingOf(counts, target);
  return typeof standing === 'string' ? '—' : rateText(standing.burnRate);
}
