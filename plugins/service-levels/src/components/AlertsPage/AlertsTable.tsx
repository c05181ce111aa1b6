import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  EntityLink,
  RecordTable,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-service-levels-common';
import { alertRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { SeverityBadge } from '../alerts';
import { AlertBadge } from '../badges';
import { AlertBurn, AlertCare, AlertLeft } from './AlertFigures';

/** The alerts as rows. */
export function AlertsTable(props: {
  alerts: AlertView[];
  isStale: boolean;
  onDone(): void;
}) {
  const { alerts, isStale, onDone } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const alertLink = useRouteRef(alertRouteRef);
  return (
    <RecordTable
      label={t('alerts.title')}
      records={alerts}
      isStale={isStale}
      keyOf={({ number }) => number}
      nameOf={({ number }) => number}
      textOf={({ number, title }) => `${number} ${title}`}
      hrefOf={({ number }) => alertLink?.({ number })}
      columns={[
        {
          id: 'number',
          label: t('alerts.column.number'),
          cell: ({ number }) => number,
        },
        {
          id: 'objective',
          label: t('alerts.column.objective'),
          isRowHeader: true,
          cell: ({ title, component }) => (
            <>
              {title} {component && <EntityLink entityRef={component} />}
            </>
          ),
        },
        {
          id: 'state',
          label: t('alerts.column.state'),
          cell: ({ state, severity }) => (
            <>
              <AlertBadge state={state} /> <SeverityBadge severity={severity} />
            </>
          ),
        },
        {
          id: 'since',
          label: t('alerts.column.since'),
          cell: ({ firedAt, pendingSince }) => (
            <RelativeTime instant={firedAt ?? pendingSince} />
          ),
        },
        {
          id: 'burn',
          label: t('alerts.column.burn'),
          cell: alert => <AlertBurn alert={alert} />,
        },
        {
          id: 'left',
          label: t('alerts.column.left'),
          cell: alert => <AlertLeft alert={alert} />,
        },
        {
          id: 'care',
          label: t('alerts.column.care'),
          cell: alert => <AlertCare alert={alert} onDone={onDone} />,
        },
      ]}
    />
  );
}
