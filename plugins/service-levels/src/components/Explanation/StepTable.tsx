import { Button, Text } from '@backstage/ui';
import {
  Panel,
  ToneBadge,
  useNow,
  useTexts,
  windowText,
} from '@countersign/plugin-governance-react';
import {
  Explanation,
  sameCounts,
  summed,
} from '@countersign/plugin-service-levels-common';
import { RiCheckLine, RiErrorWarningLine } from '@remixicon/react';
import { useState } from 'react';
import { serviceLevelsTranslationRef } from '../../translation';
import { countText } from '../figures';
import styles from './Explanation.module.css';
import { FinerSteps } from './FinerSteps';

/** So many steps are read at once. */
const SHOWN = 40;

/** Every step that is in the figure, and beneath them their sum, held against the figure. */
export function StepTable(props: { id: string; explanation: Explanation }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const now = useNow();
  const { id, explanation } = props;
  const { steps, counts, remainder } = explanation;
  const [isWhole, setWhole] = useState(false);
  const latest = [...steps].reverse();
  const shown = isWhole ? latest : latest.slice(0, SHOWN);
  const all = summed(remainder ? [...steps, remainder] : steps);
  const agrees = sameCounts(all, counts);
  if (steps.length === 0) {
    return (
      <Panel title={t('objective.explanation.steps.title')}>
        <Text color="secondary">{t('objective.explanation.steps.none')}</Text>
      </Panel>
    );
  }
  return (
    <Panel title={t('objective.explanation.steps.title')}>
      <p className={styles.quiet}>{t('objective.explanation.steps.lead')}</p>
      <table
        className={styles.table}
        aria-label={t('objective.explanation.steps.title')}
      >
        <thead>
          <tr>
            <th scope="col">{t('objective.explanation.steps.when')}</th>
            <th scope="col" className={styles.number}>
              {t('objective.explanation.steps.bad')}
            </th>
            <th scope="col" className={styles.number}>
              {t('objective.explanation.steps.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(step => (
            <tr key={step.start}>
              <th scope="row">
                <FinerSteps id={id} step={step} />
              </th>
              <td className={styles.number}>{countText(step.bad)}</td>
              <td className={styles.number}>{countText(step.total)}</td>
            </tr>
          ))}
          {remainder && (
            <tr>
              <th scope="row">{t('objective.explanation.steps.remainder')}</th>
              <td className={styles.number}>{countText(remainder.bad)}</td>
              <td className={styles.number}>{countText(remainder.total)}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {t('objective.explanation.steps.all')}{' '}
              <ToneBadge
                tone={agrees ? 'success' : 'danger'}
                icon={agrees ? RiCheckLine : RiErrorWarningLine}
              >
                {t(
                  agrees
                    ? 'objective.explanation.steps.agrees'
                    : 'objective.explanation.steps.differs',
                )}
              </ToneBadge>
            </th>
            <td className={styles.number}>{countText(all.bad)}</td>
            <td className={styles.number}>{countText(all.total)}</td>
          </tr>
          <tr>
            <th scope="row">
              {t('objective.explanation.steps.shown')},{' '}
              {windowText(
                { start: explanation.from, end: explanation.to },
                now,
              )}
            </th>
            <td className={styles.number}>{countText(counts.bad)}</td>
            <td className={styles.number}>{countText(counts.total)}</td>
          </tr>
        </tfoot>
      </table>
      {!isWhole && steps.length > SHOWN && (
        <div>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setWhole(true)}
          >
            {t('objective.explanation.steps.later', {
              n: String(steps.length - SHOWN),
            })}
          </Button>
        </div>
      )}
    </Panel>
  );
}
