import {
  Panel,
  spanText,
  useTexts,
} from '@countersign/plugin-governance-react';
import { CheckedDefinitions } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { exactSpan, shareText, windowName } from '../figures';
import tables from '../tables/tables.module.css';
import styles from './ObjectivePage.module.css';

type Alerting = Pick<
  CheckedDefinitions['objectives'][number],
  'pairs' | 'predictions' | 'silenceAllowed'
>;

/** When each pair of windows would fire and reset, by the share of errors. */
export function Predictions({ objective }: { objective: Alerting }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { pairs, predictions, silenceAllowed } = objective;
  return (
    <Panel title={t('objective.predictions.title')}>
      <p className={styles.quiet}>{t('objective.predictions.meaning')}</p>
      {pairs.length > 0 && (
        <table
          className={tables.table}
          aria-label={t('objective.predictions.title')}
        >
          <thead>
            <tr>
              <th scope="col">{t('objective.predictions.rate')}</th>
              {pairs.map(({ severity, longWindow, burnRate }) => (
                <th key={`${longWindow} ${burnRate}`} scope="col">
                  {t(`objective.burnRate.severity.${severity}`)} ·{' '}
                  {windowName(longWindow)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {predictions.map(({ errorRatio, pairs: predicted }) => (
              <tr key={errorRatio}>
                <th scope="row">{shareText(errorRatio)}</th>
                {predicted.map(({ firesAfter, resetsAfter }, i) => (
                  <td
                    // The pairs stand in the order of the columns.
                    key={pairs[i].longWindow}
                    data-label={windowName(pairs[i].longWindow)}
                  >
                    {firesAfter === undefined
                      ? t('objective.predictions.never')
                      : t('objective.predictions.fires', {
                          span: exactSpan(firesAfter),
                        })}
                    {resetsAfter !== undefined && (
                      <span className={tables.below}>
                        {t('objective.predictions.resets', {
                          span: spanText(resetsAfter),
                        })}
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.quiet}>
        {t('objective.predictions.silence', {
          span: exactSpan(silenceAllowed),
        })}
      </p>
    </Panel>
  );
}
