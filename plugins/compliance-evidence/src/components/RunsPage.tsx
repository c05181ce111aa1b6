import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import {
  Run,
  runNumber,
  RUNS_SIGNAL_CHANNEL,
  RunState,
  runStates,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ActorLink,
  ChoiceFilter,
  listFilterAddress,
  RecordColumn,
  RecordListPage,
  RecordRows,
  RelativeTime,
  useRecordList,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import { evidenceApiRef } from '../api';
import { rootRouteRef, runRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { RunBadge } from './looks';
import { counted, parametersText } from './parts';

/** How the filters stand in the address of the list. */
const filterAddress = listFilterAddress<{ state: RunState; report: string }>({
  state: runStates,
  report: 'any',
});

/** Every run, the newest first; the address holds the filters and the page. */
export function RunsPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const runLink = useRouteRef(runRouteRef);
  const reports = useRouteRef(rootRouteRef)?.();
  const columns = useColumns();
  const list = useRecordList(
    filterAddress,
    (query, options) => api.listRuns(query, options),
    { rowKey: runNumber.prefix },
  );
  const { filters, setFilters, result } = list;
  useRefetchOnSignal(RUNS_SIGNAL_CHANNEL, result.refetch);
  return (
    <RecordListPage
      list={list}
      texts={{
        what: t('run.what'),
        noun: { one: t('run.noun'), many: t('run.nouns') },
        search: t('run.search'),
        searchPlaceholder: t('search'),
        empty: {
          title: t('run.empty'),
          description: t('run.emptyDescription'),
          action: (
            <ButtonLink href={reports}>{t('run.emptyAction')}</ButtonLink>
          ),
        },
        filteredEmpty: {
          title: t('run.filtered'),
          description: t('run.filteredDescription'),
        },
      }}
      filters={
        <ChoiceFilter
          label={t('state')}
          choices={runStates}
          labelOf={id => t(`run.state.${id}`)}
          value={filters.state}
          onChange={state => setFilters({ state })}
        />
      }
      chips={filters.report.map(name => ({
        id: name,
        text: `${t('run.report')}: ${name}`,
        without: { report: filters.report.filter(each => each !== name) },
      }))}
      rows={(items, { isStale }) => (
        <RecordRows
          label={t('area.runs')}
          records={items}
          isStale={isStale}
          hrefOf={number => runLink?.({ number })}
          columns={columns}
          card={({ state, violations }) => (
            <>
              <RunBadge state={state} />{' '}
              {violations !== undefined &&
                t('run.violations', counted(violations))}
            </>
          )}
        />
      )}
    />
  );
}

function useColumns(): RecordColumn<Run>[] {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return [
    { id: 'number', label: t('run.number'), cell: ({ number }) => number },
    {
      id: 'report',
      label: t('run.report'),
      isRowHeader: true,
      cell: ({ title, parameters }) => (
        <>
          {title} <small>{parametersText(parameters)}</small>
        </>
      ),
    },
    {
      id: 'state',
      label: t('state'),
      cell: ({ state }) => <RunBadge state={state} />,
    },
    {
      id: 'result',
      label: t('run.result'),
      cell: ({ violations }) =>
        violations === undefined
          ? '—'
          : t('run.violations', counted(violations)),
    },
    {
      id: 'by',
      label: t('run.by'),
      cell: ({ requestedBy }) => <ActorLink actor={requestedBy} />,
    },
    {
      id: 'requested',
      label: t('run.requested'),
      cell: ({ requestedAt }) => <RelativeTime instant={requestedAt} />,
    },
  ];
}
