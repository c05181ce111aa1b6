import { Container, useBreakpoint } from '@backstage/ui';
import { CountedPage } from '@countersign/plugin-governance-common';
import { ReactNode } from 'react';
import { FilterChip, FilterChips } from './FilterChips';
import { FilterRow } from './FilterRow';
import styles from './list.module.css';
import { ListSummary } from './ListSummary';
import { PageTitle } from '../page';
import { deniedPage, NotForYou } from '../states';
import { EmptyList, RecordList } from './RecordList';
import { RecordListState } from './useRecordList';

/** The words of a list. */
export interface ListTexts {
  /** What the page is called, where it is not called as its area is. */
  page?: string;
  /** What is loaded, as a noun phrase: "the changes". */
  what: string;
  /** What is counted: "change" and "changes". */
  noun: { one: string; many: string };
  /** What a screen reader says of the search field, and what stands in it. */
  search: string;
  searchPlaceholder: string;
  /** Of a list without a record, and of one whose filters nothing matches. */
  empty: EmptyList;
  filteredEmpty: Omit<EmptyList, 'action'>;
  /** The keys of the list, in words: said where the screen is wide. */
  keys?: string;
}

/**
 * The page of a list: search and filters, those that are set, how many there are, the rows and their pages. Whoever may
 * read none of it is told so, and is not offered to search it.
 */
export function RecordListPage<F extends { q: string }, T>(props: {
  list: RecordListState<F, CountedPage<T>>;
  texts: ListTexts;
  /** Above the filters, such as a heading or a form. */
  above?: ReactNode;
  /** In the row of filters. */
  filters?: ReactNode;
  /** Filters that the row does not show. */
  chips?: readonly FilterChip<F>[];
  /** Between the filters and the rows. */
  children?: ReactNode;
  rows(items: T[], shown: { narrow: boolean; isStale: boolean }): ReactNode;
}) {
  const { list, texts, rows } = props;
  const { page, setFilters, result, listRef, search, isFiltered } = list;
  const narrow = useBreakpoint().down('sm');
  const denied = deniedPage(result);
  if (denied !== undefined) {
    return <NotForYou page={texts.page} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      {texts.page !== undefined && <PageTitle title={texts.page} />}
      {props.above}
      <FilterRow
        search={{
          label: texts.search,
          placeholder: texts.searchPlaceholder,
          ...search,
        }}
        isFiltered={isFiltered}
        onClear={page.clear}
      >
        {props.filters}
      </FilterRow>
      <FilterChips chips={props.chips ?? []} onChange={setFilters} />
      {props.children}
      <ListSummary noun={texts.noun} count={result.data?.count} />
      <RecordList
        what={texts.what}
        result={result}
        listRef={listRef}
        isFiltered={isFiltered}
        empty={texts.empty}
        filteredEmpty={texts.filteredEmpty}
        page={page}
        keys={narrow ? undefined : texts.keys}
      >
        {items => rows(items, { narrow, isStale: result.isRefreshing })}
      </RecordList>
    </Container>
  );
}
