import { useApi } from '@backstage/frontend-plugin-api';
import {
  AsyncContent,
  useAsyncData,
  useNow,
  useTexts,
  windowText,
} from '@countersign/plugin-governance-react';
import {
  RecordedStepView,
  summed,
} from '@countersign/plugin-service-levels-common';
import { useState } from 'react';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';
import { countText } from '../figures';
import { stepTime } from './stepTime';
import styles from './Explanation.module.css';

/** Steps are fetched no finer than that they are worth it. */
const FINEST_MS = 60_000;

/** A step by its time; opened, the finest steps that are still kept of it, and their sum. */
export function FinerSteps(props: { id: string; step: RecordedStepView }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const now = useNow();
  const { id, step } = props;
  const [isOpen, setOpen] = useState(false);
  const when = windowText(step, now);
  const length = Date.parse(step.end) - Date.parse(step.start);
  if (length <= FINEST_MS) return <>{stepTime(step)}</>;
  return (
    <details
      onToggle={event => setOpen(event.currentTarget.open)}
      aria-label={t('objective.explanation.steps.finer', { when })}
    >
      <summary>{when}</summary>
      {isOpen && <Finest id={id} step={step} />}
    </details>
  );
}

function Finest({ id, step }: { id: string; step: RecordedStepView }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { start, end } = step;
  const result = useAsyncData(`${id}/${start}/${end}`, signal =>
    api.getCountedSteps(id, { from: start, to: end }, { signal }),
  );
  return (
    <AsyncContent
      what={t('objective.explanation.steps.finerWhat')}
      rows={4}
      result={result}
    >
      {({ steps }) => {
        const sum = summed(steps);
        return (
          <table className={styles.finer}>
            <tbody>
              {steps.map(each => (
                <tr key={each.start}>
                  <th scope="row">{stepTime(each)}</th>
                  <td className={styles.number}>{countText(each.bad)}</td>
                  <td className={styles.number}>{countText(each.total)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('objective.explanation.steps.all')}</th>
                <td className={styles.number}>{countText(sum.bad)}</td>
                <td className={styles.number}>{countText(sum.total)}</td>
              </tr>
            </tfoot>
          </table>
        );
      }}
    </AsyncContent>
  );
}
