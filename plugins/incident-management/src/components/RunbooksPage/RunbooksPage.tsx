import { Container, ToggleButton } from '@backstage/ui';
import {
  FilterRow,
  ListSummary,
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

/** Every runbook, and when it was last used in an incident and last drilled: what nobody drilled, nobody knows to work. */
export function RunbooksPage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const page = useFiltersInAddress(runbookFilterAddress);
  const { filters, setFilters } = page;
  const known = useKnownRunbooks();
  const items = known.data?.filter(runbook => fits(runbook, filters));
  const result = {
    ...known,
    data: items && {
      items,
      count: { value: items.length, capped: false },
    },
  };
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
