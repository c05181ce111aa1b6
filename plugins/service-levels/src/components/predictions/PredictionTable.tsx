import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { spanText } from '@countersign/plugin-governance-react';
import { CheckedDefinitions } from '@countersign/plugin-service-levels-common';
import { shareText } from '../figures/figureText';
import { serviceLevelsTranslationRef } from '../../translation';
import styles from './predictions.module.css';

type Checked = CheckedDefinitions['objectives'][number];

/** By share of errors: after how long each pair would fire, and reset once it is over. */
export function PredictionTable(props: Pick<Checked, 'pairs' | 'predictions'>) {
  const { pairs, predictions } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const title = t('predictions.table');
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={title}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('predictions.ratio')}</th>
            {pairs.map(({ severity, longWindow }) => (
              <th key={`${severity}/${longWindow}`} scope="col">
                {t('predictions.pair', {
                  severity: t(`alerts.severity.${severity}`),
                  span: spanText(longWindow),
                })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {predictions.map(({ errorRatio, pairs: predicted }) => (
            <tr key={errorRatio}>
              <th scope="row">{shareText(errorRatio)}</th>
              {predicted.map(({ firesAfter, resetsAfter }, i) => (
                <td key={i}>
                  {firesAfter === undefined ? (
                    <span className={styles.quiet}>
                      {t('predictions.never')}
                    </span>
                  ) : (
                    t('predictions.fires', { span: spanText(firesAfter) })
                  )}
                  {resetsAfter !== undefined && (
                    <div className={styles.quiet}>
                      {t('predictions.resets', {
                        span: spanText(resetsAfter),
                      })}
                    </div>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.quiet}>{t('predictions.delays')}</p>
    </div>
  );
}
