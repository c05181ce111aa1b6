import { MarkdownContent } from '@backstage/core-components';
import {
  RecordNumber,
  RelativeTime,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ShownIncident } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { systemLooks } from '../badges/systemLooks';
import styles from './StatusPage.module.css';

/** Open incidents for those who do not work on them: what was last told, and when they hear more. */
export function StatusIncidents(props: {
  label: string;
  incidents: ShownIncident[];
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <ul className={styles.lines} aria-label={props.label}>
      {props.incidents.map(incident => {
        const { number, title, effect, times, update } = incident;
        const { tone, icon } = systemLooks[effect];
        return (
          <li key={number}>
            <div className={styles.incident}>
              <ToneBadge tone={tone} icon={icon}>
                {t(`status.effect.${effect}`)}
              </ToneBadge>
              <RecordNumber number={number} hideCopy />
              <strong>{title}</strong>
              <span className={styles.quiet}>
                {t('status.since')} <RelativeTime instant={times.started} />
              </span>
            </div>
            {update ? (
              <MarkdownContent content={update.text} />
            ) : (
              <p className={styles.missing}>{t('status.noUpdate')}</p>
            )}
            <NextUpdate incident={incident} />
          </li>
        );
      })}
    </ul>
  );
}

/** When the next update comes; that it is missing, or was never promised, is said aloud. */
function NextUpdate({ incident }: { incident: ShownIncident }) {
  const { update, updateOverdue } = incident;
  const { t } = useTexts(incidentManagementTranslationRef);
  if (!update) return null;
  return (
    <p className={updateOverdue ? styles.missing : styles.quiet}>
      {t('status.told')} <RelativeTime instant={update.at} />
      {' · '}
      {update.nextAt ? (
        <>
          {t(updateOverdue ? 'status.overdue' : 'status.next')}{' '}
          <RelativeTime instant={update.nextAt} />
        </>
      ) : (
        t('status.noNext')
      )}
    </p>
  );
}
