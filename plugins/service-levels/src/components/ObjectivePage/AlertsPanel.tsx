import { Text } from '@backstage/ui';
import {
  ActorLink,
  Panel,
  RecordNumber,
  RelativeTime,
  RowBoundary,
  spanText,
  useTexts,
} from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { AlertBadge } from '../badges';
import styles from './ObjectivePage.module.css';

/** The alerts of an objective, newest first: what became of each, and who took it. */
export function AlertsPanel(props: { alerts: readonly AlertView[] }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { alerts } = props;
  return (
    <Panel title={t('objective.alerts.title')}>
      {alerts.length === 0 && (
        <Text color="secondary">{t('objective.alerts.none')}</Text>
      )}
      {alerts.length > 0 && (
        <ul className={styles.plain} aria-label={t('objective.alerts.title')}>
          {alerts.map(alert => (
            <li key={alert.number}>
              <RowBoundary name={alert.number}>
                <AlertRow alert={alert} />
              </RowBoundary>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function AlertRow({ alert }: { alert: AlertView }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { number, state, severity, kind, acknowledged } = alert;
  const begun = alert.firedAt ?? alert.pendingSince;
  return (
    <div className={styles.alert}>
      <span className={styles.facts}>
        <RecordNumber number={number} hideCopy />
        <AlertBadge state={state} />
      </span>
      <span className={styles.quiet}>
        {t(`objective.burnRate.severity.${severity}`)}{' '}
        {t(`objective.alerts.kind.${kind}`)} · <RelativeTime instant={begun} />
        {alert.resolvedAt && (
          <>
            {' '}
            {t('objective.alerts.lasted', {
              span: spanText(Date.parse(alert.resolvedAt) - Date.parse(begun)),
            })}
          </>
        )}
      </span>
      {acknowledged && (
        <span className={styles.quiet}>
          {t('objective.alerts.by')} <ActorLink actor={acknowledged.by} />
        </span>
      )}
    </div>
  );
}
