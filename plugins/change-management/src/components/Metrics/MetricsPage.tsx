import { useApi } from '@backstage/frontend-plugin-api';
import { Container, Text } from '@backstage/ui';
import { ListsBehind } from '@countersign/plugin-change-management-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  deniedPage,
  EntityLink,
  ErrorPanel,
  NotForYou,
  PageTitle,
  reportDays,
  shortName,
  SkeletonRows,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { RiskBadge } from '../badges';
import { BandOutcomes } from './BandOutcomes';
import { EmergencyPeople } from './EmergencyPeople';
import { HeadlineFigures } from './HeadlineFigures';
import { MetricsFilters } from './MetricsFilters';
import {
  metricsQuery,
  readMetricsParams,
  writeMetricsParams,
} from './metricsParams';
import styles from './Metrics.module.css';
import { SliceTable } from './SliceTable';
import { WeekChart } from './WeekChart';

/** How changes fare: three figures of the whole, then by team and by risk, each with what it rests on. */
export function MetricsPage() {
  const { t } = useTexts(changeManagementTranslationRef);
  const [searchParams, setSearchParams] = useSearchParams();
  // A page left open overnight keeps its period until it is loaded again.
  const [today] = useState(() => DateTime.utc());
  const params = readMetricsParams(searchParams, today);
  const query = metricsQuery(params, today);
  const api = useApi(changeManagementApiRef);
  const metrics = useAsyncData(
    query && JSON.stringify(query),
    async signal => {
      const report = await api.getMetrics(query, { signal });
      // Kept with the figures: those of the last filter, shown until the next are here, lead to their own lists.
      const lists = new ListsBehind({
        ...report,
        team: params.teams,
        environment: params.environments,
      });
      return { report, lists };
    },
    { keepPrevious: true },
  );
  const { report, lists } = metrics.data ?? {};

  const denied = deniedPage(metrics);
  if (denied !== undefined) {
    return <NotForYou page={t('metrics.pageTitle')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('metrics.pageTitle')} />
      <MetricsFilters
        params={params}
        knownTeams={report?.byTeam.map(({ team }) => team) ?? []}
        badRange={!query}
        onChange={next =>
          setSearchParams(writeMetricsParams(next), { replace: true })
        }
      />
      {metrics.error && (
        <ErrorPanel
          what={t('metrics.title')}
          error={metrics.error}
          onRetry={metrics.refetch}
        />
      )}
      {query && metrics.isPending && (
        <SkeletonRows rows={4} height={120} what={t('metrics.title')} />
      )}
      {report && lists && (
        <>
          <Text color="secondary">
            {t('metrics.covers', reportDays(report))}
          </Text>
          <HeadlineFigures report={report} lists={lists} />
          <WeekChart
            weeks={report.byWeek}
            definitions={report.definitions}
            lists={lists}
          />
          <SliceTable
            title={t('metrics.teams.title')}
            label={t('metrics.teams.team')}
            empty={t('metrics.teams.empty')}
            rows={report.byTeam.map(slice => ({
              id: slice.team,
              name: <EntityLink entityRef={slice.team} />,
              slice,
              title: shortName(slice.team),
              lists: lists.ofTeam(slice.team),
            }))}
          />
          <SliceTable
            title={t('metrics.risks.title')}
            label={t('metrics.risks.risk')}
            empty={t('metrics.risks.empty')}
            rows={report.byRisk.map(slice => ({
              id: slice.level,
              name: <RiskBadge risk={{ level: slice.level }} />,
              slice,
              title: t(`shared.risk.${slice.level}`),
              lists: lists.ofRisk(slice.level),
            }))}
          />
          <EmergencyPeople
            people={report.emergenciesByPerson}
            definitions={report.definitions}
            lists={lists}
          />
          <BandOutcomes
            bands={report.bands}
            definitions={report.definitions}
            lists={lists}
          />
        </>
      )}
    </Container>
  );
}
