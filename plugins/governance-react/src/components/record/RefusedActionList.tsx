import { Button } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import { governanceTranslationRef } from '../../translation';
import styles from './NextPanel.module.css';
import { useTexts } from '../../hooks/useTexts';

/** Actions that are refused for the same reason, said once. */
export interface RefusedActions {
  actions: { id: string; label: string }[];
  /** Absent when the checklist says it. */
  reason?: ReactNode;
}

/** Actions that are refused, disabled: what refuses them is said once, or stands in the checklist. */
export function RefusedActionList(props: {
  refused: readonly RefusedActions[];
  /** Where the checklist stands that says the rest. */
  describedBy?: string;
}) {
  const { t } = useTexts(governanceTranslationRef);
  const id = useId();
  if (!props.refused.length) return null;
  return (
    <ul className={styles.refused} aria-label={t('record.next.refused')}>
      {props.refused.map(({ actions, reason }, i) => (
        <li key={actions.map(action => action.id).join()}>
          <span className={styles.actions}>
            {actions.map(action => (
              <Button
                key={action.id}
                isDisabled
                size="small"
                variant="secondary"
                aria-describedby={reason ? `${id}-${i}` : props.describedBy}
              >
                {action.label}
              </Button>
            ))}
          </span>
          {reason && <span id={`${id}-${i}`}>{reason}</span>}
        </li>
      ))}
    </ul>
  );
}
