import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import {
  EntityLink,
  RecordCell,
  RecordTable,
  RelativeTime,
} from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-service-levels-common';
import { alertRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { SeverityBadge } from '../alerts';
import { AlertBadge } from '../badges';
import { AlertBurn, AlertCare, AlertLeft } from './AlertFigures';

/** Dense rows with a header that stays in sight; what a row cannot show stays in its cell. */
export function AlertsTable(props: {
  alerts: AlertView[];
  isStale: boolean;
  onDone(): void;
}) {
  const { alerts, isStale, onDone } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const alertLink = useRouteRef(alertRouteRef);
  return (
    <RecordTable>
      <TableRoot aria-label={t('alerts.title')} stale={isStale}>
        <TableHeader>
          <Column id="number">{t('alerts.column.number')}</Column>
          <Column id="objective" isRowHeader>
            {t('alerts.column.objective')}
          </Column>
          <Column id="state">{t('alerts.column.state')}</Column>
          <Column id="since">{t('alerts.column.since')}</Column>
          <Column id="burn">{t('alerts.column.burn')}</Column>
          <Column id="left">{t('alerts.column.left')}</Column>
          <Column id="care">{t('alerts.column.care')}</Column>
        </TableHeader>
        <TableBody items={alerts} dependencies={[isStale]}>
          {alert => (
            <Row
              id={alert.number}
              textValue={`${alert.number} ${alert.title}`}
              href={alertLink?.({ number: alert.number })}
            >
              <Cell>{alert.number}</Cell>
              <RecordCell name={alert.number}>
                {alert.title}{' '}
                {alert.component && <EntityLink entityRef={alert.component} />}
              </RecordCell>
              <RecordCell name={alert.number}>
                <AlertBadge state={alert.state} />{' '}
                <SeverityBadge severity={alert.severity} />
              </RecordCell>
              <RecordCell name={alert.number}>
                <RelativeTime instant={alert.firedAt ?? alert.pendingSince} />
              </RecordCell>
              <RecordCell name={alert.number}>
                <AlertBurn alert={alert} />
              </RecordCell>
              <RecordCell name={alert.number}>
                <AlertLeft alert={alert} />
              </RecordCell>
              <RecordCell name={alert.number}>
                <AlertCare alert={alert} onDone={onDone} />
              </RecordCell>
            </Row>
          )}
        </TableBody>
      </TableRoot>
    </RecordTable>
  );
}
