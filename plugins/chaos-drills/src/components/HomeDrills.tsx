import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { DRILLS_SIGNAL_CHANNEL } from '@countersign/plugin-chaos-drills-common';
import {
  AsyncContent,
  EmptyState,
  EntityLink,
  RelativeTime,
  RowBoundary,
  SkeletonRows,
  useAsyncData,
  useMyTeams,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RiCheckLine, RiTeamLine } from '@remixicon/react';
import { chaosDrillsApiRef } from '../api';
import { loadTeamDrills, TeamDrills } from '../contributions/teamDrills';
import { rootRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import { DrillLines } from './DrillLines';
import styles from './Drills.module.css';
import { OverdueBadge } from './looks';

/** So many overdue drills stand on the home page. */
const SHOWN = 6;

/** The drills of the reader's teams: those that run, and what is overdue. */
export function HomeDrills() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const catalogApi = useApi(catalogApiRef);
  const { user, teams, isPending } = useMyTeams();
  const owners = [...(user ? [user] : []), ...teams];
  const drills = useAsyncData(
    teams.length ? owners.join() : undefined,
    signal => loadTeamDrills(api, catalogApi, owners, signal),
    { refetchOnFocus: true },
  );
  useRefetchOnSignal(DRILLS_SIGNAL_CHANNEL, drills.refetch);
  if (isPending) return <SkeletonRows rows={3} what={t('meeting.home.what')} />;
  if (!teams.length) {
    return (
      <EmptyState
        icon={RiTeamLine}
        title={t('meeting.home.noTeam')}
        description={t('meeting.home.noTeamDetail')}
      />
    );
  }
  return (
    <AsyncContent what={t('meeting.home.what')} rows={3} result={drills}>
      {found => <TeamDrillLines {...found} />}
    </AsyncContent>
  );
}

function TeamDrillLines({ overdue, running }: TeamDrills) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const plan = useRouteRef(rootRouteRef)?.();
  return (
    <>
      {running.length > 0 && (
        <DrillLines drills={running} label={t('plan.running')} />
      )}
      {overdue.length === 0 && running.length === 0 && (
        <EmptyState
          icon={RiCheckLine}
          title={t('meeting.home.none')}
          description={t('meeting.home.noneDetail')}
        />
      )}
      {overdue.length > 0 && (
        <ul className={styles.lines} aria-label={t('meeting.home.title')}>
          {overdue.slice(0, SHOWN).map(item => (
            <li key={`${item.entity} ${item.scenario}`}>
              <RowBoundary name={item.entity}>
                <EntityLink entityRef={item.entity} />
                <span className={styles.grow}>{item.scenario}</span>
                <OverdueBadge days={item.overdueDays} />
                <span className={styles.quiet}>
                  {item.lastAt ? (
                    <RelativeTime instant={item.lastAt} />
                  ) : (
                    t('plan.never')
                  )}
                </span>
              </RowBoundary>
            </li>
          ))}
        </ul>
      )}
      {overdue.length > SHOWN && (
        <span className={styles.quiet}>
          {t('meeting.home.more', { count: overdue.length - SHOWN })}
        </span>
      )}
      {plan && (
        <p>
          <Link href={plan}>{t('meeting.home.all')}</Link>
        </p>
      )}
    </>
  );
}
