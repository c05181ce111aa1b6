import { Button } from '@backstage/ui';
import {
  Panel,
  ShortTime,
  spanText,
  useOpening,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  incidentTimes,
  Times,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { CorrectionLine } from './CorrectionLine';
import { TimeDialog } from './dialogs/TimeDialog';
import { useIncidentPage } from './IncidentContext';
import styles from './IncidentPage.module.css';
import { useAllowed } from './useAllowed';

/** When what happened, each measured from the start of the impact; and times that somebody set otherwise. */
export function TimesPanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { times, corrections, heldSeconds } = useIncidentPage().detail.incident;
  const mayCorrect = useAllowed()('set-time');
  const opening = useOpening();
  const waiting = corrections.filter(({ state }) => state === 'waits');
  return (
    <Panel
      title={t('incident.section.times')}
      aside={
        mayCorrect && (
          <Button size="small" variant="tertiary" onPress={opening.open}>
            {t('verbs.verb.set-time')}
          </Button>
        )
      }
    >
      <dl className={styles.rows}>
        {incidentTimes.map(name => {
          const at = times[name];
          return (
            <div key={name}>
              <dt>{t(`shared.time.${name}`)}</dt>
              <dd>
                {at ? (
                  <>
                    <ShortTime instant={at} />
                    <span className={styles.quiet}>
                      {afterStart(at, times)}
                    </span>
                  </>
                ) : (
                  <span className={styles.quiet}>
                    {t('incident.times.unknown')}
                  </span>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      {heldSeconds > 0 && (
        <p className={styles.quiet}>
          {t('incident.times.held', { span: spanText(heldSeconds * 1000) })}
        </p>
      )}
      {waiting.map(correction => (
        <CorrectionLine key={correction.id} correction={correction} />
      ))}
      <TimeDialog key={opening.key} {...opening.dialog} />
    </Panel>
  );
}

/** " +12 min" for what came later than the start. */
function afterStart(at: string, { started }: Times): string {
  const span = Date.parse(at) - Date.parse(started);
  return span > 0 ? ` +${spanText(span)}` : '';
}
