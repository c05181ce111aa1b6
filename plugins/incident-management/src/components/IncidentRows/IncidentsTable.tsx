import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  EntityLinks,
  RecordTable,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ListedIncident } from '@countersign/plugin-incident-management-common';
import { incidentRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { Marks, PriorityBadge, StateBadge } from '../badges';
import { Duration } from './Duration';
import styles from './IncidentRows.module.css';
import { Leader } from './Leader';

/** The incidents as rows. */
export function IncidentsTable(props: {
  incidents: ListedIncident[];
  isStale: boolean;
}) {
  const { incidents, isStale } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const link = useRouteRef(incidentRouteRef);
  return (
    <RecordTable
      label={t('list.title')}
      records={incidents}
      isStale={isStale}
      keyOf={({ number }) => number}
      nameOf={({ number }) => number}
      textOf={({ number, title }) => `${number} ${title}`}
      hrefOf={({ number }) => link?.({ number })}
      classOf={({ updateOverdue }) => (updateOverdue ? styles.owed : undefined)}
      columns={[
        {
          id: 'number',
          label: t('list.column.number'),
          className: styles.number,
          cell: ({ number }) => number,
        },
        {
          id: 'incident',
          label: t('list.column.incident'),
          isRowHeader: true,
          cell: incident => (
            <>
              <span className={styles.title}>{incident.title}</span>
              <span className={styles.marks}>
                <Marks incident={incident} />
              </span>
              <span className={styles.about}>
                <EntityLinks entityRefs={incident.entities} disableTooltip />
              </span>
            </>
          ),
        },
        {
          id: 'priority',
          label: t('list.column.priority'),
          cell: ({ impact, urgency }) => (
            <PriorityBadge impact={impact} urgency={urgency} />
          ),
        },
        {
          id: 'state',
          label: t('list.column.state'),
          cell: ({ state }) => <StateBadge state={state} />,
        },
        {
          id: 'duration',
          label: t('list.column.duration'),
          cell: incident => <Duration incident={incident} />,
        },
        {
          id: 'leader',
          label: t('list.column.leader'),
          cell: incident => <Leader incident={incident} />,
        },
        {
          id: 'opened',
          label: t('list.column.opened'),
          cell: ({ opened }) => <RelativeTime instant={opened.at} />,
        },
      ]}
    />
  );
}
