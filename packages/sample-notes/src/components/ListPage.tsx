import { useApi } from '@backstage/frontend-plugin-api';
import {
  ChoiceFilter,
  RecordListPage,
  shortName,
  useRecordList,
  useTexts,
} from '@countersign/plugin-governance-react';
import { noteNumber, noteStates } from '@countersign/sample-notes-common';
import { notesApiRef } from '../api';
import { notesTranslationRef } from '../translation';
import { filterAddress } from './noteFilters';
import { NoteRows } from './NoteRows';

/** All notes a reader may see, filtered; the address holds the filters and the page. */
export function ListPage() {
  const { t } = useTexts(notesTranslationRef);
  const api = useApi(notesApiRef);
  const list = useRecordList(
    filterAddress,
    (query, options) => api.listNotes(query, options),
    { rowKey: noteNumber.prefix },
  );
  const { filters, setFilters } = list;
  return (
    <RecordListPage
      list={list}
      texts={{
        what: t('list.what'),
        noun: { one: t('list.one'), many: t('list.many') },
        search: t('list.search'),
        searchPlaceholder: t('list.searchPlaceholder'),
        empty: {
          title: t('list.empty'),
          description: t('list.emptyDescription'),
        },
        filteredEmpty: {
          title: t('list.filtered'),
          description: t('list.filteredDescription'),
        },
      }}
      filters={
        <ChoiceFilter
          label={t('state.label')}
          choices={noteStates}
          labelOf={id => t(`state.${id}`)}
          value={filters.state}
          onChange={state => setFilters({ state })}
        />
      }
      chips={filters.assignee.map(ref => ({
        id: ref,
        text: `${t('list.assignee')}: ${shortName(ref)}`,
        without: { assignee: filters.assignee.filter(r => r !== ref) },
      }))}
      rows={(items, { isStale }) => (
        <NoteRows notes={items} isStale={isStale} />
      )}
    />
  );
}
