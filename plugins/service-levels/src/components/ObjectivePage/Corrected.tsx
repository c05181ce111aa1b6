import { RecordNumber, useTexts } from '@countersign/plugin-governance-react';
import {
  CorrectedFigures,
  ObjectiveDetail,
} from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import {
  BudgetBar,
  BudgetWords,
  countText,
  exactSpan,
  leftOf,
} from '../figures';
import styles from './ObjectivePage.module.css';

/** The same figure without the times that corrections leave out, beside the one with them, and what each took out. */
export function Corrected(props: {
  objective: ObjectiveDetail;
  corrected: CorrectedFigures;
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { objective, corrected } = props;
  const left = leftOf({
    burnRate: corrected.burnRate,
    measured: objective.measured,
  });
  return (
    <div className={styles.corrected}>
      <span className={styles.quiet}>{t('objective.headline.corrected')}</span>
      <strong>
        <BudgetWords left={left} />
      </strong>
      <BudgetBar left={left} />
      <span className={styles.quiet}>
        {t('objective.headline.correctedWhat', {
          count: corrected.corrections.length,
          span: exactSpan(corrected.excluded),
        })}
      </span>
      <ul className={styles.plain}>
        {corrected.corrections.map(({ number, change, bad, total }) => (
          <li key={number}>
            <RecordNumber number={number} hideCopy />
            {change && (
              <>
                {' '}
                <RecordNumber number={change} hideCopy />
              </>
            )}{' '}
            {t('objective.headline.tookOut', {
              bad: countText(bad),
              total: countText(total),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}
