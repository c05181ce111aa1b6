import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useId } from 'react';
import { changeManagementTranslationRef } from '../../translation';
import { RichSentence } from '../Refs';
import styles from './ChangePage.module.css';
import { RefusedActions } from './nextActions';

/** Actions that are refused, disabled: what refuses them is said once, or stands in the checklist. */
export function RefusedActionList(props: {
  refused: readonly RefusedActions[];
  /** Where the checklist stands that says the rest. */
  describedBy?: string;
}) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const id = useId();
  if (!props.refused.length) return null;
  return (
    <ul className={styles.refused} aria-label={t('change.next.refused')}>
      {props.refused.map(({ verbs, reason }, i) => (
        <li key={verbs.join()}>
          <span className={styles.actions}>
            {verbs.map(verb => (
              <Button
                key={verb}
                isDisabled
                size="small"
                variant="secondary"
                aria-describedby={reason ? `${id}-${i}` : props.describedBy}
              >
                {t(`change.verb.${verb}`)}
              </Button>
            ))}
          </span>
          {reason && (
            <span id={`${id}-${i}`}>
              <RichSentence text={reason} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
