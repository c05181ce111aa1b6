import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Container, useBreakpoint } from '@backstage/ui';
import {
  FilterChips,
  FilterRow,
  FilterSelect,
  ListSummary,
  RecordCards,
  RecordList,
  shortName,
  useAsyncData,
  useFiltersInAddress,
} from '@countersign/plugin-governance-react';
import { noteStates } from '@countersign/sample-notes-common';
import { useCallback } from 'react';
import { notesApiRef } from '../api';
import { noteRouteRef } from '../routes';
import { notesTranslationRef } from '../translation';
import { filterAddress } from './noteFilters';
import { NotesTable } from './NotesTable';
import { StateBadge } from './StateBadge';

/** All notes a reader may see, filtered; the address holds the filters and the page. */
export function ListPage() {
  const { t } = useTranslationRef(notesTranslationRef);
  const api = useApi(notesApiRef);
  const noteLink = useRouteRef(noteRouteRef);
  const narrow = useBreakpoint().down('sm');
  const page = useFiltersInAddress(filterAddress);
  const { filters, cursor, setFilters } = page;
  const query = { ...filters, q: filters.q || undefined, cursor };
  const notes = useAsyncData(
    JSON.stringify(query),
    signal => api.listNotes(query, { signal }),
    { refetchOnFocus: true, keepPrevious: true },
  );
  const onSearch = useCallback((q: string) => setFilters({ q }), [setFilters]);
  const isFiltered = page.search !== '';
  return (
    <Container>
      <FilterRow
        search={{
          label: t('list.search'),
          placeholder: t('list.searchPlaceholder'),
          value: filters.q,
          onChange: onSearch,
        }}
        isFiltered={isFiltered}
        onClear={page.clear}
      >
        <FilterSelect
          label={t('state.label')}
          options={noteStates.map(id => ({ id, label: t(`state.${id}`) }))}
          value={filters.state}
          onChange={chosen =>
            setFilters({ state: noteStates.filter(s => chosen.includes(s)) })
          }
        />
      </FilterRow>
      <FilterChips
        chips={filters.assignee.map(ref => ({
          id: ref,
          text: `${t('list.assignee')}: ${shortName(ref)}`,
          without: { assignee: filters.assignee.filter(r => r !== ref) },
        }))}
        onChange={setFilters}
      />
      <ListSummary
        noun={{ one: t('list.one'), many: t('list.many') }}
        count={notes.data?.count}
      />
      <RecordList
        what={t('list.what')}
        result={notes}
        isFiltered={isFiltered}
        empty={{
          title: t('list.empty'),
          description: t('list.emptyDescription'),
        }}
        filteredEmpty={{
          title: t('list.filtered'),
          description: t('list.filteredDescription'),
        }}
        page={page}
      >
        {items =>
          narrow ? (
            <RecordCards
              label={t('title')}
              records={items}
              hrefOf={number => noteLink?.({ number })}
            >
              {note => <StateBadge state={note.state} />}
            </RecordCards>
          ) : (
            <NotesTable notes={items} isStale={notes.isRefreshing} />
          )
        }
      </RecordList>
    </Container>
  );
}
