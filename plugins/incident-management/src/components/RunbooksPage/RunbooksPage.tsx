import { Container, ToggleButton } from '@backstage/ui';
import {
  deniedPage,
  FilterRow,
  ListSummary,
  NotForYou,
  PageTitle,
  RecordList,
  useFiltersInAddress,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { IncidentLooks } from '../IncidentLooks';
import { fits, runbookFilterAddress } from './runbookFilters';
import { RunbookRows } from './RunbookRows';
import styles from './RunbooksPage.module.css';
import { useKnownRunbooks } from './useKnownRunbooks';

/** So many are shown at once: each is a page of documentation whose title is read. */
const PAGE = 50;

/** Every runbook, and when it was last used in an incident and last drilled: what nobody drilled, nobody knows to work. */
export function RunbooksPage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const page = useFiltersInAddress(runbookFilterAddress);
  const { filters, setFilters } = page;
  const known = useKnownRunbooks();
  const fitting = known.data?.filter(runbook => fits(runbook, filters));
  const from = Math.max(0, Number(page.cursor) || 0);
  const result = {
    ...known,
    data: fitting && {
      items: fitting.slice(from, from + PAGE),
      count: { value: fitting.length, capped: false },
      ...(from + PAGE < fitting.length && { nextCursor: `${from + PAGE}` }),
    },
  };
  const denied = deniedPage(known);
  if (denied !== undefined) {
    return <NotForYou page={t('runbooks.title')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('runbooks.title')} />
      <IncidentLooks at="runbooks" />
      <FilterRow isFiltered={page.search !== ''} onClear={page.clear}>
        {(['unused', 'undrilled'] as const).map(filter => (
          <ToggleButton
            key={filter}
            isSelected={filters[filter] === true}
            onChange={only => setFilters({ [filter]: only || undefined })}
          >
            {t(`runbooks.filter.${filter}`)}
          </ToggleButton>
        ))}
      </FilterRow>
      <ListSummary
        noun={{ one: t('runbooks.one'), many: t('runbooks.many') }}
        count={result.data?.count}
      />
      <RecordList
        what={t('beside.runbooks.what')}
        result={result}
        isFiltered={page.search !== ''}
        empty={{
          title: t('runbooks.empty'),
          description: t('runbooks.emptyDetail'),
        }}
        filteredEmpty={{
          title: t('runbooks.filteredEmpty'),
          description: t('runbooks.filteredEmptyDetail'),
        }}
        page={page}
      >
        {runbooks => (
          <RunbookRows runbooks={runbooks} isStale={known.isRefreshing} />
        )}
      </RecordList>
    </Container>
  );
}
