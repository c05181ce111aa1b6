import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  ASSURANCE_SIGNAL_CHANNEL,
  Finding,
  findingNumber,
  findingStates,
  severities,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ActorLink,
  ChoiceFilter,
  RecordColumn,
  RecordListPage,
  RecordRows,
  RelativeTime,
  useRecordList,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import { assuranceApiRef } from '../api';
import { findingRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { controlText } from './ControlRefs';
import styles from './Evidence.module.css';
import { findingFilterAddress } from './findingFilters';
import { FindingBadge, SeverityBadge } from './looks';

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
  const columns = useColumns();
  const list = useRecordList(
    findingFilterAddress,
    (query, options) => api.listFindings(query, options),
    { rowKey: findingNumber.prefix },
  );
  const { filters, setFilters, result } = list;
  useRefetchOnSignal(ASSURANCE_SIGNAL_CHANNEL, result.refetch);
  return (
    <RecordListPage
      list={list}
      texts={{
        what: t('finding.what'),
        noun: { one: t('finding.noun'), many: t('finding.nouns') },
        search: t('finding.search'),
        searchPlaceholder: t('search'),
        empty: {
          title: t('finding.empty'),
          description: t('finding.emptyDescription'),
        },
        filteredEmpty: {
          title: t('finding.filtered'),
          description: t('finding.filteredDescription'),
        },
      }}
      filters={
        <>
          <ChoiceFilter
            label={t('state')}
            choices={findingStates}
            labelOf={id => t(`finding.state.${id}`)}
            value={filters.state}
            onChange={state => setFilters({ state })}
          />
          <ChoiceFilter
            label={t('severity.label')}
            choices={severities}
            labelOf={id => t(`severity.${id}`)}
            value={filters.severity}
            onChange={severity => setFilters({ severity })}
          />
        </>
      }
      chips={chipFilters.flatMap(name =>
        filters[name].map(value => ({
          id: `${name} ${value}`,
          text: value,
          without: {
            [name]: filters[name].filter(each => each !== value),
          },
        })),
      )}
      rows={(items, { isStale }) => (
        <RecordRows
          label={t('area.findings')}
          records={items}
          isStale={isStale}
          hrefOf={number => findingLink?.({ number })}
          columns={columns}
          card={({ state, severity }) => (
            <>
              <FindingBadge state={state} />{' '}
              <SeverityBadge severity={severity} />
            </>
          )}
        />
      )}
    />
  );
}

function useColumns(): RecordColumn<Finding>[] {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return [
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
          {controls.map(control => (
            <span key={controlText(control)}>
              {control.framework} {control.id}
            </span>
          ))}
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
  ];
}
