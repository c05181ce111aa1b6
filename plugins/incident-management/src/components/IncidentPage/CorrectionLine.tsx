import { filled, person, time } from '@countersign/plugin-governance-common';
import {
  SentenceText,
  useTexts,
  VerbButton,
} from '@countersign/plugin-governance-react';
import { TimeCorrection } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './IncidentPage.module.css';
import { useAllowed } from './useAllowed';
import { useVerb } from './useVerb';

/** A time that somebody set otherwise and that does not count yet: whoever has no part in the incident confirms it. */
export function CorrectionLine(props: { correction: TimeCorrection }) {
  const { id, time: name, to, by, reason } = props.correction;
  const { t } = useTexts(incidentManagementTranslationRef);
  const may = useAllowed();
  const confirm = useVerb('confirm-time');
  const withdraw = useVerb('withdraw-time');
  return (
    <div className={styles.correction}>
      <span>
        <SentenceText
          sentence={filled(
            v =>
              t('incident.times.waits', {
                ...v,
                time: t(`shared.time.${name}`),
              }),
            { to: time(to), person: person(by) },
          )}
        />
      </span>
      <span className={styles.quiet}>{reason}</span>
      <div className={styles.act}>
        {may('confirm-time') && (
          <VerbButton
            verb={confirm}
            body={{ correction: id }}
            action={t('verbs.verb.confirm-time')}
            variant="secondary"
            size="small"
          />
        )}
        {may('withdraw-time') && (
          <VerbButton
            verb={withdraw}
            body={{ correction: id }}
            action={t('verbs.verb.withdraw-time')}
            variant="secondary"
            size="small"
          />
        )}
      </div>
    </div>
  );
}
