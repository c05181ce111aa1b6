import { spanText, useTexts } from '@countersign/plugin-governance-react';
import { CheckedDefinitions } from '@countersign/plugin-service-levels-common';
import { rateText, shareText } from '../figures';
import { serviceLevelsTranslationRef } from '../../translation';
import styles from './predictions.module.css';

type Pair = CheckedDefinitions['objectives'][number]['pairs'][number];

/** The pairs of windows of an objective, and what both have to be above. */
export function ThresholdTable(props: { pairs: readonly Pair[] }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const title = t('predictions.thresholds');
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={title}>
        <caption>{title}</caption>
        <thead>
          <tr>
            {(['severity', 'long', 'short', 'burn', 'errors'] as const).map(
              column => (
                <th key={column} scope="col">
                  {t(`predictions.${column}`)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {props.pairs.map(pair => (
            <tr key={`${pair.severity}/${pair.longWindow}`}>
              <th scope="row">{t(`alerts.severity.${pair.severity}`)}</th>
              <td>{spanText(pair.longWindow)}</td>
              <td>{spanText(pair.shortWindow)}</td>
              <td>{rateText(pair.burnRate)}</td>
              <td>
                {pair.canFire
                  ? shareText(pair.errorRatio)
                  : t('predictions.deaf')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
