import { useApi } from '@backstage/frontend-plugin-api';
import { Container, useBreakpoint } from '@backstage/ui';
import { changeSorts } from '@countersign/plugin-change-management-common';
import { DateTime } from 'luxon';
import { useMemo, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  deniedPage,
  ExportButton,
  ListSummary,
  NotForYou,
  RecordList,
  useAsyncData,
  useFiltersInAddress,
  useListKeys,
  useStandardView,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { useNewChangeLink } from '../../hooks/useNewChangeLink';
import { changeManagementTranslationRef } from '../../translation';
import { ImportedChangesLink } from '../Imported';
import { NewChangeButton } from '../NewChangeButton';
import { ActiveFilters } from './ActiveFilters';
import { ChangeCards } from './ChangeCards';
import { ChangesTable } from './ChangesTable';
import { FilterBar } from './FilterBar';
import {
  exportQuery,
  filterAddress,
  isFiltered,
  listQuery,
} from './listFilters';
import styles from './ListPage.module.css';
import { ListViews } from './ListViews';

/** All changes a reader may see, filtered; the address holds the filters and the page. */
export function ListPage() {
  const { t } = useTexts(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const navigate = useNavigate();
  const narrow = useBreakpoint().down('sm');
  const newChange = useNewChangeLink()();

  const page = useFiltersInAddress(filterAddress);
  useStandardView('changes', page);
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

  const denied = deniedPage(changes);
  if (denied !== undefined) return <NotForYou title={denied} />;
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
        noun={{ one: t('list.one'), many: t('list.many') }}
        count={changes.data?.count}
        sort={{
          value: filters.sort,
          options: changeSorts.map(id => ({ id, label: t(`list.sort.${id}`) })),
          onChange: sort => page.setFilters({ sort }),
        }}
      >
        <ExportButton
          name={`changes-${DateTime.now().toISODate()}`}
          isDisabled={!changes.data?.items.length}
          load={() => api.exportChanges(exportQuery(filters))}
        />
      </ListSummary>
      <ImportedChangesLink q={filters.q} />
      <RecordList
        what={t('list.what')}
        result={changes}
        listRef={list}
        isFiltered={isFiltered(filters)}
        empty={{
          title: t('list.empty.title'),
          description: t('list.empty.description'),
          action: <NewChangeButton />,
        }}
        filteredEmpty={{
          title: t('list.empty.filteredTitle'),
          description: t('list.empty.filteredDescription'),
        }}
        page={page}
        keys={narrow ? undefined : t('list.keys')}
      >
        {items => <Rows changes={items} isStale={changes.isRefreshing} />}
      </RecordList>
    </Container>
  );
}
