import { useApi } from '@backstage/frontend-plugin-api';
import { Container, ToggleButton, useBreakpoint } from '@backstage/ui';
import {
  FilterRow,
  FilterSelect,
  ListSummary,
  PageTitle,
  RecordList,
  shortName,
  useMyTeams,
  useRecordList,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  problemNumber,
  PROBLEMS_SIGNAL_CHANNEL,
  problemStates,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { CandidatesPanel } from './CandidatesPanel';
import { OpenProblemButton } from './OpenProblemButton';
import { problemFilterAddress } from './problemFilters';
import { ProblemRows } from './ProblemRows';
import styles from './ProblemsPage.module.css';

/** Problems, those written last first, and above them incidents that look like one. */
export function ProblemsPage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const narrow = useBreakpoint().down('sm');
  const { teams } = useMyTeams();
  const { page, filters, setFilters, result, listRef, search, isFiltered } =
    useRecordList(
      problemFilterAddress,
      (query, options) => api.listProblems(query, options),
      { rowKey: problemNumber.prefix },
    );
  useRefetchOnSignal(PROBLEMS_SIGNAL_CHANNEL, result.refetch);
  const owners = [...new Set([...teams, ...filters.team])];
  return (
    <Container className={styles.page}>
      <PageTitle title={t('problems.pageTitle')} />
      <CandidatesPanel />
      <FilterRow
        search={{
          label: t('problems.search'),
          placeholder: t('problems.searchPlaceholder'),
          ...search,
        }}
        isFiltered={isFiltered}
        onClear={page.clear}
      >
        <FilterSelect
          label={t('problems.filter.state')}
          options={problemStates.map(id => ({
            id,
            label: t(`problems.state.${id}`),
          }))}
          value={filters.state}
          onChange={chosen =>
            setFilters({
              state: problemStates.filter(id => chosen.includes(id)),
            })
          }
        />
        {owners.length > 0 && (
          <FilterSelect
            label={t('problems.filter.team')}
            options={owners.map(ref => ({ id: ref, label: shortName(ref) }))}
            value={filters.team}
            onChange={team => setFilters({ team })}
          />
        )}
        <ToggleButton
          isSelected={filters.knownError === true}
          onChange={only => setFilters({ knownError: only || undefined })}
        >
          {t('problems.filter.knownError')}
        </ToggleButton>
        <OpenProblemButton variant="secondary" />
      </FilterRow>
      <ListSummary
        noun={{ one: t('problems.one'), many: t('problems.many') }}
        count={result.data?.count}
      />
      <RecordList
        what={t('problems.what')}
        result={result}
        listRef={listRef}
        isFiltered={isFiltered}
        empty={{
          title: t('problems.empty.title'),
          description: t('problems.empty.description'),
        }}
        filteredEmpty={{
          title: t('problems.empty.filteredTitle'),
          description: t('problems.empty.filteredDescription'),
        }}
        page={page}
        keys={narrow ? undefined : t('problems.keys')}
      >
        {items => (
          <ProblemRows problems={items} isStale={result.isRefreshing} />
        )}
      </RecordList>
    </Container>
  );
}
