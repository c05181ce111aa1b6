import {
  RecordNumber,
  useNow,
  useTexts,
  windowText,
} from '@countersign/plugin-governance-react';
import { SystemStatus } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './StatusPage.module.css';

/** Of a busy system the others stand in the calendar. */
const SHOWN = 3;

/** What is planned on a system soon, the next first. */
export function PlannedChanges(props: {
  title: string;
  planned: SystemStatus['planned'];
}) {
  const { title, planned } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const now = useNow();
  const more = planned.length - SHOWN;
  return (
    <ul
      className={styles.lines}
      aria-label={t('status.plannedFor', { system: title })}
    >
      {planned.slice(0, SHOWN).map(({ number, title: change, ...window }) => (
        <li key={number}>
          {t('status.planned')} <RecordNumber number={number} hideCopy />{' '}
          {change}{' '}
          <span className={styles.quiet}>{windowText(window, now)}</span>
        </li>
      ))}
      {more > 0 && (
        <li className={styles.quiet}>
          {t('status.plannedMore', { count: more })}
        </li>
      )}
    </ul>
  );
}
