import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  ASSURANCE_SIGNAL_CHANNEL,
  EvidenceRequest,
  requestNumber,
  requestOpenPermission,
  RequestState,
  requestStates,
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
import { assuranceApiRef } from '../api';
import { requestRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { AskButton } from './AskButton';
import { DueTime, isOverdue } from './DueTime';
import { RequestBadge } from './looks';

/** How the filters stand in the address of the list. */
const filterAddress = listFilterAddress<{
  state: RequestState;
  assignee: string;
  requester: string;
}>({ state: requestStates, assignee: 'any', requester: 'any' });

/** What auditors ask for, filtered; the address holds the filters and the page. */
export function RequestsPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const requestLink = useRouteRef(requestRouteRef);
  const columns = useColumns();
  const { allowed: mayAsk } = usePermission({
    permission: requestOpenPermission,
  });
  const list = useRecordList(
    filterAddress,
    (query, options) => api.listRequests(query, options),
    { rowKey: requestNumber.prefix },
  );
  const { filters, setFilters, result } = list;
  useRefetchOnSignal(ASSURANCE_SIGNAL_CHANNEL, result.refetch);
  return (
    <RecordListPage
      list={list}
      texts={{
        what: t('request.what'),
        noun: { one: t('request.noun'), many: t('request.nouns') },
        search: t('request.search'),
        searchPlaceholder: t('search'),
        empty: {
          title: t('request.empty'),
          description: t('request.emptyDescription'),
        },
        filteredEmpty: {
          title: t('request.filtered'),
          description: t('request.filteredDescription'),
        },
      }}
      filters={
        <>
          <ChoiceFilter
            label={t('state')}
            choices={requestStates}
            labelOf={id => t(`request.state.${id}`)}
            value={filters.state}
            onChange={state => setFilters({ state })}
          />
          {mayAsk && <AskButton />}
        </>
      }
      rows={(items, { isStale }) => (
        <RecordRows
          label={t('area.requests')}
          records={items}
          isStale={isStale}
          hrefOf={number => requestLink?.({ number })}
          isOwed={request => isOverdue(request, Date.now())}
          columns={columns}
          card={request => (
            <>
              <RequestBadge state={request.state} />{' '}
              <DueTime request={request} />
            </>
          )}
        />
      )}
    />
  );
}

function useColumns(): RecordColumn<EvidenceRequest>[] {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return [
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
  ];
}
