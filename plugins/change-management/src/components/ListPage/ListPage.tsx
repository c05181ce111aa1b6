import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Container, useBreakpoint } from '@backstage/ui';
import { DateTime } from 'luxon';
import { useMemo, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  useAsyncData,
  EmptyState,
  ErrorPanel,
  ExportButton,
  SkeletonRows,
  Pager,
  useListKeys,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { useNewChangeLink } from '../../hooks/useNewChangeLink';
import { changeManagementTranslationRef } from '../../translation';
import { NewChangeButton } from '../NewChangeButton';
import { ActiveFilters } from './ActiveFilters';
import { ChangeCards } from './ChangeCards';
import { ChangesTable } from './ChangesTable';
import { FilterBar } from './FilterBar';
import { exportQuery, isFiltered, listQuery } from './listFilters';
import styles from './ListPage.module.css';
import { ListSummary } from './ListSummary';
import { ListViews } from './ListViews';
import { useListFilters } from './useListFilters';
import { useStandardView } from './useStandardView';

/** All changes a reader may see, filtered; the address holds the filters and the page. */
export function ListPage() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const navigate = useNavigate();
  const narrow = useBreakpoint().down('sm');
  const newChange = useNewChangeLink()();

  const page = useListFilters();
  useStandardView(page);
  const { filters, cursor } = page;
  const query = listQuery(filters, cursor);
  const changes = useAsyncData(
    JSON.stringify(query),
    signal => api.listChanges(query, { signal }),
    { refetchOnFocus: true, keepPrevious: true },
  );

  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const keys = useMemo(
    () => ({
      search: () => search.current?.focus(),
      create: () => newChange && navigate(newChange),
    }),
    [navigate, newChange],
  );
  useListKeys(list, keys, 'CHG');

  const { data } = changes;
  const Rows = narrow ? ChangeCards : ChangesTable;
  return (
    <Container className={styles.page}>
      <FilterBar
        filters={filters}
        views={<ListViews search={page.search} onChoose={page.choose} />}
        searchRef={search}
        onChange={page.setFilters}
        onClear={page.clear}
      />
      <ActiveFilters filters={filters} onChange={page.setFilters} />
      <ListSummary
        count={data?.count}
        sort={filters.sort}
        onSort={sort => page.setFilters({ sort })}
        exportButton={
          <ExportButton
            name={`changes-${DateTime.now().toISODate()}`}
            isDisabled={!data?.items.length}
            load={() => api.exportChanges(exportQuery(filters))}
          />
        }
      />
      {changes.error && (
        <ErrorPanel
          what={t('list.what')}
          error={changes.error}
          onRetry={changes.refetch}
        />
      )}
      <div ref={list} className={styles.list}>
        {changes.isPending && (
          <SkeletonRows rows={12} height={36} what={t('list.what')} />
        )}
        {data && data.items.length > 0 && (
          <Rows changes={data.items} isStale={changes.isRefreshing} />
        )}
        {data?.items.length === 0 && isFiltered(filters) && (
          <EmptyState
            title={t('list.empty.filteredTitle')}
            description={t('list.empty.filteredDescription')}
            action={
              <Button variant="secondary" onPress={page.clear}>
                {t('list.clear')}
              </Button>
            }
          />
        )}
        {data?.items.length === 0 && !isFiltered(filters) && (
          <EmptyState
            title={t('list.empty.title')}
            description={t('list.empty.description')}
            action={<NewChangeButton />}
          />
        )}
      </div>
      {data && (data.nextCursor || cursor) && (
        <Pager
          onFirst={page.first}
          onPrevious={page.previous}
          onNext={
            data.nextCursor ? () => page.next(data.nextCursor!) : undefined
          }
        />
      )}
      {!narrow && (
        <p className={styles.keys}>
          <small>{t('list.keys')}</small>
        </p>
      )}
    </Container>
  );
}
