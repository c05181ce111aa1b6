import {
  EntityLink,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { SeverityBadge } from '../alerts';
import { AlertBadge } from '../badges';
import { AlertBurn, AlertCare, AlertLeft } from './AlertFigures';
import styles from './AlertsPage.module.css';

/** What a card of the list says on a narrow screen, beneath number and title. */
export function AlertCardBody(props: { alert: AlertView; onDone(): void }) {
  const { alert, onDone } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const isOpen = alert.budgetLeft !== undefined;
  return (
    <>
      <span className={styles.badges}>
        <AlertBadge state={alert.state} />
        <SeverityBadge severity={alert.severity} />
        <RelativeTime instant={alert.firedAt ?? alert.pendingSince} />
      </span>
      {alert.component && <EntityLink entityRef={alert.component} />}
      {(isOpen || alert.kind === 'silence') && (
        <span>
          {alert.kind === 'burn' && `${t('alerts.column.burn')} `}
          <AlertBurn alert={alert} />
        </span>
      )}
      <span>
        {isOpen && `${t('alerts.column.left')} `}
        <AlertLeft alert={alert} />
      </span>
      {(alert.acknowledged || alert.state === 'firing') && (
        <span>
          <AlertCare alert={alert} onDone={onDone} />
        </span>
      )}
    </>
  );
}
