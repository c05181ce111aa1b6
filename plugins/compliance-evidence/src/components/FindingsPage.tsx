import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, useBreakpoint } from '@backstage/ui';
import {
  ASSURANCE_SIGNAL_CHANNEL,
  Finding,
  findingNumber,
  findingStates,
  severities,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ActorLink,
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
} from '@countersign/plugin-governance-react';
import { assuranceApiRef } from '../api';
import { findingRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { findingFilterAddress } from './findingFilters';
import { FindingBadge, SeverityBadge } from './looks';
import styles from './Evidence.module.css';

const chipFilters = [
  'report',
  'question',
  'run',
  'control',
  'entityRef',
] as const;

/** Every finding, filtered; the address holds the filters and the page. */
export function FindingsPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const findingLink = useRouteRef(findingRouteRef);
  const narrow = useBreakpoint().down('sm');
  const { page, filters, setFilters, result, listRef, search, isFiltered } =
    useRecordList(
      findingFilterAddress,
      (query, options) => api.listFindings(query, options),
      { rowKey: findingNumber.prefix },
    );
  useRefetchOnSignal(ASSURANCE_SIGNAL_CHANNEL, result.refetch);
  return (
    <Container className={styles.listPage}>
      <FilterRow
        search={{
          label: t('finding.search'),
          placeholder: t('search'),
          ...search,
        }}
        isFiltered={isFiltered}
        onClear={page.clear}
      >
        <FilterSelect
          label={t('state')}
          options={findingStates.map(id => ({
            id,
            label: t(`finding.state.${id}`),
          }))}
          value={filters.state}
          onChange={chosen =>
            setFilters({ state: findingStates.filter(s => chosen.includes(s)) })
          }
        />
        <FilterSelect
          label={t('severity.label')}
          options={severities.map(id => ({ id, label: t(`severity.${id}`) }))}
          value={filters.severity}
          onChange={chosen =>
            setFilters({ severity: severities.filter(s => chosen.includes(s)) })
          }
        />
      </FilterRow>
      <FilterChips
        chips={chipFilters.flatMap(name =>
          filters[name].map(value => ({
            id: `${name} ${value}`,
            text: value,
            without: {
              [name]: filters[name].filter(each => each !== value),
            },
          })),
        )}
        onChange={setFilters}
      />
      <ListSummary
        noun={{ one: t('finding.noun'), many: t('finding.nouns') }}
        count={result.data?.count}
      />
      <RecordList
        what={t('finding.what')}
        result={result}
        listRef={listRef}
        isFiltered={isFiltered}
        empty={{
          title: t('finding.empty'),
          description: t('finding.emptyDescription'),
        }}
        filteredEmpty={{
          title: t('finding.filtered'),
          description: t('finding.filteredDescription'),
        }}
        page={page}
      >
        {items =>
          narrow ? (
            <RecordCards
              label={t('area.findings')}
              records={items}
              hrefOf={number => findingLink?.({ number })}
            >
              {({ state, severity }) => (
                <>
                  <FindingBadge state={state} />{' '}
                  <SeverityBadge severity={severity} />
                </>
              )}
            </RecordCards>
          ) : (
            <FindingsTable findings={items} isStale={result.isRefreshing} />
          )
        }
      </RecordList>
    </Container>
  );
}

function FindingsTable(props: { findings: Finding[]; isStale: boolean }) {
  const { findings, isStale } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const findingLink = useRouteRef(findingRouteRef);
  return (
    <RecordTable
      label={t('area.findings')}
      records={findings}
      isStale={isStale}
      keyOf={({ number }) => number}
      nameOf={({ number }) => number}
      textOf={({ number, title }) => `${number} ${title}`}
      hrefOf={({ number }) => findingLink?.({ number })}
      columns={[
        {
          id: 'number',
          label: t('finding.number'),
          cell: ({ number }) => number,
        },
        {
          id: 'title',
          label: t('finding.title'),
          isRowHeader: true,
          cell: ({ title }) => title,
        },
        {
          id: 'severity',
          label: t('severity.label'),
          cell: ({ severity }) => <SeverityBadge severity={severity} />,
        },
        {
          id: 'state',
          label: t('state'),
          cell: ({ state }) => <FindingBadge state={state} />,
        },
        {
          id: 'control',
          label: t('finding.control'),
          cell: ({ controls }) => (
            <span className={styles.wraps}>
              {controls
                .map(({ framework, id }) => `${framework} ${id}`)
                .join(', ')}
            </span>
          ),
        },
        {
          id: 'owner',
          label: t('owner'),
          cell: ({ owner, team }) => {
            const who = owner ?? team;
            return who ? <ActorLink actor={who} /> : '—';
          },
        },
        {
          id: 'seen',
          label: t('finding.lastSeen'),
          cell: ({ lastSeenRun, absentRun }) =>
            absentRun ? t('finding.gone', { run: absentRun }) : lastSeenRun,
        },
        {
          id: 'updated',
          label: t('updated'),
          cell: ({ updatedAt }) => <RelativeTime instant={updatedAt} />,
        },
      ]}
    />
  );
}
