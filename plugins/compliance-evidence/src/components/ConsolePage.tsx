import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Container, useBreakpoint } from '@backstage/ui';
import {
  Inquiry,
  inquiryAskPermission,
  InquiryKind,
  inquiryKinds,
  inquiryNumber,
} from '@countersign/plugin-compliance-evidence-common';
import { queryString } from '@countersign/plugin-governance-common';
import {
  ActorLink,
  FilterAddress,
  FilterRow,
  FilterSelect,
  ListSummary,
  RecordCards,
  RecordList,
  RecordNumber,
  RecordTable,
  RelativeTime,
  useRecordList,
  useTexts,
  valuesIn,
} from '@countersign/plugin-governance-react';
import { inquiryApiRef } from '../api';
import { inquiryRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { ConsoleForm } from './ConsoleForm';
import styles from './Evidence.module.css';
import { InquiryBadge } from './looks';

interface InquiryListFilters {
  kind: InquiryKind[];
  run: string[];
  q: string;
}

/** How the filters stand in the address; the run is also the one that is asked. */
const filterAddress: FilterAddress<InquiryListFilters> = {
  read: params => ({
    kind: valuesIn(params, 'kind', inquiryKinds),
    run: valuesIn(params, 'run'),
    q: params.get('q') ?? '',
  }),
  write: ({ q, ...many }) =>
    new URLSearchParams(queryString({ ...many, q: q || undefined })),
};

/** Asks questions about past runs, with their tables beside it, and lists what was asked. */
export function ConsolePage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(inquiryApiRef);
  const inquiryLink = useRouteRef(inquiryRouteRef);
  const narrow = useBreakpoint().down('sm');
  const { allowed: mayAsk } = usePermission({
    permission: inquiryAskPermission,
  });
  const { page, filters, setFilters, result, listRef, search, isFiltered } =
    useRecordList(
      filterAddress,
      (query, options) => api.listInquiries(query, options),
      { rowKey: inquiryNumber.prefix },
    );
  const [run] = filters.run;
  return (
    <Container className={styles.page}>
      {mayAsk && (
        <ConsoleForm
          run={run}
          onRun={chosen => setFilters({ run: chosen ? [chosen] : [] })}
        />
      )}
      <FilterRow
        search={{
          label: t('inquiry.search'),
          placeholder: t('search'),
          ...search,
        }}
        isFiltered={isFiltered}
        onClear={page.clear}
      >
        <FilterSelect
          label={t('inquiry.kindLabel')}
          options={inquiryKinds.map(id => ({
            id,
            label: t(`inquiry.kind.${id}`),
          }))}
          value={filters.kind}
          onChange={chosen =>
            setFilters({ kind: inquiryKinds.filter(k => chosen.includes(k)) })
          }
        />
      </FilterRow>
      <ListSummary
        noun={{ one: t('inquiry.noun'), many: t('inquiry.nouns') }}
        count={result.data?.count}
      />
      <RecordList
        what={t('inquiry.what')}
        result={result}
        listRef={listRef}
        isFiltered={isFiltered}
        empty={{
          title: t('inquiry.empty'),
          description: t('inquiry.emptyDescription'),
        }}
        filteredEmpty={{
          title: t('inquiry.filtered'),
          description: t('inquiry.filteredDescription'),
        }}
        page={page}
      >
        {items =>
          narrow ? (
            <RecordCards
              label={t('area.console')}
              records={items}
              hrefOf={number => inquiryLink?.({ number })}
            >
              {({ asked }) => <InquiryBadge kind={asked.kind} />}
            </RecordCards>
          ) : (
            <InquiryTable inquiries={items} isStale={result.isRefreshing} />
          )
        }
      </RecordList>
    </Container>
  );
}

function InquiryTable(props: { inquiries: Inquiry[]; isStale: boolean }) {
  const { inquiries, isStale } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const inquiryLink = useRouteRef(inquiryRouteRef);
  return (
    <RecordTable
      label={t('area.console')}
      records={inquiries}
      isStale={isStale}
      keyOf={({ number }) => number}
      nameOf={({ number }) => number}
      textOf={({ number, title }) => `${number} ${title}`}
      hrefOf={({ number }) => inquiryLink?.({ number })}
      columns={[
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
      ]}
    />
  );
}
