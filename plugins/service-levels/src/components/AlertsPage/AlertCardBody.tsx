import { EntityLink, RelativeTime } from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-service-levels-common';
import { SeverityBadge } from '../alerts';
import { AlertBadge } from '../badges';
import { AlertBurn, AlertCare, AlertLeft } from './AlertFigures';
import styles from './AlertsPage.module.css';

/** What a card of the list says on a narrow screen, beneath number and title. */
export function AlertCardBody(props: { alert: AlertView; onDone(): void }) {
  const { alert, onDone } = props;
  return (
    <>
      <span className={styles.badges}>
        <AlertBadge state={alert.state} />
        <SeverityBadge severity={alert.severity} />
        <RelativeTime instant={alert.firedAt ?? alert.pendingSince} />
      </span>
      {alert.component && <EntityLink entityRef={alert.component} />}
      <span>
        <AlertBurn alert={alert} /> · <AlertLeft alert={alert} />
      </span>
      <span>
        <AlertCare alert={alert} onDone={onDone} />
      </span>
    </>
  );
}
