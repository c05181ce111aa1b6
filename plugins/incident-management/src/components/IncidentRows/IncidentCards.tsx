import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  EntityLinks,
  RecordCards,
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

/** The list on a narrow screen: a card an incident. */
export function IncidentCards(props: { incidents: ListedIncident[] }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const link = useRouteRef(incidentRouteRef);
  return (
    <RecordCards
      label={t('list.title')}
      records={props.incidents}
      hrefOf={number => link?.({ number })}
      isOwed={({ updateOverdue }) => updateOverdue}
    >
      {incident => (
        <>
          <span className={styles.marks}>
            <PriorityBadge
              impact={incident.impact}
              urgency={incident.urgency}
            />
            <StateBadge state={incident.state} />
            <Marks incident={incident} />
          </span>
          <EntityLinks entityRefs={incident.entities} />
          <span className={styles.about}>
            <RelativeTime instant={incident.opened.at} />
            <span>
              {t('list.column.duration')} <Duration incident={incident} />
            </span>
            <Leader incident={incident} />
          </span>
        </>
      )}
    </RecordCards>
  );
}
