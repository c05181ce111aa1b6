import { useApiHolder } from '@backstage/frontend-plugin-api';
import { Button, Container, Text, useBreakpoint } from '@backstage/ui';
import {
  DashboardSubPage,
  dashboardTilesIn,
  DownloadButton,
  EmptyState,
  FigureFilters,
  FilterSelect,
  PageTitle,
  ReportPeriodFilter,
  reportDays,
  useAreas,
  useFiltersInAddress,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RiPrinterLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { useMemo, useState } from 'react';
import { governanceDashboardTranslationRef } from '../translation';
import styles from './Dashboard.module.css';
import { dashboardAddress, dashboardQuery } from './dashboardFilters';
import { DashboardFrame } from './DashboardFrame';
import { exportFigures } from './exportFigures';
import './print.css';
import { Tile } from './Tile';
import { useScopes, withChosen } from './useScopes';

const none: readonly DashboardSubPage[] = [];

/** The figures of every area on one page: by organization, team, system and period, compared with the period before. */
export function DashboardPage(props: {
  /** What areas put beside it. */
  pages?: readonly DashboardSubPage[];
}) {
  const { t } = useTexts(governanceDashboardTranslationRef);
  const apis = useApiHolder();
  const tiles = dashboardTilesIn(apis);
  // A page left open overnight keeps its period until it is loaded again.
  const [today] = useState(() => DateTime.utc());
  const address = useMemo(() => dashboardAddress(today), [today]);
  const { filters, setFilters } = useFiltersInAddress(address);
  const query = dashboardQuery(filters, today);
  const answers = useAreas(
    query && JSON.stringify(query),
    tiles,
    (tile, request) => tile.load({ ...request, query: query! }),
  );
  const scopes = useScopes();
  const teams = withChosen(scopes.data.teams, filters.team);
  const systems = withChosen(scopes.data.systems, filters.system);
  const chosen = [
    ...teams.filter(({ id }) => filters.team.includes(id)),
    ...systems.filter(({ id }) => filters.system.includes(id)),
  ].map(({ label }) => label);
  // Its place is kept while the first tile is awaited: nothing beside it jumps.
  const isExportable = answers.some(({ data }) => data);
  // On a phone the header has place for its title alone.
  const narrow = useBreakpoint().down('sm');
  const actions = (
    <div className={styles.actions}>
      {query &&
        (isExportable || answers.some(({ isPending }) => isPending)) && (
          <DownloadButton
            name={`governance-${query.from.slice(0, 10)}.dashboard.json`}
            type="application/json"
            text={t('export')}
            isDisabled={!isExportable}
            load={() =>
              exportFigures({
                ...{ apis, tiles, query },
                exportedAt: new Date().toISOString(),
              })
            }
          />
        )}
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiPrinterLine />}
        onPress={() => window.print()}
      >
        {t('print')}
      </Button>
    </div>
  );
  return (
    <DashboardFrame
      pages={props.pages ?? none}
      action={narrow ? undefined : actions}
    >
      <Container>
        <PageTitle title={t('title')} />
        <div className={styles.controls}>
          {narrow && actions}
          <FigureFilters>
            <div className={styles.period}>
              <ReportPeriodFilter
                period={filters.period}
                isBad={!query}
                onChange={period => setFilters({ period })}
              />
            </div>
            <FilterSelect
              label={t('filter.team')}
              options={teams}
              value={filters.team}
              onChange={team => setFilters({ team })}
            />
            <FilterSelect
              label={t('filter.system')}
              options={systems}
              value={filters.system}
              onChange={system => setFilters({ system })}
            />
            {scopes.error && (
              <Text color="secondary" role="alert">
                {t('filter.failed')}
              </Text>
            )}
          </FigureFilters>
        </div>
        <div data-print-alone className={styles.page}>
          <span className={styles.printTitle}>{t('printTitle')}</span>
          <Text as="p" color="secondary">
            {query && <Covers query={query} />}{' '}
            {chosen.length > 0
              ? t('of', { what: chosen.join(', ') })
              : t('everything')}
          </Text>
          {tiles.length === 0 && (
            <EmptyState
              title={t('empty.title')}
              description={t('empty.description')}
            />
          )}
          {query && (
            <div className={styles.tiles}>
              {tiles.map((tile, i) => (
                <Tile key={tile.id} tile={tile} answer={answers[i]} />
              ))}
            </div>
          )}
        </div>
      </Container>
    </DashboardFrame>
  );
}

function Covers({
  query: { previousFrom, from, to },
}: {
  query: { previousFrom: string; from: string; to: string };
}) {
  const { t } = useTexts(governanceDashboardTranslationRef);
  const before = reportDays({ from: previousFrom, to: from });
  return (
    <>
      {t('covers', {
        ...reportDays({ from, to }),
        before: before.from,
        until: before.to,
      })}
      .
    </>
  );
}
