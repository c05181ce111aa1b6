import { Button } from '@backstage/ui';
import {
  ActorLink,
  RefusalNotice,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { useAllowed } from '../IncidentPage/useAllowed';
import { useVerb } from '../IncidentPage/useVerb';
import styles from './IncidentBeside.module.css';

/** Which steps were taken, by whom and when, in their order. One that was not may be taken back; the timeline keeps both. */
export function StepsTaken() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { steps } = useIncidentPage().detail.incident;
  const mayTakeBack = useAllowed()('untick-step');
  const { run, isPending, refusal, moved } = useVerb('untick-step');
  if (steps.length === 0) return null;
  return (
    <>
      <ul className={styles.lines} aria-label={t('beside.steps.taken')}>
        {steps.map(({ id, step, by, at }) => (
          <li key={id} className={styles.taken}>
            <span>
              {step}
              <span className={styles.quiet}>
                {' '}
                · <ActorLink actor={by} hideIcon /> ·{' '}
                <RelativeTime instant={at} />
              </span>
            </span>
            {mayTakeBack && (
              <Button
                size="small"
                variant="tertiary"
                aria-label={t('beside.steps.undoOf', { step })}
                isDisabled={isPending}
                onPress={() => run({ tick: id })}
              >
                {t('beside.steps.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {refusal && <RefusalNotice refusal={refusal} moved={moved} />}
    </>
  );
}
