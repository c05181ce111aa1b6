import { useApi } from '@backstage/frontend-plugin-api';
import { ToggleButton } from '@backstage/ui';
import {
  ChoiceFilter,
  FilterSelect,
  RecordListPage,
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
import { ImportedRecordsLink } from '../Imported';
import { CandidatesPanel } from './CandidatesPanel';
import { OpenProblemButton } from './OpenProblemButton';
import { problemFilterAddress } from './problemFilters';
import { ProblemRows } from './ProblemRows';

/** Problems, those written last first, and above them incidents that look like one. */
export function ProblemsPage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { teams } = useMyTeams();
  const list = useRecordList(
    problemFilterAddress,
    (query, options) => api.listProblems(query, options),
    { rowKey: problemNumber.prefix },
  );
  const { filters, setFilters, result } = list;
  useRefetchOnSignal(PROBLEMS_SIGNAL_CHANNEL, result.refetch);
  const owners = [...new Set([...teams, ...filters.team])];
  return (
    <RecordListPage
      list={list}
      texts={{
        page: t('problems.pageTitle'),
        what: t('problems.what'),
        noun: { one: t('problems.one'), many: t('problems.many') },
        search: t('problems.search'),
        searchPlaceholder: t('problems.searchPlaceholder'),
        empty: {
          title: t('problems.empty.title'),
          description: t('problems.empty.description'),
        },
        filteredEmpty: {
          title: t('problems.empty.filteredTitle'),
          description: t('problems.empty.filteredDescription'),
        },
        keys: t('problems.keys'),
      }}
      above={<CandidatesPanel />}
      filters={
        <>
          <ChoiceFilter
            label={t('problems.filter.state')}
            choices={problemStates}
            labelOf={id => t(`problems.state.${id}`)}
            value={filters.state}
            onChange={state => setFilters({ state })}
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
        </>
      }
      rows={(items, { isStale }) => (
        <ProblemRows problems={items} isStale={isStale} />
      )}
    >
      <ImportedRecordsLink kind="problem" q={filters.q} />
    </RecordListPage>
  );
}
