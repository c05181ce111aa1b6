import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Inquiry,
  inquiryAskPermission,
  InquiryKind,
  inquiryKinds,
  inquiryNumber,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ActorLink,
  ChoiceFilter,
  listFilterAddress,
  RecordColumn,
  RecordListPage,
  RecordNumber,
  RecordRows,
  RelativeTime,
  useRecordList,
  useTexts,
} from '@countersign/plugin-governance-react';
import { inquiryApiRef } from '../api';
import { inquiryRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { ConsoleForm } from './ConsoleForm';
import styles from './Evidence.module.css';
import { InquiryBadge } from './looks';

/** How the filters stand in the address; the run is also the one that is asked. */
const filterAddress = listFilterAddress<{ kind: InquiryKind; run: string }>({
  kind: inquiryKinds,
  run: 'any',
});

/** Asks questions about past runs, with their tables beside it, and lists what was asked. */
export function ConsolePage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(inquiryApiRef);
  const inquiryLink = useRouteRef(inquiryRouteRef);
  const columns = useColumns();
  const { allowed: mayAsk } = usePermission({
    permission: inquiryAskPermission,
  });
  const list = useRecordList(
    filterAddress,
    (query, options) => api.listInquiries(query, options),
    { rowKey: inquiryNumber.prefix },
  );
  const { filters, setFilters } = list;
  const [run] = filters.run;
  return (
    <RecordListPage
      list={list}
      texts={{
        what: t('inquiry.what'),
        noun: { one: t('inquiry.noun'), many: t('inquiry.nouns') },
        search: t('inquiry.search'),
        searchPlaceholder: t('search'),
        empty: {
          title: t('inquiry.empty'),
          description: t('inquiry.emptyDescription'),
        },
        filteredEmpty: {
          title: t('inquiry.filtered'),
          description: t('inquiry.filteredDescription'),
        },
      }}
      above={
        mayAsk && (
          <div className={styles.above}>
            <ConsoleForm
              run={run}
              onRun={chosen => setFilters({ run: chosen ? [chosen] : [] })}
            />
          </div>
        )
      }
      filters={
        <ChoiceFilter
          label={t('inquiry.kindLabel')}
          choices={inquiryKinds}
          labelOf={id => t(`inquiry.kind.${id}`)}
          value={filters.kind}
          onChange={kind => setFilters({ kind })}
        />
      }
      rows={(items, { isStale }) => (
        <RecordRows
          label={t('area.console')}
          records={items}
          isStale={isStale}
          hrefOf={number => inquiryLink?.({ number })}
          columns={columns}
          card={({ asked }) => <InquiryBadge kind={asked.kind} />}
        />
      )}
    />
  );
}

function useColumns(): RecordColumn<Inquiry>[] {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return [
    {
      id: 'number',
      label: t('inquiry.number'),
      cell: ({ number }) => number,
    },
    {
      id: 'title',
      label: t('inquiry.title'),
      isRowHeader: true,
      cell: ({ title }) => title,
    },
    {
      id: 'kind',
      label: t('inquiry.kindLabel'),
      cell: ({ asked }) => <InquiryBadge kind={asked.kind} />,
    },
    {
      id: 'run',
      label: t('inquiry.run'),
      cell: ({ run }) => <RecordNumber number={run.number} hideCopy />,
    },
    {
      id: 'rows',
      label: t('inquiry.rows'),
      cell: ({ result }) => String(result.rows),
    },
    {
      id: 'by',
      label: t('inquiry.by'),
      cell: ({ answered }) => <ActorLink actor={answered.by} />,
    },
    {
      id: 'at',
      label: t('inquiry.at'),
      cell: ({ answered }) => <RelativeTime instant={answered.at} />,
    },
  ];
}
