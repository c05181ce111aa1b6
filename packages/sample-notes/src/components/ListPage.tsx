import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, useBreakpoint } from '@backstage/ui';
import {
  FilterChips,
  FilterRow,
  FilterSelect,
  ListSummary,
  RecordCards,
  RecordList,
  shortName,
  useRecordList,
  useTexts,
} from '@countersign/plugin-governance-react';
import { noteNumber, noteStates } from '@countersign/sample-notes-common';
import { notesApiRef } from '../api';
import { noteRouteRef } from '../routes';
import { notesTranslationRef } from '../translation';
import { filterAddress } from './noteFilters';
import { NotesTable } from './NotesTable';
import { StateBadge } from './StateBadge';

/** All notes a reader may see, filtered; the address holds the filters and the page. */
export function ListPage() {
  const { t } = useTexts(notesTranslationRef);
  const api = useApi(notesApiRef);
  const noteLink = useRouteRef(noteRouteRef);
  const narrow = useBreakpoint().down('sm');
  const { page, filters, setFilters, result, listRef, search, isFiltered } =
    useRecordList(
      filterAddress,
      (query, options) => api.listNotes(query, options),
      { rowKey: noteNumber.prefix },
    );
  return (
    <Container>
      <FilterRow
        search={{
          label: t('list.search'),
          placeholder: t('list.searchPlaceholder'),
          ...search,
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
        count={result.data?.count}
      />
      <RecordList
        what={t('list.what')}
        result={result}
        listRef={listRef}
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
            <NotesTable notes={items} isStale={result.isRefreshing} />
          )
        }
      </RecordList>
    </Container>
  );
}
