import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, useBreakpoint } from '@backstage/ui';
import {
  Run,
  runNumber,
  RUNS_SIGNAL_CHANNEL,
  RunState,
  runStates,
} from '@countersign/plugin-compliance-evidence-common';
import { queryString } from '@countersign/plugin-governance-common';
import {
  ActorLink,
  FilterAddress,
  FilterChips,
  FilterRow,
  FilterSelect,
  ListSummary,
  RecordCards,
  RecordList,
  RecordTable,
  RelativeTime,
  useRecordList,
  useRefetchOnSignal,
  useTexts,
  valuesIn,
} from '@countersign/plugin-governance-react';
import { evidenceApiRef } from '../api';
import { rootRouteRef, runRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { RunBadge } from './looks';
import { parametersText } from './parts';
import styles from './Evidence.module.css';

interface RunFilters {
  state: RunState[];
  report: string[];
  q: string;
}

/** How the filters stand in the address of the list. */
const filterAddress: FilterAddress<RunFilters> = {
  read: params => ({
    state: valuesIn(params, 'state', runStates),
    report: valuesIn(params, 'report'),
    q: params.get('q') ?? '',
  }),
  write: ({ q, ...many }) =>
    new URLSearchParams(queryString({ ...many, q: q || undefined })),
};

/** Every run, the newest first; the address holds the filters and the page. */
export function RunsPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const runLink = useRouteRef(runRouteRef);
  const reports = useRouteRef(rootRouteRef)?.();
  const narrow = useBreakpoint().down('sm');
  const { page, filters, setFilters, result, listRef, search, isFiltered } =
    useRecordList(
      filterAddress,
      (query, options) => api.listRuns(query, options),
      { rowKey: runNumber.prefix },
    );
  useRefetchOnSignal(RUNS_SIGNAL_CHANNEL, result.refetch);
  return (
    <Container className={styles.listPage}>
      <FilterRow
        search={{
          label: t('run.search'),
          placeholder: t('search'),
          ...search,
        }}
        isFiltered={isFiltered}
        onClear={page.clear}
      >
        <FilterSelect
          label={t('state')}
          options={runStates.map(id => ({ id, label: t(`run.state.${id}`) }))}
          value={filters.state}
          onChange={chosen =>
            setFilters({ state: runStates.filter(s => chosen.includes(s)) })
          }
        />
      </FilterRow>
      <FilterChips
        chips={filters.report.map(name => ({
          id: name,
          text: `${t('run.report')}: ${name}`,
          without: { report: filters.report.filter(each => each !== name) },
        }))}
        onChange={setFilters}
      />
      <ListSummary
        noun={{ one: t('run.noun'), many: t('run.nouns') }}
        count={result.data?.count}
      />
      <RecordList
        what={t('run.what')}
        result={result}
        listRef={listRef}
        isFiltered={isFiltered}
        empty={{
          title: t('run.empty'),
          description: t('run.emptyDescription'),
          action: (
            <ButtonLink href={reports}>{t('run.emptyAction')}</ButtonLink>
          ),
        }}
        filteredEmpty={{
          title: t('run.filtered'),
          description: t('run.filteredDescription'),
        }}
        page={page}
      >
        {items =>
          narrow ? (
            <RecordCards
              label={t('area.runs')}
              records={items}
              hrefOf={number => runLink?.({ number })}
            >
              {({ state, violations }) => (
                <>
                  <RunBadge state={state} />{' '}
                  {violations !== undefined &&
                    t('run.violations', { count: violations })}
                </>
              )}
            </RecordCards>
          ) : (
            <RunsTable runs={items} isStale={result.isRefreshing} />
          )
        }
      </RecordList>
    </Container>
  );
}

function RunsTable({ runs, isStale }: { runs: Run[]; isStale: boolean }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const runLink = useRouteRef(runRouteRef);
  return (
    <RecordTable
      label={t('area.runs')}
      records={runs}
      isStale={isStale}
      keyOf={({ number }) => number}
      nameOf={({ number }) => number}
      textOf={({ number, title }) => `${number} ${title}`}
      hrefOf={({ number }) => runLink?.({ number })}
      columns={[
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
              : t('run.violations', { count: violations }),
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
      ]}
    />
  );
}
