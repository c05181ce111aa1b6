import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  AsyncContent,
  EmptyState,
  RecordNumber,
  RowBoundary,
  SkeletonRows,
  useAsyncData,
  useMyTeams,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  INCIDENTS_SIGNAL_CHANNEL,
  ListIncidents,
} from '@countersign/plugin-incident-management-common';
import { RiCheckLine, RiTeamLine } from '@remixicon/react';
import { incidentManagementApiRef } from '../../api';
import { incidentRouteRef, rootRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { Marks, PriorityBadge, StateBadge } from '../badges';
import { Duration } from '../IncidentRows';
import { searchOf } from '../ListPage/listFilters';
import { MyOnCall } from '../OnCallCard';
import styles from './HomeIncidents.module.css';

/** So many rows stand on the home page. */
const SHOWN = 8;

/** Whether the reader is on call, and the incidents of their teams that are not over, the most urgent first. */
export function HomeIncidents() {
  return (
    <>
      <MyOnCall />
      <OpenIncidents />
    </>
  );
}

function OpenIncidents() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { teams, isPending } = useMyTeams();
  const list = useRouteRef(rootRouteRef)?.();
  const link = useRouteRef(incidentRouteRef);
  const query: ListIncidents = {
    team: teams,
    open: true,
    sort: 'priority',
    limit: SHOWN,
  };
  const incidents = useAsyncData(
    teams.length ? JSON.stringify(query) : undefined,
    signal => api.listIncidents(query, { signal }),
    { refetchOnFocus: true },
  );
  useRefetchOnSignal(INCIDENTS_SIGNAL_CHANNEL, incidents.refetch);
  if (isPending) return <SkeletonRows rows={3} what={t('entity.home.what')} />;
  if (!teams.length) {
    return (
      <EmptyState
        icon={RiTeamLine}
        title={t('entity.home.noTeam')}
        description={t('entity.home.noTeamDetail')}
      />
    );
  }
  return (
    <>
      <AsyncContent what={t('entity.home.what')} rows={3} result={incidents}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={RiCheckLine}
              title={t('entity.home.none')}
              description={t('entity.home.noneDetail')}
            />
          ) : (
            <ul className={styles.rows} aria-label={t('entity.home.title')}>
              {items.map(incident => (
                <li key={incident.number}>
                  <RowBoundary name={incident.number}>
                    <PriorityBadge
                      impact={incident.impact}
                      urgency={incident.urgency}
                    />
                    <StateBadge state={incident.state} />
                    <RecordNumber
                      number={incident.number}
                      href={link?.({ number: incident.number })}
                      hideCopy
                    />
                    <span className={styles.title}>{incident.title}</span>
                    <Marks incident={incident} />
                    <span className={styles.quiet}>
                      <Duration incident={incident} />
                    </span>
                  </RowBoundary>
                </li>
              ))}
            </ul>
          )
        }
      </AsyncContent>
      {list && (
        <p>
          <Link href={`${list}?${searchOf({ open: true, team: teams })}`}>
            {t('entity.home.all')}
          </Link>
        </p>
      )}
    </>
  );
}
