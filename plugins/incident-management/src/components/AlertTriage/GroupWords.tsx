import {
  EntityLink,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { AlertGroup } from '@countersign/plugin-incident-management-common';
import { ReactNode } from 'react';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './AlertTriage.module.css';
import rowStyles from './rows.module.css';

/** A group of alerts: what is wrong, how bad, how many fire, since when, and who sent them. */
export function GroupWords(props: { group: AlertGroup; children?: ReactNode }) {
  const { group, children } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { title, severity, firing, beganAt, integration, entityRef } = group;
  return (
    <div className={rowStyles.words}>
      <strong>{title}</strong>{' '}
      {entityRef && <EntityLink entityRef={entityRef} />}
      <div className={styles.quiet}>
        {severity && `${t(`alerts.severity.${severity}`)} · `}
        {t('alerts.firing', { count: firing })}
        {beganAt && (
          <>
            {' · '}
            {t('alerts.since')} <RelativeTime instant={beganAt} />
          </>
        )}
        {' · '}
        {t('alerts.from', { integration })}
      </div>
      {children}
    </div>
  );
}
