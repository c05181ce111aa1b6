import { useApi } from '@backstage/frontend-plugin-api';
import { Container, Text } from '@backstage/ui';
import {
  deniedPage,
  EmptyState,
  ErrorPanel,
  NotForYou,
  PageTitle,
  reportDays,
  SkeletonRows,
  useAsyncData,
  useFiltersInAddress,
  useTexts,
} from '@countersign/plugin-governance-react';
import { DateTime } from 'luxon';
import { useMemo, useState } from 'react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { AlertQualityFigures } from './AlertQualityFigures';
import { DeliveryFigures } from './DeliveryFigures';
import { MetricsFilterBar } from './MetricsFilterBar';
import { alertQuery, metricsAddress, metricsQuery } from './metricsFilters';
import styles from './MetricsPage.module.css';
import { ProofExport } from './ProofExport';
import { SliceTable } from './SliceTable';
import { SuspectFigures } from './SuspectFigures';
import { TimeFigures } from './TimeFigures';
import { WeekChart } from './WeekChart';

/** How incidents fare: their times, what they say of deployments, and all of it by team, service, priority or source. */
export function MetricsPage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  // A page left open overnight keeps its period until it is loaded again.
  const [today] = useState(() => DateTime.utc());
  const { filters, setFilters } = useFiltersInAddress(
    useMemo(() => metricsAddress(today), [today]),
  );
  const asked = metricsQuery(filters, today);
  const metrics = useAsyncData(
    asked && JSON.stringify(asked),
    async signal => {
      // Kept with the figures: those of the last filter, shown until the next are here, lead to their own incidents.
      const query = asked ?? {};
      return { query, report: await api.getMetrics(query, { signal }) };
    },
    { keepPrevious: true },
  );
  const { report, query } = metrics.data ?? {};
  const isNarrowed =
    filters.team.length + filters.priority.length + filters.source.length > 0;
  const isEmpty =
    report?.all.incidents === 0 && report.delivery.deployments === 0;
  const denied = deniedPage(metrics);
  if (denied !== undefined) {
    return <NotForYou page={t('metrics.pageTitle')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('metrics.pageTitle')} />
      <MetricsFilterBar
        filters={filters}
        known={report?.by}
        isBadPeriod={!asked}
        onChange={setFilters}
      />
      {metrics.error && (
        <ErrorPanel
          what={t('metrics.what')}
          error={metrics.error}
          onRetry={metrics.refetch}
        />
      )}
      {asked && metrics.isPending && (
        <SkeletonRows rows={4} height={120} what={t('metrics.what')} />
      )}
      {report && query && (
        <>
          <Text color="secondary">
            {t('metrics.covers', reportDays(report.period))}{' '}
            {t(report.drills ? 'metrics.withDrills' : 'metrics.withoutDrills')}
          </Text>
          {!isEmpty && <ProofExport query={query} />}
          {isEmpty ? (
            <EmptyState
              title={t('metrics.empty.title')}
              description={
                report.deliveryProblem ?? t('metrics.empty.description')
              }
            />
          ) : (
            <>
              <TimeFigures report={report} query={query} />
              <WeekChart report={report} query={query} />
              <SliceTable
                report={report}
                query={query}
                by={filters.by}
                onBy={by => setFilters({ by })}
              />
              <DeliveryFigures
                report={report}
                query={query}
                isNarrowed={isNarrowed}
              />
              <SuspectFigures suspects={report.suspects} query={query} />
            </>
          )}
          <AlertQualityFigures
            query={alertQuery(query)}
            isNarrowed={isNarrowed || filters.drills}
          />
        </>
      )}
    </Container>
  );
}
