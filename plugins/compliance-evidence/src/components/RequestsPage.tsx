import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, useBreakpoint } from '@backstage/ui';
import {
  ASSURANCE_SIGNAL_CHANNEL,
  EvidenceRequest,
  requestNumber,
  requestOpenPermission,
  RequestState,
  requestStates,
} from '@countersign/plugin-compliance-evidence-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { queryString } from '@countersign/plugin-governance-common';
import {
  ActorLink,
  FilterAddress,
  FilterRow,
  FilterSelect,
  ListSummary,
  RecordCards,
  RecordList,
  RecordTable,
  RelativeTime,
  ToneBadge,
  useNow,
  useRecordList,
  useRefetchOnSignal,
  useTexts,
  valuesIn,
} from '@countersign/plugin-governance-react';
import { RiAlarmLine } from '@remixicon/react';
import { assuranceApiRef } from '../api';
import { requestRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { AskButton } from './AskButton';
import { RequestBadge } from './looks';
import styles from './Evidence.module.css';

interface RequestFilters {
  state: RequestState[];
  assignee: string[];
  requester: string[];
  q: string;
}

/** How the filters stand in the address of the list. */
const filterAddress: FilterAddress<RequestFilters> = {
  read: params => ({
    state: valuesIn(params, 'state', requestStates),
    assignee: valuesIn(params, 'assignee'),
    requester: valuesIn(params, 'requester'),
    q: params.get('q') ?? '',
  }),
  write: ({ q, ...many }) =>
    new URLSearchParams(queryString({ ...many, q: q || undefined })),
};

/** Whether the day of a request has come and it is not settled. */
export function isOverdue(
  { state, due }: Pick<EvidenceRequest, 'state' | 'due'>,
  now: number,
): boolean {
  return (state === 'open' || state === 'answered') && Date.parse(due) < now;
}

/** When a request is due, and that it is overdue. */
export function DueTime({ request }: { request: EvidenceRequest }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const now = useNow();
  return isOverdue(request, now) ? (
    <ToneBadge tone="danger" icon={RiAlarmLine}>
      {t('request.overdue')} <RelativeTime instant={request.due} />
    </ToneBadge>
  ) : (
    <RelativeTime instant={request.due} />
  );
}

/** What auditors ask for, filtered; the address holds the filters and the page. */
export function RequestsPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const requestLink = useRouteRef(requestRouteRef);
  const narrow = useBreakpoint().down('sm');
  const { allowed: mayAsk } = usePermission({
    permission: requestOpenPermission,
  });
  const { page, filters, setFilters, result, listRef, search, isFiltered } =
    useRecordList(
      filterAddress,
      (query, options) => api.listRequests(query, options),
      { rowKey: requestNumber.prefix },
    );
  useRefetchOnSignal(ASSURANCE_SIGNAL_CHANNEL, result.refetch);
  const ask = mayAsk ? <AskButton /> : undefined;
  return (
    <Container className={styles.listPage}>
      <FilterRow
        search={{
          label: t('request.search'),
          placeholder: t('search'),
          ...search,
        }}
        isFiltered={isFiltered}
        onClear={page.clear}
      >
        <FilterSelect
          label={t('state')}
          options={requestStates.map(id => ({
            id,
            label: t(`request.state.${id}`),
          }))}
          value={filters.state}
          onChange={chosen =>
            setFilters({ state: requestStates.filter(s => chosen.includes(s)) })
          }
        />
        {ask}
      </FilterRow>
      <ListSummary
        noun={{ one: t('request.noun'), many: t('request.nouns') }}
        count={result.data?.count}
      />
      <RecordList
        what={t('request.what')}
        result={result}
        listRef={listRef}
        isFiltered={isFiltered}
        empty={{
          title: t('request.empty'),
          description: t('request.emptyDescription'),
        }}
        filteredEmpty={{
          title: t('request.filtered'),
          description: t('request.filteredDescription'),
        }}
        page={page}
      >
        {items =>
          narrow ? (
            <RecordCards
              label={t('area.requests')}
              records={items}
              hrefOf={number => requestLink?.({ number })}
              isOwed={request => isOverdue(request, Date.now())}
            >
              {request => (
                <>
                  <RequestBadge state={request.state} />{' '}
                  <DueTime request={request} />
                </>
              )}
            </RecordCards>
          ) : (
            <RequestsTable requests={items} isStale={result.isRefreshing} />
          )
        }
      </RecordList>
    </Container>
  );
}

function RequestsTable(props: {
  requests: EvidenceRequest[];
  isStale: boolean;
}) {
  const { requests, isStale } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const requestLink = useRouteRef(requestRouteRef);
  return (
    <RecordTable
      label={t('area.requests')}
      records={requests}
      isStale={isStale}
      keyOf={({ number }) => number}
      nameOf={({ number }) => number}
      textOf={({ number, title }) => `${number} ${title}`}
      hrefOf={({ number }) => requestLink?.({ number })}
      columns={[
        {
          id: 'number',
          label: t('request.number'),
          cell: ({ number }) => number,
        },
        {
          id: 'title',
          label: t('request.title'),
          isRowHeader: true,
          cell: ({ title }) => title,
        },
        {
          id: 'state',
          label: t('state'),
          cell: ({ state }) => <RequestBadge state={state} />,
        },
        {
          id: 'due',
          label: t('request.due'),
          cell: request => <DueTime request={request} />,
        },
        {
          id: 'requester',
          label: t('request.requester'),
          cell: ({ opened }) => <ActorLink actor={opened.by} />,
        },
        {
          id: 'assignee',
          label: t('request.assignee'),
          cell: ({ assignee }) =>
            assignee ? <ActorLink actor={assignee} /> : t('request.nobody'),
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
