import { Link } from '@backstage/ui';
import {
  AsyncContent,
  Panel,
  RelativeTime,
  RowBoundary,
  useTexts,
} from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { AlertStateBadge } from './AlertStateBadge';
import styles from './IncidentBeside.module.css';
import { ReceivedButton } from './ReceivedButton';
import { ALERTS_SHOWN, IncidentAlerts } from './useIncidentAlerts';

/** The alerts that led to the incident: those that fire first, with what was measured and where to look. */
export function AlertsPanel({ alerts }: { alerts: IncidentAlerts }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { data, error, isShown } = alerts;
  if (!isShown || (!error && data?.items.length === 0)) return null;
  return (
    <Panel title={t('beside.alerts.title')}>
      <AsyncContent what={t('beside.alerts.what')} rows={2} result={alerts}>
        {({ items, hasMore }) => (
          <>
            <ul className={styles.lines} aria-label={t('beside.alerts.label')}>
              {items.map(alert => (
                <li key={alert.id}>
                  <RowBoundary name={alert.title}>
                    <AlertLine alert={alert} />
                  </RowBoundary>
                </li>
              ))}
            </ul>
            {hasMore && (
              <p className={styles.quiet}>
                {t('beside.alerts.most', { shown: String(ALERTS_SHOWN) })}
              </p>
            )}
          </>
        )}
      </AsyncContent>
    </Panel>
  );
}

function AlertLine({ alert }: { alert: AlertView }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { state, title, severity, startedAt, endedAt, integration } = alert;
  const values = Object.entries(alert.values);
  return (
    <>
      <div className={styles.head}>
        <AlertStateBadge state={state} />
        <strong>{title}</strong>
        <span className={styles.quiet}>
          {severity && `${t(`alerts.severity.${severity}`)} · `}
          {t('alerts.from', { integration })}
          {startedAt && (
            <>
              {' · '}
              {t('beside.alerts.since')} <RelativeTime instant={startedAt} />
            </>
          )}
          {endedAt && (
            <>
              {' · '}
              {t('beside.alerts.until')} <RelativeTime instant={endedAt} />
            </>
          )}
        </span>
        <ReceivedButton alert={alert} />
      </div>
      {values.length > 0 && (
        <ul
          className={styles.values}
          aria-label={t('beside.alerts.values', { title })}
        >
          {values.map(([name, value]) => (
            <li key={name}>
              {name} = {value}
            </li>
          ))}
        </ul>
      )}
      {alert.links.length > 0 && (
        <ul
          className={styles.links}
          aria-label={t('beside.alerts.links', { title })}
        >
          {alert.links.map(link => (
            <li key={link.url}>
              <Link href={link.url} target="_blank" rel="noopener noreferrer">
                {link.title}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
