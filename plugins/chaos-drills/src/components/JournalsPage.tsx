import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, Link, Text } from '@backstage/ui';
import {
  DRILLS_SIGNAL_CHANNEL,
  ImportedJournal,
  JOURNALS_SHOWN,
  journalStatuses,
  JournalStatus,
} from '@countersign/plugin-chaos-drills-common';
import {
  ChoiceFilter,
  deniedPage,
  FilterRow,
  listFilterAddress,
  ListSummary,
  NotForYou,
  PageTitle,
  RecordList,
  useAsyncData,
  useFiltersInAddress,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';
import { runsRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { ImportJournalButton } from './ImportJournalButton';
import { JournalRows } from './JournalRows';

const address = listFilterAddress<{ status: JournalStatus }>({
  status: journalStatuses,
});

/** What other tools wrote of their drills, and the way to bring another one. */
export function JournalsPage() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const journals = useAsyncData(
    'journals',
    signal => api.listJournals({ signal }),
    { refetchOnFocus: true },
  );
  useRefetchOnSignal(DRILLS_SIGNAL_CHANNEL, journals.refetch);
  const page = useFiltersInAddress(address);
  const { filters, setFilters, clear, search } = page;
  const all = journals.data?.items;
  const shown = all?.filter(fits);
  const runs = useRouteRef(runsRouteRef)?.();
  const denied = deniedPage(journals);
  if (denied !== undefined) {
    return <NotForYou page={t('journal.title')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('journal.title')} />
      <div className={styles.heading}>
        {runs && <Link href={runs}>← {t('drill.all')}</Link>}
        <Text as="h2" variant="title-small" weight="bold">
          {t('journal.title')}
        </Text>
        <ImportJournalButton onImported={journals.refetch} />
      </div>
      <FilterRow
        search={{
          label: t('journal.search'),
          placeholder: t('journal.searchPlaceholder'),
          value: filters.q,
          onChange: q => setFilters({ q }),
        }}
        isFiltered={search !== ''}
        onClear={clear}
      >
        <ChoiceFilter
          label={t('journal.result')}
          choices={journalStatuses}
          labelOf={id => t(`journal.status.${id}`)}
          value={filters.status}
          onChange={status => setFilters({ status })}
        />
      </FilterRow>
      <ListSummary
        noun={{ one: t('journal.one'), many: t('journal.many') }}
        count={
          shown && {
            value: shown.length,
            capped: all?.length === JOURNALS_SHOWN,
          }
        }
      />
      <RecordList
        what={t('journal.what')}
        result={{
          ...journals,
          data: shown && { items: shown },
        }}
        isFiltered={search !== ''}
        empty={{
          title: t('journal.empty'),
          description: t('journal.emptyDetail'),
        }}
        filteredEmpty={{
          title: t('journal.filtered'),
          description: t('list.filteredDescription'),
        }}
        page={page}
      >
        {items => (
          <JournalRows journals={items} isStale={journals.isRefreshing} />
        )}
      </RecordList>
    </Container>
  );

  function fits({ title, entity, scenario, status }: ImportedJournal) {
    const words = filters.q.toLocaleLowerCase('en-US');
    return (
      (filters.status.length === 0 || filters.status.includes(status)) &&
      [title, entity, scenario].some(text =>
        text.toLocaleLowerCase('en-US').includes(words),
      )
    );
  }
}
